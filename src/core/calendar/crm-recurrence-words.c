/* A rule in words: "Every 2 weeks on Monday and Wednesday, until 31.12.2026". */
#include "config.h"

#include "crm-calendar.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-recurrence-private.h"

typedef struct icalrecurrencetype Rule;

/* From Sunday, as libical counts them. */
static const char *const weekdays[] = {
  NC_ ("repeat on", "Sunday"),    NC_ ("repeat on", "Monday"),   NC_ ("repeat on", "Tuesday"),
  NC_ ("repeat on", "Wednesday"), NC_ ("repeat on", "Thursday"), NC_ ("repeat on", "Friday"),
  NC_ ("repeat on", "Saturday"),
};

/* Of a month: the first to the fourth, and the last. */
static const char *const nth_weekdays[][7] = {
  { NC_ ("repeat", "on the first Sunday"), NC_ ("repeat", "on the first Monday"),
    NC_ ("repeat", "on the first Tuesday"), NC_ ("repeat", "on the first Wednesday"),
    NC_ ("repeat", "on the first Thursday"), NC_ ("repeat", "on the first Friday"),
    NC_ ("repeat", "on the first Saturday") },
  { NC_ ("repeat", "on the second Sunday"), NC_ ("repeat", "on the second Monday"),
    NC_ ("repeat", "on the second Tuesday"), NC_ ("repeat", "on the second Wednesday"),
    NC_ ("repeat", "on the second Thursday"), NC_ ("repeat", "on the second Friday"),
    NC_ ("repeat", "on the second Saturday") },
  { NC_ ("repeat", "on the third Sunday"), NC_ ("repeat", "on the third Monday"),
    NC_ ("repeat", "on the third Tuesday"), NC_ ("repeat", "on the third Wednesday"),
    NC_ ("repeat", "on the third Thursday"), NC_ ("repeat", "on the third Friday"),
    NC_ ("repeat", "on the third Saturday") },
  { NC_ ("repeat", "on the fourth Sunday"), NC_ ("repeat", "on the fourth Monday"),
    NC_ ("repeat", "on the fourth Tuesday"), NC_ ("repeat", "on the fourth Wednesday"),
    NC_ ("repeat", "on the fourth Thursday"), NC_ ("repeat", "on the fourth Friday"),
    NC_ ("repeat", "on the fourth Saturday") },
  { NC_ ("repeat", "on the last Sunday"), NC_ ("repeat", "on the last Monday"),
    NC_ ("repeat", "on the last Tuesday"), NC_ ("repeat", "on the last Wednesday"),
    NC_ ("repeat", "on the last Thursday"), NC_ ("repeat", "on the last Friday"),
    NC_ ("repeat", "on the last Saturday") },
};

static char *
dup_frequency (const Rule *rule)
{
  unsigned n = (unsigned) rule->interval;

  switch (rule->freq) {
  case ICAL_DAILY_RECURRENCE:
    return n == 1 ? g_strdup (C_ ("repeat", "Every day"))
                  : g_strdup_printf (ngettext ("Every %u day", "Every %u days", n), n);
  case ICAL_WEEKLY_RECURRENCE:
    return n == 1 ? g_strdup (C_ ("repeat", "Every week"))
                  : g_strdup_printf (ngettext ("Every %u week", "Every %u weeks", n), n);
  case ICAL_MONTHLY_RECURRENCE:
    return n == 1 ? g_strdup (C_ ("repeat", "Every month"))
                  : g_strdup_printf (ngettext ("Every %u month", "Every %u months", n), n);
  default:
    return n == 1 ? g_strdup (C_ ("repeat", "Every year"))
                  : g_strdup_printf (ngettext ("Every %u year", "Every %u years", n), n);
  }
}

/* "Monday, Tuesday and Friday". */
static char *
join (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    const char *separator = i == 0 ? "" : i + 1 == parts->len ? C_ ("repeat", " and ") : ", ";
    g_string_append_printf (text, "%s%s", separator, (const char *) parts->pdata[i]);
  }
  return g_string_free (text, FALSE);
}

static gboolean
has_position (const Rule *rule, guint n)
{
  for (guint i = 0; i < n; i++)
    if (icalrecurrencetype_day_position (rule->by_day[i]) != 0)
      return TRUE;
  return FALSE;
}

/* Monday to Friday, in any order. */
static gboolean
is_working_week (const Rule *rule, guint n)
{
  guint days = 0;

  for (guint i = 0; i < n; i++)
    days |= 1u << icalrecurrencetype_day_day_of_week (rule->by_day[i]);
  return n == 5 && days == 0x7c;
}

static char *
dup_weekdays (const Rule *rule, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; i < n; i++) {
    int day = icalrecurrencetype_day_day_of_week (rule->by_day[i]);
    if (day >= 1 && day <= 7)
      g_ptr_array_add (names,
                       (char *) g_dpgettext2 (GETTEXT_PACKAGE, "repeat on", weekdays[day - 1]));
  }
  joined = join (names);
  /* Translators: "on Monday and Friday"; the names of days are those of the context "repeat on" */
  return g_strdup_printf (C_ ("repeat", "on %s"), joined);
}

static char *
dup_nth_weekday (const Rule *rule)
{
  int position = icalrecurrencetype_day_position (rule->by_day[0]);
  int day = icalrecurrencetype_day_day_of_week (rule->by_day[0]);

  if (position < -1 || position > 4 || position == 0 || day < 1 || day > 7)
    return NULL;
  return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "repeat",
                                 nth_weekdays[position < 0 ? 4 : position - 1][day - 1]));
}

static char *
dup_month_days (const Rule *rule, guint n)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  if (n == 1 && rule->by_month_day[0] == -1)
    return g_strdup (C_ ("repeat", "on the last day"));
  for (guint i = 0; i < n; i++) {
    if (rule->by_month_day[i] < 1)
      return NULL;
    g_ptr_array_add (days, g_strdup_printf ("%d", rule->by_month_day[i]));
  }
  joined = join (days);
  /* Translators: of a month, "on day 1 and 15" */
  return g_strdup_printf (C_ ("repeat", "on day %s"), joined);
}

static char *
dup_date (const Rule *rule, const char *format)
{
  int day = format[1] == 'O' ? 1 : rule->by_month_day[0];
  int month = icalrecurrencetype_month_month (rule->by_month[0]);
  g_autoptr (GDateTime) date = NULL;

  if (!crm_date_is_valid_ymd (2024, month, day))
    return NULL;
  date = g_date_time_new_utc (2024, month, day, 12, 0, 0);
  return g_date_time_format (date, format);
}

/* On which days; NULL in @days: nothing is said. FALSE: there are no words for it. */
static gboolean
name_days (const Rule *rule, char **days)
{
  guint n_days = crm_ical_count (rule->by_day, ICAL_BY_DAY_SIZE);
  guint n_month_days = crm_ical_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  guint n_months = crm_ical_count (rule->by_month, ICAL_BY_MONTH_SIZE);
  guint n_positions = crm_ical_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE);
  gboolean is_yearly = rule->freq == ICAL_YEARLY_RECURRENCE;

  *days = NULL;
  if (crm_ical_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) +
          crm_ical_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) >
      0)
    return FALSE;
  if (n_positions == 1 && rule->by_set_pos[0] == -1 && is_working_week (rule, n_days) &&
      rule->freq == ICAL_MONTHLY_RECURRENCE && n_month_days + n_months == 0)
    *days = g_strdup (C_ ("repeat", "on the last weekday"));
  else if (n_positions > 0)
    return FALSE;
  else if (is_yearly && n_months == 1 && n_month_days == 1 && n_days == 0)
    *days = dup_date (rule, "%-e %B");
  else if (n_months > (is_yearly ? 1 : 0) || (n_days > 0 && n_month_days > 0))
    return FALSE;
  else if (n_month_days > 0)
    *days = is_yearly ? NULL : dup_month_days (rule, n_month_days);
  else if (n_days == 1 && has_position (rule, 1))
    *days = dup_nth_weekday (rule);
  else if (n_days > 0 && !has_position (rule, n_days) && rule->freq <= ICAL_WEEKLY_RECURRENCE)
    *days = dup_weekdays (rule, n_days);
  else
    return n_days + n_month_days + n_months == 0;
  if (*days != NULL && is_yearly && n_months == 1 && n_days == 1) {
    g_autofree char *month = dup_date (rule, "%OB");
    g_autofree char *day = *days;
    *days = g_strdup_printf ("%s (%s)", day, month);
  }
  return *days != NULL;
}

static char *
dup_rule_words (const Rule *rule)
{
  g_autofree char *days = NULL;
  g_autofree char *frequency = dup_frequency (rule);
  guint n_days = crm_ical_count (rule->by_day, ICAL_BY_DAY_SIZE);

  if (!name_days (rule, &days))
    /* Translators: "Every month, on days of a rule of its own" */
    return g_strdup_printf (C_ ("repeat", "%s, on days of a rule of its own"), frequency);
  if (rule->interval == 1 && rule->freq <= ICAL_WEEKLY_RECURRENCE && is_working_week (rule, n_days))
    return g_strdup (C_ ("repeat", "Every weekday"));
  if (days == NULL)
    return g_steal_pointer (&frequency);
  return g_strdup_printf ("%s %s", frequency, days);
}

/**
 * crm_calendar_describe_rule:
 * @rule: a rule as RFC 5545 writes it, or all that "repeat" of an activity says
 *
 * Returns: (transfer full) (nullable): it in words of the person's language; NULL: it cannot be
 *   read. Any thread.
 */
char *
crm_calendar_describe_rule (const char *rule)
{
  g_autoptr (CrmRecurrence) recurrence = NULL;
  g_autofree char *words = NULL;
  const Rule *first;

  g_return_val_if_fail (rule != NULL, NULL);
  recurrence = crm_recurrence_parse (rule, NULL);
  if (recurrence == NULL)
    return NULL;
  if (recurrence->rules->len == 0)
    return g_strdup (C_ ("repeat", "On chosen days"));
  first = &g_array_index (recurrence->rules, Rule, 0);
  words = dup_rule_words (first);
  if (first->count > 0)
    return g_strdup_printf (
        /* Translators: "Every week on Monday, 10 times" */
        ngettext ("%s, %d time", "%s, %d times", (unsigned) first->count), words, first->count);
  if (!icaltime_is_null_time (first->until)) {
    g_autofree char *until = crm_date_format_short (crm_ical_time_to_date (first->until), NULL);
    /* Translators: "Every week on Monday, until 31.12.2026" */
    return g_strdup_printf (C_ ("repeat", "%s, until %s"), words, until);
  }
  return g_steal_pointer (&words);
}
