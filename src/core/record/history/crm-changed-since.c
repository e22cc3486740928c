/* What changed since a moment: the journal read backwards, each record compared with what it was.
 */
#include "config.h"

#include "crm-changed-since.h"

#include "crm-change-private.h"
#include "crm-rewind.h"

#define SLICE 500

struct _CrmChangedSince {
  gint64 change;
  const CrmEntity *entity;
  gint64 person;
  gint64 before;    /* the step above the next slice */
  gboolean is_done; /* nothing more stands in the journal */
  GHashTable *seen; /* owned; of subjects */
};

/**
 * crm_changed_since_new:
 * @change: the last change that does not count
 * @entity: (nullable): of which records; %NULL: of all
 * @person: who changed them; 0: anybody
 *
 * Returns: (transfer full): a reading from the newest on
 */
CrmChangedSince *
crm_changed_since_new (gint64 change, const CrmEntity *entity, gint64 person)
{
  CrmChangedSince *self = g_new0 (CrmChangedSince, 1);

  self->change = change;
  self->entity = entity;
  self->person = person;
  self->before = G_MAXINT64;
  self->seen = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * crm_changed_since_free:
 * @self: a reading
 */
void
crm_changed_since_free (CrmChangedSince *self)
{
  g_hash_table_unref (self->seen);
  g_free (self);
}

static gboolean
describe_fields (CrmRecord *before, CrmRecord *now, GString *fields)
{
  const CrmEntity *entity = crm_record_get_entity (now);
  gboolean differs = FALSE;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];

    if (g_str_equal (field->name, "changed") ||
        crm_value_equal (crm_record_get_value (before, i), crm_record_get_value (now, i)))
      continue;
    differs = TRUE;
    if (field->flags & CRM_FIELD_HIDDEN)
      continue;
    g_string_append_printf (fields, "%s%s", fields->len > 0 ? ", " : "",
                            crm_field_get_label (field));
  }
  return differs;
}

static char *
dup_persons (CrmChangedSince *self, CrmDatabase *database, const CrmEntity *entity, gint64 id,
             GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT group_concat (DISTINCT person.name) FROM operation"
      " JOIN change ON change.id = operation.change"
      " JOIN person ON person.id = change.person"
      " WHERE operation.entity = ?1 AND operation.record = ?2 AND operation.change > ?3",
      error);
  gboolean has_row;
  g_auto (GStrv) names = NULL;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, self->change);
  if (!crm_statement_step (statement, &has_row, error) || !has_row ||
      crm_statement_is_null (statement, 0))
    return NULL;
  names = g_strsplit (crm_statement_get_text (statement, 0), ",", -1);
  return g_strjoinv (", ", names);
}

static gboolean
look_at (CrmChangedSince *self, CrmDatabase *database, CrmStatement *row, const CrmEntity *entity,
         gint64 id, GPtrArray *entries, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;
  g_autoptr (CrmRecord) now = NULL;
  g_autoptr (GString) fields = g_string_new (NULL);
  CrmHistoryEntry *entry;

  if (!crm_rewind_read (database, entity, id, self->change, &before, error) ||
      !crm_rewind_read_now (database, entity, id, &now, error))
    return FALSE;
  if ((before == NULL && now == NULL) ||
      (before != NULL && now != NULL && !describe_fields (before, now, fields)))
    return TRUE;
  entry = g_new0 (CrmHistoryEntry, 1);
  entry->entity = entity;
  entry->record = id;
  entry->action = before == NULL ? CRM_ACTION_ADD
                  : now == NULL  ? CRM_ACTION_DELETE
                                 : CRM_ACTION_SET;
  entry->change = crm_statement_get_integer (row, 3);
  entry->moment = crm_statement_get_integer (row, 4);
  entry->label = g_strdup (crm_statement_get_text (row, 5));
  entry->person_name = dup_persons (self, database, entity, id, error);
  entry->new_text = g_strdup (crm_record_get_title (now != NULL ? now : before));
  entry->old_text = fields->len > 0 ? g_strdup (fields->str) : NULL;
  g_ptr_array_add (entries, entry);
  return TRUE;
}

static gboolean
read_slice (CrmChangedSince *self, CrmDatabase *database, GPtrArray *entries, guint most,
            GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT operation.id, operation.entity, operation.record, change.id, change.moment,"
      " change.label"
      " FROM operation"
      " JOIN change ON change.id = operation.change"
      " WHERE operation.id < ?1 AND (?2 = 0 OR operation.entity = ?2)"
      " AND (?3 = 0 OR change.person = ?3)"
      " ORDER BY operation.id DESC LIMIT ?4",
      error);
  gboolean has_row = TRUE;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->before);
  crm_statement_bind_integer (statement, 2, self->entity != NULL ? self->entity->code : 0);
  crm_statement_bind_integer (statement, 3, self->person);
  crm_statement_bind_integer (statement, 4, SLICE);
  while (entries->len < most) {
    const CrmEntity *entity;
    gint64 id;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row || crm_statement_get_integer (statement, 3) <= self->change) {
      self->is_done = has_row || n < SLICE;
      return TRUE;
    }
    n++;
    self->before = crm_statement_get_integer (statement, 0);
    entity = crm_entity_by_code ((int) crm_statement_get_integer (statement, 1));
    id = crm_statement_get_integer (statement, 2);
    if (entity != NULL && !entity->internal &&
        g_hash_table_add (self->seen, GSIZE_TO_POINTER ((gsize) crm_subject_make (entity, id))) &&
        !look_at (self, database, statement, entity, id, entries, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_changed_since_read:
 * @self: a reading
 * @database: any connection of this thread
 * @most: entries at most
 * @error: of the store
 *
 * What was changed and changed back in the meantime is not listed.
 *
 * Returns: (transfer full) (nullable) (element-type CrmHistoryEntry): the next ones
 */
GPtrArray *
crm_changed_since_read (CrmChangedSince *self, CrmDatabase *database, guint most, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);

  while (!self->is_done && entries->len < most)
    if (!read_slice (self, database, entries, most, error))
      return NULL;
  return g_steal_pointer (&entries);
}
