/* Questions to the records: how they become SQL. */
#include "config.h"

#include <string.h>

#include "crm-query-private.h"
#include "crm-record-private.h"

/* A table up to this size is sorted at once, whatever the column. */
#define MOST_UNINDEXED 100000

/* What is written for nobody, or for another day than the one that is meant, finds nothing. */
static gboolean
can_run (CrmQuery *query)
{
  if (query->has_context || !crm_query_is_relative (query))
    return TRUE;
  g_critical ("a question to %s depends on the day or the person: crm_query_at() was not called",
              query->entity->name);
  return FALSE;
}

/* More would not be worth the planner's thought; SQLite knows 64 tables in a statement. */
#define MOST_JOINS 8

/* What all has to hold, groups of "and" taken apart. */
static void
add_conjuncts (GPtrArray *conjuncts, GPtrArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++) {
    CrmCondition *condition = conditions->pdata[i];
    if (crm_condition_is_idle (condition))
      continue;
    if (condition->kind == CRM_CONDITION_ALL)
      add_conjuncts (conjuncts, condition->children);
    else
      g_ptr_array_add (conjuncts, condition);
  }
}

static void
append_where (CrmSql *self, CrmQuery *query, CrmDatabase *database, GPtrArray *conjuncts)
{
  const char *glue = " WHERE ";

  for (guint i = 0; i < conjuncts->len; i++) {
    g_string_append (self->text, glue);
    crm_sql_append_condition (self, database, query->entity, conjuncts->pdata[i]);
    glue = " AND ";
  }
  if (!can_run (query)) {
    g_string_append_printf (self->text, "%s0", glue);
    glue = " AND ";
  }
  if (query->only != NULL) {
    g_string_append_printf (self->text, "%sid IN (SELECT value FROM json_each (", glue);
    crm_sql_append_text (self, g_strdup (query->only));
    g_string_append (self->text, "))");
    glue = " AND ";
  }
  if (query->search != NULL) {
    g_string_append (self->text, glue);
    if (query->expression != NULL) {
      g_string_append_printf (self->text,
                              "id IN (SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH ",
                              query->entity->name, query->entity->name);
      crm_sql_append_text (self, g_strdup (query->expression));
      g_string_append_c (self->text, ')');
    } else
      /* Signs alone are no words: nothing is found by them. */
      g_string_append (self->text, "0");
  }
}

void
crm_sql_append_where (CrmSql *self, CrmQuery *query, CrmDatabase *database)
{
  g_autoptr (GPtrArray) conjuncts = g_ptr_array_new ();

  self->context = &query->context;
  add_conjuncts (conjuncts, query->conditions);
  append_where (self, query, database, conjuncts);
}

/* The same for a statement in which no order has to be kept. A condition on what a reference points
 * at is a join there: a set of ids, as crm_sql_append_where() has it, costs half as much again.
 * With an order, or with groups, SQLite would take the join for a reason to walk through the whole
 * index of the order, and look up each row's target. */
static void
append_joins_and_where (CrmSql *self, CrmQuery *query, CrmDatabase *database)
{
  g_autoptr (GPtrArray) conjuncts = g_ptr_array_new ();
  guint n_joins = 0;

  self->context = &query->context;
  add_conjuncts (conjuncts, query->conditions);
  for (guint i = 0; i < conjuncts->len && n_joins < MOST_JOINS;)
    if (crm_sql_append_join (self, database, query->entity, conjuncts->pdata[i], n_joins)) {
      g_ptr_array_remove_index (conjuncts, i);
      n_joins++;
    } else
      i++;
  append_where (self, query, database, conjuncts);
}

/* @of: the table, or its name in this statement: a company's parent is a company too. */
static void
append_sort_value (GString *text, const char *of, const CrmField *const *path, int n)
{
  const CrmEntity *target = crm_field_get_target (path[0]);

  /* Through a reference: the value stands in the record it points at. */
  if (n == 1 && path[0]->kind == CRM_KIND_REFERENCE) {
    const CrmField *title = crm_entity_title_field (target);
    const char *order = crm_entity_field (target, "position") != NULL ? "position" : title->name;
    g_string_append_printf (
        text, "(SELECT target.\"%s%s\" FROM \"%s\" AS target WHERE target.id = \"%s\".\"%s\")",
        order, order == title->name && crm_field_has_key (title) ? "_key" : "", target->name, of,
        path[0]->name);
  } else if (n == 1)
    g_string_append_printf (text, "\"%s\".\"%s%s\"", of, path[0]->name,
                            crm_field_has_key (path[0]) ? "_key" : "");
  else {
    g_autofree char *step = g_strdup_printf ("step%d", n);
    g_string_append (text, "(SELECT ");
    append_sort_value (text, step, path + 1, n - 1);
    g_string_append_printf (text, " FROM \"%s\" AS %s WHERE %s.id = \"%s\".\"%s\")", target->name,
                            step, step, of, path[0]->name);
  }
}

static void
append_sort_term (GString *text, const CrmEntity *entity, const CrmField *const *path, int n,
                  gboolean descending, const char *before)
{
  g_string_append (text, before);
  append_sort_value (text, entity->name, path, n);
  g_string_append (text, descending ? " DESC, " : ", ");
}

static void
append_own_order (CrmSql *self, CrmQuery *query, const char *before, gboolean *descending)
{
  const char *name = query->entity->sort;
  const CrmField *field;

  *descending = name != NULL && name[0] == '-';
  if (name == NULL)
    return;
  field = crm_entity_field (query->entity, *descending ? name + 1 : name);
  append_sort_term (self->text, query->entity, &field, 1, *descending, before);
}

static void
append_order (CrmSql *self, CrmQuery *query, const char *before)
{
  gboolean descending = FALSE;

  g_string_append (self->text, " ORDER BY ");
  for (guint i = 0; i < query->n_sorts; i++) {
    const CrmSort *sort = &query->sorts[i];
    descending = sort->descending;
    if (sort->n_path == 0)
      break;
    append_sort_term (self->text, query->entity, sort->path, sort->n_path, descending, before);
  }
  if (query->n_sorts == 0)
    append_own_order (self, query, before, &descending);
  /* The id decides between equals, in the same direction, so that the index alone gives the order.
   */
  g_string_append (self->text, descending ? "id DESC" : "id");
}

void
crm_sql_append_order (CrmSql *self, CrmQuery *query)
{
  append_order (self, query, "");
}

/* The plus keeps SQLite from walking along the index: where every row is needed and the index does
 * not hold all of it, to fetch them one by one costs more than to sort them. */
void
crm_sql_append_sorted (CrmSql *self, CrmQuery *query)
{
  append_order (self, query, "+");
}

/**
 * crm_query_read_ids:
 * @self: a query
 * @database: any connection of this thread
 * @limit: how many at most; negative: all
 * @offset: how many to pass over; costs as much as reading them
 * @ids: (element-type gint64): appended to
 * @error: of the store, CANCELLED
 *
 * Returns: whether they could be read. Any thread.
 */
gboolean
crm_query_read_ids (CrmQuery *self, CrmDatabase *database, gint64 limit, gint64 offset, GArray *ids,
                    GError **error)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;

  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT id FROM \"%s\"", self->entity->name);
  crm_sql_append_where (&sql, self, database);
  crm_sql_append_order (&sql, self);
  if (limit >= 0 || offset > 0)
    g_string_append_printf (sql.text, " LIMIT ?%u OFFSET ?%u", sql.binds->len + 1,
                            sql.binds->len + 2);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return FALSE;
  if (limit >= 0 || offset > 0) {
    crm_statement_bind_integer (statement, (int) sql.binds->len + 1, limit);
    crm_statement_bind_integer (statement, (int) sql.binds->len + 2, offset);
  }
  return crm_sql_read_ids (statement, ids, error);
}

/**
 * crm_query_count:
 * @self: a query
 * @database: any connection of this thread
 * @error: of the store
 *
 * Returns: how many records answer it; -1 on error. Any thread.
 */
gint64
crm_query_count (CrmQuery *self, CrmDatabase *database, GError **error)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row;

  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT count (*) FROM \"%s\"", self->entity->name);
  append_joins_and_where (&sql, self, database);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL || !crm_statement_step (statement, &has_row, error))
    return -1;
  return crm_statement_get_integer (statement, 0);
}

/* One that was deleted a moment ago is NULL. */
static void
unref_record (CrmRecord *record)
{
  g_clear_object (&record);
}

static gboolean
fetch_each (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids, gsize n_ids,
            GPtrArray *records, GError **error)
{
  CrmRecord *before = NULL;

  for (gsize i = 0; i < n_ids; i++) {
    g_autoptr (CrmStatement) statement = crm_sql_prepare_select (database, entity, error);
    gboolean has_row;
    CrmRecord *record = NULL;
    if (statement == NULL)
      return FALSE;
    crm_statement_bind_integer (statement, 1, ids[i]);
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      record = crm_record_new_empty (entity);
      crm_record_read_row (record, statement);
    }
    g_clear_pointer (&statement, crm_statement_release);
    g_ptr_array_add (records, record);
    if (record == NULL)
      continue;
    crm_record_read_titles (record, before, database, NULL);
    before = record;
  }
  return TRUE;
}

/**
 * crm_query_fetch:
 * @database: any connection of this thread
 * @entity: a description
 * @ids: (array length=n_ids): of the records
 * @n_ids: how many
 * @error: of the store
 *
 * All are read as they are at one moment: in the transaction under way, else in one of their own,
 * which also spares a lock and an unlock of the file for each row.
 *
 * Returns: (transfer full) (element-type CrmRecord) (nullable): in that order; %NULL for a record
 * that is gone. Any thread.
 */
GPtrArray *
crm_query_fetch (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids, gsize n_ids,
                 GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full ((guint) n_ids, NULL);
  gboolean alone = n_ids > 1 && !crm_database_in_transaction (database);
  gboolean done;

  g_ptr_array_set_free_func (records, (GDestroyNotify) unref_record);
  /* Not crm_database_begin(), which on a writing connection begins to write. */
  if (alone && !crm_database_execute (database, "BEGIN", error))
    return NULL;
  done = fetch_each (database, entity, ids, n_ids, records, error);
  if (alone && !crm_database_commit (database, done ? error : NULL))
    done = FALSE;
  return done ? g_steal_pointer (&records) : NULL;
}

/**
 * crm_query_fetch_all:
 * @self: a query
 * @database: any connection of this thread
 * @limit: how many at most; negative: all
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmRecord) (nullable): the records in order. Any thread.
 */
GPtrArray *
crm_query_fetch_all (CrmQuery *self, CrmDatabase *database, gint64 limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!crm_query_read_ids (self, database, limit, 0, ids, error))
    return NULL;
  return crm_query_fetch (database, self->entity, (const gint64 *) ids->data, ids->len, error);
}

static void
clear_group (gpointer data)
{
  crm_value_clear (&((CrmGroup *) data)->group);
  crm_value_clear (&((CrmGroup *) data)->subgroup);
}

/**
 * crm_query_read_groups:
 * @self: a query
 * @database: any connection of this thread
 * @group_field: by whose values
 * @subgroup_field: (nullable): and then by whose
 * @sum_field: (nullable): what is added up
 * @error: NOT_FOUND, or of the store
 *
 * Returns: (transfer full) (element-type CrmGroup) (nullable): one for each value that occurs. Any
 * thread.
 */
GArray *
crm_query_read_groups (CrmQuery *self, CrmDatabase *database, const char *group_field,
                       const char *subgroup_field, const char *sum_field, GError **error)
{
  const CrmField *group = crm_entity_require_field (self->entity, group_field, error);
  const CrmField *subgroup = NULL;
  g_autoptr (GArray) groups = g_array_new (FALSE, TRUE, sizeof (CrmGroup));
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  g_array_set_clear_func (groups, clear_group);
  crm_sql_init (&sql);
  if (group == NULL ||
      (sum_field != NULL && crm_entity_require_field (self->entity, sum_field, error) == NULL))
    return NULL;
  if (subgroup_field != NULL &&
      (subgroup = crm_entity_require_field (self->entity, subgroup_field, error)) == NULL)
    return NULL;
  g_string_append_printf (sql.text, "SELECT \"%s\", count (*), %s%s%s, %s%s%s FROM \"%s\"",
                          group_field, sum_field != NULL ? "sum (\"" : "",
                          sum_field != NULL ? sum_field : "0", sum_field != NULL ? "\")" : "",
                          subgroup != NULL ? "\"" : "", subgroup != NULL ? subgroup_field : "NULL",
                          subgroup != NULL ? "\"" : "", self->entity->name);
  crm_sql_append_where (&sql, self, database);
  g_string_append_printf (sql.text, " GROUP BY \"%s\"", group_field);
  if (subgroup != NULL)
    g_string_append_printf (sql.text, ", \"%s\"", subgroup_field);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return NULL;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (has_row) {
      CrmGroup entry = { 0 };
      crm_value_read (&entry.group, crm_kind_get_storage (group->kind), statement, 0);
      entry.count = crm_statement_get_integer (statement, 1);
      entry.sum = crm_statement_get_integer (statement, 2);
      if (subgroup != NULL)
        crm_value_read (&entry.subgroup, crm_kind_get_storage (subgroup->kind), statement, 3);
      g_array_append_val (groups, entry);
    }
  } while (has_row);
  return g_steal_pointer (&groups);
}

static gboolean
narrows (CrmQuery *query)
{
  for (guint i = 0; i < query->conditions->len; i++)
    if (!crm_condition_is_idle (query->conditions->pdata[i]))
      return TRUE;
  return FALSE;
}

/* What SQLite would do, in its own words: TRUE when neither the order nor the choice needs the
 * whole table. */
static gboolean
plan_is_quick (CrmDatabase *database, CrmQuery *query)
{
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "EXPLAIN QUERY PLAN SELECT id FROM \"%s\"",
                          query->entity->name);
  crm_sql_append_where (&sql, query, database);
  crm_sql_append_order (&sql, query);
  statement = crm_sql_prepare (&sql, database, NULL);
  while (statement != NULL && crm_statement_step (statement, &has_row, NULL) && has_row) {
    const char *step = crm_statement_get_text (statement, 3);
    if (strstr (step, "TEMP B-TREE") != NULL ||
        (narrows (query) && g_str_has_prefix (step, "SCAN")))
      return FALSE;
  }
  return statement != NULL;
}

gboolean
crm_query_is_quick (CrmQuery *query, CrmDatabase *database)
{
  return query->search == NULL && query->only == NULL && plan_is_quick (database, query);
}

static gboolean
is_small (CrmDatabase *database, const CrmEntity *entity)
{
  g_autofree char *count = g_strdup_printf ("SELECT max (id) FROM \"%s\"", entity->name);
  gint64 rows;

  return crm_database_query_integer (database, count, 0, &rows, NULL) && rows <= MOST_UNINDEXED;
}

/**
 * crm_query_can_sort:
 * @database: any connection of this thread
 * @entity: a description
 * @field: by what
 *
 * Where a large table would have to be sorted anew, the order is not offered.
 *
 * Returns: whether the order costs nothing, or the table is small enough to be sorted at once
 */
gboolean
crm_query_can_sort (CrmDatabase *database, const CrmEntity *entity, const CrmField *field)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (CrmQuery) sorted = NULL;

  if (field->kind == CRM_KIND_NOTE || field->kind == CRM_KIND_TAGS ||
      field->kind == CRM_KIND_SUBJECT)
    return FALSE;
  if (is_small (database, entity))
    return TRUE;
  sorted = crm_query_sort (query, field->name, FALSE, NULL);
  return plan_is_quick (database, sorted);
}

/**
 * crm_query_is_order_served:
 * @self: a query sorted by one field or by several
 * @database: any connection of this thread
 *
 * As crm_query_can_sort(), of the whole order and whatever the query asks for.
 *
 * Returns: whether the order costs nothing, or the table is small enough to be sorted at once
 */
gboolean
crm_query_is_order_served (CrmQuery *self, CrmDatabase *database)
{
  g_autoptr (CrmQuery) bare = crm_query_new (self->entity);

  memcpy (bare->sorts, self->sorts, sizeof bare->sorts);
  bare->n_sorts = self->n_sorts;
  return is_small (database, self->entity) || plan_is_quick (database, bare);
}
