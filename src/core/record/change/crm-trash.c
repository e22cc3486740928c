/* The list of what was deleted. */
#include "config.h"

#include "crm-trash.h"

#include <string.h>

#include "crm-change-private.h"
#include "crm-record-private.h"
#include "crm-rewind.h"

/* So many steps are looked through before the next are asked for. */
#define SLICE 200

static void
take_value (int field, const CrmValue *old_value, const CrmValue *new_value, gpointer data)
{
  crm_record_set_value (data, field, old_value);
}

static gboolean
is_there (CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record = NULL;

  return crm_rewind_read_now (database, entity, id, &record, NULL) && record != NULL;
}

static gboolean
has_owner (CrmDatabase *database, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    const CrmEntity *target = crm_field_get_target (field);
    gint64 id = value->type == CRM_VALUE_INTEGER ? value->integer : 0;

    if ((field->flags & CRM_FIELD_OWNER) == 0 || id == 0)
      continue;
    if (field->kind == CRM_KIND_SUBJECT) {
      target = crm_subject_get_entity (value->integer);
      id = crm_subject_get_id (value->integer);
    }
    if (target == NULL || !is_there (database, target, id))
      return FALSE;
  }
  return TRUE;
}

static gboolean
answers (CrmRecord *record, const char *folded)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (folded == NULL)
    return TRUE;
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (record, i);
    g_autofree char *text = value->type == CRM_VALUE_TEXT ? crm_text_fold (value->text) : NULL;
    if (text != NULL && strstr (text, folded) != NULL)
      return TRUE;
  }
  return FALSE;
}

static CrmHistoryEntry *
make_entry (CrmStatement *row, CrmRecord *record)
{
  CrmHistoryEntry *entry = g_new0 (CrmHistoryEntry, 1);

  entry->action = CRM_ACTION_DELETE;
  entry->operation = crm_statement_get_integer (row, 0);
  entry->entity = crm_record_get_entity (record);
  entry->record = crm_statement_get_integer (row, 2);
  entry->change = crm_statement_get_integer (row, 4);
  entry->moment = crm_statement_get_integer (row, 5);
  entry->person = crm_statement_get_integer (row, 6);
  entry->person_name = g_strdup (crm_statement_get_text (row, 7));
  entry->label = g_strdup (crm_statement_get_text (row, 8));
  entry->new_text = g_strdup (crm_record_get_title (record));
  return entry;
}

/* TRUE in @more: the slice was full. */
static gboolean
read_slice (CrmDatabase *database, const CrmEntity *wanted, const char *folded, gint64 *before,
            GPtrArray *entries, guint most, gboolean *more, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT operation.id, operation.entity, operation.record, operation.delta, change.id,"
      " change.moment, change.person, person.name, change.label"
      " FROM operation"
      " JOIN change ON change.id = operation.change"
      " LEFT JOIN person ON person.id = change.person"
      " WHERE operation.action = 3 AND operation.id < ?1 AND change.kind <> ?2"
      " AND NOT EXISTS (SELECT 1 FROM operation AS later WHERE later.entity = operation.entity"
      " AND later.record = operation.record AND later.id > operation.id)"
      " ORDER BY operation.id DESC LIMIT ?3",
      error);
  gboolean has_row = TRUE;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, *before);
  crm_statement_bind_integer (statement, 2, CRM_CHANGE_UNDO);
  crm_statement_bind_integer (statement, 3, SLICE);
  while (has_row && entries->len < most) {
    const CrmEntity *entity;
    g_autoptr (CrmRecord) record = NULL;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    n++;
    *before = crm_statement_get_integer (statement, 0);
    entity = crm_entity_by_code ((int) crm_statement_get_integer (statement, 1));
    if (entity == NULL || entity->internal || (wanted != NULL && entity != wanted))
      continue;
    record = crm_record_new_empty (entity);
    if (!crm_delta_read (entity, CRM_ACTION_DELETE, crm_statement_get_text (statement, 3),
                         take_value, record, error))
      return FALSE;
    if (answers (record, folded) && has_owner (database, record))
      g_ptr_array_add (entries, make_entry (statement, record));
  }
  *more = has_row || n == SLICE;
  return TRUE;
}

/**
 * crm_trash_read:
 * @database: any connection of this thread
 * @entity: (nullable): of which records; %NULL: of all
 * @search: (nullable): letters of their texts
 * @before: what @next was; 0: from the newest
 * @most: entries at most
 * @next: (out): where to go on; 0: there is nothing more
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmHistoryEntry): what is deleted now, newest
 * first
 */
GPtrArray *
crm_trash_read (CrmDatabase *database, const CrmEntity *entity, const char *search, gint64 before,
                guint most, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  g_autofree char *folded = search != NULL && *search != '\0' ? crm_text_fold (search) : NULL;
  gboolean more = TRUE;

  if (before == 0)
    before = G_MAXINT64;
  while (more && entries->len < most)
    if (!read_slice (database, entity, folded, &before, entries, most, &more, error))
      return NULL;
  *next = more ? before : 0;
  return g_steal_pointer (&entries);
}
