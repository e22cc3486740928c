/* A widget whose width does not depend on what is in it. */
#include "config.h"

#include "crm-steady-bin.h"

#include "crm-line.h"

/* The round ends of a pill, in characters. */
#define ENDS_CHARACTERS 3

struct _CrmSteadyBin {
  GtkWidget parent_instance;

  GtkWidget *child; /* owned */
  int least_characters;
  int natural_characters;
  const char *text; /* static; NULL: the characters count */
};

G_DEFINE_FINAL_TYPE (CrmSteadyBin, crm_steady_bin, GTK_TYPE_WIDGET)

/* Hundreds of bins are as wide as the same text: it is laid out once for a size of the font. */
typedef struct {
  int character_width;
  int width;
} Known;

static int
measure_text (CrmSteadyBin *self, int character_width)
{
  static GHashTable *known_texts = NULL; /* text -> Known */
  g_autoptr (PangoLayout) layout = NULL;
  Known *known;
  int width;

  if (known_texts == NULL)
    known_texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  known = g_hash_table_lookup (known_texts, self->text);
  if (known != NULL && known->character_width == character_width)
    return known->width;
  layout = gtk_widget_create_pango_layout (self->child, self->text);
  pango_layout_get_size (layout, &width, NULL);
  known = g_new0 (Known, 1);
  known->character_width = character_width;
  known->width = PANGO_PIXELS_CEIL (width + ENDS_CHARACTERS * character_width);
  g_hash_table_insert (known_texts, (gpointer) self->text, known);
  return known->width;
}

static void
crm_steady_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmSteadyBin *self = CRM_STEADY_BIN (widget);
  int width;

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
    return;
  }
  width = crm_font_size (widget)->character;
  if (self->text != NULL) {
    *minimum = *natural = measure_text (self, width);
    return;
  }
  *minimum = PANGO_PIXELS_CEIL (width * self->least_characters);
  *natural = PANGO_PIXELS_CEIL (width * self->natural_characters);
}

static void
crm_steady_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmSteadyBin *self = CRM_STEADY_BIN (widget);
  int least;

  /* What does not fit is cut. */
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, least), height, baseline, NULL);
}

static void
crm_steady_bin_dispose (GObject *object)
{
  g_clear_pointer (&CRM_STEADY_BIN (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_steady_bin_parent_class)->dispose (object);
}

static void
crm_steady_bin_class_init (CrmSteadyBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_steady_bin_dispose;
  widget_class->measure = crm_steady_bin_measure;
  widget_class->size_allocate = crm_steady_bin_size_allocate;
}

static void
crm_steady_bin_init (CrmSteadyBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * crm_steady_bin_new:
 * @child: what is shown
 * @least_characters: as many of them it needs at least
 * @natural_characters: as many it would like
 *
 * Returns: (transfer floating): a bin around @child
 */
GtkWidget *
crm_steady_bin_new (GtkWidget *child, int least_characters, int natural_characters)
{
  CrmSteadyBin *self = g_object_new (CRM_TYPE_STEADY_BIN, NULL);

  self->child = child;
  self->least_characters = least_characters;
  self->natural_characters = natural_characters;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * crm_steady_bin_new_for_text:
 * @child: what is shown
 * @text: (not nullable): the widest that it will show; must live as long as the program
 *
 * Returns: (transfer floating): a bin around @child, just wide enough for @text
 */
GtkWidget *
crm_steady_bin_new_for_text (GtkWidget *child, const char *text)
{
  GtkWidget *self = crm_steady_bin_new (child, 0, 0);
  CRM_STEADY_BIN (self)->text = text;
  return self;
}

GtkWidget *
crm_steady_bin_get_child (CrmSteadyBin *self)
{
  g_return_val_if_fail (CRM_IS_STEADY_BIN (self), NULL);
  return self->child;
}
