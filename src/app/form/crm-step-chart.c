/* A line that goes in steps. */
#include "config.h"

#include "crm-step-chart.h"

#include "crm-field-history.h"

#define HEIGHT 72
#define WIDTH 160
#define THICKNESS 2.0f
/* The first and the last value are seen even if they held for a moment only. */
#define LEAST_PART 0.02

typedef struct {
  double x, y; /* parts of the whole; y grows upwards */
} Point;

struct _CrmStepChart {
  GtkWidget parent_instance;

  GArray *points; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmStepChart, crm_step_chart, GTK_TYPE_WIDGET)

static void
crm_step_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
crm_step_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmStepChart *self = CRM_STEP_CHART (widget);
  float width = (float) gtk_widget_get_width (widget) - THICKNESS;
  float height = (float) gtk_widget_get_height (widget) - THICKNESS;
  g_autoptr (GskPathBuilder) line = gsk_path_builder_new ();
  g_autoptr (GskPathBuilder) area = gsk_path_builder_new ();
  g_autoptr (GskPath) line_path = NULL;
  g_autoptr (GskPath) area_path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (THICKNESS);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float x = 0, y = 0;
  GdkRGBA colour, faint;

  for (guint i = 0; i < self->points->len; i++) {
    const Point *point = &g_array_index (self->points, Point, i);
    float across = (float) (rtl ? 1 - point->x : point->x);
    x = THICKNESS / 2 + across * width;
    if (i == 0) {
      y = THICKNESS / 2 + (float) (1 - point->y) * height;
      gsk_path_builder_move_to (line, x, y);
      gsk_path_builder_move_to (area, x, THICKNESS / 2 + height);
      gsk_path_builder_line_to (area, x, y);
      continue;
    }
    gsk_path_builder_line_to (line, x, y);
    gsk_path_builder_line_to (area, x, y);
    y = THICKNESS / 2 + (float) (1 - point->y) * height;
    gsk_path_builder_line_to (line, x, y);
    gsk_path_builder_line_to (area, x, y);
  }
  gsk_path_builder_line_to (area, x, THICKNESS / 2 + height);
  gsk_path_builder_close (area);
  gtk_widget_get_color (widget, &colour);
  faint = colour;
  faint.alpha *= 0.15f;
  line_path = gsk_path_builder_to_path (line);
  area_path = gsk_path_builder_to_path (area);
  gtk_snapshot_append_fill (snapshot, area_path, GSK_FILL_RULE_WINDING, &faint);
  gtk_snapshot_append_stroke (snapshot, line_path, stroke, &colour);
}

static void
crm_step_chart_finalize (GObject *object)
{
  g_array_unref (CRM_STEP_CHART (object)->points);

  G_OBJECT_CLASS (crm_step_chart_parent_class)->finalize (object);
}

static void
crm_step_chart_class_init (CrmStepChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_step_chart_finalize;
  widget_class->measure = crm_step_chart_measure;
  widget_class->snapshot = crm_step_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "stepchart");
}

static void
crm_step_chart_init (CrmStepChart *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  gtk_widget_add_css_class (GTK_WIDGET (self), "accent");
}

/**
 * crm_step_chart_new:
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
crm_step_chart_new (void)
{
  return g_object_new (CRM_TYPE_STEP_CHART, NULL);
}

/**
 * crm_step_chart_set_steps:
 * @self: a chart
 * @steps: (element-type CrmFieldStep): oldest first
 * @end: the moment until which the last value holds
 * @text: what it shows, in words
 */
void
crm_step_chart_set_steps (CrmStepChart *self, GArray *steps, gint64 end, const char *text)
{
  gint64 most = 1;
  gint64 start = steps->len > 0 ? g_array_index (steps, CrmFieldStep, 0).moment : end;
  double span = (double) MAX (end - start, 1);
  Point last = { 1, 0 };

  g_array_set_size (self->points, 0);
  for (guint i = 0; i < steps->len; i++)
    most = MAX (most, g_array_index (steps, CrmFieldStep, i).integer);
  for (guint i = 0; i < steps->len; i++) {
    const CrmFieldStep *step = &g_array_index (steps, CrmFieldStep, i);
    double x = CLAMP ((double) (step->moment - start) / span, 0, 1);
    Point point = { i == 0 ? 0 : CLAMP (x, LEAST_PART, 1 - LEAST_PART),
                    (double) MAX (step->integer, 0) / (double) most };
    g_array_append_val (self->points, point);
    last.y = point.y;
  }
  g_array_append_val (self->points, last);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
