/* Moments: seconds of universal time, written and read in the wall time of this machine's zone. */
#include "config.h"

#include "crm-date.h"

#include "crm-error.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SECONDS_OF_DAY 86400

/* A day of reserve on both sides, so that no offset leads out of the years that dates have. */
#define MOMENT_MIN ((CRM_DATE_MIN + 1) * (gint64) SECONDS_OF_DAY)
#define MOMENT_MAX (CRM_DATE_MAX * (gint64) SECONDS_OF_DAY - 1)

/* GLib looks at several files whenever it is asked for the zone; an export asks for it four times a
 * row. A machine that is carried into another zone is noticed this much later. */
#define ZONE_IS_GOOD_FOR G_USEC_PER_SEC

static GTimeZone *
dup_local_zone (void)
{
  static GMutex lock;
  static GTimeZone *zone;
  static char *name; /* in the environment */
  static gint64 good_until;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  const char *named = g_getenv ("TZ");
  gint64 now = g_get_monotonic_time ();

  if (zone == NULL || now >= good_until || g_strcmp0 (name, named) != 0) {
    g_clear_pointer (&zone, g_time_zone_unref);
    zone = g_time_zone_new_local ();
    g_set_str (&name, named);
    good_until = now + ZONE_IS_GOOD_FOR;
  }
  return g_time_zone_ref (zone);
}

static GDateTime *
get_wall_time (gint64 moment)
{
  g_autoptr (GTimeZone) zone = dup_local_zone ();
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_utc (CLAMP (moment, MOMENT_MIN, MOMENT_MAX));
  return g_date_time_to_timezone (time, zone);
}

/**
 * crm_moment_from_wall:
 * @date: a local day
 * @second_of_day: 0 to 86400, which is the beginning of the next day
 *
 * The moment at which a clock on the wall shows this time. A time that a change of clocks leaves
 * out is the moment of the change, of one that it repeats the second is meant. Any thread.
 *
 * Returns: the moment
 */
gint64
crm_moment_from_wall (gint64 date, int second_of_day)
{
  int year, month, day;

  date += second_of_day / SECONDS_OF_DAY;
  second_of_day %= SECONDS_OF_DAY;
  crm_date_to_ymd (date, &year, &month, &day);
  g_autoptr (GTimeZone) zone = dup_local_zone ();
  g_autoptr (GDateTime) wall =
      g_date_time_new (zone, year, month, day, second_of_day / 3600, second_of_day / 60 % 60,
                       (double) (second_of_day % 60));
  return wall != NULL ? g_date_time_to_unix (wall) : date * SECONDS_OF_DAY + second_of_day;
}

/* Exactly two digits. */
static gboolean
read_two (const char **text, int most, int *number)
{
  if (!g_ascii_isdigit ((*text)[0]) || !g_ascii_isdigit ((*text)[1]))
    return FALSE;
  *number = g_ascii_digit_value ((*text)[0]) * 10 + g_ascii_digit_value ((*text)[1]);
  *text += 2;
  return *number <= most;
}

/* "14:30", "14:30:05", "14:30:05.123"; fractions of seconds are dropped. */
static gboolean
read_time (const char **text, int *second_of_day)
{
  int hour, minute;
  int second = 0;

  if (!read_two (text, 23, &hour) || *(*text)++ != ':' || !read_two (text, 59, &minute))
    return FALSE;
  if (**text == ':') {
    (*text)++;
    if (!read_two (text, 59, &second))
      return FALSE;
    if (**text == '.' || **text == ',') {
      (*text)++;
      if (!g_ascii_isdigit (**text))
        return FALSE;
      while (g_ascii_isdigit (**text))
        (*text)++;
    }
  }
  *second_of_day = hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* "", "Z", "+03", "+03:00", "+0300". */
static gboolean
read_offset (const char **text, gboolean *has_offset, int *offset)
{
  int hours;
  int minutes = 0;
  char sign = **text;

  *offset = 0;
  *has_offset = sign != '\0';
  if (sign == '\0')
    return TRUE;
  (*text)++;
  if (sign == 'Z' || sign == 'z')
    return TRUE;
  if ((sign != '+' && sign != '-') || !read_two (text, 23, &hours))
    return FALSE;
  if (**text == ':')
    (*text)++;
  if (**text != '\0' && !read_two (text, 59, &minutes))
    return FALSE;
  *offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
  return TRUE;
}

static gboolean
parse_moment (const char *text, gint64 *moment)
{
  gsize length = strcspn (text, "Tt ");
  g_autofree char *date_text = g_strndup (text, length);
  gint64 date;
  int second_of_day = 0;
  int offset = 0;
  gboolean has_offset = FALSE;

  if (!crm_date_parse (date_text, &date, NULL))
    return FALSE;
  text += length;
  if (*text != '\0') {
    text++;
    text += strspn (text, " ");
    if (!read_time (&text, &second_of_day) || !read_offset (&text, &has_offset, &offset))
      return FALSE;
  }
  if (*text != '\0')
    return FALSE;
  *moment = has_offset ? date * SECONDS_OF_DAY + second_of_day - offset
                       : crm_moment_from_wall (date, second_of_day);
  return TRUE;
}

/**
 * crm_moment_parse:
 * @text: a date as of crm_date_parse(), with or without a time
 * @moment: (out) (optional): the moment; untouched on failure
 * @error: return location for an error
 *
 * Reads "2026-11-23T14:30:00+03:00": "T" may be a space, seconds may be missing or have fractions,
 * which are dropped. Without an offset ("Z", "+03", "+0300") it is local wall time, without a time
 * the day's beginning. Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is no moment
 */
gboolean
crm_moment_parse (const char *text, gint64 *moment, GError **error)
{
  gint64 parsed;

  g_return_val_if_fail (text != NULL, FALSE);

  g_autofree char *stripped = g_strstrip (g_strdup (text));
  if (!parse_moment (stripped, &parsed)) {
    g_autofree char *quoted = crm_text_one_line (text, 60);
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date and time"), quoted);
    return FALSE;
  }
  if (moment != NULL)
    *moment = parsed;
  return TRUE;
}

/**
 * crm_moment_to_iso:
 * @moment: a moment
 *
 * Returns: (transfer full): "2026-11-23T14:30:00+03:00", local wall time with its offset. Any
 * thread.
 */
char *
crm_moment_to_iso (gint64 moment)
{
  g_autoptr (GDateTime) wall = get_wall_time (moment);
  g_autofree char *date = crm_date_to_iso (crm_moment_to_date (moment));
  int minutes = (int) (g_date_time_get_utc_offset (wall) / G_TIME_SPAN_MINUTE);

  return g_strdup_printf ("%sT%02d:%02d:%02d%c%02d:%02d", date, g_date_time_get_hour (wall),
                          g_date_time_get_minute (wall), g_date_time_get_second (wall),
                          minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}

/**
 * crm_moment_format:
 * @moment: a moment
 * @language: (nullable): "en", "ru", "uk", "pl"; NULL for the person's locale (LC_TIME)
 *
 * Returns: (transfer full): the short date and the time, "23.11.2026 14:30", in local wall time.
 * Any thread.
 */
char *
crm_moment_format (gint64 moment, const char *language)
{
  g_autoptr (GDateTime) wall = get_wall_time (moment);
  g_autofree char *date = crm_date_format_short (crm_moment_to_date (moment), language);

  return g_strdup_printf ("%s %02d:%02d", date, g_date_time_get_hour (wall),
                          g_date_time_get_minute (wall));
}

/**
 * crm_moment_to_date:
 * @moment: a moment
 *
 * Returns: the local day it falls on. Any thread.
 */
gint64
crm_moment_to_date (gint64 moment)
{
  g_autoptr (GDateTime) wall = get_wall_time (moment);
  int year, month, day;

  g_date_time_get_ymd (wall, &year, &month, &day);
  return crm_date_from_ymd (year, month, day);
}

/**
 * crm_moment_from_date:
 * @date: a date
 *
 * Returns: the beginning of that local day, which is not midnight where clocks change at midnight.
 *   Any thread.
 */
gint64
crm_moment_from_date (gint64 date)
{
  return crm_moment_from_wall (date, 0);
}

/**
 * crm_moment_to_wall:
 * @moment: a moment
 * @date: (out): the local day it falls on
 *
 * Returns: the second of that day which a clock on the wall shows, 0 to 86399. Any thread.
 */
int
crm_moment_to_wall (gint64 moment, gint64 *date)
{
  g_autoptr (GDateTime) wall = get_wall_time (moment);
  int year, month, day;

  g_date_time_get_ymd (wall, &year, &month, &day);
  *date = crm_date_from_ymd (year, month, day);
  return g_date_time_get_hour (wall) * 3600 + g_date_time_get_minute (wall) * 60 +
         g_date_time_get_second (wall);
}

/**
 * crm_moment_shift_wall:
 * @moment: a moment
 * @seconds: how much later; negative: earlier
 *
 * Returns: the moment at which a clock on the wall shows so many seconds more: a day later it shows
 *   the same hour, whatever happened to summer time. Any thread.
 */
gint64
crm_moment_shift_wall (gint64 moment, gint64 seconds)
{
  gint64 date;
  gint64 second = crm_moment_to_wall (moment, &date) + seconds;
  gint64 days = second / SECONDS_OF_DAY;

  second %= SECONDS_OF_DAY;
  if (second < 0) {
    second += SECONDS_OF_DAY;
    days--;
  }
  return crm_moment_from_wall (CLAMP (date + days, CRM_DATE_MIN, CRM_DATE_MAX), (int) second);
}

/**
 * crm_moment_wall_between:
 * @from: a moment
 * @to: another
 *
 * Returns: by how many seconds crm_moment_shift_wall() goes from the one to the other. Any thread.
 */
gint64
crm_moment_wall_between (gint64 from, gint64 to)
{
  gint64 first, second;
  int second_of_first = crm_moment_to_wall (from, &first);
  int second_of_second = crm_moment_to_wall (to, &second);

  return (second - first) * SECONDS_OF_DAY + second_of_second - second_of_first;
}
