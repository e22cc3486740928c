/* Dates as people speak of them: near today by their distance, others by their date. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"

/* Farther away the date itself says more. */
#define NEAR_DAYS 6

/* NULL for what is not near. */
static char *
describe_distance (gint64 days)
{
  if (days < -NEAR_DAYS || days > NEAR_DAYS)
    return NULL;
  if (days == 0)
    return g_strdup (C_ ("day", "Today"));
  if (days == 1)
    return g_strdup (C_ ("day", "Tomorrow"));
  if (days == -1)
    return g_strdup (C_ ("day", "Yesterday"));
  if (days > 0)
    return g_strdup_printf (ngettext ("In %d day", "In %d days", (gulong) days), (int) days);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) -days), (int) -days);
}

/**
 * crm_date_format_relative:
 * @date: a date
 * @today: the present one
 *
 * Returns: (transfer full): "Today", "In 3 days", "Yesterday" within six days, the short date
 * beyond. Any thread.
 */
char *
crm_date_format_relative (gint64 date, gint64 today)
{
  char *near = describe_distance (date - today);
  return near != NULL ? near : crm_date_format_short (date, NULL);
}

/**
 * crm_moment_format_relative:
 * @moment: a moment
 * @now: the present one
 *
 * Returns: (transfer full): as crm_date_format_relative(), with the time of the day where that is
 *   yesterday, today or tomorrow: "Today 14:30". Any thread.
 */
char *
crm_moment_format_relative (gint64 moment, gint64 now)
{
  gint64 days = crm_moment_to_date (moment) - crm_moment_to_date (now);
  g_autofree char *day =
      crm_date_format_relative (crm_moment_to_date (moment), crm_moment_to_date (now));
  g_autoptr (GDateTime) time = NULL;

  if (days < -1 || days > 1)
    return g_steal_pointer (&day);
  time = g_date_time_new_from_unix_local (moment);
  /* Translators: a day and a time of the day, as in "Tomorrow 14:30" */
  return g_strdup_printf (C_ ("day and time", "%s %02d:%02d"), day, g_date_time_get_hour (time),
                          g_date_time_get_minute (time));
}
