/* A rule counted out day by day: what it costs depends on the time that is asked for, never on the
 * rule. RFC 5545, 3.3.10. */
#include "config.h"

#include "crm-recurrence-private.h"

#include "crm-date.h"

/* Of a rule of a hostile file. */
#define MOST_TIMES 24
#define MOST_OF_PERIOD (366 * MOST_TIMES)
#define MOST_FOUND 20000

typedef struct icalrecurrencetype Rule;

typedef struct {
  const Rule *rule;
  gint64 first; /* date, and what it says where the rule does not */
  int year, month, day, weekday;
  gint64 week; /* date with which its week begins */
  int times[MOST_TIMES];
  guint n_times;
  guint n_months, n_month_days, n_year_days, n_weeks, n_days, n_positions;
} Walk;

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The times of a day: each hour with each minute and second. */
static void
list_times (Walk *self, int first)
{
  const Rule *rule = self->rule;
  guint n_hours = crm_ical_count (rule->by_hour, ICAL_BY_HOUR_SIZE);
  guint n_minutes = crm_ical_count (rule->by_minute, ICAL_BY_MINUTE_SIZE);
  guint n_seconds = crm_ical_count (rule->by_second, ICAL_BY_SECOND_SIZE);

  for (guint i = 0; i < MAX (n_hours, 1); i++)
    for (guint j = 0; j < MAX (n_minutes, 1); j++)
      for (guint k = 0; k < MAX (n_seconds, 1) && self->n_times < MOST_TIMES; k++) {
        int hour = n_hours > 0 ? rule->by_hour[i] : first / 3600;
        int minute = n_minutes > 0 ? rule->by_minute[j] : first / 60 % 60;
        int second = n_seconds > 0 ? rule->by_second[k] : first % 60;
        if (hour < 24 && minute < 60 && second < 60)
          self->times[self->n_times++] = hour * 3600 + minute * 60 + second;
      }
  qsort (self->times, self->n_times, sizeof (int), compare_ints);
}

static gint64
week_of (const Walk *self, gint64 date)
{
  int begins = self->rule->week_start == ICAL_NO_WEEKDAY
                   ? 1
                   : ((int) self->rule->week_start + 5) % 7 + 1; /* Sunday is 1 for libical */

  return date - (crm_date_weekday (date) - begins + 7) % 7;
}

/* The first week of a year is the one with four of its days in it. */
static gint64
first_week_of (const Walk *self, int year)
{
  return week_of (self, crm_date_from_ymd (year, 1, 4));
}

static void
walk_init (Walk *self, const Rule *rule, gint64 start)
{
  int second = crm_moment_to_wall (start, &self->first);

  self->rule = rule;
  crm_date_to_ymd (self->first, &self->year, &self->month, &self->day);
  self->weekday = crm_date_weekday (self->first) % 7 + 1;
  self->week = week_of (self, self->first);
  self->n_months = crm_ical_count (rule->by_month, ICAL_BY_MONTH_SIZE);
  self->n_month_days = crm_ical_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  self->n_year_days = crm_ical_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE);
  self->n_weeks = rule->freq == ICAL_YEARLY_RECURRENCE
                      ? crm_ical_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE)
                      : 0;
  self->n_days = crm_ical_count (rule->by_day, ICAL_BY_DAY_SIZE);
  self->n_positions = crm_ical_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE);
  list_times (self, second);
}

/* --- Stretches of one period each */

/* The days of period @n, from the one with the first; FALSE behind the last year. */
static gboolean
get_period (const Walk *self, gint64 n, gint64 *begin, gint64 *end)
{
  gint64 step = n * self->rule->interval;
  gint64 month;
  int year;

  switch (self->rule->freq) {
  case ICAL_DAILY_RECURRENCE:
    *begin = self->first + step;
    *end = *begin + 1;
    return *end <= CRM_DATE_MAX;
  case ICAL_WEEKLY_RECURRENCE:
    *begin = self->week + 7 * step;
    *end = *begin + 7;
    return *end <= CRM_DATE_MAX;
  case ICAL_MONTHLY_RECURRENCE:
    month = (gint64) self->year * 12 + self->month - 1 + step;
    if (month >= 9999 * 12)
      return FALSE;
    *begin = crm_date_from_ymd ((int) (month / 12), (int) (month % 12) + 1, 1);
    *end = *begin + crm_date_days_in_month ((int) (month / 12), (int) (month % 12) + 1);
    return TRUE;
  default:
    if (self->year + step >= 9999)
      return FALSE;
    year = (int) (self->year + step);
    *begin = self->n_weeks > 0 ? first_week_of (self, year) : crm_date_from_ymd (year, 1, 1);
    *end = self->n_weeks > 0 ? first_week_of (self, year + 1) : crm_date_from_ymd (year + 1, 1, 1);
    return TRUE;
  }
}

/* A period that is not behind the one of @date. */
static gint64
guess_period (const Walk *self, gint64 date)
{
  gint64 days = date - self->first;
  gint64 n;
  static const int lengths[] = { [ICAL_DAILY_RECURRENCE] = 1,
                                 [ICAL_WEEKLY_RECURRENCE] = 7,
                                 [ICAL_MONTHLY_RECURRENCE] = 31,
                                 [ICAL_YEARLY_RECURRENCE] = 366 };

  n = days / lengths[self->rule->freq] / self->rule->interval;
  return MAX (n - 2, 0);
}

/* --- Which days */

static gboolean
has_number (const short *numbers, guint n, int number, int from_behind)
{
  for (guint i = 0; i < n; i++)
    if (numbers[i] == number || numbers[i] == from_behind)
      return TRUE;
  return FALSE;
}

static gboolean
is_month (const Walk *self, int month)
{
  for (guint i = 0; i < self->n_months; i++)
    if (icalrecurrencetype_month_month (self->rule->by_month[i]) == month &&
        !icalrecurrencetype_month_is_leap (self->rule->by_month[i]))
      return TRUE;
  return self->n_months == 0;
}

/* Whether a weekday is among those named, "the second Tuesday" counted in the month or the year. */
static gboolean
is_named_day (const Walk *self, gint64 date, int year, int month, int day)
{
  int weekday = crm_date_weekday (date) % 7 + 1;
  gboolean in_month = self->rule->freq == ICAL_MONTHLY_RECURRENCE || self->n_months > 0;
  gint64 new_year = crm_date_from_ymd (year, 1, 1);
  int place = in_month ? day : (int) (date - new_year) + 1;
  int length = in_month ? crm_date_days_in_month (year, month)
                        : (int) (crm_date_from_ymd (year + 1, 1, 1) - new_year);

  for (guint i = 0; i < self->n_days; i++) {
    int position = icalrecurrencetype_day_position (self->rule->by_day[i]);
    if ((int) icalrecurrencetype_day_day_of_week (self->rule->by_day[i]) != weekday)
      continue;
    if (position == 0 || self->rule->freq <= ICAL_WEEKLY_RECURRENCE || self->n_weeks > 0 ||
        position == (place - 1) / 7 + 1 || position == -((length - place) / 7 + 1))
      return TRUE;
  }
  return FALSE;
}

/* Where the rule names no days the first one says which. */
static gboolean
is_day_of_first (const Walk *self, gint64 date, int month, int day)
{
  if (self->n_month_days + self->n_year_days + self->n_days > 0)
    return TRUE;
  switch (self->rule->freq) {
  case ICAL_DAILY_RECURRENCE:
    return TRUE;
  case ICAL_WEEKLY_RECURRENCE:
    return crm_date_weekday (date) % 7 + 1 == self->weekday;
  case ICAL_MONTHLY_RECURRENCE:
    return day == self->day;
  default:
    if (self->n_weeks > 0)
      return crm_date_weekday (date) % 7 + 1 == self->weekday;
    return day == self->day && (self->n_months > 0 || month == self->month);
  }
}

static gboolean
is_day (const Walk *self, gint64 date, gint64 begin, gint64 end)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  if (!is_month (self, month) || !is_day_of_first (self, date, month, day))
    return FALSE;
  if (self->n_month_days > 0 && !has_number (self->rule->by_month_day, self->n_month_days, day,
                                             day - crm_date_days_in_month (year, month) - 1))
    return FALSE;
  if (self->n_year_days > 0) {
    gint64 new_year = crm_date_from_ymd (year, 1, 1);
    gint64 next_year = crm_date_from_ymd (year + 1, 1, 1);
    if (!has_number (self->rule->by_year_day, self->n_year_days, (int) (date - new_year) + 1,
                     (int) (date - next_year)))
      return FALSE;
  }
  if (self->n_weeks > 0 &&
      !has_number (self->rule->by_week_no, self->n_weeks, (int) (date - begin) / 7 + 1,
                   -(int) ((end - 1 - date) / 7) - 1))
    return FALSE;
  return self->n_days == 0 || is_named_day (self, date, year, month, day);
}

/* --- The walk */

typedef struct {
  gint64 date;
  int second;
} Wall;

static guint
list_period (const Walk *self, gint64 begin, gint64 end, Wall *walls)
{
  guint n = 0;

  for (gint64 date = begin; date < end; date++)
    if (is_day (self, date, begin, end))
      for (guint i = 0; i < self->n_times && n < MOST_OF_PERIOD; i++)
        walls[n++] = (Wall) { date, self->times[i] };
  return n;
}

static gboolean
is_chosen (const Walk *self, guint place, guint n)
{
  return self->n_positions == 0 || has_number (self->rule->by_set_pos, self->n_positions,
                                               (int) place + 1, (int) place - (int) n);
}

/**
 * crm_rule_walk:
 * @rule: a rule whose end is a wall time
 * @start: moment of the first
 * @from: moment
 * @until: moment behind the last
 * @func: called with each that is not before @from, in order; FALSE ends the walk
 * @data: given to @func
 *
 * What the rule gives, in wall time of this machine's zone, from @start on. Any thread.
 */
void
crm_rule_walk (const struct icalrecurrencetype *rule, gint64 start, gint64 from, gint64 until,
               CrmOccurrenceFunc func, gpointer data)
{
  Walk self = { 0 };
  g_autofree Wall *walls = g_new (Wall, MOST_OF_PERIOD);
  gboolean ends = !icaltime_is_null_time (rule->until);
  gint64 last = ends ? MIN (crm_ical_time_to_moment (rule->until) + 1, until) : until;
  gint64 last_date = crm_moment_to_date (last);
  gint64 begin, end;
  guint n_counted = 0;
  guint n_found = 0;

  walk_init (&self, rule, start);
  for (gint64 n = rule->count > 0 ? 0 : guess_period (&self, crm_moment_to_date (from));
       get_period (&self, n, &begin, &end) && begin <= last_date; n++) {
    guint n_walls = list_period (&self, begin, end, walls);
    for (guint i = 0; i < n_walls; i++) {
      gint64 moment;
      if (!is_chosen (&self, i, n_walls))
        continue;
      moment = crm_moment_from_wall (walls[i].date, walls[i].second);
      if (moment < start)
        continue;
      if (moment >= last || (rule->count > 0 && (int) n_counted++ >= rule->count))
        return;
      if (moment >= from && (!func (moment, data) || ++n_found >= MOST_FOUND))
        return;
    }
  }
}
