/* A bar of three parts: won, in work, lost. */
#include "config.h"

#include "crm-outcome-bar.h"

#include <glib/gi18n.h>

#define N_PARTS 3
#define HEIGHT 12
#define GAP 2
/* A single one of a thousand is still seen. */
#define LEAST_WIDTH 4

struct _CrmOutcomeBar {
  GtkWidget parent_instance;

  GtkWidget *parts[N_PARTS]; /* their parent's */
  gint64 counts[N_PARTS];
};

G_DEFINE_FINAL_TYPE (CrmOutcomeBar, crm_outcome_bar, GTK_TYPE_WIDGET)

static void
crm_outcome_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : N_PARTS * (LEAST_WIDTH + GAP);
}

static void
allocate_part (GtkWidget *part, int x, int width, int height)
{
  gtk_widget_allocate (part, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, 0)));
}

static void
crm_outcome_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmOutcomeBar *self = CRM_OUTCOME_BAR (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gint64 all = 0;
  int n = 0;
  int free_width;
  int x = 0;

  for (int i = 0; i < N_PARTS; i++) {
    all += self->counts[i];
    n += self->counts[i] > 0;
    gtk_widget_set_child_visible (self->parts[i], self->counts[i] > 0);
  }
  free_width = width - (n - 1) * GAP - n * LEAST_WIDTH;
  for (int i = 0; i < N_PARTS; i++) {
    int part_width;
    if (self->counts[i] == 0)
      continue;
    part_width = LEAST_WIDTH +
                 (int) ((double) MAX (free_width, 0) * (double) self->counts[i] / (double) all);
    allocate_part (self->parts[i], mirrored ? width - x - part_width : x, part_width, height);
    x += part_width + GAP;
  }
}

static void
crm_outcome_bar_dispose (GObject *object)
{
  CrmOutcomeBar *self = CRM_OUTCOME_BAR (object);

  for (int i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);

  G_OBJECT_CLASS (crm_outcome_bar_parent_class)->dispose (object);
}

static void
crm_outcome_bar_class_init (CrmOutcomeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_outcome_bar_dispose;
  widget_class->measure = crm_outcome_bar_measure;
  widget_class->size_allocate = crm_outcome_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "outcomebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
crm_outcome_bar_init (CrmOutcomeBar *self)
{
  static const char *const colours[N_PARTS] = { "success", "accent", "error" };

  for (int i = 0; i < N_PARTS; i++) {
    self->parts[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class (self->parts[i], colours[i]);
    gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
  }
}

/**
 * crm_outcome_bar_new:
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
crm_outcome_bar_new (void)
{
  return g_object_new (CRM_TYPE_OUTCOME_BAR, NULL);
}

/**
 * crm_outcome_bar_set_counts:
 * @self: a bar
 * @won: how many, at least 0
 * @open: how many
 * @lost: how many
 */
void
crm_outcome_bar_set_counts (CrmOutcomeBar *self, gint64 won, gint64 open, gint64 lost)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CRM_IS_OUTCOME_BAR (self) && won >= 0 && open >= 0 && lost >= 0);
  self->counts[0] = won;
  self->counts[1] = open;
  self->counts[2] = lost;
  /* Translators: how many deals of a campaign; the numbers are as in "Won: 3, in work: 5, lost: 2"
   */
  text = g_strdup_printf (_ ("Won: %d, in work: %d, lost: %d"), (int) won, (int) open, (int) lost);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
