/* The dates of activities counted anew for all records. */
#include "config.h"

#include "crm-activity-dates-private.h"

#include <string.h>

#include "crm-announcement.h"
#include "crm-clock.h"
#include "crm-date.h"

static gboolean
rebuild_last (CrmDatabase *database, const CrmActivityKeeper *keeper, GError **error)
{
  g_autofree char *subject = g_strdup_printf ("\"%s\".id + %" G_GINT64_FORMAT, keeper->entity->name,
                                              crm_subject_make (keeper->entity, 0));
  g_autofree char *id = g_strdup_printf ("\"%s\".id", keeper->entity->name);
  g_autofree char *last = crm_activity_dates_dup_last_sql (keeper, id, subject);
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = (%s)", keeper->entity->name,
                                          CRM_FIELD_LAST_ACTIVITY, last);

  return crm_database_execute (database, sql, error);
}

static gboolean
rebuild_one (CrmDatabase *database, const CrmActivityKeeper *keeper, gint64 id, gint64 now,
             const gint64 *utc_offset, CrmAnnouncement *announcement, GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, keeper->entity, id, error);
  g_auto (CrmValue) next = CRM_VALUE_INIT;
  CrmFields fields = { 0 };

  if (record == NULL ||
      !crm_activity_dates_read_next (database, keeper, record, now, utc_offset, &next, error))
    return FALSE;
  if (crm_value_equal (crm_record_get_value (record, keeper->next), &next))
    return TRUE;
  crm_fields_add (&fields, keeper->next);
  if (announcement != NULL)
    crm_announcement_add (announcement, CRM_ACTION_SET, keeper->entity, id, fields);
  return crm_activity_dates_write (database, keeper, keeper->next, id, &next, error);
}

/* @sql: finds them; "?1", where it stands there, is the day of @now. */
static gboolean
rebuild_those (CrmDatabase *database, const CrmActivityKeeper *keeper, const char *sql, gint64 now,
               const gint64 *utc_offset, CrmAnnouncement *announcement, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  if (strstr (sql, "?1") != NULL)
    crm_statement_bind_integer (statement, 1, crm_moment_to_date (now));
  do {
    gint64 id;
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    id = has_row ? crm_statement_get_integer (statement, 0) : 0;
    if (has_row)
      g_array_append_val (ids, id);
  } while (has_row);
  for (guint i = 0; i < ids->len; i++)
    if (!rebuild_one (database, keeper, g_array_index (ids, gint64, i), now, utc_offset,
                      announcement, error))
      return FALSE;
  return TRUE;
}

/* Few records have something to be done: those alone are asked. */
static gboolean
rebuild_next (CrmDatabase *database, const CrmActivityKeeper *keeper, const gint64 *utc_offset,
              GError **error)
{
  g_autofree char *clear = g_strdup_printf (
      "UPDATE \"%s\" SET \"%s\" = %s WHERE \"%s\" IS NOT %s", keeper->entity->name,
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL",
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL");
  g_autofree char *series = NULL;
  gint64 now = crm_clock_now ();

  if (!crm_database_execute (database, clear, error))
    return FALSE;
  for (gsize i = 0; i < CRM_ACTIVITY_N_NEXT_SOURCES; i++) {
    const CrmActivitySource *source = &crm_activity_next_sources[i];
    g_autofree char *sql = NULL;
    if (crm_activity_dates_find_link (crm_entity_find (source->entity), keeper) < 0)
      continue;
    sql = g_strdup_printf (
        "SELECT DISTINCT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND \"%s\" IS NOT NULL AND %s",
        keeper->entity->name, source->entity, keeper->entity->name, source->field, source->open);
    if (!rebuild_those (database, keeper, sql, now, utc_offset, NULL, error))
      return FALSE;
  }
  if (crm_activity_dates_find_link (crm_entity_find ("activity"), keeper) < 0)
    return TRUE;
  series = crm_activity_dates_dup_series_sql (keeper->entity, FALSE);
  return rebuild_those (database, keeper, series, now, utc_offset, NULL, error);
}

/**
 * crm_activity_dates_rebuild:
 * @database: the writer's connection, inside a transaction
 * @utc_offset: (nullable): where a day begins, in seconds east of UTC; %NULL: as it does here
 * @error: of the store
 *
 * Returns: whether all dates are those of their records now. Writer thread.
 */
gboolean
crm_activity_dates_rebuild (CrmDatabase *database, const gint64 *utc_offset, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  /* Backwards: deals before the companies that ask them. */
  for (int i = n_entities - 1; i >= 0; i--) {
    const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (entities[i]);
    if (keeper != NULL &&
        (!rebuild_last (database, keeper, error) ||
         (keeper->next >= 0 && !rebuild_next (database, keeper, utc_offset, error))))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_activity_dates_advance:
 * @database: the writer's connection, inside a transaction
 * @now: the moment
 * @error: of the store
 *
 * A meeting that repeats was held, or not, by the day before: what has it as its next step gets the
 * one that comes now. Once a day is enough.
 *
 * Returns: whether nothing stood against it. Writer thread.
 */
gboolean
crm_activity_dates_advance (CrmDatabase *database, gint64 now, GError **error)
{
  g_autoptr (CrmAnnouncement) announcement = crm_announcement_new (0, CRM_ORIGIN_TIME, NULL);
  g_autoptr (GObject) earlier = NULL;
  gboolean any = FALSE;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = n_entities - 1; i >= 0; i--) {
    const CrmActivityKeeper *keeper = crm_activity_dates_find_keeper (entities[i]);
    g_autofree char *sql = NULL;
    if (keeper == NULL || keeper->next < 0 ||
        crm_activity_dates_find_link (crm_entity_find ("activity"), keeper) < 0)
      continue;
    sql = crm_activity_dates_dup_series_sql (keeper->entity, TRUE);
    if (!rebuild_those (database, keeper, sql, now, NULL, announcement, error))
      return FALSE;
    any = any || crm_announcement_touches (announcement, keeper->entity);
  }
  if (!any)
    return TRUE;
  earlier = crm_database_steal_announcement (database);
  if (earlier != NULL)
    crm_announcement_precede (announcement, CRM_ANNOUNCEMENT (earlier));
  crm_database_set_announcement (database, G_OBJECT (announcement));
  return TRUE;
}
