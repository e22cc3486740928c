/* Conditions as text that crm_condition_parse() reads back. */
#include "config.h"

#include <string.h>

#include "crm-condition-private.h"
#include "crm-date.h"

static const char *const op_words[CRM_N_OPS] = {
  [CRM_OP_EQUAL] = "=",         [CRM_OP_NOT_EQUAL] = "!=",
  [CRM_OP_LESS] = "<",          [CRM_OP_LESS_EQUAL] = "<=",
  [CRM_OP_GREATER] = ">",       [CRM_OP_GREATER_EQUAL] = ">=",
  [CRM_OP_CONTAINS] = "~",      [CRM_OP_IN] = "in",
  [CRM_OP_EMPTY] = "empty",     [CRM_OP_NOT_EMPTY] = "not-empty",
  [CRM_OP_BETWEEN] = "=",       [CRM_OP_NOT_IN] = "not-in",
  [CRM_OP_NOT_CONTAINS] = "!~", [CRM_OP_BEGINS] = "begins",
  [CRM_OP_ALL] = "all",
};

void
crm_condition_append_quoted (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++) {
    if (*value == '\n')
      g_string_append (text, "\\n");
    else {
      if (*value == '"' || *value == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *value);
    }
  }
  g_string_append_c (text, '"');
}

static void
append_reference (GString *text, const CrmField *field, gint64 id, CrmDatabase *database)
{
  g_autofree char *title =
      database != NULL ? crm_reference_title (database, crm_field_get_target (field), id) : NULL;

  g_string_append_printf (text, "#%" G_GINT64_FORMAT, id);
  if (title != NULL) {
    g_string_append_c (text, ' ');
    crm_condition_append_quoted (text, title);
  }
}

static gboolean
is_code (const char *text)
{
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
         '\0';
}

static void
append_value (GString *text, const CrmField *field, const CrmValue *value, CrmDatabase *database)
{
  g_autofree char *machine = NULL;

  if (value->type == CRM_VALUE_EMPTY)
    crm_condition_append_quoted (text, "");
  else if (value->type == CRM_VALUE_TEXT) {
    if (field->kind == CRM_KIND_CHOICE && is_code (value->text))
      g_string_append (text, value->text);
    else
      crm_condition_append_quoted (text, value->text);
  } else if (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE)
    append_reference (text, field, value->integer, database);
  else {
    machine = crm_field_to_machine (field, value);
    g_string_append (text, machine);
  }
}

static void
append_operand (GString *text, const CrmField *field, const CrmOperand *operand,
                CrmDatabase *database)
{
  g_autofree char *owned = NULL;

  switch (operand->kind) {
  case CRM_OPERAND_VALUE:
    append_value (text, field, &operand->value, database);
    return;
  case CRM_OPERAND_DAY:
    owned = crm_date_to_iso (operand->value.integer);
    break;
  case CRM_OPERAND_SPAN:
    owned = crm_span_to_text (&operand->span);
    break;
  case CRM_OPERAND_ME:
    owned = g_strdup ("me");
    break;
  case CRM_OPERAND_NOW:
    owned = g_strdup ("now");
    break;
  }
  g_string_append (text, owned);
}

static void
append_test (GString *text, CrmCondition *self, CrmDatabase *database)
{
  const CrmField *field = crm_condition_get_field (self);
  g_autofree char *path = crm_condition_dup_path (self);

  g_string_append_printf (text, "%s %s", path, op_words[self->op]);
  for (guint i = 0; i < self->operands->len; i++) {
    g_string_append (text, i == 0 ? " " : self->op == CRM_OP_BETWEEN ? ".." : ", ");
    append_operand (text, field, &g_array_index (self->operands, CrmOperand, i), database);
  }
}

static void append_condition (GString *text, CrmCondition *self, CrmDatabase *database);

static void
append_children (GString *text, CrmCondition *self, CrmDatabase *database)
{
  const char *glue = self->kind == CRM_CONDITION_ANY ? " or " : " and ";

  for (guint i = 0; i < self->children->len; i++) {
    CrmCondition *child = self->children->pdata[i];
    gboolean group = child->kind == CRM_CONDITION_ALL || child->kind == CRM_CONDITION_ANY;
    g_string_append (text, i > 0 ? glue : "");
    g_string_append (text, group ? "(" : "");
    append_condition (text, child, database);
    g_string_append (text, group ? ")" : "");
  }
}

static void
append_condition (GString *text, CrmCondition *self, CrmDatabase *database)
{
  g_autofree char *path = NULL;

  switch (self->kind) {
  case CRM_CONDITION_TEST:
    append_test (text, self, database);
    return;
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
    append_children (text, self, database);
    return;
  case CRM_CONDITION_HAS:
  case CRM_CONDITION_HAS_NO:
    path = crm_condition_dup_path (self);
    g_string_append_printf (text, "%s %s%s%s:%s", self->kind == CRM_CONDITION_HAS ? "has" : "no",
                            path, self->n_path > 0 ? "." : "", self->source->name,
                            self->link->name);
    if (self->children->len > 0) {
      g_string_append (text, " (");
      append_condition (text, self->children->pdata[0], database);
      g_string_append_c (text, ')');
    }
    return;
  case CRM_CONDITION_UNREADABLE:
    g_string_append (text, self->text);
    return;
  }
  g_assert_not_reached ();
}

/**
 * crm_condition_to_text:
 * @self: a condition
 * @database: (nullable): gives names beside the numbers of records; any connection of this thread
 *
 * Returns: (transfer full): one line, the same whatever the language
 */
char *
crm_condition_to_text (CrmCondition *self, CrmDatabase *database)
{
  GString *text = g_string_new (NULL);
  append_condition (text, self, database);
  return g_string_free (text, FALSE);
}
