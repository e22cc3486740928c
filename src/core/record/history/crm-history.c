/* The journal read for people: what happened to a record, what changed last. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-change-private.h"
#include "crm-journal.h"

#define MOST_COUNTED 1000

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
  const CrmField *only; /* NULL: any field */
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

/**
 * crm_history_dup_text:
 * @database: any connection of this thread
 * @field: whose value it is
 * @value: (nullable): what the journal holds
 *
 * Returns: (transfer full) (nullable): as people read it; %NULL where it is empty
 */
char *
crm_history_dup_text (CrmDatabase *database, const CrmField *field, const CrmValue *value)
{
  if (value == NULL || value->type == CRM_VALUE_EMPTY)
    return NULL;
  if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) {
    char *title = crm_reference_title (database, crm_field_get_target (field), value->integer);
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

  if (strcmp (field->name, "changed") == 0 || (field->flags & CRM_FIELD_HIDDEN) ||
      (reading->only != NULL && reading->only != field))
    return;
  entry = append_entry (reading);
  entry->cause = g_strdup (crm_statement_get_text (reading->row, 8));
  entry->action = CRM_ACTION_SET;
  entry->field = field;
  entry->old_text = crm_history_dup_text (reading->database, field, old_value);
  entry->new_text = crm_history_dup_text (reading->database, field, new_value);
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

/* --- Page by page */

static char *
dup_label (CrmChangeKind kind, const char *label)
{
  if (kind == CRM_CHANGE_UNDO)
    return g_strdup_printf (_ ("Undone: %s"), label);
  if (kind == CRM_CHANGE_REDO)
    return g_strdup_printf (_ ("Done again: %s"), label);
  return g_strdup (label);
}

static gboolean
append_operation (Reading *reading, GError **error)
{
  CrmAction action = (CrmAction) crm_statement_get_integer (reading->row, 6);
  guint before = reading->entries->len;

  if (action != CRM_ACTION_SET && reading->only != NULL)
    return TRUE;
  if (action != CRM_ACTION_SET) {
    CrmHistoryEntry *entry = append_entry (reading);
    entry->cause = g_strdup (crm_statement_get_text (reading->row, 8));
    entry->action = action;
  } else if (!crm_delta_read (reading->entity, action, crm_statement_get_text (reading->row, 7),
                              append_field, reading, error))
    return FALSE;
  for (guint i = before; i < reading->entries->len; i++) {
    CrmHistoryEntry *entry = reading->entries->pdata[i];
    CrmChangeKind kind = (CrmChangeKind) crm_statement_get_integer (reading->row, 10);
    g_autofree char *label = dup_label (kind, entry->label);

    g_set_str (&entry->label, label);
    entry->kind = (int) kind;
    entry->operation = crm_statement_get_integer (reading->row, 9);
    entry->entity = reading->entity;
    entry->record = crm_statement_get_integer (reading->row, 11);
    entry->taken_back = crm_statement_get_integer (reading->row, 12) != 0;
  }
  return TRUE;
}

/**
 * crm_history_read_page:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record, which may be deleted by now
 * @field: (nullable): of which field; %NULL: of all, and of the record as a whole
 * @person: who did it; 0: anybody
 * @before: what @next was; 0: from the newest
 * @most: about how many entries; all of a step are given
 * @next: (out): where to go on; 0: there is nothing older
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmHistoryEntry): newest first, one entry a
 * changed field
 */
GPtrArray *
crm_history_read_page (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                       const CrmField *field, gint64 person, gint64 before, guint most,
                       gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT change.id, change.moment, change.person, person.name, change.label, change.undone,"
      " operation.action, operation.delta, operation.cause, operation.id, change.kind,"
      " operation.record, EXISTS (SELECT 1 FROM change AS later WHERE later.target = change.id"
      " AND later.kind = 1 AND later.undone = 0)"
      " FROM operation JOIN change ON change.id = operation.change"
      " LEFT JOIN person ON person.id = change.person"
      " WHERE operation.entity = ?1 AND operation.record = ?2 AND operation.id < ?3"
      " AND (?4 = 0 OR change.person = ?4)"
      " ORDER BY operation.id DESC",
      error);
  Reading reading = { entries, database, entity, statement, field };
  gboolean has_row = TRUE;

  *next = 0;
  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, before != 0 ? before : G_MAXINT64);
  crm_statement_bind_integer (statement, 4, person);
  while (has_row && entries->len < most) {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    *next = crm_statement_get_integer (statement, 9);
    if (!append_operation (&reading, error))
      return NULL;
  }
  if (!has_row)
    *next = 0;
  return g_steal_pointer (&entries);
}

GArray *
crm_journal_find_records (CrmDatabase *database, gint64 change, const CrmEntity *entity,
                          GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT record FROM operation WHERE change = ?1 AND entity = ?2 GROUP BY record"
      " ORDER BY min (id)",
      error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, change);
  crm_statement_bind_integer (statement, 2, entity->code);
  while (crm_statement_step (statement, &has_row, error) && has_row) {
    gint64 id = crm_statement_get_integer (statement, 0);
    g_array_append_val (ids, id);
  }
  return has_row ? NULL : g_steal_pointer (&ids);
}

/* What the program keeps for itself is no record that anybody made. Loads of thousands are not
 * counted again. */
static gint64
count_records (CrmDatabase *database, gint64 change, gint64 n_operations)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = TRUE;
  gint64 n = 0;

  if (n_operations > MOST_COUNTED)
    return n_operations;
  statement = crm_database_prepare (
      database, "SELECT DISTINCT entity, record FROM operation WHERE change = ?1", NULL);
  if (statement == NULL)
    return n_operations;
  crm_statement_bind_integer (statement, 1, change);
  while (crm_statement_step (statement, &has_row, NULL) && has_row) {
    const CrmEntity *entity = crm_entity_by_code ((int) crm_statement_get_integer (statement, 0));
    n += entity != NULL && !entity->internal;
  }
  return n;
}

/**
 * crm_history_read_steps:
 * @database: any connection of this thread
 * @before: id of the change above the first one; 0: from the newest
 * @most: how many at most
 * @error: of the store
 *
 * The changes that people made, in force or undone: label, moment, person, n_records, undone,
 * taken_back.
 *
 * Returns: (transfer full) (nullable) (element-type CrmHistoryEntry): newest first; fewer than
 * @most: there are no more
 */
GPtrArray *
crm_history_read_steps (CrmDatabase *database, gint64 before, guint most, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT change.id, change.moment, change.person, person.name, change.label, change.undone,"
      " change.n_operations, EXISTS (SELECT 1 FROM change AS later WHERE later.target = change.id"
      " AND later.kind = 1 AND later.undone = 0)"
      " FROM change LEFT JOIN person ON person.id = change.person"
      " WHERE change.kind = 1 AND change.id < ?1 ORDER BY change.id DESC LIMIT ?2",
      error);
  Reading reading = { entries, database, NULL, statement, NULL };
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, before != 0 ? before : G_MAXINT64);
  crm_statement_bind_integer (statement, 2, most);
  while (has_row) {
    CrmHistoryEntry *entry;

    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    entry = append_entry (&reading);
    entry->taken_back = crm_statement_get_integer (statement, 7) != 0;
    entry->n_records =
        count_records (database, entry->change, crm_statement_get_integer (statement, 6));
  }
  return g_steal_pointer (&entries);
}
