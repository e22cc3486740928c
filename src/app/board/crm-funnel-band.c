/* One level of the funnel. */
#include "config.h"

#include "crm-funnel-band.h"

#define BAR 30
#define NECK 20
#define LEAST_WIDTH 120
#define NATURAL_WIDTH 640
/* An empty level is a line and not nothing. */
#define THINNEST 4

struct _CrmFunnelBand {
  GtkWidget parent_instance;

  GtkWidget *parts[CRM_FUNNEL_N_PARTS]; /* borrowed children; none for ENTERED */
  gint64 counts[CRM_FUNNEL_N_PARTS];
  double width;
  double next;
};

G_DEFINE_FINAL_TYPE (CrmFunnelBand, crm_funnel_band, GTK_TYPE_WIDGET)

static void
crm_funnel_band_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmFunnelBand *self = CRM_FUNNEL_BAND (widget);

  *minimum =
      orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : BAR + (self->next >= 0 ? NECK : 0);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : *minimum;
}

static int
get_pixels (double share, int width)
{
  return CLAMP ((int) (share * width), THINNEST, MAX (width, THINNEST));
}

/* What went on stands first: it is what runs into the next level. */
static void
crm_funnel_band_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmFunnelBand *self = CRM_FUNNEL_BAND (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int whole = get_pixels (self->width, width);
  int start = (width - whole) / 2;
  gint64 before = 0;

  for (int i = CRM_FUNNEL_MOVED_ON; i < CRM_FUNNEL_N_PARTS; i++) {
    gint64 all = MAX (self->counts[CRM_FUNNEL_ENTERED], 1);
    int from = (int) (before * whole / all);
    int to = (int) ((before + self->counts[i]) * whole / all);
    GtkAllocation place = { rtl ? start + whole - to : start + from, 0, to - from, BAR };
    before += self->counts[i];
    gtk_widget_set_child_visible (self->parts[i], to > from);
    if (to > from)
      gtk_widget_size_allocate (self->parts[i], &place, -1);
  }
}

static void
crm_funnel_band_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmFunnelBand *self = CRM_FUNNEL_BAND (widget);
  int width = gtk_widget_get_width (widget);
  float top = (float) get_pixels (self->width, width);
  float bottom = (float) get_pixels (self->next, width);
  float middle = (float) width / 2;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  colour.alpha *= 0.18f;
  gsk_path_builder_move_to (builder, middle - top / 2, 0);
  gsk_path_builder_line_to (builder, middle + top / 2, 0);
  gsk_path_builder_line_to (builder, middle + top / 2, BAR);
  if (self->next >= 0) {
    gsk_path_builder_line_to (builder, middle + bottom / 2, BAR + NECK);
    gsk_path_builder_line_to (builder, middle - bottom / 2, BAR + NECK);
  }
  gsk_path_builder_line_to (builder, middle - top / 2, BAR);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &colour);
  GTK_WIDGET_CLASS (crm_funnel_band_parent_class)->snapshot (widget, snapshot);
}

static void
crm_funnel_band_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (crm_funnel_band_parent_class)->dispose (object);
}

static void
crm_funnel_band_class_init (CrmFunnelBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_funnel_band_dispose;
  widget_class->measure = crm_funnel_band_measure;
  widget_class->size_allocate = crm_funnel_band_size_allocate;
  widget_class->snapshot = crm_funnel_band_snapshot;
  gtk_widget_class_set_css_name (widget_class, "funnelband");
  /* The button around it says in words what it shows. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
crm_funnel_band_init (CrmFunnelBand *self)
{
  static const char *const classes[CRM_FUNNEL_N_PARTS] = { NULL, "moved-on", "still", "back",
                                                           "lost" };

  for (int i = CRM_FUNNEL_MOVED_ON; i < CRM_FUNNEL_N_PARTS; i++) {
    self->parts[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_add_css_class (self->parts[i], "funnel-part");
    gtk_widget_add_css_class (self->parts[i], classes[i]);
    gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
  }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * crm_funnel_band_new:
 * @counts: what became of those that came
 * @width: of this level, 0 to 1
 * @next: of the one below; negative: this is the last
 *
 * Returns: (transfer floating): the level
 */
GtkWidget *
crm_funnel_band_new (const gint64 counts[CRM_FUNNEL_N_PARTS], double width, double next)
{
  CrmFunnelBand *self = g_object_new (CRM_TYPE_FUNNEL_BAND, NULL);

  for (int i = 0; i < CRM_FUNNEL_N_PARTS; i++)
    self->counts[i] = counts[i];
  self->width = width;
  self->next = next;
  return GTK_WIDGET (self);
}
