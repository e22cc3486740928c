/* A record as it was: the first step after a moment that mentions a field tells what it held then.
 */
#include "config.h"

#include "crm-rewind.h"

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-record-private.h"

/**
 * crm_rewind_find_change:
 * @database: any connection of this thread
 * @moment: seconds since 1970 in UTC
 * @change: (out): the last change at or before it, at least the last that the file began with
 * @error: of the store
 *
 * A clock that once ran ahead does not hide what came after: the last in the journal counts.
 *
 * Returns: whether it could be read
 */
gboolean
crm_rewind_find_change (CrmDatabase *database, gint64 moment, gint64 *change, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT max (coalesce ((SELECT id FROM change WHERE moment <= %" G_GINT64_FORMAT
      " ORDER BY id DESC LIMIT 1), 0),"
      " coalesce ((SELECT max (id) FROM change WHERE kind = %d), 0))",
      moment, CRM_CHANGE_GIVEN);

  return crm_database_query_integer (database, sql, 0, change, error);
}

/**
 * crm_rewind_read_now:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @record: (out) (transfer full) (nullable): the record; %NULL where there is none
 * @error: of the store
 *
 * Returns: whether it could be read
 */
gboolean
crm_rewind_read_now (CrmDatabase *database, const CrmEntity *entity, gint64 id, CrmRecord **record,
                     GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = crm_record_load (database, entity, id, &local);
  if (*record != NULL || g_error_matches (local, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

typedef struct {
  CrmRecord *record;
  CrmFields known; /* whose value then was told */
} Rewinding;

static void
take_old (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Rewinding *rewinding = data;

  if (!crm_fields_has (rewinding->known, field))
    crm_record_set_value (rewinding->record, field, old_value);
  crm_fields_add (&rewinding->known, field);
}

static void
clear_unknown (Rewinding *rewinding)
{
  const CrmEntity *entity = crm_record_get_entity (rewinding->record);
  const CrmValue empty = CRM_VALUE_INIT;

  for (int i = 0; i < entity->n_fields; i++)
    if (!crm_fields_has (rewinding->known, i))
      crm_record_set_value (rewinding->record, i, &empty);
}

/**
 * crm_rewind_read:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record, which may be deleted by now
 * @change: id of a change, in the journal or before its beginning
 * @record: (out) (transfer full) (nullable): the record as that change left it; %NULL where there
 * was none then
 * @error: DAMAGED where the journal cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
crm_rewind_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, gint64 change,
                 CrmRecord **record, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (CrmRecord) then = NULL;
  Rewinding rewinding = { 0 };
  gboolean is_there;
  gboolean has_row = TRUE;

  *record = NULL;
  if (!crm_rewind_read_now (database, entity, id, &then, error))
    return FALSE;
  is_there = then != NULL;
  if (then == NULL) {
    then = crm_record_new_empty (entity);
    crm_record_set_id (then, id);
  }
  rewinding.record = then;
  statement = crm_database_prepare (database,
                                    "SELECT action, delta FROM operation"
                                    " WHERE entity = ?1 AND record = ?2 AND change > ?3"
                                    " ORDER BY id",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, change);
  while (has_row) {
    CrmAction action;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    action = (CrmAction) crm_statement_get_integer (statement, 0);
    if (action == CRM_ACTION_ADD)
      return TRUE;
    if (!crm_delta_read (entity, action, crm_statement_get_text (statement, 1), take_old,
                         &rewinding, error))
      return FALSE;
    if (action == CRM_ACTION_DELETE) {
      is_there = TRUE;
      clear_unknown (&rewinding);
      break;
    }
  }
  if (is_there)
    *record = g_steal_pointer (&then);
  return TRUE;
}
