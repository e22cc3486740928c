/* What taking a change back would do, and what stands in its way. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-error.h"
#include "crm-revert-private.h"
#include "crm-rewind.h"

/* So many of the later changes are named. */
#define MOST_NAMED 50

gboolean
crm_revert_is_stamp (const CrmField *field)
{
  return strcmp (field->name, "changed") == 0;
}

static CrmRevertItem *
find_item (CrmRevert *self, const CrmEntity *entity, gint64 id)
{
  gsize place = GPOINTER_TO_SIZE (
      g_hash_table_lookup (self->places, GSIZE_TO_POINTER ((gsize) crm_subject_make (entity, id))));
  return place > 0 ? &g_array_index (self->items, CrmRevertItem, place - 1) : NULL;
}

static void
add_item (CrmRevert *self, const CrmEntity *entity, gint64 id)
{
  CrmRevertItem item = { .entity = entity, .id = id };

  if (find_item (self, entity, id) != NULL)
    return;
  g_array_append_val (self->items, item);
  g_hash_table_insert (self->places, GSIZE_TO_POINTER ((gsize) crm_subject_make (entity, id)),
                       GSIZE_TO_POINTER ((gsize) self->items->len));
}

/**
 * crm_revert_read_after:
 * @self: a plan
 * @database: any connection of this thread
 * @item: a record of it
 * @record: (out) (transfer full) (nullable): as the change left it
 * @error: of the store
 *
 * Returns: whether it could be read
 */
gboolean
crm_revert_read_after (CrmRevert *self, CrmDatabase *database, const CrmRevertItem *item,
                       CrmRecord **record, GError **error)
{
  if (self->change == 0)
    return crm_rewind_read_now (database, item->entity, item->id, record, error);
  return crm_rewind_read (database, item->entity, item->id, self->change, record, error);
}

gboolean
crm_revert_points_at_nothing (CrmRevert *self, CrmDatabase *database, const CrmField *field,
                              const CrmValue *value)
{
  const CrmEntity *target = NULL;
  const CrmRevertItem *item;
  g_autoptr (CrmRecord) record = NULL;
  gint64 id;

  if (value->type != CRM_VALUE_INTEGER)
    return FALSE;
  id = value->integer;
  if (field->kind == CRM_KIND_SUBJECT) {
    target = crm_subject_get_entity (value->integer);
    id = crm_subject_get_id (value->integer);
  } else if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE)
    target = crm_field_get_target (field);
  else
    return FALSE;
  if (target == NULL)
    return TRUE;
  item = find_item (self, target, id);
  if (item != NULL && item->was && !item->touched)
    return FALSE;
  return !crm_rewind_read_now (database, target, id, &record, NULL) || record == NULL;
}

/* --- What came later */

static gboolean
note_later (CrmRevert *self, CrmDatabase *database, const CrmEntity *entity, gint64 id,
            GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = TRUE;

  if (self->later->len >= MOST_NAMED)
    return TRUE;
  statement = crm_database_prepare (
      database,
      "SELECT DISTINCT change.id, change.moment, change.person, person.name, change.label"
      " FROM operation"
      " JOIN change ON change.id = operation.change AND change.kind = 1 AND change.undone = 0"
      " LEFT JOIN person ON person.id = change.person"
      " WHERE operation.entity = ?1 AND operation.record = ?2 AND operation.change > ?3"
      " ORDER BY change.id DESC LIMIT 50",
      error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_integer (statement, 2, id);
  crm_statement_bind_integer (statement, 3, self->change);
  while (has_row) {
    CrmHistoryEntry *entry;
    gint64 change;
    gboolean known = FALSE;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    change = crm_statement_get_integer (statement, 0);
    for (guint i = 0; i < self->later->len && !known; i++)
      known = ((CrmHistoryEntry *) self->later->pdata[i])->change == change;
    if (known || self->later->len >= MOST_NAMED)
      continue;
    entry = g_new0 (CrmHistoryEntry, 1);
    entry->change = change;
    entry->moment = crm_statement_get_integer (statement, 1);
    entry->person = crm_statement_get_integer (statement, 2);
    entry->person_name = g_strdup (crm_statement_get_text (statement, 3));
    entry->label = g_strdup (crm_statement_get_text (statement, 4));
    g_ptr_array_add (self->later, entry);
  }
  return TRUE;
}

static gboolean
touch (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item, GError **error)
{
  if (item->touched)
    return TRUE;
  item->touched = TRUE;
  self->n_touched++;
  return note_later (self, database, item->entity, item->id, error);
}

/* A record that is there before and after: only the fields that the change changed count. What the
 * program keeps by itself stands in nobody's way, but must then be kept again. */
static gboolean
compare_fields (CrmRevert *self, CrmDatabase *database, const CrmRevertItem *item,
                CrmRecord *before, CrmRecord *after, CrmRecord *now)
{
  gboolean touched = FALSE;

  for (int i = 0; i < item->entity->n_fields; i++) {
    const CrmField *field = &item->entity->fields[i];
    const CrmValue *left = crm_record_get_value (after, i);
    const CrmValue *present = crm_record_get_value (now, i);

    if (crm_revert_is_stamp (field) ||
        (before != NULL && crm_value_equal (crm_record_get_value (before, i), left)))
      continue;
    if (!crm_value_equal (left, present)) {
      if (field->flags & CRM_FIELD_READ_ONLY)
        self->derived = TRUE;
      else
        touched = TRUE;
    } else if (before != NULL && crm_revert_points_at_nothing (self, database, field,
                                                               crm_record_get_value (before, i)))
      touched = TRUE;
  }
  return touched;
}

static gboolean
is_whole (CrmRevert *self, CrmDatabase *database, CrmRecord *before)
{
  const CrmEntity *entity = crm_record_get_entity (before);

  for (int i = 0; i < entity->n_fields; i++)
    if (crm_revert_points_at_nothing (self, database, &entity->fields[i],
                                      crm_record_get_value (before, i)))
      return FALSE;
  return TRUE;
}

static gboolean
look_at (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;
  g_autoptr (CrmRecord) after = NULL;
  g_autoptr (CrmRecord) now = NULL;
  gboolean touched = FALSE;

  if (!crm_rewind_read (database, item->entity, item->id, self->before, &before, error) ||
      !crm_revert_read_after (self, database, item, &after, error) ||
      !crm_rewind_read_now (database, item->entity, item->id, &now, error))
    return FALSE;
  item->was = before != NULL;
  item->is = after != NULL;
  if (item->is && now == NULL)
    touched = TRUE;
  else if (item->is)
    touched = compare_fields (self, database, item, before, after, now);
  else if (item->was)
    touched = now != NULL;
  return !touched || touch (self, database, item, error);
}

/* What was deleted may have belonged to something that is gone by now. */
static gboolean
look_for_gaps (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;

  if (!item->was || item->is || item->touched)
    return TRUE;
  if (!crm_rewind_read (database, item->entity, item->id, self->before, &before, error))
    return FALSE;
  return before == NULL || is_whole (self, database, before) || touch (self, database, item, error);
}

/* --- What hangs on a record that would go */

static gboolean
find_hanging (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item, const CrmEntity *entity,
              const CrmField *field, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", entity->name, field->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gint64 target =
      field->kind == CRM_KIND_SUBJECT ? crm_subject_make (item->entity, item->id) : item->id;
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, target);
  while (has_row && !item->touched) {
    const CrmRevertItem *other;
    gint64 id;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    id = crm_statement_get_integer (statement, 0);
    other = find_item (self, entity, id);
    if (other != NULL && !other->touched)
      continue;
    if (!note_later (self, database, entity, id, error) || !touch (self, database, item, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
look_for_hanging (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (item->was || !item->is)
    return TRUE;
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields && !item->touched; j++) {
      const CrmField *field = &entities[i]->fields[j];
      gboolean points = field->kind == CRM_KIND_SUBJECT ||
                        ((field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) &&
                         crm_field_get_target (field) == item->entity);
      if (points && !find_hanging (self, database, item, entities[i], field, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Plans */

static CrmRevert *
create_plan (gint64 change, gint64 before)
{
  CrmRevert *self = g_new0 (CrmRevert, 1);

  self->change = change;
  self->before = before;
  self->items = g_array_new (FALSE, TRUE, sizeof (CrmRevertItem));
  self->places = g_hash_table_new (NULL, NULL);
  self->later = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  return self;
}

/**
 * crm_revert_free:
 * @self: a plan
 */
void
crm_revert_free (CrmRevert *self)
{
  g_free (self->label);
  g_array_unref (self->items);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->later);
  g_free (self);
}

typedef gboolean (*ItemFunc) (CrmRevert *self, CrmDatabase *database, CrmRevertItem *item,
                              GError **error);

static gboolean
for_each_item (CrmRevert *self, CrmDatabase *database, ItemFunc func, GCancellable *cancellable,
               GError **error)
{
  for (guint i = self->items->len; i > 0; i--) {
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                           _ ("Stopped. Nothing was written."));
      return FALSE;
    }
    if (!func (self, database, &g_array_index (self->items, CrmRevertItem, i - 1), error))
      return FALSE;
  }
  return TRUE;
}

/* What stays keeps what it belongs to, and that again: until nothing more is found. */
static gboolean
look_at_all (CrmRevert *self, CrmDatabase *database, GCancellable *cancellable, GError **error)
{
  guint n_before;

  if (!for_each_item (self, database, look_at, cancellable, error))
    return FALSE;
  do {
    n_before = self->n_touched;
    if (!for_each_item (self, database, look_for_gaps, cancellable, error) ||
        (self->change != 0 &&
         !for_each_item (self, database, look_for_hanging, cancellable, error)))
      return FALSE;
  } while (self->n_touched > n_before);
  return TRUE;
}

static gboolean
read_label (CrmRevert *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT label FROM change WHERE id = ?1 AND kind = 1 AND undone = 0", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->change);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no change %" PRId64 " to take back"), self->change);
    return FALSE;
  }
  self->label = g_strdup (crm_statement_get_text (statement, 0));
  return TRUE;
}

static gboolean
read_items (CrmRevert *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT entity, record FROM operation WHERE change = ?1 ORDER BY id", error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->change);
  while (has_row) {
    const CrmEntity *entity;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    entity = has_row ? crm_entity_by_code ((int) crm_statement_get_integer (statement, 0)) : NULL;
    if (entity != NULL)
      add_item (self, entity, crm_statement_get_integer (statement, 1));
  }
  return TRUE;
}

/**
 * crm_revert_plan:
 * @database: any connection of this thread
 * @change: which is to be taken back, however long ago
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND where there is no such change in force
 *
 * Compares every record that the change touched with what it is now.
 *
 * Returns: (transfer full) (nullable): what taking it back would do
 */
CrmRevert *
crm_revert_plan (CrmDatabase *database, gint64 change, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRevert) self = create_plan (change, change - 1);

  if (!read_label (self, database, error) || !read_items (self, database, error) ||
      !look_at_all (self, database, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- A record and what it owns */

static gboolean
add_owned (CrmRevert *self, CrmDatabase *database, const CrmEntity *entity, const char *sql,
           gint64 target, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, target);
  while (has_row) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row)
      add_item (self, entity, crm_statement_get_integer (statement, 0));
  }
  return TRUE;
}

/* Notes and files are written beside a record, not into it: they stay. */
static gboolean
read_family (CrmRevert *self, CrmDatabase *database, const CrmEntity *entity, gint64 id,
             GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  add_item (self, entity, id);
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      g_autofree char *now = NULL;
      g_autofree char *deleted = NULL;

      if ((field->flags & CRM_FIELD_OWNER) == 0 || field->kind != CRM_KIND_REFERENCE ||
          crm_field_get_target (field) != entity || entities[i]->internal)
        continue;
      now = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", entities[i]->name,
                             field->name);
      deleted = g_strdup_printf ("SELECT record FROM operation WHERE entity = %d AND action = %d"
                                 " AND change > %" PRId64 " AND json_extract (delta, '$.%s') = ?1",
                                 entities[i]->code, CRM_ACTION_DELETE, self->before, field->name);
      if (!add_owned (self, database, entities[i], now, id, error) ||
          !add_owned (self, database, entities[i], deleted, id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * crm_revert_plan_record:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @change: the record is to be as this change left it
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND where there was no such record then
 *
 * Returns: (transfer full) (nullable): what would become of the record and of what it owns
 */
CrmRevert *
crm_revert_plan_record (CrmDatabase *database, const CrmEntity *entity, gint64 id, gint64 change,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRevert) self = create_plan (0, change);
  CrmRevertItem *first;

  if (!read_family (self, database, entity, id, error) ||
      !for_each_item (self, database, look_at, cancellable, error))
    return NULL;
  first = &g_array_index (self->items, CrmRevertItem, 0);
  if (!first->was) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There was no such record then"));
    return NULL;
  }
  return g_steal_pointer (&self);
}

const char *
crm_revert_get_label (CrmRevert *self)
{
  return self->label;
}

guint
crm_revert_get_n_records (CrmRevert *self)
{
  return self->items->len;
}

guint
crm_revert_get_n_touched (CrmRevert *self)
{
  return self->n_touched;
}

GPtrArray *
crm_revert_get_later (CrmRevert *self)
{
  return self->later;
}
