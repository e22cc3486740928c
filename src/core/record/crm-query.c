/* Questions to the records: how they are put together. */
#include "config.h"

#include "crm-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-query-private.h"
#include "crm-search.h"

static void
clear_value (gpointer data)
{
  crm_value_clear (data);
}

static void
free_condition (CrmCondition *condition)
{
  g_array_unref (condition->values);
  g_free (condition);
}

static CrmCondition *
new_condition (CrmOp op)
{
  CrmCondition *condition = g_new0 (CrmCondition, 1);
  condition->op = op;
  condition->values = g_array_new (FALSE, TRUE, sizeof (CrmValue));
  g_array_set_clear_func (condition->values, clear_value);
  return condition;
}

static CrmCondition *
copy_condition (const CrmCondition *condition)
{
  CrmCondition *copy = new_condition (condition->op);
  memcpy (copy->path, condition->path, sizeof copy->path);
  copy->n_path = condition->n_path;
  for (guint i = 0; i < condition->values->len; i++) {
    CrmValue value;
    crm_value_copy (&g_array_index (condition->values, CrmValue, i), &value);
    g_array_append_val (copy->values, value);
  }
  return copy;
}

/**
 * crm_query_new:
 * @entity: a description
 *
 * Returns: (transfer full): all its records in its own order
 */
CrmQuery *
crm_query_new (const CrmEntity *entity)
{
  CrmQuery *self = g_new0 (CrmQuery, 1);
  g_atomic_ref_count_init (&self->references);
  self->entity = entity;
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) free_condition);
  return self;
}

CrmQuery *
crm_query_ref (CrmQuery *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
crm_query_unref (CrmQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->conditions);
  g_free (self->search);
  g_free (self->expression);
  g_clear_pointer (&self->only, g_ref_string_release);
  g_free (self);
}

static CrmQuery *
copy_query (CrmQuery *self)
{
  CrmQuery *copy = crm_query_new (self->entity);
  for (guint i = 0; i < self->conditions->len; i++)
    g_ptr_array_add (copy->conditions, copy_condition (self->conditions->pdata[i]));
  copy->search = g_strdup (self->search);
  copy->expression = g_strdup (self->expression);
  copy->only = self->only != NULL ? g_ref_string_acquire (self->only) : NULL;
  memcpy (copy->sort, self->sort, sizeof copy->sort);
  copy->n_sort = self->n_sort;
  copy->by_id = self->by_id;
  copy->descending = self->descending;
  return copy;
}

int
crm_query_resolve_path (const CrmEntity *entity, const char *path, const CrmField **fields,
                        GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  int n = (int) g_strv_length (names);

  if (n == 0 || n > CRM_MOST_PATH) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the name of a field"), path);
    return 0;
  }
  for (int i = 0; i < n; i++) {
    fields[i] = crm_entity_require_field (entity, names[i], error);
    if (fields[i] == NULL)
      return 0;
    if (i + 1 < n) {
      entity = crm_field_get_target (fields[i]);
      if (entity == NULL) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                     _ ("“%s” in “%s” does not lead to another record"), names[i], path);
        return 0;
      }
    }
  }
  return n;
}

static gboolean
parse_value (const CrmField *field, const char *text, CrmDatabase *database, CrmValue *value,
             GError **error)
{
  if ((field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) && database != NULL) {
    gint64 id;
    if (!crm_reference_find (database, field, text, &id, error))
      return FALSE;
    crm_value_set_integer (value, id);
    return TRUE;
  }
  if (!crm_field_parse (field, text, value, error))
    return FALSE;
  if (value->type == CRM_VALUE_EMPTY) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("%s: there is nothing to compare with; use “empty”"), field->name);
    return FALSE;
  }
  return TRUE;
}

/**
 * crm_query_filter:
 * @self: a query
 * @path: a field, or fields joined by dots through references
 * @op: how to compare
 * @text: (nullable): with what, as typed; comma-separated for IN
 * @database: (nullable): to find references by name; any connection of this thread
 * @error: NOT_FOUND, INVALID
 *
 * Returns: (transfer full) (nullable): @self narrowed down
 */
CrmQuery *
crm_query_filter (CrmQuery *self, const char *path, CrmOp op, const char *text,
                  CrmDatabase *database, GError **error)
{
  CrmCondition *condition = new_condition (op);
  g_autoptr (CrmQuery) narrowed = copy_query (self);
  const CrmField *field;

  g_ptr_array_add (narrowed->conditions, condition);
  condition->n_path = crm_query_resolve_path (self->entity, path, condition->path, error);
  if (condition->n_path == 0)
    return NULL;
  field = condition->path[condition->n_path - 1];
  if (op == CRM_OP_EMPTY || op == CRM_OP_NOT_EMPTY)
    return g_steal_pointer (&narrowed);

  g_auto (GStrv) parts = op == CRM_OP_IN ? g_strsplit (text != NULL ? text : "", ",", -1) : NULL;
  const char *single[] = { text != NULL ? text : "", NULL };
  const char *const *part = parts != NULL ? (const char *const *) parts : single;
  for (; *part != NULL; part++) {
    CrmValue value = CRM_VALUE_INIT;
    g_autofree char *trimmed = g_strstrip (g_strdup (*part));
    if (op == CRM_OP_CONTAINS)
      crm_value_set_text (&value, trimmed);
    else if (!parse_value (field, trimmed, database, &value, error))
      return NULL;
    g_array_append_val (condition->values, value);
  }
  return g_steal_pointer (&narrowed);
}

/**
 * crm_query_filter_values:
 * @self: a query
 * @field: name of a field
 * @op: how to compare
 * @values: (array length=n_values): with what, as the field stores it
 * @n_values: one, several for IN, none for EMPTY and NOT_EMPTY
 *
 * Returns: (transfer full): @self narrowed down
 */
CrmQuery *
crm_query_filter_values (CrmQuery *self, const char *field, CrmOp op, const CrmValue *values,
                         gsize n_values)
{
  CrmQuery *narrowed = copy_query (self);
  CrmCondition *condition = new_condition (op);

  condition->path[0] = crm_entity_field (self->entity, field);
  condition->n_path = 1;
  g_assert (condition->path[0] != NULL);
  for (gsize i = 0; i < n_values; i++) {
    CrmValue value;
    crm_value_copy (&values[i], &value);
    g_array_append_val (condition->values, value);
  }
  g_ptr_array_add (narrowed->conditions, condition);
  return narrowed;
}

/**
 * crm_query_filter_integer:
 * @self: a query
 * @field: name of a field stored as integer
 * @op: how to compare
 * @integer: with what: an id, a date ...
 *
 * Returns: (transfer full): @self narrowed down
 */
CrmQuery *
crm_query_filter_integer (CrmQuery *self, const char *field, CrmOp op, gint64 integer)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = integer };
  return crm_query_filter_values (self, field, op, &value, 1);
}

/**
 * crm_query_only:
 * @self: a query
 * @ids: (array length=n_ids): of records
 * @n_ids: how many; none leaves nothing
 *
 * Returns: (transfer full): @self, of which only these records may answer
 */
CrmQuery *
crm_query_only (CrmQuery *self, const gint64 *ids, gsize n_ids)
{
  CrmQuery *narrowed = copy_query (self);
  g_autoptr (GString) list = g_string_new ("[");

  for (gsize i = 0; i < n_ids; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (list, ']');
  g_clear_pointer (&narrowed->only, g_ref_string_release);
  narrowed->only = g_ref_string_new_len (list->str, (gssize) list->len);
  return narrowed;
}

/**
 * crm_query_filter_expression:
 * @self: a query
 * @expression: FIELD OP VALUE as on the command line: = != < <= > >= ~ in empty not-empty
 * @database: (nullable): to find references by name
 * @error: USAGE when it is no such expression; NOT_FOUND and INVALID of field and value
 *
 * Returns: (transfer full) (nullable): @self narrowed down
 */
CrmQuery *
crm_query_filter_expression (CrmQuery *self, const char *expression, CrmDatabase *database,
                             GError **error)
{
  static const struct {
    const char *sign;
    CrmOp op;
    gboolean word;
  } ops[] = {
    { "not-empty", CRM_OP_NOT_EMPTY, TRUE },
    { "empty", CRM_OP_EMPTY, TRUE },
    { "in", CRM_OP_IN, TRUE },
    { "!=", CRM_OP_NOT_EQUAL },
    { "<=", CRM_OP_LESS_EQUAL },
    { ">=", CRM_OP_GREATER_EQUAL },
    { "=", CRM_OP_EQUAL },
    { "<", CRM_OP_LESS },
    { ">", CRM_OP_GREATER },
    { "~", CRM_OP_CONTAINS },
  };
  g_autofree char *text = g_strstrip (g_strdup (expression));
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_.");
  g_autofree char *path = g_strndup (text, length);
  const char *rest = text + length;

  rest += strspn (rest, " \t");
  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++) {
    gsize n = strlen (ops[i].sign);
    if (!g_str_has_prefix (rest, ops[i].sign) || (ops[i].word && rest[n] != '\0' && rest[n] != ' '))
      continue;
    return crm_query_filter (self, path, ops[i].op, rest + n, database, error);
  }
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_USAGE,
      _ ("“%s” is not a filter: FIELD OP VALUE, where OP is = != < <= > >= ~ in empty not-empty"),
      expression);
  return NULL;
}

/**
 * crm_query_search:
 * @self: a query
 * @text: (nullable): words as typed
 *
 * Returns: (transfer full): @self with another search
 */
CrmQuery *
crm_query_search (CrmQuery *self, const char *text)
{
  CrmQuery *narrowed = copy_query (self);
  g_set_str (&narrowed->search, text != NULL && text[0] != '\0' ? text : NULL);
  g_clear_pointer (&narrowed->expression, g_free);
  if (narrowed->search != NULL && crm_entity_has_search (self->entity))
    narrowed->expression = crm_search_expression (narrowed->search);
  return narrowed;
}

/**
 * crm_query_sort:
 * @self: a query
 * @path: (nullable): a field, fields joined by dots, or "id" for the order they were made in; %NULL
 * for the entity's own
 * @descending: from the greatest down
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (nullable): @self in that order
 */
CrmQuery *
crm_query_sort (CrmQuery *self, const char *path, gboolean descending, GError **error)
{
  g_autoptr (CrmQuery) sorted = copy_query (self);
  sorted->n_sort = 0;
  sorted->by_id = g_strcmp0 (path, "id") == 0;
  sorted->descending = descending;
  if (path != NULL && !sorted->by_id) {
    sorted->n_sort = crm_query_resolve_path (self->entity, path, sorted->sort, error);
    if (sorted->n_sort == 0)
      return NULL;
  }
  return g_steal_pointer (&sorted);
}

/**
 * crm_query_fill:
 * @self: a query
 * @draft: a record of its entity, not yet written
 *
 * Sets the fields that the query asks to equal one value, so that what is added from a list is in
 * that list: a contact of this company. What the program keeps by itself stays untouched.
 */
void
crm_query_fill (CrmQuery *self, CrmRecord *draft)
{
  g_return_if_fail (crm_record_get_entity (draft) == self->entity);
  for (guint i = 0; i < self->conditions->len; i++) {
    const CrmCondition *condition = self->conditions->pdata[i];
    const CrmField *field = condition->path[0];
    if (condition->n_path == 1 && condition->op == CRM_OP_EQUAL && condition->values->len == 1 &&
        (field->flags & CRM_FIELD_READ_ONLY) == 0)
      crm_record_set_value (draft, (int) (field - self->entity->fields),
                            &g_array_index (condition->values, CrmValue, 0));
  }
}

const CrmEntity *
crm_query_get_entity (CrmQuery *self)
{
  return self->entity;
}

const char *
crm_query_get_search (CrmQuery *self)
{
  return self->search;
}

/**
 * crm_query_get_sort:
 * @self: a query
 * @descending: (out) (optional): whether from the greatest down
 *
 * Returns: (nullable): the first field of the order
 */
const char *
crm_query_get_sort (CrmQuery *self, gboolean *descending)
{
  const char *own = self->entity->sort;
  if (self->by_id) {
    if (descending != NULL)
      *descending = self->descending;
    return NULL;
  }
  if (self->n_sort > 0) {
    if (descending != NULL)
      *descending = self->descending;
    return self->sort[0]->name;
  }
  if (descending != NULL)
    *descending = own != NULL && own[0] == '-';
  return own != NULL && own[0] == '-' ? own + 1 : own;
}

static guint64
field_bit (const CrmEntity *entity, const CrmField *field)
{
  return G_GUINT64_CONSTANT (1) << (field - entity->fields);
}

guint64
crm_query_get_deciding_fields (CrmQuery *self)
{
  guint64 fields = 0;
  const char *sort = crm_query_get_sort (self, NULL);

  for (guint i = 0; i < self->conditions->len; i++)
    fields |= field_bit (self->entity, ((CrmCondition *) self->conditions->pdata[i])->path[0]);
  if (sort != NULL)
    fields |= field_bit (self->entity, crm_entity_field (self->entity, sort));
  for (int i = 0; i < self->entity->n_fields && self->search != NULL; i++)
    if (self->entity->fields[i].flags & CRM_FIELD_SEARCHED)
      fields |= field_bit (self->entity, &self->entity->fields[i]);
  return fields;
}

gboolean
crm_query_reaches (CrmQuery *self, const CrmEntity *entity)
{
  for (guint i = 0; i < self->conditions->len; i++) {
    CrmCondition *condition = self->conditions->pdata[i];
    /* What a reference contains is the title of the record it points at. */
    int n = condition->op == CRM_OP_CONTAINS ? condition->n_path : condition->n_path - 1;
    for (int j = 0; j < n; j++)
      if (crm_field_get_target (condition->path[j]) == entity)
        return TRUE;
  }
  for (int j = 0; j < self->n_sort; j++)
    if (crm_field_get_target (self->sort[j]) == entity)
      return TRUE;
  return FALSE;
}
