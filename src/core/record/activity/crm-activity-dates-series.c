/* The next step by meetings that repeat: of a series the first one counts that comes today or later
 * and was not taken out of it. What has passed was held or not; the next one is to come. */
#include "config.h"

#include "crm-activity-dates-private.h"

#include "crm-alarm.h"
#include "crm-date.h"

#define DAY G_GINT64_CONSTANT (86400)
/* So many in a row that were taken out of their series are looked past. */
#define MOST_OWN 1000

/* A task that repeats is followed by the next one when it is done: it is itself the next step. */
#define SERIES                                                                                     \
  "repeat IS NOT NULL AND due IS NULL AND kind <> 'task' AND state NOT IN ('done', 'cancelled')"

gboolean
crm_activity_dates_is_of_series (CrmRecord *activity)
{
  return activity != NULL &&
         (!crm_record_is_empty (activity, "repeat") || !crm_record_is_empty (activity, "series"));
}

/* Few things repeat: their index is walked, whatever the planner thinks of the others. */
#define FROM " FROM activity INDEXED BY activity_repeating WHERE "

char *
crm_activity_dates_dup_series_sql (const CrmEntity *entity, gboolean passed)
{
  const char *name = entity->name;

  return passed
             ? g_strdup_printf ("SELECT DISTINCT \"%s\"" FROM "\"%s\" IS NOT NULL AND " SERIES
                                " AND (SELECT %s FROM \"%s\" k WHERE k.id = activity.\"%s\") < ?1",
                                name, name, CRM_FIELD_NEXT_ACTIVITY, name, name)
             : g_strdup_printf ("SELECT DISTINCT \"%s\"" FROM "\"%s\" IS NOT NULL AND " SERIES,
                                name, name);
}

/* FALSE without an error: none comes any more. */
static gboolean
find_coming (CrmDatabase *database, CrmRecord *series, gint64 since, gint64 *moment, GError **error)
{
  gint64 after = since - 1;

  for (int i = 0; i < MOST_OWN; i++) {
    gboolean has_own = FALSE;
    if (!crm_alarm_find_occurrence (series, after, moment))
      return FALSE;
    if (!crm_alarm_has_own_record (database, crm_record_get_id (series), *moment, &has_own, error))
      return FALSE;
    if (!has_own)
      return TRUE;
    after = *moment;
  }
  return FALSE;
}

static gint64
to_day (gint64 moment, const gint64 *utc_offset)
{
  return utc_offset != NULL ? (moment + *utc_offset) / DAY : crm_moment_to_date (moment);
}

gboolean
crm_activity_dates_read_series (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                gint64 now, const gint64 *utc_offset, gint64 *day, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM activity WHERE \"%s\" = ?1 AND " SERIES, entity->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gint64 today = to_day (now, utc_offset);
  gint64 since = utc_offset != NULL ? today * DAY - *utc_offset : crm_moment_from_date (today);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  do {
    g_autoptr (CrmRecord) series = NULL;
    g_autoptr (GError) failure = NULL;
    gint64 moment;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    series = has_row ? crm_record_load (database, crm_entity_find ("activity"),
                                        crm_statement_get_integer (statement, 0), NULL)
                     : NULL;
    if (series != NULL && find_coming (database, series, since, &moment, &failure))
      *day = MIN (*day, to_day (moment, utc_offset));
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  } while (has_row);
  return TRUE;
}
