/* Applies one operation of a change: checks, writes the row, its search words and tags, and the
 * journal. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-activity-dates.h"
#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-match-private.h"
#include "crm-record-private.h"
#include "crm-search-private.h"

static gboolean
begin_journal (CrmChange *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  if (self->id != 0)
    return TRUE;
  statement =
      crm_database_prepare (database,
                            "INSERT INTO change (moment, person, origin, kind, label, target)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->moment);
  if (self->person != 0)
    crm_statement_bind_integer (statement, 2, self->person);
  crm_statement_bind_integer (statement, 3, self->origin);
  crm_statement_bind_integer (statement, 4, self->kind);
  crm_statement_bind_text (statement, 5, self->label);
  if (self->target != 0)
    crm_statement_bind_integer (statement, 6, self->target);
  if (!crm_statement_run (statement, error))
    return FALSE;
  self->id = crm_database_last_insert_id (database);
  return TRUE;
}

static gboolean
write_journal (CrmChange *self, CrmDatabase *database, const CrmOperation *operation, gint64 id,
               const char *delta, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  if (self->kind == CRM_CHANGE_REWIND) {
    self->n_applied++;
    return TRUE;
  }
  if (!begin_journal (self, database, error))
    return FALSE;
  statement =
      crm_database_prepare (database,
                            "INSERT INTO operation (change, entity, record, action, delta, cause)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->id);
  crm_statement_bind_integer (statement, 2, operation->entity->code);
  crm_statement_bind_integer (statement, 3, id);
  crm_statement_bind_integer (statement, 4, operation->action);
  crm_statement_bind_text (statement, 5, delta);
  crm_statement_bind_text (statement, 6, operation->cause);
  self->n_applied++;
  return crm_statement_run (statement, error);
}

static gboolean
record_exists (CrmDatabase *database, const CrmEntity *entity, gint64 id, gboolean *exists,
               GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", entity->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  return crm_statement_step (statement, exists, error);
}

/* Stand-ins become ids, and what is pointed at must be there: a person is told here, not by a
 * failing commit. */
static gboolean
resolve_reference (CrmChange *self, CrmDatabase *database, const CrmField *field, CrmValue *value,
                   gboolean check, GError **error)
{
  const CrmEntity *target;
  gint64 id;
  gboolean exists;

  if (value->type != CRM_VALUE_INTEGER)
    return TRUE;
  if (field->kind == CRM_KIND_SUBJECT) {
    target = crm_subject_get_entity (value->integer);
    id = crm_change_resolve (self, crm_subject_get_id (value->integer));
    if (target != NULL)
      value->integer = crm_subject_make (target, id);
  } else if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) {
    target = crm_field_get_target (field);
    id = value->integer = crm_change_resolve (self, value->integer);
  } else
    return TRUE;
  if (!check)
    return TRUE;
  if (target == NULL || id <= 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” points at nothing"),
                 crm_field_get_label (field));
    return FALSE;
  }
  if (!record_exists (database, target, id, &exists, error))
    return FALSE;
  if (!exists) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("%s: there is no %s %" PRId64),
                 crm_field_get_label (field), target->name, id);
    return FALSE;
  }
  return TRUE;
}

static void
stamp (CrmChange *self, CrmRecord *record, gboolean added)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmValue *values = crm_record_get_values (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    /* Rows with their own history keep it; what they leave open is filled in. */
    if (self->verbatim && values[i].type != CRM_VALUE_EMPTY)
      continue;
    if (strcmp (field->name, "changed") == 0 ||
        (added && strcmp (field->name, "created") == 0 && values[i].type == CRM_VALUE_EMPTY))
      crm_value_set_integer (&values[i], self->moment);
    else if (added && self->person != 0 && field->initial != NULL &&
             strcmp (field->initial, "me") == 0 && values[i].type == CRM_VALUE_EMPTY)
      crm_value_set_integer (&values[i], self->person);
  }
}

static void
bind_key (CrmChange *self, CrmDatabase *database, CrmStatement *statement, int index, guint slot,
          const CrmValue *value)
{
  GByteArray *key;

  while (self->keys->len <= slot)
    g_ptr_array_add (self->keys, g_byte_array_new ());
  if (value->type != CRM_VALUE_TEXT) {
    crm_statement_bind_null (statement, index);
    return;
  }
  key = self->keys->pdata[slot];
  crm_collator_write_key (crm_database_get_collator (database), value->text, key);
  crm_statement_bind_blob (statement, index, key->data, key->len);
}

static gboolean
write_tags (CrmDatabase *database, const CrmEntity *entity, gint64 id, const CrmValue *before,
            const CrmValue *after, GError **error)
{
  for (int i = 0; i < entity->n_fields; i++) {
    if (entity->fields[i].kind != CRM_KIND_TAGS)
      continue;
    const CrmValue *sides[] = { before != NULL ? &before[i] : NULL,
                                after != NULL ? &after[i] : NULL };
    static const char *const sql[] = {
      "DELETE FROM record_tag WHERE entity = ?1 AND record = ?2 AND tag = ?3",
      "INSERT OR IGNORE INTO record_tag (entity, record, tag) VALUES (?1, ?2, ?3)"
    };
    if (sides[0] != NULL && sides[1] != NULL && crm_value_equal (sides[0], sides[1]))
      continue;
    for (int side = 0; side < 2; side++) {
      if (sides[side] == NULL || sides[side]->type != CRM_VALUE_TEXT)
        continue;
      g_auto (GStrv) tags = crm_tags_split (sides[side]->text);
      g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql[side], error);
      if (statement == NULL)
        return FALSE;
      for (char **tag = tags; *tag != NULL; tag++) {
        crm_statement_bind_integer (statement, 1, entity->code);
        crm_statement_bind_integer (statement, 2, id);
        crm_statement_bind_text (statement, 3, *tag);
        if (!crm_statement_run (statement, error))
          return FALSE;
      }
    }
  }
  return TRUE;
}

static gboolean
index_words (CrmChange *self, CrmDatabase *database, gint64 id, CrmRecord *record, CrmRecord *old,
             GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record != NULL ? record : old);
  return crm_bulk_puts_off_words (self, entity, id) ||
         (crm_search_index (database, record, old, error) &&
          crm_match_index (database, record, old, error));
}

static gboolean
derive (CrmDatabase *database, const CrmEntity *entity, CrmRecord *before, CrmRecord *after,
        GError **error)
{
  return entity->derive == NULL || entity->derive (before, after, database, error);
}

static gboolean
write_content (CrmDatabase *database, const CrmOperation *operation, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gconstpointer data;
  gsize size;

  if (operation->content == NULL)
    return TRUE;
  statement = crm_database_prepare (
      database, "INSERT OR IGNORE INTO file_content (sha256, data) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  data = g_bytes_get_data (operation->content, &size);
  crm_statement_bind_text (statement, 1, crm_record_get_text (operation->record, "sha256"));
  crm_statement_bind_blob (statement, 2, size > 0 ? data : "", size);
  return crm_statement_run (statement, error);
}

static gboolean
apply_add (CrmChange *self, CrmDatabase *database, CrmOperation *operation, GError **error)
{
  const CrmEntity *entity = operation->entity;
  CrmRecord *record = operation->record;
  CrmValue *values = crm_record_get_values (record);
  gboolean trusted = self->verbatim || self->restoring || crm_change_is_raw (self);
  g_autoptr (CrmStatement) statement = NULL;
  GHashTable *columns;
  int index = 2;
  guint slot = 0;
  gint64 id;

  for (int i = 0; i < entity->n_fields; i++)
    if (values[i].type == CRM_VALUE_INTEGER &&
        !resolve_reference (self, database, &entity->fields[i], &values[i], !trusted, error))
      return FALSE;
  if (!crm_change_is_raw (self)) {
    if (!self->restoring) {
      stamp (self, record, TRUE);
      if (!self->verbatim)
        crm_activity_dates_plan (record, NULL);
      if (!crm_record_validate (record, NULL, database, error))
        return FALSE;
    }
    if (!crm_bulk_prepare (self, database, entity, error))
      return FALSE;
  }
  if (!write_content (database, operation, error))
    return FALSE;

  statement = crm_sql_prepare_insert (database, entity, &columns, error);
  if (statement == NULL)
    return FALSE;
  if (operation->id > 0)
    crm_statement_bind_integer (statement, 1, operation->id);
  else
    crm_statement_bind_null (statement, 1);
  crm_statement_bind_integer (statement, 2, MAX (crm_record_get_revision (record), 0) + 1);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_sql_has_column (entity, i, columns))
      crm_value_bind (&values[i], statement, ++index);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_sql_has_column (entity, i, columns) && crm_field_has_key (&entity->fields[i]))
      bind_key (self, database, statement, ++index, slot++, &values[i]);
  if (!crm_statement_run (statement, error))
    return FALSE;
  id = crm_database_last_insert_id (database);
  crm_record_set_id (record, id);
  if (operation->id < 0)
    g_array_index (self->stand_ins, gint64, -operation->id - 1) = id;
  if (self->first_added == 0)
    self->first_added = id;

  if (!write_journal (self, database, operation, id, NULL, error) ||
      !index_words (self, database, id, record, NULL, error) ||
      !write_tags (database, entity, id, NULL, values, error) ||
      !derive (database, entity, NULL, record, error))
    return FALSE;
  crm_announcement_add (self->announcement, CRM_ACTION_ADD, entity, id, crm_fields_all ());
  CrmDeed deed = { CRM_ACTION_ADD, entity, id, NULL, record, crm_fields_all () };
  return crm_change_react (self, database, &deed, operation->generation, error);
}

static gboolean
update_row (CrmChange *self, CrmDatabase *database, CrmRecord *after, CrmFields fields,
            GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (after);
  const CrmValue *values = crm_record_get_values (after);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CrmStatement) statement = NULL;
  int index = 1;
  guint slot = 0;

  g_string_append_printf (sql, "UPDATE \"%s\" SET revision = revision + 1", entity->name);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_fields_has (fields, i)) {
      g_string_append_printf (sql, ", \"%s\" = ?%d", entity->fields[i].name, ++index);
      if (crm_field_has_key (&entity->fields[i]))
        g_string_append_printf (sql, ", \"%s_key\" = ?%d", entity->fields[i].name, ++index);
    }
  g_string_append (sql, " WHERE id = ?1");
  statement = crm_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_record_get_id (after));
  index = 1;
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_fields_has (fields, i)) {
      crm_value_bind (&values[i], statement, ++index);
      if (crm_field_has_key (&entity->fields[i]))
        bind_key (self, database, statement, ++index, slot++, &values[i]);
    }
  return crm_statement_run (statement, error);
}

static CrmFields
find_differences (CrmRecord *before, CrmRecord *after)
{
  const CrmEntity *entity = crm_record_get_entity (before);
  CrmFields fields = { 0 };

  for (int i = 0; i < entity->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (before, i), crm_record_get_value (after, i)))
      crm_fields_add (&fields, i);
  return fields;
}

static gboolean
apply_set (CrmChange *self, CrmDatabase *database, CrmOperation *operation, GError **error)
{
  const CrmEntity *entity = operation->entity;
  gboolean raw = crm_change_is_raw (self);
  gint64 id = crm_change_resolve (self, operation->id);
  g_autoptr (CrmRecord) before = crm_record_load (database, entity, id, error);
  g_autoptr (CrmRecord) after = NULL;
  g_autofree char *delta = NULL;
  CrmFields fields;

  if (before == NULL)
    return FALSE;
  if (operation->revision != 0 && operation->revision != crm_record_get_revision (before)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("“%s” was changed meanwhile"),
                 crm_record_get_title (before));
    return FALSE;
  }
  after = crm_record_copy (before);
  for (guint i = 0; i < operation->assignments->len; i++) {
    CrmAssignment *assignment = &g_array_index (operation->assignments, CrmAssignment, i);
    if (!resolve_reference (self, database, &entity->fields[assignment->field], &assignment->value,
                            !raw, error))
      return FALSE;
    crm_record_set_value (after, assignment->field, &assignment->value);
  }
  if (crm_fields_is_empty (find_differences (before, after)))
    return TRUE;
  if (!raw) {
    stamp (self, after, FALSE);
    if (!self->verbatim)
      crm_activity_dates_plan (after, before);
    if (!crm_record_validate (after, before, database, error))
      return FALSE;
  }
  fields = find_differences (before, after);
  delta = crm_delta_write_set (entity, crm_record_get_values (before),
                               crm_record_get_values (after), fields);
  if (!update_row (self, database, after, fields, error) ||
      !write_journal (self, database, operation, id, delta, error) ||
      !index_words (self, database, id, after, before, error) ||
      !write_tags (database, entity, id, crm_record_get_values (before),
                   crm_record_get_values (after), error) ||
      !derive (database, entity, before, after, error))
    return FALSE;
  crm_announcement_add (self->announcement, CRM_ACTION_SET, entity, id, fields);
  CrmDeed deed = { CRM_ACTION_SET, entity, id, before, after, fields };
  return crm_change_react (self, database, &deed, operation->generation, error);
}

static gboolean
apply_delete (CrmChange *self, CrmDatabase *database, CrmOperation *operation, GError **error)
{
  const CrmEntity *entity = operation->entity;
  gint64 id = crm_change_resolve (self, operation->id);
  g_autoptr (CrmRecord) before = crm_record_load (database, entity, id, error);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", entity->name);
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *delta = NULL;

  if (before == NULL)
    return FALSE;
  if (crm_change_is_raw (self)) {
    if (!crm_apply_delete_unattended (self, database, entity, id, error))
      return FALSE;
  } else {
    if (!crm_apply_delete_dependents (self, database, entity, id, error))
      return FALSE;
    /* What depended on it may have changed it in turn: the picture of a company is a file of its
     * own. */
    if (!crm_record_reload (before, database, error))
      return FALSE;
  }
  statement = crm_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  delta = crm_delta_write_delete (entity, crm_record_get_values (before));
  if (!crm_statement_run (statement, error) ||
      !write_journal (self, database, operation, id, delta, error) ||
      !index_words (self, database, id, NULL, before, error) ||
      !write_tags (database, entity, id, crm_record_get_values (before), NULL, error) ||
      !derive (database, entity, before, NULL, error))
    return FALSE;
  crm_announcement_add (self->announcement, CRM_ACTION_DELETE, entity, id, crm_fields_all ());
  CrmDeed deed = { CRM_ACTION_DELETE, entity, id, before, NULL, crm_fields_all () };
  return crm_change_react (self, database, &deed, operation->generation, error);
}

/**
 * crm_change_apply:
 * @self: a change under commit
 * @database: the writer's connection
 * @operation: what to do
 * @error: what stands against it
 *
 * Returns: whether it was done. Writer thread.
 */
gboolean
crm_change_apply (CrmChange *self, CrmDatabase *database, CrmOperation *operation, GError **error)
{
  switch (operation->action) {
  case CRM_ACTION_ADD:
    return apply_add (self, database, operation, error);
  case CRM_ACTION_SET:
    return apply_set (self, database, operation, error);
  case CRM_ACTION_DELETE:
    return apply_delete (self, database, operation, error);
  }
  g_assert_not_reached ();
}
