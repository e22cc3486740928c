/* When a company works: holidays of its country, days of its own, hours; and reckoning with them.
 */
#include "config.h"

#include "crm-working-calendar.h"

#include "crm-date.h"
#include "crm-holidays-private.h"

#define MINUTES_OF_DAY 1440

/* Farther than this no working time is looked for: a company that never works has no terms. */
#define DAYS_LOOKED_AT 4000

typedef struct {
  CrmOwnDay day;
  char *name; /* owned; NULL: none */
} OwnDay;

struct _CrmWorkingCalendar {
  gatomicrefcount references;
  CrmHolidays *holidays; /* borrowed; NULL: none are known */
  int from[8], to[8];    /* by weekday */
  GHashTable *own_days;  /* owned; date to OwnDay */
};

static void
free_own_day (gpointer data)
{
  OwnDay *own = data;
  g_free (own->name);
  g_free (own);
}

/**
 * crm_working_calendar_new:
 * @country: (nullable): "ru", "ua", "pl"; any other has no holidays
 *
 * Returns: (transfer full): its calendar, worked from Monday to Friday between 9:00 and 18:00
 */
CrmWorkingCalendar *
crm_working_calendar_new (const char *country)
{
  CrmWorkingCalendar *self = g_new0 (CrmWorkingCalendar, 1);

  g_atomic_ref_count_init (&self->references);
  self->holidays = crm_holidays_get (country);
  self->own_days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_own_day);
  for (int weekday = 1; weekday <= 5; weekday++)
    crm_working_calendar_set_hours (self, weekday, 9 * 60, 18 * 60);
  return self;
}

/**
 * crm_working_calendar_ref:
 * @self: a calendar
 *
 * Returns: (transfer full): @self. Any thread.
 */
CrmWorkingCalendar *
crm_working_calendar_ref (CrmWorkingCalendar *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * crm_working_calendar_unref:
 * @self: (transfer full): a calendar
 *
 * Any thread.
 */
void
crm_working_calendar_unref (CrmWorkingCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->own_days);
  g_free (self);
}

/**
 * crm_working_calendar_set_hours:
 * @self: a calendar that nobody reads yet
 * @weekday: 1 Monday to 7 Sunday
 * @from: minute of the day, 0 to 1440
 * @to: the same, when work ends; not after @from: that weekday is free
 */
void
crm_working_calendar_set_hours (CrmWorkingCalendar *self, int weekday, int from, int to)
{
  g_return_if_fail (weekday >= 1 && weekday <= 7);

  self->from[weekday] = CLAMP (from, 0, MINUTES_OF_DAY);
  self->to[weekday] = CLAMP (to, self->from[weekday], MINUTES_OF_DAY);
}

/**
 * crm_working_calendar_set_day:
 * @self: a calendar that nobody reads yet
 * @date: a date
 * @day: what it is, whatever the country says
 * @name: (nullable): what it is called
 */
void
crm_working_calendar_set_day (CrmWorkingCalendar *self, gint64 date, CrmOwnDay day,
                              const char *name)
{
  OwnDay *own = g_new0 (OwnDay, 1);

  own->day = day;
  own->name = g_strdup (name);
  g_hash_table_insert (self->own_days, g_memdup2 (&date, sizeof date), own);
}

/* A day that is worked against its weekday has the hours of a Friday, or of the last day that is
 * worked at all. */
static int
find_weekday_of_hours (CrmWorkingCalendar *self, gint64 date)
{
  int weekday = crm_date_weekday (date);

  if (self->to[weekday] > self->from[weekday])
    return weekday;
  weekday = 5;
  for (int i = 0; i < 7 && self->to[weekday] <= self->from[weekday]; i++)
    weekday = weekday > 1 ? weekday - 1 : 7;
  return weekday;
}

/**
 * crm_working_calendar_get_hours:
 * @self: a calendar
 * @date: a date
 * @from: (out) (optional): minute of the day when work begins; 0 on a free day
 * @to: (out) (optional): when it ends
 *
 * Any thread.
 *
 * Returns: whether that day is worked
 */
gboolean
crm_working_calendar_get_hours (CrmWorkingCalendar *self, gint64 date, int *from, int *to)
{
  const OwnDay *own = g_hash_table_lookup (self->own_days, &date);
  CrmDayFacts facts = { 0 };
  int weekday = crm_date_weekday (date);
  gboolean is_working = self->to[weekday] > self->from[weekday];
  gboolean is_shorter;
  int begins, ends;

  if (self->holidays != NULL)
    facts = crm_holidays_look_up (self->holidays, date);
  if (facts.rule != CRM_DAY_ORDINARY)
    is_working = facts.rule == CRM_DAY_WORKED;
  is_shorter = facts.is_shorter;
  if (own != NULL) {
    is_working = own->day != CRM_OWN_DAY_FREE;
    is_shorter = own->day == CRM_OWN_DAY_SHORT;
  }
  weekday = find_weekday_of_hours (self, date);
  begins = self->from[weekday];
  ends = self->to[weekday];
  if (is_shorter) {
    int less = self->holidays != NULL ? crm_holidays_get_shorter (self->holidays) : 0;
    ends = MAX (begins, ends - (less > 0 ? less : 60));
  }
  is_working = is_working && ends > begins;
  if (from != NULL)
    *from = is_working ? begins : 0;
  if (to != NULL)
    *to = is_working ? ends : 0;
  return is_working;
}

/**
 * crm_working_calendar_is_working:
 * @self: a calendar
 * @date: a date
 *
 * Returns: whether that day is worked. Any thread.
 */
gboolean
crm_working_calendar_is_working (CrmWorkingCalendar *self, gint64 date)
{
  return crm_working_calendar_get_hours (self, date, NULL, NULL);
}

/**
 * crm_working_calendar_get_name:
 * @self: a calendar
 * @date: a date
 *
 * Returns: (nullable): what the day is called, in the person's language. Any thread.
 */
const char *
crm_working_calendar_get_name (CrmWorkingCalendar *self, gint64 date)
{
  const OwnDay *own = g_hash_table_lookup (self->own_days, &date);

  if (own != NULL && own->name != NULL)
    return own->name;
  return self->holidays != NULL ? crm_holidays_look_up (self->holidays, date).name : NULL;
}

/**
 * crm_working_calendar_add_days:
 * @self: a calendar
 * @date: a date, working day or not
 * @days: how many working days later; negative for earlier, 0 for @date itself
 *
 * Any thread.
 *
 * Returns: the @days-th working day after @date; where the company never works, the @days-th day
 */
gint64
crm_working_calendar_add_days (CrmWorkingCalendar *self, gint64 date, int days)
{
  int step = days < 0 ? -1 : 1;
  int left = days;
  gint64 plain = CLAMP (date + days, CRM_DATE_MIN, CRM_DATE_MAX);

  date = CLAMP (date, CRM_DATE_MIN, CRM_DATE_MAX);
  for (int idle = 0; left != 0 && date > CRM_DATE_MIN && date < CRM_DATE_MAX; idle++) {
    if (idle > DAYS_LOOKED_AT)
      return plain;
    date += step;
    if (crm_working_calendar_is_working (self, date)) {
      left -= step;
      idle = 0;
    }
  }
  return date;
}

static gboolean
get_work (CrmWorkingCalendar *self, gint64 date, gint64 *begins, gint64 *ends)
{
  int from, to;

  if (!crm_working_calendar_get_hours (self, date, &from, &to))
    return FALSE;
  *begins = crm_moment_from_wall (date, from * 60);
  *ends = crm_moment_from_wall (date, to * 60);
  return TRUE;
}

/**
 * crm_working_calendar_add_minutes:
 * @self: a calendar
 * @moment: a moment, worked or not
 * @minutes: how many worked minutes later; negative for earlier; 0 for @moment itself
 *
 * What begins outside of hours begins with the next. The end of a day counts as that day's: eight
 * hours from 10:00 of a day that is worked from 10:00 to 18:00 end at 18:00. Any thread.
 *
 * Returns: the moment; where the company never works, so many minutes later
 */
gint64
crm_working_calendar_add_minutes (CrmWorkingCalendar *self, gint64 moment, gint64 minutes)
{
  gint64 date = crm_moment_to_date (moment);
  gint64 left = ABS (minutes) * 60;
  gint64 at = moment;

  if (minutes == 0)
    return moment;
  for (int idle = 0; idle < DAYS_LOOKED_AT; idle++, date += minutes < 0 ? -1 : 1) {
    gint64 begins, ends;
    if (!get_work (self, date, &begins, &ends))
      continue;
    if (minutes > 0) {
      begins = MAX (begins, at);
      if (left <= ends - begins)
        return begins + left;
    } else {
      ends = MIN (ends, at);
      if (left <= ends - begins)
        return ends - left;
    }
    if (ends > begins) {
      left -= ends - begins;
      idle = 0;
    }
  }
  return moment + minutes * 60;
}

/**
 * crm_working_calendar_next:
 * @self: a calendar
 * @moment: a moment
 *
 * Returns: @moment where it is worked, else when work begins next. Any thread.
 */
gint64
crm_working_calendar_next (CrmWorkingCalendar *self, gint64 moment)
{
  gint64 date = crm_moment_to_date (moment);

  for (int i = 0; i < DAYS_LOOKED_AT; i++, date++) {
    gint64 begins, ends;
    if (get_work (self, date, &begins, &ends) && moment < ends)
      return MAX (begins, moment);
  }
  return moment;
}

/**
 * crm_working_calendar_count_minutes:
 * @self: a calendar
 * @from: a moment
 * @to: a later one
 *
 * Returns: worked minutes between the two, whole ones; 0 where @to is not later. Any thread.
 */
gint64
crm_working_calendar_count_minutes (CrmWorkingCalendar *self, gint64 from, gint64 to)
{
  gint64 seconds = 0;
  gint64 last = crm_moment_to_date (to);

  for (gint64 date = crm_moment_to_date (from); from < to && date <= last; date++) {
    gint64 begins, ends;
    if (get_work (self, date, &begins, &ends) && MIN (ends, to) > MAX (begins, from))
      seconds += MIN (ends, to) - MAX (begins, from);
  }
  return seconds / 60;
}
