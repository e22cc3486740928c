/* What is asked of records: how a tree of tests is put together. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-condition-private.h"
#include "crm-error.h"

void
crm_operand_clear (CrmOperand *self)
{
  crm_value_clear (&self->value);
}

void
crm_operand_copy (const CrmOperand *self, CrmOperand *copy)
{
  copy->kind = self->kind;
  copy->span = self->span;
  crm_value_copy (&self->value, &copy->value);
}

gboolean
crm_operand_equal (const CrmOperand *a, const CrmOperand *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == CRM_OPERAND_SPAN)
    return crm_span_equal (&a->span, &b->span);
  return crm_value_equal (&a->value, &b->value);
}

static void
clear_operand (gpointer data)
{
  crm_operand_clear (data);
}

static GArray *
new_operands (void)
{
  GArray *operands = g_array_new (FALSE, TRUE, sizeof (CrmOperand));
  g_array_set_clear_func (operands, clear_operand);
  return operands;
}

static CrmCondition *
new_condition (CrmConditionKind kind)
{
  CrmCondition *self = g_new0 (CrmCondition, 1);
  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->operands = new_operands ();
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_condition_unref);
  return self;
}

CrmCondition *
crm_condition_ref (CrmCondition *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
crm_condition_unref (CrmCondition *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->operands);
  g_ptr_array_unref (self->children);
  g_free (self->text);
  g_free (self->problem);
  g_free (self);
}

void
crm_condition_set_path (CrmCondition *self, const CrmField *const *path, int n_path)
{
  memcpy (self->path, path, (gsize) n_path * sizeof *path);
  self->n_path = n_path;
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

/**
 * crm_condition_new_test:
 * @entity: of whose records it is asked
 * @path: a field, or fields joined by dots through references
 * @op: how to compare
 * @operands: (array length=n_operands): one, two for BETWEEN, several for IN, NOT_IN and ALL, none
 *   for EMPTY and NOT_EMPTY
 * @n_operands: how many
 * @error: NOT_FOUND, INVALID: there is no such field
 *
 * Returns: (transfer full) (nullable): the test
 */
CrmCondition *
crm_condition_new_test (const CrmEntity *entity, const char *path, CrmOp op,
                        const CrmOperand *operands, gsize n_operands, GError **error)
{
  g_autoptr (CrmCondition) self = new_condition (CRM_CONDITION_TEST);

  self->n_path = crm_query_resolve_path (entity, path, self->path, error);
  if (self->n_path == 0)
    return NULL;
  self->op = op;
  for (gsize i = 0; i < n_operands; i++) {
    CrmOperand copy;
    crm_operand_copy (&operands[i], &copy);
    g_array_append_val (self->operands, copy);
  }
  return g_steal_pointer (&self);
}

/**
 * crm_condition_new_group:
 * @kind: CRM_CONDITION_ALL or CRM_CONDITION_ANY
 * @children: (transfer full) (element-type CrmCondition): the tests; its free function is replaced
 *
 * Returns: (transfer full): them as one
 */
CrmCondition *
crm_condition_new_group (CrmConditionKind kind, GPtrArray *children)
{
  CrmCondition *self = new_condition (kind);

  g_assert (kind == CRM_CONDITION_ALL || kind == CRM_CONDITION_ANY);
  g_ptr_array_unref (self->children);
  self->children = children;
  g_ptr_array_set_free_func (children, (GDestroyNotify) crm_condition_unref);
  return self;
}

/**
 * crm_condition_new_link:
 * @entity: of whose records it is asked
 * @source: whose records point at them
 * @link: by which field of @source: a reference to @entity, or a subject
 * @negated: whether there must be none
 * @child: (nullable) (transfer full): what these records must meet
 *
 * Returns: (transfer full): the test
 */
CrmCondition *
crm_condition_new_link (const CrmEntity *entity, const CrmEntity *source, const CrmField *link,
                        gboolean negated, CrmCondition *child)
{
  CrmCondition *self = new_condition (negated ? CRM_CONDITION_HAS_NO : CRM_CONDITION_HAS);

  g_assert (link->kind == CRM_KIND_SUBJECT || crm_field_get_target (link) == entity);
  self->source = source;
  self->link = link;
  if (child != NULL)
    g_ptr_array_add (self->children, child);
  return self;
}

CrmCondition *
crm_condition_new_unreadable (const char *text, const char *problem)
{
  CrmCondition *self = new_condition (CRM_CONDITION_UNREADABLE);
  self->text = g_strdup (text);
  self->problem = g_strdup (problem);
  return self;
}

CrmConditionKind
crm_condition_get_kind (CrmCondition *self)
{
  return self->kind;
}

const CrmField *
crm_condition_get_field (CrmCondition *self)
{
  return self->n_path > 0 ? self->path[self->n_path - 1] : NULL;
}

/**
 * crm_condition_dup_path:
 * @self: a condition
 *
 * Returns: (transfer full): names of fields joined by dots; "" where there are none
 */
char *
crm_condition_dup_path (CrmCondition *self)
{
  GString *path = g_string_new (NULL);
  for (int i = 0; i < self->n_path; i++)
    g_string_append_printf (path, "%s%s", i > 0 ? "." : "", self->path[i]->name);
  return g_string_free (path, FALSE);
}

CrmOp
crm_condition_get_op (CrmCondition *self)
{
  return self->op;
}

const CrmOperand *
crm_condition_get_operands (CrmCondition *self, gsize *n_operands)
{
  *n_operands = self->operands->len;
  return (const CrmOperand *) self->operands->data;
}

guint
crm_condition_get_n_children (CrmCondition *self)
{
  return self->children->len;
}

CrmCondition *
crm_condition_get_child (CrmCondition *self, guint i)
{
  return i < self->children->len ? self->children->pdata[i] : NULL;
}

const CrmEntity *
crm_condition_get_source (CrmCondition *self)
{
  return self->source;
}

const CrmField *
crm_condition_get_link (CrmCondition *self)
{
  return self->link;
}

/**
 * crm_condition_get_problem:
 * @self: a condition
 *
 * Returns: (nullable): a translated sentence: what is wrong with it or with one of its children
 */
const char *
crm_condition_get_problem (CrmCondition *self)
{
  if (self->problem != NULL)
    return self->problem;
  for (guint i = 0; i < self->children->len; i++) {
    const char *problem = crm_condition_get_problem (self->children->pdata[i]);
    if (problem != NULL)
      return problem;
  }
  return NULL;
}

void
crm_condition_collect_problems (CrmCondition *self, GPtrArray *problems)
{
  if (self->problem != NULL && problems != NULL)
    g_ptr_array_add (problems, g_strdup (self->problem));
  for (guint i = 0; i < self->children->len; i++)
    crm_condition_collect_problems (self->children->pdata[i], problems);
}

gboolean
crm_condition_is_idle (CrmCondition *self)
{
  switch (self->kind) {
  case CRM_CONDITION_TEST:
  case CRM_CONDITION_HAS_NO:
  case CRM_CONDITION_HAS:
    /* A link whose own condition cannot be asked would ask for something else. */
    for (guint i = 0; i < self->children->len; i++)
      if (crm_condition_is_idle (self->children->pdata[i]))
        return TRUE;
    return FALSE;
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
    for (guint i = 0; i < self->children->len; i++)
      if (!crm_condition_is_idle (self->children->pdata[i]))
        return FALSE;
    return TRUE;
  case CRM_CONDITION_UNREADABLE:
    return TRUE;
  }
  g_assert_not_reached ();
}

gboolean
crm_condition_names (CrmCondition *self, CrmOperandKind kind)
{
  for (guint i = 0; i < self->operands->len; i++)
    if (g_array_index (self->operands, CrmOperand, i).kind == kind)
      return TRUE;
  for (guint i = 0; i < self->children->len; i++)
    if (crm_condition_names (self->children->pdata[i], kind))
      return TRUE;
  return FALSE;
}

gboolean
crm_condition_is_relative (CrmCondition *self)
{
  return crm_condition_names (self, CRM_OPERAND_ME) ||
         crm_condition_names (self, CRM_OPERAND_NOW) ||
         crm_condition_names (self, CRM_OPERAND_SPAN);
}

gboolean
crm_field_can_be_me (const CrmField *field)
{
  return field->kind == CRM_KIND_REFERENCE && g_strcmp0 (field->target, "person") == 0;
}
