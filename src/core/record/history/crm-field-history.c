/* The values of one field over time. */
#include "config.h"

#include "crm-field-history.h"

#include "crm-change-private.h"

typedef struct {
  int field;
  gboolean found;
  gint64 before;
  gint64 after;
} Change;

static void
clear_step (gpointer data)
{
  g_free (((CrmFieldStep *) data)->person);
}

static gint64
get_integer (const CrmValue *value)
{
  return value != NULL && value->type == CRM_VALUE_INTEGER ? value->integer : 0;
}

static void
take_change (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Change *change = data;

  if (field != change->field)
    return;
  change->found = TRUE;
  change->before = get_integer (old_value);
  change->after = get_integer (new_value);
}

static void
append_step (GArray *steps, gint64 moment, gint64 integer, const char *person)
{
  CrmFieldStep step = { moment, integer, g_strdup (person) };
  g_array_append_val (steps, step);
}

/**
 * crm_field_history_read:
 * @database: a connection of this thread
 * @record: a record of the file
 * @field: one of its fields that is stored as an integer
 * @error: of the store
 *
 * What was taken back is left out. The first step is what the record began with, at the moment it
 * was made.
 *
 * Returns: (transfer full) (element-type CrmFieldStep) (nullable): oldest first, one at least
 */
GArray *
crm_field_history_read (CrmDatabase *database, CrmRecord *record, const CrmField *field,
                        GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CrmFieldStep));
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT change.moment, person.name, operation.delta"
      " FROM operation JOIN change ON change.id = operation.change"
      " LEFT JOIN person ON person.id = change.person"
      " WHERE operation.entity = ?1 AND operation.record = ?2 AND operation.action = ?3"
      " AND change.undone = 0 AND change.kind NOT IN (?4, ?5)"
      " ORDER BY operation.id",
      error);
  int index = (int) (field - entity->fields);
  gint64 created =
      crm_entity_field (entity, "created") != NULL ? crm_record_get_integer (record, "created") : 0;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  g_array_set_clear_func (steps, clear_step);
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, crm_record_get_id (record));
  crm_statement_bind_integer (statement, 3, CRM_ACTION_SET);
  crm_statement_bind_integer (statement, 4, CRM_CHANGE_UNDO);
  crm_statement_bind_integer (statement, 5, CRM_CHANGE_REDO);
  do {
    Change change = { .field = index };
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    if (!crm_delta_read (entity, CRM_ACTION_SET, crm_statement_get_text (statement, 2), take_change,
                         &change, error))
      return NULL;
    if (!change.found)
      continue;
    if (steps->len == 0)
      append_step (steps, created, change.before, NULL);
    append_step (steps, crm_statement_get_integer (statement, 0), change.after,
                 crm_statement_get_text (statement, 1));
  } while (has_row);
  if (steps->len == 0)
    append_step (steps, created, get_integer (crm_record_get_value (record, index)), NULL);
  return g_steal_pointer (&steps);
}
