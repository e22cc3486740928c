/* Questions to the records: how they are put together. */
#include "config.h"

#include "crm-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-query-private.h"
#include "crm-search.h"

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
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_condition_unref);
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
    g_ptr_array_add (copy->conditions, crm_condition_ref (self->conditions->pdata[i]));
  copy->search = g_strdup (self->search);
  copy->expression = g_strdup (self->expression);
  copy->only = self->only != NULL ? g_ref_string_acquire (self->only) : NULL;
  memcpy (copy->sorts, self->sorts, sizeof copy->sorts);
  copy->n_sorts = self->n_sorts;
  copy->has_context = self->has_context;
  copy->context = self->context;
  return copy;
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
  g_autoptr (CrmCondition) condition =
      crm_condition_new_test (self->entity, path, op, NULL, 0, error);
  g_auto (GStrv) parts = NULL;

  if (condition == NULL)
    return NULL;
  if (op == CRM_OP_EMPTY || op == CRM_OP_NOT_EMPTY)
    return crm_query_where (self, condition);
  if (op == CRM_OP_IN || op == CRM_OP_NOT_IN || op == CRM_OP_ALL)
    parts = g_strsplit (text != NULL ? text : "", ",", -1);
  else {
    parts = g_new0 (char *, 2);
    parts[0] = g_strdup (text != NULL ? text : "");
  }
  for (char **part = parts; *part != NULL; part++)
    if (!crm_operand_parse (crm_condition_get_field (condition), g_strstrip (*part), FALSE,
                            &condition->op, database, condition->operands, error))
      return NULL;
  return crm_query_where (self, condition);
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
  g_autoptr (CrmCondition) condition =
      crm_condition_new_test (self->entity, field, op, NULL, 0, NULL);

  g_assert (condition != NULL);
  for (gsize i = 0; i < n_values; i++) {
    CrmOperand operand = { .kind = CRM_OPERAND_VALUE };
    crm_value_copy (&values[i], &operand.value);
    g_array_append_val (condition->operands, operand);
  }
  return crm_query_where (self, condition);
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
 * @expression: as on the command line, see crm_condition_parse()
 * @database: (nullable): to find references by name
 * @error: USAGE when it is no such expression; NOT_FOUND and INVALID of field and value
 *
 * Returns: (transfer full) (nullable): @self narrowed down
 */
CrmQuery *
crm_query_filter_expression (CrmQuery *self, const char *expression, CrmDatabase *database,
                             GError **error)
{
  g_autoptr (CrmCondition) condition =
      crm_condition_parse (self->entity, expression, database, CRM_PARSE_STRICT, error);
  return condition != NULL ? crm_query_where (self, condition) : NULL;
}

/**
 * crm_query_where:
 * @self: a query
 * @condition: of its entity
 *
 * Returns: (transfer full): @self narrowed down
 */
CrmQuery *
crm_query_where (CrmQuery *self, CrmCondition *condition)
{
  CrmQuery *narrowed = copy_query (self);
  g_ptr_array_add (narrowed->conditions, crm_condition_ref (condition));
  return narrowed;
}

/**
 * crm_query_at:
 * @self: a query
 * @now: the present moment
 * @me: the person who asks; 0 where nobody is known, whose records are none
 *
 * Returns: (transfer full): @self as it is asked now
 */
CrmQuery *
crm_query_at (CrmQuery *self, gint64 now, gint64 me)
{
  CrmQuery *asked = copy_query (self);
  asked->has_context = TRUE;
  asked->context = (CrmQueryContext) { now, crm_moment_to_date (now), me };
  return asked;
}

gboolean
crm_query_is_relative (CrmQuery *self)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (crm_condition_is_relative (self->conditions->pdata[i]))
      return TRUE;
  return FALSE;
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
  g_autoptr (CrmQuery) own = copy_query (self);

  own->n_sorts = 0;
  return path != NULL ? crm_query_sort_then (own, path, descending, error) : g_steal_pointer (&own);
}

/**
 * crm_query_sort_then:
 * @self: a query
 * @path: a field, fields joined by dots, or "id"
 * @descending: from the greatest down
 * @error: NOT_FOUND; INVALID: of too many fields
 *
 * Returns: (transfer full) (nullable): @self, what is equal in its order sorted by @path
 */
CrmQuery *
crm_query_sort_then (CrmQuery *self, const char *path, gboolean descending, GError **error)
{
  g_autoptr (CrmQuery) sorted = copy_query (self);
  CrmSort *sort = &sorted->sorts[sorted->n_sorts];

  if (sorted->n_sorts == CRM_MOST_SORTS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("No more than %d fields give an order"),
                 CRM_MOST_SORTS);
    return NULL;
  }
  *sort = (CrmSort) { .descending = descending };
  sorted->n_sorts++;
  if (strcmp (path, "id") == 0)
    return g_steal_pointer (&sorted);
  sort->n_path = crm_query_resolve_path (self->entity, path, sort->path, error);
  return sort->n_path > 0 ? g_steal_pointer (&sorted) : NULL;
}

/**
 * crm_query_sort_text:
 * @self: a query
 * @text: fields joined by commas, each with "-" before it where it is from the greatest down
 * @error: NOT_FOUND, INVALID
 *
 * Returns: (transfer full) (nullable): @self in that order
 */
CrmQuery *
crm_query_sort_text (CrmQuery *self, const char *text, GError **error)
{
  g_auto (GStrv) paths = g_strsplit (text, ",", -1);
  g_autoptr (CrmQuery) sorted = crm_query_sort (self, NULL, FALSE, NULL);

  for (char **path = paths; *path != NULL; path++) {
    g_autoptr (CrmQuery) before = g_steal_pointer (&sorted);
    const char *name = g_strstrip (*path);
    sorted = crm_query_sort_then (before, name + (name[0] == '-'), name[0] == '-', error);
    if (sorted == NULL)
      return NULL;
  }
  return g_steal_pointer (&sorted);
}

gboolean
crm_query_names_me (CrmQuery *self)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (crm_condition_names (self->conditions->pdata[i], CRM_OPERAND_ME))
      return TRUE;
  return FALSE;
}

static void
fill (CrmQuery *self, CrmCondition *condition, CrmRecord *draft)
{
  const CrmField *field = condition->path[0];
  const CrmOperand *operand;
  CrmValue me = { .type = CRM_VALUE_INTEGER, .integer = self->context.me };
  int index;

  for (guint i = 0; condition->kind == CRM_CONDITION_ALL && i < condition->children->len; i++)
    fill (self, condition->children->pdata[i], draft);
  if (condition->kind != CRM_CONDITION_TEST || condition->n_path != 1 ||
      condition->op != CRM_OP_EQUAL || (field->flags & CRM_FIELD_READ_ONLY) != 0)
    return;
  index = crm_entity_field_index (self->entity, field->name);
  operand = &g_array_index (condition->operands, CrmOperand, 0);
  if (operand->kind == CRM_OPERAND_VALUE)
    crm_record_set_value (draft, index, &operand->value);
  else if (operand->kind == CRM_OPERAND_ME && me.integer != 0)
    crm_record_set_value (draft, index, &me);
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
  for (guint i = 0; i < self->conditions->len; i++)
    fill (self, self->conditions->pdata[i], draft);
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

  if (self->n_sorts > 0) {
    if (descending != NULL)
      *descending = self->sorts[0].descending;
    return self->sorts[0].n_path > 0 ? self->sorts[0].path[0]->name : NULL;
  }
  if (descending != NULL)
    *descending = own != NULL && own[0] == '-';
  return own != NULL && own[0] == '-' ? own + 1 : own;
}

guint
crm_query_get_n_sorts (CrmQuery *self)
{
  return self->n_sorts;
}

/**
 * crm_query_dup_sort:
 * @self: a query
 * @i: which field of the order, less than crm_query_get_n_sorts()
 * @descending: (out) (optional): whether from the greatest down
 *
 * Returns: (transfer full): fields joined by dots; "id" for the order they were made in
 */
char *
crm_query_dup_sort (CrmQuery *self, guint i, gboolean *descending)
{
  const CrmSort *sort = &self->sorts[i];
  GString *path = g_string_new (sort->n_path == 0 ? "id" : NULL);

  g_return_val_if_fail (i < self->n_sorts, g_string_free (path, FALSE));
  for (int j = 0; j < sort->n_path; j++)
    g_string_append_printf (path, "%s%s", j > 0 ? "." : "", sort->path[j]->name);
  if (descending != NULL)
    *descending = sort->descending;
  return g_string_free (path, FALSE);
}

guint
crm_query_get_n_conditions (CrmQuery *self)
{
  return self->conditions->len;
}

CrmCondition *
crm_query_get_condition (CrmQuery *self, guint i)
{
  return self->conditions->pdata[i];
}

/* What is asked of other records, before or behind, is crm_query_reaches()'s. */
static void
add_fields (CrmFields *fields, const CrmEntity *entity, CrmCondition *condition)
{
  if (condition->n_path > 0)
    crm_fields_add (fields, crm_entity_field_index (entity, condition->path[0]->name));
  if (condition->kind == CRM_CONDITION_ALL || condition->kind == CRM_CONDITION_ANY)
    for (guint i = 0; i < condition->children->len; i++)
      add_fields (fields, entity, condition->children->pdata[i]);
}

CrmFields
crm_query_get_deciding_fields (CrmQuery *self)
{
  CrmFields fields = { 0 };

  for (guint i = 0; i < self->conditions->len; i++)
    add_fields (&fields, self->entity, self->conditions->pdata[i]);
  for (guint i = 0; i < self->n_sorts; i++)
    if (self->sorts[i].n_path > 0)
      crm_fields_add (&fields, crm_entity_field_index (self->entity, self->sorts[i].path[0]->name));
  if (self->n_sorts == 0 && crm_query_get_sort (self, NULL) != NULL)
    crm_fields_add (&fields,
                    crm_entity_field_index (self->entity, crm_query_get_sort (self, NULL)));
  for (int i = 0; i < self->entity->n_fields && self->search != NULL; i++)
    if (self->entity->fields[i].flags & CRM_FIELD_SEARCHED)
      crm_fields_add (&fields, i);
  return fields;
}

static gboolean
reads_title (CrmCondition *condition)
{
  return condition->op == CRM_OP_CONTAINS || condition->op == CRM_OP_NOT_CONTAINS ||
         condition->op == CRM_OP_BEGINS;
}

static gboolean
condition_reaches (CrmCondition *condition, const CrmEntity *entity)
{
  /* What a reference contains is the title of the record it points at. */
  int n = condition->kind == CRM_CONDITION_TEST && !reads_title (condition) ? condition->n_path - 1
                                                                            : condition->n_path;

  if (condition->source == entity)
    return TRUE;
  for (int i = 0; i < n; i++)
    if (crm_field_get_target (condition->path[i]) == entity)
      return TRUE;
  for (guint i = 0; i < condition->children->len; i++)
    if (condition_reaches (condition->children->pdata[i], entity))
      return TRUE;
  return FALSE;
}

gboolean
crm_query_reaches (CrmQuery *self, const CrmEntity *entity)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (condition_reaches (self->conditions->pdata[i], entity))
      return TRUE;
  for (guint i = 0; i < self->n_sorts; i++)
    for (int j = 0; j < self->sorts[i].n_path; j++)
      if (crm_field_get_target (self->sorts[i].path[j]) == entity)
        return TRUE;
  return FALSE;
}
