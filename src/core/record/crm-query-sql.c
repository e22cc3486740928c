/* Questions to the records: how they become SQL. */
#include "config.h"

#include <string.h>

#include "crm-query-private.h"
#include "crm-record-private.h"
#include "crm-text.h"

/* A table up to this size is sorted at once, whatever the column. */
#define MOST_UNINDEXED 100000

typedef struct {
  enum { BIND_VALUE, BIND_TEXT, BIND_BLOB } type;
  const CrmValue *value; /* borrowed of the query */
  gpointer owned;        /* of @owned */
} CrmBind;

void
crm_sql_init (CrmSql *self)
{
  self->text = g_string_new (NULL);
  self->binds = g_array_new (FALSE, TRUE, sizeof (CrmBind));
  self->owned = g_ptr_array_new ();
}

void
crm_sql_clear (CrmSql *self)
{
  for (guint i = 0; self->binds != NULL && i < self->binds->len; i++) {
    CrmBind *bind = &g_array_index (self->binds, CrmBind, i);
    if (bind->type == BIND_TEXT)
      g_free (bind->owned);
    else if (bind->type == BIND_BLOB)
      g_bytes_unref (bind->owned);
  }
  g_clear_pointer (&self->binds, g_array_unref);
  g_clear_pointer (&self->owned, g_ptr_array_unref);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

static void
append_value (CrmSql *self, const CrmValue *value)
{
  CrmBind bind = { .type = BIND_VALUE, .value = value };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

static void
append_text (CrmSql *self, char *text)
{
  CrmBind bind = { .type = BIND_TEXT, .owned = text };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

static void
append_key (CrmSql *self, CrmDatabase *database, const char *text)
{
  CrmBind bind = { .type = BIND_BLOB,
                   .owned = crm_collator_sort_key (crm_database_get_collator (database), text) };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

static const char *
op_sign (CrmOp op)
{
  switch (op) {
  case CRM_OP_EQUAL:
    return "=";
  case CRM_OP_NOT_EQUAL:
    return "IS NOT";
  case CRM_OP_LESS:
    return "<";
  case CRM_OP_LESS_EQUAL:
    return "<=";
  case CRM_OP_GREATER:
    return ">";
  case CRM_OP_GREATER_EQUAL:
    return ">=";
  case CRM_OP_CONTAINS:
  case CRM_OP_IN:
  case CRM_OP_EMPTY:
  case CRM_OP_NOT_EMPTY:
    break;
  }
  g_assert_not_reached ();
}

/* One tag of several: the derived table knows who carries it. */
static void
append_tag_test (CrmSql *self, const CrmEntity *entity, const CrmCondition *condition)
{
  g_string_append_printf (self->text,
                          "id %s (SELECT record FROM record_tag WHERE entity = %d AND tag IN (",
                          condition->op == CRM_OP_NOT_EQUAL ? "NOT IN" : "IN", entity->code);
  for (guint i = 0; i < condition->values->len; i++) {
    if (i > 0)
      g_string_append (self->text, ", ");
    append_value (self, &g_array_index (condition->values, CrmValue, i));
  }
  g_string_append (self->text, "))");
}

static void
append_test (CrmSql *self, CrmDatabase *database, const CrmEntity *entity, const CrmField *field,
             const CrmCondition *condition)
{
  const CrmValue *value =
      condition->values->len > 0 ? &g_array_index (condition->values, CrmValue, 0) : NULL;
  gboolean key = crm_field_has_key (field);

  switch (condition->op) {
  case CRM_OP_EMPTY:
    g_string_append_printf (self->text, "\"%s\" IS NULL", field->name);
    return;
  case CRM_OP_NOT_EMPTY:
    g_string_append_printf (self->text, "\"%s\" IS NOT NULL", field->name);
    return;
  case CRM_OP_CONTAINS:
    if (field->kind == CRM_KIND_REFERENCE) {
      const CrmEntity *target = crm_field_get_target (field);
      g_string_append_printf (self->text,
                              "\"%s\" IN (SELECT id FROM \"%s\" WHERE instr (crm_fold (\"%s\"), ",
                              field->name, target->name, crm_entity_title_field (target)->name);
      append_text (self, crm_text_fold (value->text));
      g_string_append (self->text, ") > 0)");
      return;
    }
    g_string_append_printf (self->text, "instr (crm_fold (\"%s\"), ", field->name);
    append_text (self, crm_text_fold (value->type == CRM_VALUE_TEXT ? value->text : ""));
    g_string_append (self->text, ") > 0");
    return;
  case CRM_OP_IN:
    if (field->kind == CRM_KIND_TAGS) {
      append_tag_test (self, entity, condition);
      return;
    }
    g_string_append_printf (self->text, "\"%s\" IN (", field->name);
    for (guint i = 0; i < condition->values->len; i++) {
      if (i > 0)
        g_string_append (self->text, ", ");
      append_value (self, &g_array_index (condition->values, CrmValue, i));
    }
    g_string_append_c (self->text, ')');
    return;
  case CRM_OP_EQUAL:
  case CRM_OP_NOT_EQUAL:
    if (field->kind == CRM_KIND_TAGS) {
      append_tag_test (self, entity, condition);
      return;
    }
    break;
  case CRM_OP_LESS:
  case CRM_OP_LESS_EQUAL:
  case CRM_OP_GREATER:
  case CRM_OP_GREATER_EQUAL:
    break;
  }
  g_string_append_printf (self->text, "\"%s%s\" %s ", field->name, key ? "_key" : "",
                          op_sign (condition->op));
  if (key)
    append_key (self, database, value->text);
  else
    append_value (self, value);
}

static void
append_condition (CrmSql *self, CrmDatabase *database, const CrmEntity *entity,
                  const CrmCondition *condition)
{
  int n = condition->n_path;

  for (int i = 0; i + 1 < n; i++) {
    const CrmEntity *target = crm_field_get_target (condition->path[i]);
    g_string_append_printf (self->text, "\"%s\" IN (SELECT id FROM \"%s\" WHERE ",
                            condition->path[i]->name, target->name);
    entity = target;
  }
  append_test (self, database, entity, condition->path[n - 1], condition);
  for (int i = 0; i + 1 < n; i++)
    g_string_append_c (self->text, ')');
}

void
crm_sql_append_where (CrmSql *self, CrmQuery *query, CrmDatabase *database)
{
  const char *glue = " WHERE ";

  for (guint i = 0; i < query->conditions->len; i++) {
    g_string_append (self->text, glue);
    append_condition (self, database, query->entity, query->conditions->pdata[i]);
    glue = " AND ";
  }
  if (query->only != NULL) {
    g_string_append_printf (self->text, "%sid IN (SELECT value FROM json_each (", glue);
    append_text (self, g_strdup (query->only));
    g_string_append (self->text, "))");
    glue = " AND ";
  }
  if (query->search != NULL) {
    g_string_append (self->text, glue);
    if (query->expression != NULL) {
      g_string_append_printf (self->text,
                              "id IN (SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH ",
                              query->entity->name, query->entity->name);
      append_text (self, g_strdup (query->expression));
      g_string_append_c (self->text, ')');
    } else
      /* Signs alone are no words: nothing is found by them. */
      g_string_append (self->text, "0");
  }
}

static void
append_sort_term (GString *text, const CrmField *const *path, int n, gboolean descending)
{
  /* Through a reference: the value stands in the record it points at. */
  if (n == 1) {
    const CrmField *field = path[0];
    if (field->kind == CRM_KIND_REFERENCE) {
      const CrmEntity *target = crm_field_get_target (field);
      const CrmField *title = crm_entity_title_field (target);
      const char *order = crm_entity_field (target, "position") != NULL ? "position" : title->name;
      g_string_append_printf (
          text, "(SELECT \"%s%s\" FROM \"%s\" AS target WHERE target.id = \"%s\")", order,
          order == title->name && crm_field_has_key (title) ? "_key" : "", target->name,
          field->name);
    } else
      g_string_append_printf (text, "\"%s%s\"", field->name,
                              crm_field_has_key (field) ? "_key" : "");
  } else {
    const CrmEntity *target = crm_field_get_target (path[0]);
    g_string_append (text, "(SELECT ");
    append_sort_term (text, path + 1, n - 1, FALSE);
    g_string_append_printf (text, " FROM \"%s\" AS step%d WHERE step%d.id = \"%s\")", target->name,
                            n, n, path[0]->name);
  }
  if (descending)
    g_string_append (text, " DESC");
}

void
crm_sql_append_order (CrmSql *self, CrmQuery *query)
{
  gboolean descending = query->descending;

  g_string_append (self->text, " ORDER BY ");
  if (query->by_id) {
    g_string_append (self->text, descending ? "id DESC" : "id");
    return;
  }
  if (query->n_sort > 0)
    append_sort_term (self->text, query->sort, query->n_sort, descending);
  else {
    const char *name = crm_query_get_sort (query, &descending);
    const CrmField *field = crm_entity_field (query->entity, name);
    append_sort_term (self->text, &field, 1, descending);
  }
  /* The id decides between equals, in the same direction, so that the index alone gives the order.
   */
  g_string_append (self->text, descending ? ", id DESC" : ", id");
}

CrmStatement *
crm_sql_prepare (CrmSql *self, CrmDatabase *database, GError **error)
{
  CrmStatement *statement = crm_database_prepare (database, self->text->str, error);
  for (guint i = 0; statement != NULL && i < self->binds->len; i++) {
    CrmBind *bind = &g_array_index (self->binds, CrmBind, i);
    gconstpointer data;
    gsize size;
    switch (bind->type) {
    case BIND_VALUE:
      crm_value_bind (bind->value, statement, (int) i + 1);
      break;
    case BIND_TEXT:
      crm_statement_bind_text (statement, (int) i + 1, bind->owned);
      break;
    case BIND_BLOB:
      data = g_bytes_get_data (bind->owned, &size);
      crm_statement_bind_blob (statement, (int) i + 1, data, size);
      break;
    }
  }
  return statement;
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
  gboolean has_row = FALSE;

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
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  } while (has_row);
  return TRUE;
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
  crm_sql_append_where (&sql, self, database);
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

/**
 * crm_query_fetch:
 * @database: any connection of this thread
 * @entity: a description
 * @ids: (array length=n_ids): of the records
 * @n_ids: how many
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmRecord) (nullable): in that order; %NULL for a record
 * that is gone. Any thread.
 */
GPtrArray *
crm_query_fetch (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids, gsize n_ids,
                 GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full ((guint) n_ids, NULL);

  g_ptr_array_set_free_func (records, (GDestroyNotify) unref_record);
  for (gsize i = 0; i < n_ids; i++) {
    g_autoptr (CrmStatement) statement =
        crm_database_prepare (database, crm_sql_select (entity), error);
    gboolean has_row;
    CrmRecord *record = NULL;
    if (statement == NULL)
      return NULL;
    crm_statement_bind_integer (statement, 1, ids[i]);
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (has_row) {
      record = crm_record_new_empty (entity);
      crm_record_read_row (record, statement);
    }
    g_clear_pointer (&statement, crm_statement_release);
    if (record != NULL)
      crm_record_read_titles (record, database, NULL);
    g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
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
        (query->conditions->len > 0 && g_str_has_prefix (step, "SCAN")))
      return FALSE;
  }
  return statement != NULL;
}

gboolean
crm_query_is_quick (CrmQuery *query, CrmDatabase *database)
{
  return query->search == NULL && query->only == NULL && plan_is_quick (database, query);
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
  g_autofree char *count = g_strdup_printf ("SELECT max (id) FROM \"%s\"", entity->name);
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (CrmQuery) sorted = crm_query_sort (query, field->name, FALSE, NULL);
  gint64 rows;

  if (field->kind == CRM_KIND_NOTE || field->kind == CRM_KIND_TAGS ||
      field->kind == CRM_KIND_SUBJECT)
    return FALSE;
  if (crm_database_query_integer (database, count, 0, &rows, NULL) && rows <= MOST_UNINDEXED)
    return TRUE;
  return plan_is_quick (database, sorted);
}
