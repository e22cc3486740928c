/* A calendar file that is kept up to date for other programs. */
#include "config.h"

#include "crm-calendar-feed.h"

#include <inttypes.h>

#include "crm-exporter.h"
#include "crm-setting.h"

#define DAY 86400
/* What is longer ago nobody looks up on a telephone. */
#define DAYS_BACK 92

gboolean
crm_calendar_feed_set (CrmDatabase *database, const char *path, gint64 person, GError **error)
{
  g_autofree char *number = person != 0 ? g_strdup_printf ("%" PRId64, person) : NULL;

  return crm_setting_write (database, CRM_SETTING_FEED, path != NULL ? path : "", error) &&
         crm_setting_write (database, CRM_SETTING_FEED_PERSON, number != NULL ? number : "", error);
}

char *
crm_calendar_feed_dup_path (CrmDatabase *database)
{
  g_autofree char *path = crm_setting_dup (database, CRM_SETTING_FEED, NULL);

  return path != NULL && path[0] != '\0' ? g_steal_pointer (&path) : NULL;
}

gint64
crm_calendar_feed_get_person (CrmDatabase *database)
{
  g_autofree char *person = crm_setting_dup (database, CRM_SETTING_FEED_PERSON, NULL);

  return person != NULL ? g_ascii_strtoll (person, NULL, 10) : 0;
}

static CrmQuery *
make_query (CrmDatabase *database, gint64 now, GError **error)
{
  gint64 person = crm_calendar_feed_get_person (database);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (now - DAYS_BACK * (gint64) DAY);
  g_autofree char *day = g_date_time_format (since, "%Y-%m-%d");
  g_autofree char *expression =
      g_strdup_printf ("start > %s or due > %s or repeat not-empty", day, day);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) recent = crm_query_filter_expression (all, expression, database, error);

  if (recent == NULL)
    return NULL;
  return person != 0 ? crm_query_filter_integer (recent, "responsible", CRM_OP_EQUAL, person)
                     : g_steal_pointer (&recent);
}

/**
 * crm_calendar_feed_write:
 * @database: any connection of this thread
 * @now: the moment
 * @cancellable: (nullable): stops it
 * @error: `READ_ONLY`, `FULL`, `IO`, `CANCELLED`, of the store
 *
 * Writes the calendar file that the company file asks for: what is to come and what was in the last
 * three months. The file changes as a whole or not at all. Any thread.
 *
 * Returns: whether it stands as it should; TRUE where none is asked for
 */
gboolean
crm_calendar_feed_write (CrmDatabase *database, gint64 now, GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = crm_calendar_feed_dup_path (database);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmExporter) exporter = NULL;

  if (path == NULL)
    return TRUE;
  query = make_query (database, now, error);
  if (query == NULL)
    return FALSE;
  exporter = crm_exporter_new (query, CRM_EXPORT_ICS, CRM_EXPORT_FOR_PEOPLE);
  return crm_exporter_write_file (exporter, database, path, cancellable, error);
}
