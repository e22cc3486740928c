/* A calendar in words. */
#include "config.h"

#include "crm-calendar-text.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-entity.h"
#include "crm-text.h"

/* Names of days and months are those of the person's locale. */
static char *
format (gint64 date, const char *pattern)
{
  int year, month, day;
  g_autoptr (GDateTime) noon = NULL;

  crm_date_to_ymd (date, &year, &month, &day);
  noon = g_date_time_new_utc (year, month, day, 12, 0, 0);
  return noon != NULL ? g_date_time_format (noon, pattern) : g_strdup ("");
}

char *
crm_calendar_text_time (gint64 moment)
{
  gint64 date;
  int second = crm_moment_to_wall (moment, &date);

  return g_strdup_printf ("%d:%02d", second / 3600, second / 60 % 60);
}

char *
crm_calendar_text_hours (gint64 start, gint64 end, gboolean is_all_day)
{
  g_autofree char *from = crm_calendar_text_time (start);
  g_autofree char *until = crm_calendar_text_time (end);

  if (is_all_day)
    return g_strdup (C_ ("calendar", "All day"));
  return end > start ? g_strdup_printf ("%s–%s", from, until) : g_steal_pointer (&from);
}

char *
crm_calendar_text_day (gint64 date)
{
  /* Translators: a day in words; %A is the weekday, %B the month as it stands after a number */
  return format (date, C_ ("calendar", "%A %-d %B"));
}

char *
crm_calendar_text_weekday (gint64 date)
{
  return format (date, "%a");
}

char *
crm_calendar_text_month (gint64 date)
{
  g_autofree char *month = format (date, C_ ("group", "%OB %Y"));

  return crm_text_capitalize (month);
}

char *
crm_calendar_text_full_day (gint64 date)
{
  g_autofree char *weekday = format (date, "%A");
  g_autofree char *large = crm_text_capitalize (weekday);
  g_autofree char *day = crm_date_format_long (date, NULL);

  /* Translators: a weekday and its date: "Tuesday, 24 November 2026" */
  return g_strdup_printf (C_ ("calendar", "%s, %s"), large, day);
}

/* Inside a phrase, where a month is written small in the language that writes it so in a date. */
static char *
dup_inner_month (gint64 date)
{
  g_autofree char *month = format (date, C_ ("group", "%OB %Y"));
  g_autofree char *in_date = format (date, "%B");

  return g_unichar_islower (g_utf8_get_char (in_date)) ? g_utf8_strdown (month, -1)
                                                       : g_steal_pointer (&month);
}

char *
crm_calendar_text_months (gint64 first, gint64 last)
{
  g_autofree char *from = crm_calendar_text_month (first);
  g_autofree char *until = dup_inner_month (last);
  g_autofree char *only_month = format (first, "%OB");
  g_autofree char *from_month = crm_text_capitalize (only_month);
  g_autofree char *from_year = format (first, "%Y");
  g_autofree char *until_year = format (last, "%Y");
  g_autofree char *last_month = crm_calendar_text_month (last);

  if (g_strcmp0 (from, last_month) == 0)
    return g_steal_pointer (&from);
  if (g_strcmp0 (from_year, until_year) == 0)
    return g_strdup_printf ("%s – %s", from_month, until);
  return g_strdup_printf ("%s – %s", from, until);
}

gint64
crm_calendar_last_day (const CrmCalendarEntry *entry)
{
  return crm_moment_to_date (entry->end > entry->start ? entry->end - 1 : entry->start);
}

/**
 * crm_calendar_text_when:
 * @start: moment
 * @end: moment
 * @is_all_day: whether it takes days
 *
 * Returns: (transfer full): days and hours in words
 */
char *
crm_calendar_text_when (gint64 start, gint64 end, gboolean is_all_day)
{
  gint64 first = crm_moment_to_date (start);
  gint64 last = crm_moment_to_date (end > start ? end - 1 : start);
  g_autofree char *first_day = crm_calendar_text_day (first);
  g_autofree char *last_day = crm_calendar_text_day (last);
  g_autofree char *hours = crm_calendar_text_hours (start, end, is_all_day);
  g_autofree char *from = crm_calendar_text_time (start);
  g_autofree char *until = crm_calendar_text_time (end);

  if (first == last)
    /* Translators: a day and hours: "Tuesday 24 November, 10:00–11:00" */
    return g_strdup_printf (C_ ("calendar day and hours", "%s, %s"), first_day, hours);
  if (is_all_day)
    return g_strdup_printf ("%s – %s", first_day, last_day);
  return g_strdup_printf ("%s %s – %s %s", first_day, from, last_day, until);
}

static const char *
find_word (const char *field, const char *name)
{
  const CrmChoice *choice =
      name != NULL
          ? crm_field_find_choice (crm_entity_field (crm_entity_find ("activity"), field), name)
          : NULL;

  return choice != NULL ? crm_choice_get_label (choice) : "";
}

const char *
crm_calendar_text_kind (const char *kind)
{
  return find_word ("kind", kind);
}

const char *
crm_calendar_text_state (const char *state)
{
  return find_word ("state", state);
}

/**
 * crm_calendar_text_name:
 * @entry: of a calendar
 * @person: (nullable): the name of whose it is, where it is not said otherwise
 *
 * Returns: (transfer full): all of it in one line, for a screen reader
 */
char *
crm_calendar_text_name (const CrmCalendarEntry *entry, const char *person)
{
  g_autoptr (GString) name = g_string_new (crm_calendar_text_kind (entry->kind));
  g_autofree char *hours = crm_calendar_text_hours (entry->start, entry->end, entry->is_all_day);
  gint64 first = crm_moment_to_date (entry->start);
  gint64 last = crm_calendar_last_day (entry);
  g_autofree char *day = crm_calendar_text_day (first);
  g_autofree char *last_day = crm_calendar_text_day (last);

  g_string_append_printf (name, ", %s", entry->title);
  if (entry->company != NULL)
    g_string_append_printf (name, ", %s", entry->company);
  g_string_append_printf (name, ", %s, %s", hours, day);
  if (last != first)
    g_string_append_printf (name, " – %s", last_day);
  if (person != NULL)
    g_string_append_printf (name, ", %s", person);
  if (entry->is_settled)
    g_string_append_printf (name, ", %s", crm_calendar_text_state (entry->state));
  return g_string_free_and_steal (g_steal_pointer (&name));
}
