/* A list of any size in groups.
 *
 * A heading stands among the ids as a negative number, so that the list follows changes of groups
 * by the same single steps: a record that changes its group goes here and comes there. What is read
 * anew are the counts and sums of all groups and the ids of those that are open. To open one reads
 * its ids alone; to close one forgets them. */
#include "config.h"

#include "crm-record-list-private.h"

/* More rows at once would hold up the window: GTK 4.18 takes a tenth of a microsecond a row for
 * what comes or goes in one step, and to hang the views on another list costs less. */
#define MOST_AT_ONCE 100000

static gint64
id_at (GArray *ids, guint i)
{
  return g_array_index (ids, gint64, i);
}

static CrmGroupPart *
find_part (CrmRecordList *self, gint64 number)
{
  return g_hash_table_lookup (self->by_number, &number);
}

static gboolean
is_open (CrmRecordList *self, const CrmGroupPart *part)
{
  return crm_group_folds_is_open (self->folds, part->key);
}

static gint64
get_number (CrmRecordList *self, const CrmGroupPart *part)
{
  return crm_group_folds_get_number (self->folds, part->key);
}

void
crm_record_list_init_groups (CrmRecordList *self, CrmGrouping *grouping, CrmGroupFolds *folds)
{
  self->grouping = crm_grouping_ref (grouping);
  self->folds = crm_group_folds_ref (folds);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_group_part_free);
  self->by_number = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->headers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

void
crm_record_list_clear_groups (CrmRecordList *self)
{
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->folds, crm_group_folds_unref);
  g_clear_pointer (&self->grouping, crm_grouping_unref);
}

/* --- Following */

/* FALSE where groups changed places: that is another list. Those that came or went are told. */
static gboolean
mark_headings (CrmRecordList *self, GPtrArray *parts, GHashTable *moved)
{
  g_autoptr (GHashTable) fresh = g_hash_table_new (g_str_hash, g_str_equal);
  guint j = 0;

  for (guint i = 0; i < parts->len; i++)
    g_hash_table_add (fresh, ((CrmGroupPart *) parts->pdata[i])->key);
  for (guint i = 0; i < self->parts->len; i++) {
    CrmGroupPart *old = self->parts->pdata[i];
    if (!g_hash_table_contains (fresh, old->key)) {
      crm_record_list_mark_moved (self, moved, get_number (self, old));
      continue;
    }
    for (; j < parts->len; j++) {
      CrmGroupPart *part = parts->pdata[j];
      gint64 number = get_number (self, part);
      if (g_str_equal (part->key, old->key))
        break;
      if (find_part (self, number) != NULL)
        return FALSE;
      crm_record_list_mark_moved (self, moved, number);
    }
    j++;
  }
  for (; j < parts->len; j++)
    crm_record_list_mark_moved (self, moved, get_number (self, parts->pdata[j]));
  return TRUE;
}

/* A group that was read alone may be newer than the others: one record is in two of them. */
static gboolean
is_doubled (CrmRecordList *self, GHashTable *moved)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (!self->is_mixed)
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++) {
    gint64 *id = &g_array_index (self->ids, gint64, i);
    if (g_hash_table_contains (moved, id) && !g_hash_table_add (seen, id))
      return TRUE;
  }
  return FALSE;
}

static void
show_part (CrmRecordList *self, const CrmGroupPart *part)
{
  gint64 number = get_number (self, part);
  CrmGroupHeader *header = g_hash_table_lookup (self->headers, &number);
  if (header != NULL)
    crm_group_header_update (header, part, is_open (self, part));
}

GArray *
crm_record_list_adopt_parts (CrmRecordList *self, GPtrArray *parts, GHashTable *moved)
{
  g_autoptr (GArray) ids = NULL;
  gint64 n_records = 0;
  guint n_rows = parts->len;

  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    n_records += part->count;
    n_rows += part->ids != NULL ? part->ids->len : 0;
  }
  crm_group_folds_decide (self->folds, n_records);
  if (is_doubled (self, moved) || !mark_headings (self, parts, moved))
    return NULL;
  self->is_mixed = FALSE;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_rows);
  g_hash_table_remove_all (self->by_number);
  g_ptr_array_ref (parts);
  g_ptr_array_unref (self->parts);
  self->parts = parts;
  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    gint64 number = get_number (self, part);
    g_hash_table_insert (self->by_number, g_memdup2 (&number, sizeof number), part);
    g_array_append_val (ids, number);
    /* What was closed meanwhile is not shown. */
    if (part->ids != NULL && is_open (self, part))
      g_array_append_vals (ids, part->ids->data, part->ids->len);
    g_clear_pointer (&part->ids, g_array_unref);
    show_part (self, part);
  }
  return g_steal_pointer (&ids);
}

static gboolean
is_of_path (CrmRecordList *self, const CrmEntity *entity, const CrmField *field)
{
  return field == crm_grouping_get_field (self->grouping) || field->kind == CRM_KIND_MONEY ||
         field->kind == CRM_KIND_QUANTITY || g_str_equal (field->name, "currency");
}

/* Whether a record's change may change its group, or the sums of it. */
gboolean
crm_record_list_is_regrouped (CrmRecordList *self, const CrmNews *news)
{
  for (int i = 0; i < news->entity->n_fields; i++)
    if (crm_fields_has (news->fields, i) &&
        is_of_path (self, news->entity, &news->entity->fields[i]))
      return TRUE;
  return FALSE;
}

/* --- Reading one group */

typedef struct {
  GWeakRef list;
  CrmGrouping *grouping; /* owned */
  CrmQuery *query;       /* owned */
  char *key;             /* owned */
  GArray *ids;           /* owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_weak_ref_clear (&reading->list);
  crm_grouping_unref (reading->grouping);
  crm_query_unref (reading->query);
  g_free (reading->key);
  g_array_unref (reading->ids);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  return crm_grouping_read_ids (reading->grouping, reading->query, database, reading->key,
                                reading->ids, error);
}

static guint
count_rows (CrmRecordList *self, guint heading)
{
  guint n = 0;
  while (heading + 1 + n < self->ids->len && id_at (self->ids, heading + 1 + n) > 0)
    n++;
  return n;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (CrmRecordList) self = g_weak_ref_get (&reading->list);
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);
  guint position;

  if (self == NULL || !done || !crm_group_folds_is_open (self->folds, reading->key))
    return;
  if (!crm_record_list_find_group (self, reading->key, &position) ||
      count_rows (self, position) > 0)
    return;
  self->is_mixed = TRUE;
  g_array_insert_vals (self->ids, position + 1, reading->ids->data, reading->ids->len);
  if (reading->ids->len > 0)
    crm_record_list_emit_changed (self, position + 1, 0, reading->ids->len);
}

static void
start_reading (CrmRecordList *self, const CrmGroupPart *part)
{
  Reading *reading = g_new0 (Reading, 1);

  g_weak_ref_init (&reading->list, self);
  reading->grouping = crm_grouping_ref (self->grouping);
  reading->query = crm_query_ref (self->query);
  reading->key = g_strdup (part->key);
  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  crm_store_read_async (self->store, read_func, reading, NULL, NULL, read_cb, reading);
}

void
crm_record_list_read_missing (CrmRecordList *self)
{
  for (guint i = 0; i < self->ids->len; i++) {
    CrmGroupPart *part = id_at (self->ids, i) < 0 ? find_part (self, id_at (self->ids, i)) : NULL;
    if (part != NULL && part->count > 0 && is_open (self, part) &&
        (i + 1 == self->ids->len || id_at (self->ids, i + 1) < 0))
      start_reading (self, part);
  }
}

/* --- What is seen of it */

gpointer
crm_record_list_get_header (CrmRecordList *self, gint64 number)
{
  CrmGroupHeader *header = g_hash_table_lookup (self->headers, &number);
  CrmGroupPart *part = find_part (self, number);

  if (header == NULL && part != NULL) {
    header = crm_group_header_new (crm_query_get_entity (self->query), part, is_open (self, part));
    g_hash_table_insert (self->headers, g_memdup2 (&number, sizeof number), header);
  }
  g_assert (header != NULL);
  return g_object_ref (header);
}

/**
 * crm_record_list_get_mark_at:
 * @self: a list
 * @position: below the number of items
 *
 * Returns: the record's id, or a negative number for a heading, which is the same in the list that
 * is made of the same grouping after "replaced"; 0 beyond the end
 */
gint64
crm_record_list_get_mark_at (CrmRecordList *self, guint position)
{
  return position < self->ids->len ? id_at (self->ids, position) : 0;
}

/**
 * crm_record_list_get_n_records:
 * @self: a list
 *
 * Returns: how many records answer, also those of closed groups, without the headings
 */
guint
crm_record_list_get_n_records (CrmRecordList *self)
{
  gint64 n = 0;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), 0);
  if (self->grouping == NULL)
    return self->ids->len;
  for (guint i = 0; i < self->parts->len; i++)
    n += ((CrmGroupPart *) self->parts->pdata[i])->count;
  return (guint) n;
}

CrmGrouping *
crm_record_list_get_grouping (CrmRecordList *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);
  return self->grouping;
}

/**
 * crm_record_list_find_group:
 * @self: a grouped list
 * @key: of a group
 * @heading: (out): where its heading stands
 *
 * Returns: whether there is such a group
 */
gboolean
crm_record_list_find_group (CrmRecordList *self, const char *key, guint *heading)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self) && self->grouping != NULL, FALSE);
  return crm_record_list_find (self, crm_group_folds_get_number (self->folds, key), heading);
}

/**
 * crm_record_list_find_heading:
 * @self: a grouped list
 * @position: of any row
 * @heading: (out): of the heading of its group; @position itself where that is one
 *
 * Returns: whether there is one
 */
gboolean
crm_record_list_find_heading (CrmRecordList *self, guint position, guint *heading)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);
  if (self->grouping == NULL || position >= self->ids->len)
    return FALSE;
  while (id_at (self->ids, position) > 0) {
    if (position == 0)
      return FALSE;
    position--;
  }
  *heading = position;
  return TRUE;
}

/**
 * crm_record_list_set_open:
 * @self: a grouped list
 * @position: of a heading
 * @open: whether the records of the group are shown
 *
 * They go at once, and come when their ids are read; where they are too many "replaced" is emitted,
 * and the next list is so.
 */
void
crm_record_list_set_open (CrmRecordList *self, guint position, gboolean open)
{
  CrmGroupPart *part;
  guint n;

  g_return_if_fail (CRM_IS_RECORD_LIST (self) && self->grouping != NULL);
  part = position < self->ids->len ? find_part (self, id_at (self->ids, position)) : NULL;
  if (part == NULL || is_open (self, part) == open)
    return;
  crm_group_folds_set_open (self->folds, part->key, open);
  show_part (self, part);
  n = open ? 0 : count_rows (self, position);
  if (n > MOST_AT_ONCE || (open && part->count > MOST_AT_ONCE)) {
    crm_record_list_emit_replaced (self);
    return;
  }
  if (open)
    start_reading (self, part);
  if (n == 0)
    return;
  g_array_remove_range (self->ids, position + 1, n);
  crm_record_list_emit_changed (self, position + 1, n, 0);
}

/**
 * crm_record_list_set_all_open:
 * @self: a grouped list
 * @open: whether the records of all groups are shown
 *
 * Too much for one step: "replaced" is emitted, and the next list is so.
 */
void
crm_record_list_set_all_open (CrmRecordList *self, gboolean open)
{
  g_return_if_fail (CRM_IS_RECORD_LIST (self) && self->grouping != NULL);
  crm_group_folds_set_all (self->folds, open);
  crm_record_list_emit_replaced (self);
}
