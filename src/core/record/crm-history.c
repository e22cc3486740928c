/* The journal read for people: what happened to a record, what changed last. */
#include "config.h"

#include <string.h>

#include "crm-change-private.h"
#include "crm-journal.h"

/**
 * crm_history_entry_free:
 * @self: an entry
 */
void
crm_history_entry_free (CrmHistoryEntry *self)
{
  g_free (self->person_name);
  g_free (self->label);
  g_free (self->cause);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self);
}

typedef struct {
  GPtrArray *entries;
  CrmDatabase *database;
  const CrmEntity *entity;
  CrmStatement *row;
} Reading;

static CrmHistoryEntry *
append_entry (Reading *reading)
{
  CrmHistoryEntry *entry = g_new0 (CrmHistoryEntry, 1);
  entry->change = crm_statement_get_integer (reading->row, 0);
  entry->moment = crm_statement_get_integer (reading->row, 1);
  entry->person = crm_statement_get_integer (reading->row, 2);
  entry->person_name = g_strdup (crm_statement_get_text (reading->row, 3));
  entry->label = g_strdup (crm_statement_get_text (reading->row, 4));
  entry->undone = crm_statement_get_integer (reading->row, 5) != 0;
  g_ptr_array_add (reading->entries, entry);
  return entry;
}

static char *
dup_text (Reading *reading, const CrmField *field, const CrmValue *value)
{
  if (value == NULL || value->type == CRM_VALUE_EMPTY)
    return NULL;
  if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) {
    char *title =
        crm_reference_title (reading->database, crm_field_get_target (field), value->integer);
    if (title != NULL)
      return title;
  }
  return crm_field_format (field, value, NULL, crm_number_style_local ());
}

static void
append_field (int index, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  Reading *reading = data;
  const CrmField *field = &reading->entity->fields[index];
  CrmHistoryEntry *entry;

  if (strcmp (field->name, "changed") == 0 || (field->flags & CRM_FIELD_HIDDEN))
    return;
  entry = append_entry (reading);
  entry->cause = g_strdup (crm_statement_get_text (reading->row, 8));
  entry->action = CRM_ACTION_SET;
  entry->field = field;
  entry->old_text = dup_text (reading, field, old_value);
  entry->new_text = dup_text (reading, field, new_value);
}

/**
 * crm_journal_read_history:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record, which may be deleted by now
 * @most: operations to read at most
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmHistoryEntry) (nullable): newest first, one entry a
 * changed field
 */
GPtrArray *
crm_journal_read_history (CrmDatabase *database, const CrmEntity *entity, gint64 id, guint most,
                          GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT change.id, change.moment, change.person, person.name, change.label, change.undone,"
      " operation.action, operation.delta, operation.cause"
      " FROM operation JOIN change ON change.id = operation.change"
      " LEFT JOIN person ON person.id = change.person"
      " WHERE operation.entity = ?1 AND operation.record = ?2"
      " ORDER BY operation.id DESC LIMIT ?3",
      error);
  Reading reading = { entries, database, entity, statement };
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, most);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    CrmAction action = (CrmAction) crm_statement_get_integer (statement, 6);
    if (action == CRM_ACTION_SET) {
      if (!crm_delta_read (entity, action, crm_statement_get_text (statement, 7), append_field,
                           &reading, error))
        return NULL;
    } else {
      CrmHistoryEntry *entry = append_entry (&reading);
      entry->cause = g_strdup (crm_statement_get_text (statement, 8));
      entry->action = action;
    }
  } while (has_row);
  return g_steal_pointer (&entries);
}

/**
 * crm_journal_read_changes:
 * @database: any connection of this thread
 * @most: how many at most
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmHistoryEntry) (nullable): newest first; new_text holds
 * the number of records
 */
GPtrArray *
crm_journal_read_changes (CrmDatabase *database, guint most, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT change.id, change.moment, change.person, person.name, change.label, change.undone,"
      " change.n_operations"
      " FROM change LEFT JOIN person ON person.id = change.person"
      " WHERE change.kind = 1 ORDER BY change.id DESC LIMIT ?1",
      error);
  Reading reading = { entries, database, NULL, statement };
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, most);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (has_row) {
      CrmHistoryEntry *entry = append_entry (&reading);
      entry->new_text =
          g_strdup_printf ("%" G_GINT64_FORMAT, crm_statement_get_integer (statement, 6));
    }
  } while (has_row);
  return g_steal_pointer (&entries);
}
