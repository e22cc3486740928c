/* When this company works, as its file says. */
#include "config.h"

#include "crm-working-time.h"

#include <stdio.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-setting.h"

#define USUAL_BEGIN (9 * 60)
#define USUAL_END (18 * 60)
#define MINUTES_OF_DAY 1440

static char *
dup_name (int weekday)
{
  return g_strdup_printf ("working_hours_%d", weekday);
}

gboolean
crm_working_time_get_hours (CrmDatabase *database, int weekday, int *from, int *to)
{
  g_autofree char *name = dup_name (weekday);
  g_autofree char *text = crm_setting_dup (database, name, NULL);

  *from = weekday <= 5 ? USUAL_BEGIN : 0;
  *to = weekday <= 5 ? USUAL_END : 0;
  if (text != NULL) {
    int begin, end;
    if (sscanf (text, "%d-%d", &begin, &end) == 2 && begin >= 0 && begin <= end &&
        end <= MINUTES_OF_DAY) {
      *from = begin;
      *to = end;
    }
  }
  return *to > *from;
}

/* Whoever minds the company's own days minds its hours too. */
static void
announce (CrmDatabase *database)
{
  g_autoptr (CrmAnnouncement) announcement = crm_announcement_new (0, CRM_ORIGIN_WINDOW, NULL);
  g_autoptr (GObject) earlier = crm_database_steal_announcement (database);

  crm_announcement_add (announcement, CRM_ACTION_SET, crm_entity_find ("own_day"), 0,
                        (CrmFields) { 0 });
  if (earlier != NULL)
    crm_announcement_precede (announcement, CRM_ANNOUNCEMENT (earlier));
  crm_database_set_announcement (database, G_OBJECT (announcement));
}

gboolean
crm_working_time_set_hours (CrmDatabase *database, int weekday, int from, int to, GError **error)
{
  g_autofree char *name = dup_name (weekday);
  g_autofree char *text = g_strdup_printf ("%d-%d", from, to);

  g_return_val_if_fail (
      weekday >= 1 && weekday <= 7 && from >= 0 && from <= to && to <= MINUTES_OF_DAY, FALSE);
  if (!crm_setting_write (database, name, text, error))
    return FALSE;
  announce (database);
  return TRUE;
}

static void
read_own_days (CrmDatabase *database, CrmWorkingCalendar *calendar)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT date, day, name FROM own_day ORDER BY id", NULL);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return;
  do {
    const char *day;
    if (!crm_statement_step (statement, &has_row, NULL) || !has_row)
      return;
    day = crm_statement_get_text (statement, 1);
    crm_working_calendar_set_day (calendar, crm_statement_get_integer (statement, 0),
                                  g_strcmp0 (day, "worked") == 0  ? CRM_OWN_DAY_WORKED
                                  : g_strcmp0 (day, "short") == 0 ? CRM_OWN_DAY_SHORT
                                                                  : CRM_OWN_DAY_FREE,
                                  crm_statement_get_text (statement, 2));
  } while (has_row);
}

/**
 * crm_working_time_load:
 * @database: any connection of this thread
 *
 * Returns: (transfer full): when the company works: its country's holidays, its hours, its own days
 */
CrmWorkingCalendar *
crm_working_time_load (CrmDatabase *database)
{
  g_autofree char *country = crm_setting_dup (database, CRM_SETTING_COUNTRY, NULL);
  CrmWorkingCalendar *calendar = crm_working_calendar_new (country);

  for (int weekday = 1; weekday <= 7; weekday++) {
    int from, to;
    crm_working_time_get_hours (database, weekday, &from, &to);
    crm_working_calendar_set_hours (calendar, weekday, from, to);
  }
  read_own_days (database, calendar);
  return calendar;
}

gint64
crm_working_time_end_of (CrmWorkingCalendar *calendar, gint64 date)
{
  int from = USUAL_BEGIN;
  int to = USUAL_END;

  if (!crm_working_calendar_get_hours (calendar, date, &from, &to))
    to = USUAL_END;
  return crm_moment_from_wall (date, to * 60);
}

gint64
crm_working_time_begin_of (CrmWorkingCalendar *calendar, gint64 date)
{
  int from = USUAL_BEGIN;
  int to = USUAL_END;

  if (!crm_working_calendar_get_hours (calendar, date, &from, &to))
    from = USUAL_BEGIN;
  return crm_moment_from_wall (date, from * 60);
}
