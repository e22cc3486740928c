/* Where a moment stands in a Gantt chart. */
#include "config.h"

#include "crm-gantt-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#include "crm-date.h"

#define DAY 86400.0
/* Around what there is, in days. */
#define MARGIN_DAYS 2

struct _CrmGanttScale {
  GObject parent_instance;

  GtkAdjustment *adjustment; /* owned; pixels from the beginning of the range */
  gint64 from;
  gint64 to;
  gint64 now;
  CrmGanttZoom zoom;
  int width;
  gint64 wanted; /* to be shown once there is a width; 0: nothing */
  double wanted_share;
};

G_DEFINE_FINAL_TYPE (CrmGanttScale, crm_gantt_scale, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Pixels a day. */
static const double densities[] = { 112, 18, 4 };

static double
get_pixels (CrmGanttScale *self, gint64 seconds)
{
  return (double) seconds / DAY * densities[self->zoom];
}

static void
configure (CrmGanttScale *self, double value)
{
  double upper = MAX (get_pixels (self, self->to - self->from), self->width);

  gtk_adjustment_configure (self->adjustment, CLAMP (value, 0, upper - self->width), 0, upper,
                            densities[self->zoom], self->width * 0.8, self->width);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
value_changed_cb (CrmGanttScale *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
crm_gantt_scale_dispose (GObject *object)
{
  g_clear_object (&CRM_GANTT_SCALE (object)->adjustment);

  G_OBJECT_CLASS (crm_gantt_scale_parent_class)->dispose (object);
}

static void
crm_gantt_scale_class_init (CrmGanttScaleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_gantt_scale_dispose;

  /**
   * CrmGanttScale::changed:
   * @self: the scale
   *
   * Something stands elsewhere now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_gantt_scale_init (CrmGanttScale *self)
{
  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  self->zoom = CRM_GANTT_WEEK;
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmGanttScale *
crm_gantt_scale_new (void)
{
  return g_object_new (CRM_TYPE_GANTT_SCALE, NULL);
}

void
crm_gantt_scale_set_range (CrmGanttScale *self, gint64 from, gint64 to)
{
  gint64 seen = self->from + (gint64) (gtk_adjustment_get_value (self->adjustment) /
                                       densities[self->zoom] * DAY);

  self->from = crm_moment_from_date (crm_moment_to_date (from) - MARGIN_DAYS);
  self->to = crm_moment_from_date (crm_moment_to_date (to) + MARGIN_DAYS + 1);
  configure (self, get_pixels (self, seen - self->from));
}

void
crm_gantt_scale_set_now (CrmGanttScale *self, gint64 now)
{
  self->now = now;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
crm_gantt_scale_set_zoom (CrmGanttScale *self, CrmGanttZoom zoom)
{
  double middle = gtk_adjustment_get_value (self->adjustment) + self->width / 2.0;
  gint64 moment = (gint64) (middle / densities[self->zoom] * DAY);

  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  configure (self, get_pixels (self, moment) - self->width / 2.0);
}

void
crm_gantt_scale_set_width (CrmGanttScale *self, int width)
{
  if (width == self->width)
    return;
  self->width = width;
  if (self->wanted != 0)
    crm_gantt_scale_show (self, self->wanted, self->wanted_share);
  else
    configure (self, gtk_adjustment_get_value (self->adjustment));
}

void
crm_gantt_scale_show (CrmGanttScale *self, gint64 moment, double share)
{
  self->wanted = self->width > 0 ? 0 : moment;
  self->wanted_share = share;
  configure (self, get_pixels (self, moment - self->from) - self->width * share);
}

void
crm_gantt_scale_reveal (CrmGanttScale *self, gint64 start, gint64 end)
{
  gtk_adjustment_clamp_page (self->adjustment, get_pixels (self, start - self->from),
                             get_pixels (self, end - self->from));
}

GtkAdjustment *
crm_gantt_scale_get_adjustment (CrmGanttScale *self)
{
  return self->adjustment;
}

CrmGanttZoom
crm_gantt_scale_get_zoom (CrmGanttScale *self)
{
  return self->zoom;
}

gint64
crm_gantt_scale_get_now (CrmGanttScale *self)
{
  return self->now;
}

double
crm_gantt_scale_get_x (CrmGanttScale *self, gint64 moment)
{
  return get_pixels (self, moment - self->from) - gtk_adjustment_get_value (self->adjustment);
}

/* --- Ticks: days, Mondays, first days of months */

static gint64
find_tick (CrmGanttZoom zoom, gint64 date)
{
  int year, month, day;

  switch (zoom) {
  case CRM_GANTT_DAY:
    return date;
  case CRM_GANTT_WEEK:
    /* The first of January 1970 was a Thursday. */
    return date - ((date + 3) % 7 + 7) % 7;
  case CRM_GANTT_MONTH:
    crm_date_to_ymd (date, &year, &month, &day);
    return date - day + 1;
  }
  g_assert_not_reached ();
}

gint64
crm_gantt_scale_get_first_tick (CrmGanttScale *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  gint64 moment = self->from + (gint64) (value / densities[self->zoom] * DAY);

  return find_tick (self->zoom, crm_moment_to_date (moment));
}

gint64
crm_gantt_scale_get_next_tick (CrmGanttScale *self, gint64 date)
{
  static const int longest[] = { 1, 7, 31 };

  return find_tick (self->zoom, date + longest[self->zoom]);
}

char *
crm_gantt_scale_dup_tick_name (CrmGanttScale *self, gint64 date)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  time = g_date_time_new_utc (year, month, day, 0, 0, 0);
  switch (self->zoom) {
  case CRM_GANTT_DAY:
    /* Translators: a day above a chart: weekday, day, short month */
    return g_date_time_format (time, C_ ("chart", "%a %-d %b"));
  case CRM_GANTT_WEEK:
    /* Translators: the first day of a week above a chart: day, short month */
    return g_date_time_format (time, C_ ("chart", "%-d %b"));
  case CRM_GANTT_MONTH:
    /* Translators: a month above a chart: month by itself, year */
    return g_date_time_format (time, C_ ("chart", "%OB %Y"));
  }
  g_assert_not_reached ();
}
