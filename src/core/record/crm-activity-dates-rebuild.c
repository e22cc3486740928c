/* The dates of activities counted anew for all records. */
#include "config.h"

#include "crm-activity-dates-private.h"

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

/* Few records have something to be done: those alone are asked. */
static gboolean
rebuild_next (CrmDatabase *database, const CrmActivityKeeper *keeper, const gint64 *utc_offset,
              GError **error)
{
  g_autofree char *clear = g_strdup_printf (
      "UPDATE \"%s\" SET \"%s\" = %s WHERE \"%s\" IS NOT %s", keeper->entity->name,
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL",
      CRM_FIELD_NEXT_ACTIVITY, keeper->planned >= 0 ? CRM_FIELD_PLANNED_ACTIVITY : "NULL");

  if (!crm_database_execute (database, clear, error))
    return FALSE;
  for (gsize i = 0; i < CRM_ACTIVITY_N_NEXT_SOURCES; i++) {
    const CrmActivitySource *source = &crm_activity_next_sources[i];
    g_autofree char *sql = NULL;
    g_autoptr (CrmStatement) statement = NULL;
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    gboolean has_row = FALSE;
    if (crm_activity_dates_find_link (crm_entity_find (source->entity), keeper) < 0)
      continue;
    sql = g_strdup_printf (
        "SELECT DISTINCT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND \"%s\" IS NOT NULL AND %s",
        keeper->entity->name, source->entity, keeper->entity->name, source->field, source->open);
    statement = crm_database_prepare (database, sql, error);
    if (statement == NULL)
      return FALSE;
    do {
      gint64 id;
      if (!crm_statement_step (statement, &has_row, error))
        return FALSE;
      id = has_row ? crm_statement_get_integer (statement, 0) : 0;
      if (has_row)
        g_array_append_val (ids, id);
    } while (has_row);
    for (guint j = 0; j < ids->len; j++) {
      gint64 id = g_array_index (ids, gint64, j);
      g_autoptr (CrmRecord) record = crm_record_load (database, keeper->entity, id, error);
      g_auto (CrmValue) next = CRM_VALUE_INIT;
      if (record == NULL ||
          !crm_activity_dates_read_next (database, keeper, record, utc_offset, &next, error) ||
          !crm_activity_dates_write (database, keeper, keeper->next, id, &next, error))
        return FALSE;
    }
  }
  return TRUE;
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
