/* What becomes of a rule and its exceptions when a series is cut, ends earlier, or moves. */
#include "config.h"

#include "crm-recurrence-private.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-error.h"

#define MOST_COUNTED 20000
#define DAY 86400

typedef struct icalrecurrencetype Rule;

void
crm_recurrence_exclude (CrmRecurrence *self, gint64 occurrence)
{
  g_array_append_val (self->excluded, occurrence);
}

/* --- A part of it */

static gboolean
count_one (gint64 moment, gpointer data)
{
  (*(guint *) data)++;
  return TRUE;
}

static guint
count_before (const Rule *rule, gint64 start, gint64 moment)
{
  guint n = 0;

  crm_rule_walk (rule, start, start, moment, count_one, &n);
  return n;
}

/* Keeps those before @moment, or those from it on. */
static void
keep (GArray *values, gint64 moment, gboolean before)
{
  for (guint i = values->len; i > 0; i--)
    if ((g_array_index (values, gint64, i - 1) < moment) != before)
      g_array_remove_index (values, i - 1);
}

static void
keep_exceptions (CrmRecurrence *self, gint64 moment, gboolean before)
{
  gint64 date = crm_moment_to_date (moment);

  keep (self->excluded, moment, before);
  keep (self->added, moment, before);
  keep (self->excluded_days, date, before);
  keep (self->added_days, date, before);
}

static gboolean
ends_with_day (struct icaltimetype time)
{
  return time.hour == 23 && time.minute == 59 && time.second == 59;
}

/**
 * crm_recurrence_end_before:
 * @self: a recurrence
 * @start: moment of its first
 * @moment: nothing at or after it comes any more
 */
void
crm_recurrence_end_before (CrmRecurrence *self, gint64 start, gint64 moment)
{
  struct icaltimetype last = crm_ical_time_from_moment (crm_moment_shift_wall (moment, -1));

  for (guint i = self->rules->len; i > 0; i--) {
    Rule *rule = &g_array_index (self->rules, Rule, i - 1);
    if (rule->count > 0) {
      rule->count = (int) count_before (rule, start, moment);
      if (rule->count == 0)
        g_array_remove_index (self->rules, i - 1);
    } else if (icaltime_is_null_time (rule->until) || icaltime_compare (rule->until, last) > 0) {
      rule->until = last;
    }
  }
  keep_exceptions (self, moment, TRUE);
}

/**
 * crm_recurrence_copy_rules:
 * @self: a recurrence
 *
 * Returns: (transfer full): what its rules give, what is left out of it too, without what was added
 */
CrmRecurrence *
crm_recurrence_copy_rules (CrmRecurrence *self)
{
  CrmRecurrence *rules = crm_recurrence_copy (self);

  g_array_set_size (rules->added, 0);
  g_array_set_size (rules->added_days, 0);
  return rules;
}

/**
 * crm_recurrence_begin_at:
 * @self: a recurrence
 * @start: moment of its first
 * @moment: one of its occurrences, from now on the first; of its rules where they go on
 */
void
crm_recurrence_begin_at (CrmRecurrence *self, gint64 start, gint64 moment)
{
  for (guint i = self->rules->len; i > 0; i--) {
    Rule *rule = &g_array_index (self->rules, Rule, i - 1);
    if (rule->count == 0)
      continue;
    rule->count -= (int) count_before (rule, start, moment);
    if (rule->count <= 0)
      g_array_remove_index (self->rules, i - 1);
  }
  keep_exceptions (self, moment, FALSE);
}

/* --- The whole of it, to another time */

static gboolean
is_last_week (gint64 date)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  return day + 7 > crm_date_days_in_month (year, month);
}

/* Monday is 2 for libical, 1 for dates. */
static int
weekday_of (gint64 date)
{
  return crm_date_weekday (date) % 7 + 1;
}

/* "The second Tuesday" becomes what the new day is: "the second Wednesday". */
static short
name_day (gint64 date, int old_position)
{
  int year, month, day;
  int position;

  crm_date_to_ymd (date, &year, &month, &day);
  position = (day - 1) / 7 + 1;
  if ((old_position < 0 && is_last_week (date)) || position == 5)
    position = -1;
  return (short) (position < 0 ? -(8 + weekday_of (date)) : position * 8 + weekday_of (date));
}

static gboolean
is_unused (const Rule *rule)
{
  return crm_ical_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE) +
             crm_ical_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) +
             crm_ical_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) ==
         0;
}

/* Whether the days that the rule itself names could be turned by so many days. */
static gboolean
turn_days (Rule *rule, gint64 date, gint64 days)
{
  guint n_days = crm_ical_count (rule->by_day, ICAL_BY_DAY_SIZE);
  guint n_month_days = crm_ical_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  guint n_months = crm_ical_count (rule->by_month, ICAL_BY_MONTH_SIZE);
  gboolean is_yearly = rule->freq == ICAL_YEARLY_RECURRENCE;
  int year, month, day;

  if (!is_unused (rule))
    return FALSE;
  crm_date_to_ymd (date, &year, &month, &day);
  if (rule->freq <= ICAL_WEEKLY_RECURRENCE) {
    if (n_month_days + n_months > 0)
      return FALSE;
    for (guint i = 0; i < n_days; i++)
      rule->by_day[i] =
          (short) (((icalrecurrencetype_day_day_of_week (rule->by_day[i]) - 1 + days) % 7 + 7) % 7 +
                   1);
    return TRUE;
  }
  if (n_days + n_month_days > 1 || n_months > (is_yearly ? 1 : 0))
    return n_days + n_month_days + n_months == 0;
  if (is_yearly && n_days == 1 && n_months == 0)
    return FALSE;
  if (n_days == 1) {
    int position = icalrecurrencetype_day_position (rule->by_day[0]);
    if (position == 0)
      return FALSE;
    rule->by_day[0] = name_day (date, position);
  }
  if (n_month_days == 1)
    rule->by_month_day[0] =
        (short) (rule->by_month_day[0] == -1 && day == crm_date_days_in_month (year, month) ? -1
                                                                                            : day);
  if (n_months == 1)
    rule->by_month[0] = (short) month;
  return TRUE;
}

/* Its lists in the order in which they are counted. */
static void
put_in_order (Rule *rule)
{
  char *text = icalrecurrencetype_as_string_r (rule);
  Rule read = icalrecurrencetype_from_string (text);

  if (read.freq != ICAL_NO_RECURRENCE)
    *rule = read;
  icalmemory_free_buffer (text);
}

static struct icaltimetype
shift_time (struct icaltimetype time, gint64 seconds, gint64 days)
{
  gint64 moment = crm_ical_time_to_moment (time);
  struct icaltimetype shifted = crm_ical_time_from_moment (
      crm_moment_shift_wall (moment, ends_with_day (time) ? days * DAY : seconds));
  return shifted;
}

static gboolean
collect (gint64 occurrence, gpointer data)
{
  GArray *all = data;

  g_array_append_val (all, occurrence);
  return all->len < MOST_COUNTED;
}

/* What the rules alone give. */
static GArray *
list_all (CrmRecurrence *self, gint64 start, gint64 until)
{
  g_autoptr (CrmRecurrence) bare = crm_recurrence_copy_rules (self);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_set_size (bare->excluded, 0);
  g_array_set_size (bare->excluded_days, 0);
  crm_recurrence_foreach (bare, start, start, until, collect, all);
  return all;
}

/* -1: it is none of them. */
static int
find_place (GArray *moments, gint64 moment)
{
  for (guint i = 0; i < moments->len; i++)
    if (g_array_index (moments, gint64, i) == moment)
      return (int) i;
  return -1;
}

/* The tenth of the old ones is the tenth of the new ones; the ninth, where the first of the old was
 * not on a day of the rule and the rule has its own day in that month now: @gone says how many. */
static void
follow (GArray *moments, GArray *before, GArray *after, int gone, gint64 seconds)
{
  for (guint i = 0; i < moments->len; i++) {
    gint64 *moment = &g_array_index (moments, gint64, i);
    int place = find_place (before, *moment);
    *moment = place >= MAX (gone, 0) && place - gone < (int) after->len
                  ? g_array_index (after, gint64, place - gone)
                  : crm_moment_shift_wall (*moment, seconds);
  }
}

/* How many fewer there are before the one that moved than there were. */
static int
count_gone (GArray *before, gint64 from, GArray *after, gint64 to)
{
  int old_place = find_place (before, from);
  int new_place = find_place (after, to);

  return old_place >= 0 && new_place >= 0 ? old_place - new_place : 0;
}

static gint64
find_last (GArray *a, GArray *b)
{
  gint64 last = 0;

  for (guint i = 0; i < a->len; i++)
    last = MAX (last, g_array_index (a, gint64, i));
  for (guint i = 0; b != NULL && i < b->len; i++)
    last = MAX (last, g_array_index (b, gint64, i));
  return last;
}

/* Days that are left out, as the moments that they leave out. */
static void
name_moments (CrmRecurrence *self, gint64 start)
{
  gint64 date;
  int second = crm_moment_to_wall (start, &date);

  for (guint i = 0; i < self->excluded_days->len; i++) {
    gint64 moment = crm_moment_from_wall (g_array_index (self->excluded_days, gint64, i), second);
    g_array_append_val (self->excluded, moment);
  }
  g_array_set_size (self->excluded_days, 0);
}

static gboolean
take_first (gint64 moment, gpointer data)
{
  *(gint64 *) data = moment;
  return FALSE;
}

/* Of a rule by months or years: the first one in the month, or year, in which the first stands
 * when @from goes to @to. */
static gboolean
find_new_start (const Rule *turned, gint64 start, gint64 from, gint64 to, gint64 *new_start)
{
  Rule rule = *turned;
  gint64 date;
  int second = crm_moment_to_wall (to, &date);
  int first_year, first_month, year, month, from_year, from_month, day;
  gint64 begin;

  crm_date_to_ymd (date, &year, &month, &day);
  if (crm_ical_count (rule.by_day, ICAL_BY_DAY_SIZE) +
          crm_ical_count (rule.by_month_day, ICAL_BY_MONTHDAY_SIZE) ==
      0) {
    rule.by_month_day[0] = (short) day;
    rule.by_month_day[1] = ICAL_RECURRENCE_ARRAY_MAX;
    if (rule.freq == ICAL_YEARLY_RECURRENCE) {
      rule.by_month[0] = (short) month;
      rule.by_month[1] = ICAL_RECURRENCE_ARRAY_MAX;
    }
  }
  rule.count = 0;
  rule.until = icaltime_null_time ();
  crm_date_to_ymd (crm_moment_to_date (start), &first_year, &first_month, &day);
  crm_date_to_ymd (crm_moment_to_date (from), &from_year, &from_month, &day);
  first_month += (year - from_year) * 12 + month - from_month + first_year * 12 - 1;
  if (first_month < 12 || first_month >= 9998 * 12)
    return FALSE;
  begin = rule.freq == ICAL_YEARLY_RECURRENCE
              ? crm_date_from_ymd (first_year + year - from_year, 1, 1)
              : crm_date_from_ymd (first_month / 12, first_month % 12 + 1, 1);
  begin = crm_moment_from_wall (begin, second);
  *new_start = G_MININT64;
  crm_rule_walk (&rule, begin, begin, begin + 4 * 366 * (gint64) DAY * rule.interval, take_first,
                 new_start);
  return *new_start != G_MININT64;
}

static gboolean
refuse_days (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                       _ ("The rule of this series names days that cannot be moved. Move this one "
                          "alone, or change the rule."));
  return FALSE;
}

/* The rules as they are after the move, and where the first goes. */
static GArray *
turn_rules (CrmRecurrence *self, gint64 start, gint64 from, gint64 to, gint64 *new_start,
            GError **error)
{
  g_autoptr (GArray) rules = g_array_copy (self->rules);
  gint64 seconds = crm_moment_wall_between (from, to);
  gint64 date = crm_moment_to_date (to);
  gint64 days = date - crm_moment_to_date (from);

  *new_start = crm_moment_shift_wall (start, seconds);
  for (guint i = 0; i < rules->len; i++) {
    Rule *rule = &g_array_index (rules, Rule, i);
    gboolean by_month = days != 0 && rule->freq >= ICAL_MONTHLY_RECURRENCE;
    if (days != 0 && (!turn_days (rule, date, days) || (by_month && rules->len > 1) ||
                      (by_month && !find_new_start (rule, start, from, to, new_start)))) {
      refuse_days (error);
      return NULL;
    }
    if (!icaltime_is_null_time (rule->until))
      rule->until = shift_time (rule->until, seconds, days);
    put_in_order (rule);
  }
  return g_steal_pointer (&rules);
}

static gboolean
is_of_rules (CrmRecurrence *self, gint64 start, gint64 moment)
{
  g_autoptr (CrmRecurrence) rules = crm_recurrence_copy_rules (self);

  g_array_set_size (rules->excluded, 0);
  g_array_set_size (rules->excluded_days, 0);
  return crm_recurrence_has (rules, start, moment);
}

/**
 * crm_recurrence_move:
 * @self: a recurrence
 * @start: (inout): moment of its first
 * @from: one of its occurrences
 * @to: where that one goes
 * @moments: (nullable) (element-type gint64) (inout): occurrences, put to where they are afterwards
 * @error: REFUSED
 *
 * Weekdays of a rule turn with it, its day of the month and its end follow, exceptions stay with
 * the occurrence that they are about.
 *
 * Returns: FALSE where the rule names days that cannot be turned; all is as it was then
 */
gboolean
crm_recurrence_move (CrmRecurrence *self, gint64 *start, gint64 from, gint64 to, GArray *moments,
                     GError **error)
{
  gint64 seconds = crm_moment_wall_between (from, to);
  gint64 days = crm_moment_to_date (to) - crm_moment_to_date (from);
  g_autoptr (CrmRecurrence) old = crm_recurrence_copy (self);
  /* The day of one that was added says nothing of the rule's. */
  gboolean by_rule = is_of_rules (self, *start, from);
  gint64 new_start;
  GArray *rules =
      turn_rules (self, *start, by_rule ? from : *start,
                  by_rule ? to : crm_moment_shift_wall (*start, seconds), &new_start, error);
  gint64 last;

  if (rules == NULL)
    return FALSE;
  g_array_unref (self->rules);
  self->rules = rules;
  name_moments (self, *start);
  last = find_last (self->excluded, moments);
  if (last != 0) {
    last = MAX (last, from);
    g_autoptr (GArray) before = list_all (old, *start, last + 1);
    g_autoptr (GArray) after =
        list_all (self, new_start, crm_moment_shift_wall (last, seconds) + 62 * DAY);
    int gone = count_gone (before, from, after, to);
    follow (self->excluded, before, after, gone, seconds);
    if (moments != NULL)
      follow (moments, before, after, gone, seconds);
  }
  for (guint i = 0; i < self->added->len; i++) {
    gint64 *moment = &g_array_index (self->added, gint64, i);
    *moment = crm_moment_shift_wall (*moment, seconds);
  }
  for (guint i = 0; i < self->added_days->len; i++)
    g_array_index (self->added_days, gint64, i) += days;
  *start = new_start;
  return TRUE;
}
