/* What stands above a Gantt chart. */
#include "config.h"

#include "crm-gantt-axis.h"

#include <adwaita.h>

#include "crm-date.h"

#define PADDING 4

struct _CrmGanttAxis {
  GtkWidget parent_instance;

  CrmGanttScale *scale; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmGanttAxis, crm_gantt_axis, GTK_TYPE_WIDGET)

void
crm_gantt_axis_snapshot_lines (GtkWidget *widget, CrmGanttScale *scale, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float now = (float) crm_gantt_scale_get_x (scale, crm_gantt_scale_get_now (scale));
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);
  GdkRGBA line;
  float top;

  gtk_widget_get_color (widget, &line);
  line.alpha *= 0.12f;
  for (gint64 date = crm_gantt_scale_get_first_tick (scale);;
       date = crm_gantt_scale_get_next_tick (scale, date)) {
    float x = (float) crm_gantt_scale_get_x (scale, crm_moment_from_date (date));
    if (x > width)
      break;
    if (x >= 0)
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x, 0, 1, height));
  }
  /* Above the chart the present is marked beneath the names of days, not through them. */
  top = CRM_IS_GANTT_AXIS (widget) ? height - PADDING : 0;
  if (now >= 0 && now <= width)
    gtk_snapshot_append_color (snapshot, accent,
                               &GRAPHENE_RECT_INIT (now - 1, top, 2, height - top));
}

static void
crm_gantt_axis_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? height + 2 * PADDING : 0;
}

/* Each name begins at its tick; that of the first one stays in sight as long as there is room. */
static void
crm_gantt_axis_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmGanttAxis *self = CRM_GANTT_AXIS (widget);
  float width = (float) gtk_widget_get_width (widget);
  gint64 date = crm_gantt_scale_get_first_tick (self->scale);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  crm_gantt_axis_snapshot_lines (widget, self->scale, snapshot);
  for (;;) {
    gint64 next = crm_gantt_scale_get_next_tick (self->scale, date);
    float x = (float) crm_gantt_scale_get_x (self->scale, crm_moment_from_date (date));
    float end = (float) crm_gantt_scale_get_x (self->scale, crm_moment_from_date (next));
    g_autofree char *name = crm_gantt_scale_dup_tick_name (self->scale, date);
    g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, name);
    int text_width;

    if (x > width)
      break;
    pango_layout_get_pixel_size (layout, &text_width, NULL);
    x = MAX (x, 0);
    date = next;
    if (x + (float) text_width + 2 * PADDING > end)
      continue;
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + PADDING, PADDING));
    gtk_snapshot_append_layout (snapshot, layout, &colour);
    gtk_snapshot_restore (snapshot);
  }
}

static void
crm_gantt_axis_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  crm_gantt_scale_set_width (CRM_GANTT_AXIS (widget)->scale, width);
}

static void
crm_gantt_axis_dispose (GObject *object)
{
  g_clear_object (&CRM_GANTT_AXIS (object)->scale);

  G_OBJECT_CLASS (crm_gantt_axis_parent_class)->dispose (object);
}

static void
crm_gantt_axis_class_init (CrmGanttAxisClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_gantt_axis_dispose;
  widget_class->measure = crm_gantt_axis_measure;
  widget_class->size_allocate = crm_gantt_axis_size_allocate;
  widget_class->snapshot = crm_gantt_axis_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ganttaxis");
  /* The bars say their dates themselves. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
crm_gantt_axis_init (CrmGanttAxis *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
crm_gantt_axis_new (CrmGanttScale *scale)
{
  CrmGanttAxis *self = g_object_new (CRM_TYPE_GANTT_AXIS, NULL);

  self->scale = g_object_ref (scale);
  g_signal_connect_object (scale, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
