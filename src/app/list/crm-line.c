/* One line of text whose width does not depend on it. */
#include "config.h"

#include "crm-line.h"

struct _CrmLine {
  GtkWidget parent_instance;

  char *text;          /* owned */
  PangoLayout *layout; /* owned; NULL until the text is drawn */
  int least_characters;
  int natural_characters;
  gboolean is_figure;
};

G_DEFINE_FINAL_TYPE (CrmLine, crm_line, GTK_TYPE_WIDGET)

/* --- The sizes of fonts */

/* What the sizes depend on besides the font; where it changes all are looked up anew. */
typedef struct {
  PangoFontMap *map;
  guint serial;
  double resolution;
} Screen;

static void
free_font (gpointer font)
{
  pango_font_description_free (font);
}

static gboolean
equal_fonts (gconstpointer a, gconstpointer b)
{
  return pango_font_description_equal (a, b);
}

static guint
hash_font (gconstpointer font)
{
  return pango_font_description_hash (font);
}

static GHashTable * /* PangoFontDescription -> CrmFontSize */
require_sizes (PangoContext *context)
{
  static GHashTable *sizes = NULL;
  static Screen known = { 0 };
  PangoFontMap *map = pango_context_get_font_map (context);
  const Screen screen = { map, pango_font_map_get_serial (map),
                          pango_cairo_context_get_resolution (context) };

  if (sizes == NULL)
    sizes = g_hash_table_new_full (hash_font, equal_fonts, free_font, g_free);
  if (screen.map != known.map || screen.serial != known.serial ||
      ABS (screen.resolution - known.resolution) > 0.001)
    g_hash_table_remove_all (sizes);
  known = screen;
  return sizes;
}

const CrmFontSize *
crm_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  GHashTable *sizes = require_sizes (context);
  CrmFontSize *size = g_hash_table_lookup (sizes, font);
  PangoFontMetrics *metrics;

  if (size != NULL)
    return size;
  metrics = pango_context_get_metrics (context, NULL, NULL);
  size = g_new0 (CrmFontSize, 1);
  size->character = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                         pango_font_metrics_get_approximate_digit_width (metrics));
  size->ascent = pango_font_metrics_get_ascent (metrics);
  size->descent = pango_font_metrics_get_descent (metrics);
  pango_font_metrics_unref (metrics);
  g_hash_table_insert (sizes, pango_font_description_copy (font), size);
  return size;
}

/* --- The line */

static void
set_attributes (CrmLine *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
}

static PangoLayout *
require_layout (CrmLine *self)
{
  if (self->layout != NULL)
    return self->layout;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  if (self->is_figure)
    set_attributes (self);
  return self->layout;
}

static void
crm_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmLine *self = CRM_LINE (widget);
  const CrmFontSize *size = crm_font_size (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = PANGO_PIXELS_CEIL (size->character * self->least_characters);
    *natural = PANGO_PIXELS_CEIL (size->character * self->natural_characters);
    return;
  }
  *minimum = *natural = PANGO_PIXELS_CEIL (size->ascent + size->descent);
  *minimum_baseline = *natural_baseline = PANGO_PIXELS_CEIL (size->ascent);
}

/* Pango turns left and right round where the text itself runs from the right. */
static PangoAlignment
get_alignment (CrmLine *self, PangoLayout *layout)
{
  gboolean from_right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean text_from_right = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;

  return (from_right != text_from_right) != self->is_figure ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
crm_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmLine *self = CRM_LINE (widget);
  PangoLayout *layout;
  GdkRGBA colour;
  int height;

  if (self->text == NULL || self->text[0] == '\0')
    return;
  layout = require_layout (self);
  pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_set_alignment (layout, get_alignment (self, layout));
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0, (float) ((gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
crm_line_finalize (GObject *object)
{
  CrmLine *self = CRM_LINE (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (crm_line_parent_class)->finalize (object);
}

static void
crm_line_class_init (CrmLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_line_finalize;
  widget_class->measure = crm_line_measure;
  widget_class->snapshot = crm_line_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
crm_line_init (CrmLine *self)
{
}

/**
 * crm_line_new:
 * @least_characters: as many of them it needs at least
 * @natural_characters: as many it would like
 *
 * Returns: (transfer floating): a line without text
 */
GtkWidget *
crm_line_new (int least_characters, int natural_characters)
{
  CrmLine *self = g_object_new (CRM_TYPE_LINE, NULL);

  self->least_characters = least_characters;
  self->natural_characters = MAX (least_characters, natural_characters);
  return GTK_WIDGET (self);
}

/**
 * crm_line_set_text:
 * @self: a line
 * @text: what it says; what does not fit is cut with an ellipsis
 */
void
crm_line_set_text (CrmLine *self, const char *text)
{
  g_return_if_fail (CRM_IS_LINE (self));
  if (!g_set_str (&self->text, text))
    return;
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, text != NULL ? text : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * crm_line_get_text:
 * @self: a line
 *
 * Returns: (nullable): what it says
 */
const char *
crm_line_get_text (CrmLine *self)
{
  g_return_val_if_fail (CRM_IS_LINE (self), NULL);
  return self->text;
}

/**
 * crm_line_set_figure:
 * @self: a line without text yet
 *
 * Lets it say figures, which stand under one another.
 */
void
crm_line_set_figure (CrmLine *self)
{
  g_return_if_fail (CRM_IS_LINE (self));
  self->is_figure = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
