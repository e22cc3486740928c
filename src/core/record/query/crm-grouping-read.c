/* Groups of a list, read by one GROUP BY, and the ids of their records.
 *
 * SQL groups by the raw value (a day, a quarter of an hour, a letter), which needs no function of
 * dates; several raw values may be one group (a month), which is put together here. Ids of a few
 * open groups are read group by group, those of many in one pass that deals them out. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-grouping-private.h"
#include "crm-record-private.h"
#include "crm-text.h"

/* More open groups than these are read in one pass. */
#define MOST_SINGLE 8

/* --- SQL */

/* The raw value of a path, seen from the record @outer. */
static void
append_path (GString *sql, const CrmField *const *path, int n, const char *outer)
{
  g_autofree char *step = NULL;

  if (n == 1) {
    g_string_append_printf (sql, "\"%s\".\"%s\"", outer, path[0]->name);
    return;
  }
  step = g_strdup_printf ("group%d", n);
  g_string_append (sql, "(SELECT ");
  append_path (sql, path + 1, n - 1, step);
  g_string_append_printf (sql, " FROM \"%s\" AS \"%s\" WHERE \"%s\".id = \"%s\".\"%s\")",
                          crm_field_get_target (path[0])->name, step, step, outer, path[0]->name);
}

static void
append_raw (GString *sql, CrmGrouping *self)
{
  g_autoptr (GString) path = g_string_new (NULL);

  append_path (path, self->path, self->n_path, self->entity->name);
  if (self->by == CRM_GROUP_LETTER)
    g_string_append_printf (sql, "crm_fold (substr (%s, 1, 1))", path->str);
  else if (crm_grouping_get_last (self)->kind == CRM_KIND_MOMENT)
    /* No zone's day begins within a quarter of an hour. */
    g_string_append_printf (sql, "%s - ((%s %% 900) + 900) %% 900", path->str, path->str);
  else
    g_string_append (sql, path->str);
}

static CrmValue
borrow_raw (CrmStatement *row, int column, CrmGrouping *self)
{
  if (crm_statement_is_null (row, column))
    return (CrmValue) { .type = CRM_VALUE_EMPTY };
  if (self->by == CRM_GROUP_LETTER ||
      crm_kind_get_storage (crm_grouping_get_last (self)->kind) == CRM_VALUE_TEXT)
    return (CrmValue) { .type = CRM_VALUE_TEXT,
                        .text = (char *) crm_statement_get_text (row, column) };
  return (CrmValue) { .type = CRM_VALUE_INTEGER,
                      .integer = crm_statement_get_integer (row, column) };
}

/* --- Raw values and their groups */

typedef struct {
  GHashTable *by_text;    /* char* -> CrmGroupPart; owned */
  GHashTable *by_integer; /* gint64* -> CrmGroupPart; owned */
  CrmGroupPart *empty;    /* borrowed */
} Raws;

static void
init_raws (Raws *raws)
{
  raws->empty = NULL;
  raws->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  raws->by_integer = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
clear_raws (Raws *raws)
{
  g_clear_pointer (&raws->by_text, g_hash_table_unref);
  g_clear_pointer (&raws->by_integer, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raws, clear_raws)

static CrmGroupPart *
find_part (const Raws *raws, const CrmValue *raw)
{
  switch (raw->type) {
  case CRM_VALUE_EMPTY:
    return raws->empty;
  case CRM_VALUE_INTEGER:
    return g_hash_table_lookup (raws->by_integer, &raw->integer);
  case CRM_VALUE_TEXT:
    return g_hash_table_lookup (raws->by_text, raw->text);
  }
  g_assert_not_reached ();
}

static void
keep_part (Raws *raws, const CrmValue *raw, CrmGroupPart *part)
{
  switch (raw->type) {
  case CRM_VALUE_EMPTY:
    raws->empty = part;
    break;
  case CRM_VALUE_INTEGER:
    g_hash_table_insert (raws->by_integer, g_memdup2 (&raw->integer, sizeof raw->integer), part);
    break;
  case CRM_VALUE_TEXT:
    g_hash_table_insert (raws->by_text, g_strdup (raw->text), part);
    break;
  }
}

/* --- Groups */

static gboolean
read_parts_so (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, gboolean in_halves,
               GPtrArray *parts, Raws *raws, GError **error)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (self->entity);
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  crm_sql_init (&sql);
  g_string_append (sql.text, "SELECT ");
  append_raw (sql.text, self);
  g_string_append_printf (sql.text, ", %s, count (*)", crm_group_currency_column (self->entity));
  crm_sql_append_sums (sql.text, self->entity, fields, in_halves);
  g_string_append_printf (sql.text, " FROM \"%s\"", self->entity->name);
  crm_sql_append_where (&sql, query, database);
  g_string_append (sql.text, " GROUP BY 1, 2");
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return FALSE;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      CrmValue raw = borrow_raw (statement, 0, self);
      CrmGroupPart *part = find_part (raws, &raw);
      if (part == NULL) {
        gint64 rank;
        g_autofree char *key = crm_grouping_make_key (self, &raw, &rank);
        part = g_hash_table_lookup (by_key, key);
        if (part == NULL) {
          part = crm_group_part_new ();
          part->key = g_steal_pointer (&key);
          part->rank = rank;
          g_hash_table_insert (by_key, part->key, part);
          g_ptr_array_add (parts, part);
        }
        keep_part (raws, &raw, part);
      }
      crm_group_part_add_row (part, statement, 1, fields->len, in_halves);
    }
  } while (has_row);
  return TRUE;
}

static gboolean
read_parts (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, GPtrArray *parts, Raws *raws,
            GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (read_parts_so (self, query, database, FALSE, parts, raws, &failure))
    return TRUE;
  if (!crm_group_is_overflow (&failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  g_ptr_array_set_size (parts, 0);
  clear_raws (raws);
  init_raws (raws);
  return read_parts_so (self, query, database, TRUE, parts, raws, error);
}

/* Where a dictionary has an order of its own it is that, not the alphabet. */
static gboolean
read_rank (CrmGroupPart *part, CrmDatabase *database, const CrmEntity *target)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT \"position\" FROM \"%s\" WHERE id = ?1", target->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, NULL);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, g_ascii_strtoll (part->key, NULL, 10));
  if (crm_statement_step (statement, &has_row, NULL) && has_row)
    part->rank = crm_statement_get_integer (statement, 0);
  return TRUE;
}

static void
label_parts (CrmGrouping *self, CrmDatabase *database, GPtrArray *parts)
{
  const CrmEntity *target = crm_field_get_target (crm_grouping_get_last (self));
  gboolean has_position = target != NULL && crm_entity_field (target, "position") != NULL;
  CrmCollator *collator = crm_database_get_collator (database);

  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    part->label = crm_grouping_make_label (self, database, part->key);
    if (has_position && part->key[0] != '\0')
      read_rank (part, database, target);
    part->sort_key = crm_collator_sort_key (collator, part->label);
  }
}

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmGroupPart *first = *(const CrmGroupPart *const *) a;
  const CrmGroupPart *second = *(const CrmGroupPart *const *) b;
  int order = first->rank < second->rank ? -1 : first->rank > second->rank;

  if (order == 0)
    order = g_bytes_compare (first->sort_key, second->sort_key);
  if (order == 0)
    order = g_strcmp0 (first->key, second->key);
  /* What has no value comes last in either direction. */
  if (first->rank == CRM_RANK_EMPTY || second->rank == CRM_RANK_EMPTY)
    return order;
  return GPOINTER_TO_INT (data) ? -order : order;
}

/* A list that is sorted by what it is grouped by has its groups in that direction. */
static gboolean
is_descending (CrmGrouping *self, CrmQuery *query)
{
  gboolean descending;
  const char *sort = crm_query_get_sort (query, &descending);
  return descending && g_strcmp0 (sort, self->path[0]->name) == 0;
}

/* --- Ids */

static gboolean
deal_out (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, const Raws *raws,
          GError **error)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT \"%s\".id, ", self->entity->name);
  append_raw (sql.text, self);
  g_string_append_printf (sql.text, " FROM \"%s\"", self->entity->name);
  crm_sql_append_where (&sql, query, database);
  crm_sql_append_sorted (&sql, query);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return FALSE;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      CrmValue raw = borrow_raw (statement, 1, self);
      CrmGroupPart *part = find_part (raws, &raw);
      if (part != NULL && part->ids != NULL) {
        gint64 id = crm_statement_get_integer (statement, 0);
        g_array_append_val (part->ids, id);
      }
    }
  } while (has_row);
  return TRUE;
}

/* What a record must be to be in the group; ?@n and ?@n+1 are bound by bind_key(). */
static void
append_key_test (GString *sql, CrmGrouping *self, const char *key, guint n)
{
  if (key[0] == '\0' && self->by != CRM_GROUP_LETTER &&
      crm_kind_get_storage (crm_grouping_get_last (self)->kind) == CRM_VALUE_TEXT) {
    g_string_append (sql, "coalesce (");
    append_raw (sql, self);
    g_string_append (sql, ", '') = ''");
  } else if (key[0] == '\0') {
    append_path (sql, self->path, self->n_path, self->entity->name);
    g_string_append (sql, " IS NULL");
  } else if (self->by == CRM_GROUP_VALUE || self->by == CRM_GROUP_LETTER) {
    append_raw (sql, self);
    g_string_append_printf (sql, " = ?%u", n);
  } else {
    append_path (sql, self->path, self->n_path, self->entity->name);
    g_string_append_printf (sql, " >= ?%u AND ", n);
    append_path (sql, self->path, self->n_path, self->entity->name);
    g_string_append_printf (sql, " < ?%u", n + 1);
  }
}

static void
bind_key (CrmStatement *statement, CrmGrouping *self, const char *key, int n)
{
  const CrmField *field = crm_grouping_get_last (self);
  gint64 first, last;

  if (key[0] == '\0')
    return;
  if (self->by == CRM_GROUP_LETTER ||
      (self->by == CRM_GROUP_VALUE && crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT)) {
    crm_statement_bind_text (statement, n, key);
    return;
  }
  if (self->by == CRM_GROUP_VALUE) {
    crm_statement_bind_integer (statement, n, g_ascii_strtoll (key, NULL, 10));
    return;
  }
  crm_grouping_get_days (self, key, &first, &last);
  if (field->kind == CRM_KIND_MOMENT) {
    first = crm_moment_from_date (first);
    last = crm_moment_from_date (last + 1) - 1;
  }
  crm_statement_bind_integer (statement, n, first);
  crm_statement_bind_integer (statement, n + 1, last + 1);
}

/* Signs are many: they are found by looking at all. */
static gboolean
read_signs (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_group_part_free);
  g_auto (Raws) raws = { 0 };

  init_raws (&raws);
  if (!read_parts (self, query, database, parts, &raws, error))
    return FALSE;
  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    if (g_str_equal (part->key, CRM_KEY_SIGNS))
      part->ids = g_array_ref (ids);
  }
  return deal_out (self, query, database, &raws, error);
}

/**
 * crm_grouping_read_ids:
 * @self: a grouping
 * @query: of the list
 * @database: any connection of this thread
 * @key: of a group
 * @ids: (element-type gint64): appended to
 * @error: of the store, CANCELLED
 *
 * Returns: whether the ids of the group's records, in the query's order, could be read. Any thread.
 */
gboolean
crm_grouping_read_ids (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, const char *key,
                       GArray *ids, GError **error)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gsize before;

  if (self->by == CRM_GROUP_LETTER && g_str_equal (key, CRM_KEY_SIGNS))
    return read_signs (self, query, database, ids, error);
  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT \"%s\".id FROM \"%s\"", self->entity->name,
                          self->entity->name);
  before = sql.text->len;
  crm_sql_append_where (&sql, query, database);
  g_string_append (sql.text, sql.text->len > before ? " AND " : " WHERE ");
  append_key_test (sql.text, self, key, sql.binds->len + 1);
  crm_sql_append_sorted (&sql, query);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return FALSE;
  bind_key (statement, self, key, (int) sql.binds->len + 1);
  return crm_sql_read_ids (statement, ids, error);
}

static gboolean
read_open (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, CrmGroupFolds *folds,
           GPtrArray *parts, const Raws *raws, GError **error)
{
  guint n_open = 0;

  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    if (crm_group_folds_is_open (folds, part->key)) {
      part->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) part->count);
      n_open++;
    }
  }
  if (n_open == 0)
    return TRUE;
  if (n_open > MOST_SINGLE || n_open == parts->len)
    return deal_out (self, query, database, raws, error);
  for (guint i = 0; i < parts->len; i++) {
    CrmGroupPart *part = parts->pdata[i];
    if (part->ids != NULL &&
        !crm_grouping_read_ids (self, query, database, part->key, part->ids, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_grouping_read:
 * @self: a grouping of the query's entity
 * @query: which records
 * @database: any connection of this thread, in a read transaction where counts and ids must agree
 * @folds: (nullable): the ids of which groups are read too; decided here where nobody did
 * @error: of the store, CANCELLED
 *
 * Returns: (transfer full) (element-type CrmGroupPart) (nullable): the groups in their order: of
 * dictionaries theirs, of dates time, else the alphabet; what has no value comes last. Any thread.
 */
GPtrArray *
crm_grouping_read (CrmGrouping *self, CrmQuery *query, CrmDatabase *database, CrmGroupFolds *folds,
                   GError **error)
{
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_group_part_free);
  g_auto (Raws) raws = { 0 };
  gint64 n_records = 0;

  g_return_val_if_fail (crm_query_get_entity (query) == self->entity, NULL);
  init_raws (&raws);
  if (!read_parts (self, query, database, parts, &raws, error))
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    n_records += ((CrmGroupPart *) parts->pdata[i])->count;
  if (folds != NULL) {
    crm_group_folds_decide (folds, n_records);
    if (!read_open (self, query, database, folds, parts, &raws, error))
      return NULL;
  }
  label_parts (self, database, parts);
  g_ptr_array_sort_with_data (parts, compare_parts, GINT_TO_POINTER (is_descending (self, query)));
  return g_steal_pointer (&parts);
}
