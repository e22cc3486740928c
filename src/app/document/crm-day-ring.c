/* A ring that fills as the days pass. */
#include "config.h"

#include "crm-day-ring.h"

#include <math.h>

#define SIZE 18
#define THICKNESS 3.0f

struct _CrmDayRing {
  GtkWidget parent_instance;

  double part; /* 0 to 1 */
};

G_DEFINE_FINAL_TYPE (CrmDayRing, crm_day_ring, GTK_TYPE_WIDGET)

static void
crm_day_ring_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
crm_day_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmDayRing *self = CRM_DAY_RING (widget);
  graphene_point_t centre = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2,
                                                 (float) gtk_widget_get_height (widget) / 2);
  float radius = MIN (centre.x, centre.y) - THICKNESS / 2;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) circle = NULL;
  GskStroke *stroke = gsk_stroke_new (THICKNESS);
  GdkRGBA colour;
  GdkRGBA faint;

  gtk_widget_get_color (widget, &colour);
  faint = colour;
  faint.alpha *= 0.2f;
  gsk_path_builder_add_circle (builder, &centre, radius);
  circle = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_stroke (snapshot, circle, stroke, &faint);
  if (self->part > 0) {
    g_autoptr (GskPathBuilder) arc = gsk_path_builder_new ();
    double angle = 2 * G_PI * MIN (self->part, 0.9999) - G_PI / 2;
    g_autoptr (GskPath) passed = NULL;
    gsk_path_builder_move_to (arc, centre.x, centre.y - radius);
    gsk_path_builder_svg_arc_to (arc, radius, radius, 0, self->part > 0.5, TRUE,
                                 centre.x + radius * (float) cos (angle),
                                 centre.y + radius * (float) sin (angle));
    passed = gsk_path_builder_to_path (arc);
    gtk_snapshot_append_stroke (snapshot, passed, stroke, &colour);
  }
  gsk_stroke_free (stroke);
}

static void
crm_day_ring_class_init (CrmDayRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = crm_day_ring_measure;
  widget_class->snapshot = crm_day_ring_snapshot;
  /* The words beside it say the same. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "dayring");
}

static void
crm_day_ring_init (CrmDayRing *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * crm_day_ring_set_days:
 * @self: a ring
 * @passed: days that have passed
 * @all: of so many, at least 0
 */
void
crm_day_ring_set_days (CrmDayRing *self, gint64 passed, gint64 all)
{
  self->part = all > 0 ? CLAMP ((double) passed / (double) all, 0, 1) : 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
