/* Dates and moments as people type them into a form. */
#include "config.h"

#include "crm-date.h"

#include "crm-date-private.h"
#include "crm-error.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_DAYS 36525

static const struct {
  const char *word; /* folded */
  int days;
} words[] = {
  { "today", 0 },       { "сегодня", 0 },     { "сьогодні", 0 }, { "dzisiaj", 0 },
  { "dzis", 0 },        { "tomorrow", 1 },    { "завтра", 1 },   { "jutro", 1 },
  { "yesterday", -1 },  { "вчера", -1 },      { "вчора", -1 },   { "wczoraj", -1 },
  { "послезавтра", 2 }, { "післязавтра", 2 }, { "pojutrze", 2 },
};

static gboolean
read_word (const char *text, gint64 today, gint64 *date)
{
  g_autofree char *folded = crm_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *word = crm_text_fold (words[i].word);
    if (strcmp (folded, word) == 0) {
      *date = today + words[i].days;
      return TRUE;
    }
  }
  return FALSE;
}

/* "+3", "-10": days from today. */
static gboolean
read_distance (const char *text, gint64 today, gint64 *date)
{
  gint64 days;

  if ((text[0] != '+' && text[0] != '-') ||
      !g_ascii_string_to_signed (text[0] == '+' ? text + 1 : text, 10, -MOST_DAYS, MOST_DAYS, &days,
                                 NULL))
    return FALSE;
  *date = today + days;
  return TRUE;
}

/* "23.11", "23/11", "23 Nov", "23 ноября 2026": the day first; without a year this one's. */
static gboolean
read_day_and_month (const char *text, gint64 today, gint64 *date)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), ".,/", ' ');
  g_auto (GStrv) parts = g_strsplit (spaced, " ", -1);
  const char *found[4] = { NULL };
  guint n = 0;
  guint64 day, year;
  guint64 month;
  int this_year;

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0' && n < G_N_ELEMENTS (found))
      found[n++] = *part;
  if (n < 2 || !g_ascii_string_to_unsigned (found[0], 10, 1, 31, &day, NULL))
    return FALSE;
  if (!g_ascii_string_to_unsigned (found[1], 10, 1, 12, &month, NULL))
    month = (guint64) crm_date_find_month (found[1]);
  crm_date_to_ymd (today, &this_year, NULL, NULL);
  year = (guint64) this_year;
  /* What follows the year is "г." or "р." */
  if (n > 2 && !g_ascii_string_to_unsigned (found[2], 10, 1, 9999, &year, NULL))
    return FALSE;
  if (n > 2 && strlen (found[2]) == 2)
    year += 2000;
  if (month == 0 || !crm_date_is_valid_ymd ((int) year, (int) month, (int) day))
    return FALSE;
  *date = crm_date_from_ymd ((int) year, (int) month, (int) day);
  return TRUE;
}

static char *
tidy (const char *text)
{
  g_autofree char *plain = crm_text_tidy (text);
  g_auto (GStrv) parts = g_strsplit (plain, "\u00a0", -1);

  return g_strstrip (g_strjoinv (" ", parts));
}

/**
 * crm_date_parse_typed:
 * @text: as typed
 * @today: the present day
 * @date: (out) (optional): the date; untouched on failure
 * @error: return location for an error
 *
 * Reads what crm_date_parse() and crm_date_format_short() know, and besides "today", "tomorrow" and
 * "yesterday" in English, Russian, Ukrainian and Polish, "+3" and "-3" (days from today), "23.11"
 * and "23 Nov" (of this year), and years of two digits. Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is not a date
 */
gboolean
crm_date_parse_typed (const char *text, gint64 today, gint64 *date, GError **error)
{
  gint64 parsed;

  g_return_val_if_fail (text != NULL, FALSE);

  g_autofree char *typed = tidy (text);
  if (!read_word (typed, today, &parsed) && !read_distance (typed, today, &parsed) &&
      !crm_date_parse (typed, &parsed, NULL) && !read_day_and_month (typed, today, &parsed))
    return crm_date_parse (text, date, error);
  if (date != NULL)
    *date = parsed;
  return TRUE;
}

/* "9:00", "14:30": minutes since midnight. */
static gboolean
read_time (const char *text, int *minutes)
{
  const char *colon = strchr (text, ':');
  g_autofree char *hours = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  guint64 hour, minute;

  if (colon == NULL || strlen (colon + 1) != 2 ||
      !g_ascii_string_to_unsigned (hours, 10, 0, 23, &hour, NULL) ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 0, 59, &minute, NULL))
    return FALSE;
  *minutes = (int) hour * 60 + (int) minute;
  return TRUE;
}

/**
 * crm_moment_parse_typed:
 * @text: as typed
 * @now: the present moment
 * @moment: (out) (optional): the moment; untouched on failure
 * @error: return location for an error
 *
 * Reads what crm_moment_parse() knows, and besides a date as of crm_date_parse_typed() with or
 * without a time ("tomorrow 9:00"), and a time alone, which is today's. Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is no moment
 */
gboolean
crm_moment_parse_typed (const char *text, gint64 now, gint64 *moment, GError **error)
{
  gint64 today = crm_moment_to_date (now);
  gint64 date = today;
  int minutes = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  g_autofree char *typed = tidy (text);
  if (crm_moment_parse (typed, moment, NULL))
    return TRUE;
  const char *last = strrchr (typed, ' ');
  const char *time = last != NULL ? last + 1 : typed;
  gboolean has_time = read_time (time, &minutes);
  g_autofree char *day = has_time ? g_strndup (typed, (gsize) (time - typed)) : g_strdup (typed);
  g_autofree char *clock = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  g_strchomp (day);
  if ((!has_time && *day == '\0') ||
      (*day != '\0' && !crm_date_parse_typed (day, today, &date, NULL)))
    return crm_moment_parse (text, moment, error);
  g_autofree char *iso = crm_date_to_iso (date);
  g_autofree char *whole = g_strdup_printf ("%sT%s", iso, clock);
  return crm_moment_parse (whole, moment, error);
}
