/* What of the hours is drawn: lines, working time, the present, what is under way. */
#include "config.h"

#include <adwaita.h>

#include "crm-calendar-grid-private.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

static float
mirror (CrmCalendarGrid *self, float x, float width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return rtl ? (float) gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static void
fill (CrmCalendarGrid *self, GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y,
      double width, double height)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT (mirror (self, (float) x, (float) width),
                                                    (float) y, (float) width, (float) height));
}

static void
fill_minutes (CrmCalendarGrid *self, GtkSnapshot *snapshot, const GdkRGBA *colour, int column,
              int from, int until)
{
  int x = crm_calendar_grid_get_x (self, column);
  double y = crm_calendar_grid_get_y (self, from);

  fill (self, snapshot, colour, x, y, crm_calendar_grid_get_x (self, column + 1) - x,
        crm_calendar_grid_get_y (self, until) - y);
}

static GdkRGBA
get_shade (CrmCalendarGrid *self, float alpha)
{
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= alpha;
  return colour;
}

/* What is not worked is darker. */
static void
draw_working (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  CrmWorkingCalendar *working = crm_calendar_plan_get_working (self->plan);
  GdkRGBA shade = get_shade (self, 0.045f);

  for (int column = 0; column < self->n_days; column++) {
    int from = CRM_CALENDAR_DAY;
    int until = CRM_CALENDAR_DAY;
    crm_working_calendar_get_hours (working, self->date + column, &from, &until);
    if (!crm_working_calendar_is_working (working, self->date + column))
      from = until = CRM_CALENDAR_DAY;
    fill_minutes (self, snapshot, &shade, column, 0, from);
    fill_minutes (self, snapshot, &shade, column, until, CRM_CALENDAR_DAY);
  }
}

static void
draw_hour (CrmCalendarGrid *self, GtkSnapshot *snapshot, int hour, int gutter)
{
  g_autofree char *text = g_strdup_printf ("%d:00", hour);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA colour = get_shade (self, 0.6f);
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (mirror (self, (float) (gutter - 6 - width), (float) width),
                                      (float) crm_calendar_grid_get_y (self, hour * 60) -
                                          (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_lines (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  int gutter = crm_calendar_grid_measure_gutter (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA line = get_shade (self, 0.13f);
  GdkRGBA half = get_shade (self, 0.06f);

  for (int hour = 0; hour < 24; hour++) {
    double y = (int) crm_calendar_grid_get_y (self, hour * 60);
    if (hour > 0) {
      fill (self, snapshot, &line, gutter, y, width - gutter, 1);
      draw_hour (self, snapshot, hour, gutter);
    }
    fill (self, snapshot, &half, gutter, (int) crm_calendar_grid_get_y (self, hour * 60 + 30),
          width - gutter, 1);
  }
  for (int column = 0; column < self->n_days; column++)
    fill (self, snapshot, &line, crm_calendar_grid_get_x (self, column), 0, 1, height);
}

/* The slot one is at, while the focus is on no entry. */
static void
draw_slot (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  gint64 column = crm_calendar_plan_get_date (self->plan) - self->date;
  int minute = crm_calendar_plan_get_minute (self->plan);
  g_autoptr (GdkRGBA) accent = NULL;
  GskRoundedRect frame;
  int x;
  double y, width, height;

  if (!gtk_widget_is_focus (GTK_WIDGET (self)) ||
      !gtk_window_get_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))) ||
      column < 0 || column >= self->n_days)
    return;
  x = crm_calendar_grid_get_x (self, (int) column) + 2;
  width = crm_calendar_grid_get_x (self, (int) column + 1) - x - 2;
  y = crm_calendar_grid_get_y (self, minute) + 1;
  height = crm_calendar_grid_get_y (self, minute + CRM_CALENDAR_SLOT) - y;
  accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT (mirror (self, (float) x, (float) width),
                                                        (float) y, (float) width, (float) height),
                                   6);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { *accent, *accent, *accent, *accent });
}

void
crm_calendar_grid_draw (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  draw_working (self, snapshot);
  draw_lines (self, snapshot);
  draw_slot (self, snapshot);
}

/* --- Above the entries */

static void
draw_now (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  gint64 date;
  int minute = crm_moment_to_wall (crm_calendar_plan_get_now (self->plan), &date) / 60;
  int column = (int) (date - self->date);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GskRoundedRect dot;
  GdkRGBA red;
  double x, y;

  if (date < self->date || date >= self->date + self->n_days)
    return;
  adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_RED, dark, &red);
  x = crm_calendar_grid_get_x (self, column);
  y = crm_calendar_grid_get_y (self, minute);
  fill (self, snapshot, &red, x, y - 1, crm_calendar_grid_get_x (self, column + 1) - x, 2);
  gsk_rounded_rect_init_from_rect (
      &dot, &GRAPHENE_RECT_INIT (mirror (self, (float) x - 4, 8), (float) y - 4, 8, 8), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &red, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_ghost_text (CrmCalendarGrid *self, GtkSnapshot *snapshot, float x, float y, int width)
{
  g_autofree char *text = crm_calendar_text_hours (self->ghost_start, self->ghost_end, FALSE);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA colour = get_shade (self, 1);

  pango_layout_set_width (layout, MAX (width - 12, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 6, y + 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_ghost (CrmCalendarGrid *self, GtkSnapshot *snapshot, int column)
{
  gint64 date = self->date + column;
  gint64 begin = crm_moment_from_date (date);
  gint64 end = crm_moment_from_date (date + 1);
  g_autoptr (GdkRGBA) accent = NULL;
  GdkRGBA border;
  GskRoundedRect frame;
  int x = crm_calendar_grid_get_x (self, column) + 2;
  int width = crm_calendar_grid_get_x (self, column + 1) - x - 2;
  double y, height;

  if (self->ghost_start >= end || MAX (self->ghost_end, self->ghost_start + 1) <= begin)
    return;
  y = self->ghost_start <= begin
          ? 0
          : crm_calendar_grid_get_y (self, crm_moment_to_wall (self->ghost_start, &date) / 60);
  height =
      self->ghost_end >= end
          ? crm_calendar_grid_get_y (self, CRM_CALENDAR_DAY) - y
          : crm_calendar_grid_get_y (self, crm_moment_to_wall (self->ghost_end, &date) / 60) - y;
  height = MAX (height, crm_calendar_grid_get_y (self, CRM_CALENDAR_SNAP));
  accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  border = *accent;
  accent->alpha = 0.35f;
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT (mirror (self, (float) x, (float) width),
                                                        (float) y, (float) width, (float) height),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, accent, &frame.bounds);
  draw_ghost_text (self, snapshot, frame.bounds.origin.x, (float) y, width);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { border, border, border, border });
}

void
crm_calendar_grid_draw_over (CrmCalendarGrid *self, GtkSnapshot *snapshot)
{
  draw_now (self, snapshot);
  if (self->ghost_start == 0 && self->ghost_end == 0)
    return;
  for (int column = 0; column < self->n_days; column++)
    draw_ghost (self, snapshot, column);
}
