/* A value that gives way to another, in questions that are kept as text. */
#include "config.h"

#include "crm-query-replace.h"

#include "crm-query-private.h"

typedef struct {
  CrmFieldFunc is_meant;
  gpointer data;
  const CrmValue *from;
  const CrmValue *into;
  gboolean found;
} Replacement;

static gboolean
is_value (const CrmOperand *operand, const CrmValue *value)
{
  return operand->kind == CRM_OPERAND_VALUE && crm_value_equal (&operand->value, value);
}

static gboolean
has_value (GArray *operands, const CrmValue *value)
{
  for (guint i = 0; i < operands->len; i++)
    if (is_value (&g_array_index (operands, CrmOperand, i), value))
      return TRUE;
  return FALSE;
}

/* One of both is one of them. */
static void
replace_operands (GArray *operands, Replacement *replacement)
{
  gboolean is_there = has_value (operands, replacement->into);

  for (guint i = operands->len; i-- > 0;) {
    CrmOperand *operand = &g_array_index (operands, CrmOperand, i);
    if (!is_value (operand, replacement->from))
      continue;
    replacement->found = TRUE;
    if (is_there)
      g_array_remove_index (operands, i);
    else {
      crm_value_clear (&operand->value);
      crm_value_copy (replacement->into, &operand->value);
    }
    is_there = TRUE;
  }
}

static void
replace_in (CrmCondition *condition, Replacement *replacement)
{
  if (condition->kind == CRM_CONDITION_TEST &&
      replacement->is_meant (crm_condition_get_field (condition), replacement->data))
    replace_operands (condition->operands, replacement);
  for (guint i = 0; i < condition->children->len; i++)
    replace_in (condition->children->pdata[i], replacement);
}

/**
 * crm_query_text_replace:
 * @text: as crm_query_to_text() writes it
 * @database: any connection of this thread
 * @is_meant: (scope call): tells the fields of which it is asked
 * @data: for @is_meant
 * @from: the value that goes
 * @into: the one that takes its place
 *
 * Returns: (transfer full) (nullable): the question with the other value; %NULL where @from is not
 *   asked for
 */
char *
crm_query_text_replace (const char *text, CrmDatabase *database, CrmFieldFunc is_meant,
                        gpointer data, const CrmValue *from, const CrmValue *into)
{
  Replacement replacement = { is_meant, data, from, into, FALSE };
  /* Just read: nobody else has its conditions. */
  g_autoptr (CrmQuery) query = crm_query_from_text (text, database, NULL, NULL);

  if (query == NULL)
    return NULL;
  for (guint i = 0; i < query->conditions->len; i++)
    replace_in (query->conditions->pdata[i], &replacement);
  return replacement.found ? crm_query_to_text (query, database) : NULL;
}
