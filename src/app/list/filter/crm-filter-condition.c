/* What a filter asks, and a filter of what is asked. */
#include "config.h"

#include "crm-filter-private.h"

static gboolean
has_value (CrmFilter *self, guint i)
{
  return i < self->operands->len &&
         (g_array_index (self->operands, CrmOperand, i).kind == CRM_OPERAND_ME ||
          crm_filter_get_value (self, i)->type != CRM_VALUE_EMPTY);
}

/**
 * crm_filter_is_complete:
 * @self: a filter
 *
 * Returns: whether it says enough to be asked; what is not yet filled in narrows nothing
 */
gboolean
crm_filter_is_complete (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), FALSE);
  if (self->fixed != NULL)
    return !crm_condition_is_idle (self->fixed);
  if (self->problem != NULL)
    return FALSE;
  switch (self->test) {
  case CRM_TEST_ONE_OF:
  case CRM_TEST_NONE_OF:
  case CRM_TEST_ALL_OF:
  case CRM_TEST_CONTAINS:
  case CRM_TEST_NOT_CONTAINS:
  case CRM_TEST_BEGINS:
  case CRM_TEST_EQUAL:
  case CRM_TEST_AT_LEAST:
  case CRM_TEST_AT_MOST:
    return has_value (self, 0);
  case CRM_TEST_BETWEEN:
    return has_value (self, 0) || has_value (self, 1);
  case CRM_TEST_PERIOD:
  case CRM_TEST_OVERDUE:
  case CRM_TEST_EMPTY:
  case CRM_TEST_NOT_EMPTY:
  case CRM_N_TESTS:
    return TRUE;
  }
  g_assert_not_reached ();
}

static CrmOp
get_op (CrmFilter *self)
{
  switch (self->test) {
  case CRM_TEST_ONE_OF:
    /* Of one value alone more follows: what is added from the list gets it. */
    return self->operands->len == 1 ? CRM_OP_EQUAL : CRM_OP_IN;
  case CRM_TEST_NONE_OF:
    return CRM_OP_NOT_IN;
  case CRM_TEST_ALL_OF:
    return CRM_OP_ALL;
  case CRM_TEST_CONTAINS:
    return CRM_OP_CONTAINS;
  case CRM_TEST_NOT_CONTAINS:
    return CRM_OP_NOT_CONTAINS;
  case CRM_TEST_BEGINS:
    return CRM_OP_BEGINS;
  case CRM_TEST_EQUAL:
  case CRM_TEST_PERIOD:
    return CRM_OP_EQUAL;
  case CRM_TEST_AT_LEAST:
    return CRM_OP_GREATER_EQUAL;
  case CRM_TEST_AT_MOST:
    return CRM_OP_LESS_EQUAL;
  case CRM_TEST_BETWEEN:
    if (!has_value (self, 1))
      return CRM_OP_GREATER_EQUAL;
    return has_value (self, 0) ? CRM_OP_BETWEEN : CRM_OP_LESS_EQUAL;
  case CRM_TEST_OVERDUE:
    return CRM_OP_LESS;
  case CRM_TEST_EMPTY:
    return CRM_OP_EMPTY;
  case CRM_TEST_NOT_EMPTY:
    return CRM_OP_NOT_EMPTY;
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}

/* Borrowed copies: they live as long as the filter's own. */
static GArray *
collect_operands (CrmFilter *self)
{
  GArray *operands = g_array_new (FALSE, TRUE, sizeof (CrmOperand));
  CrmOperand now = { .kind = CRM_OPERAND_NOW };
  CrmOperand span = { .kind = CRM_OPERAND_SPAN, .span = self->span };

  if (self->test == CRM_TEST_EMPTY || self->test == CRM_TEST_NOT_EMPTY)
    return operands;
  if (self->test == CRM_TEST_PERIOD)
    g_array_append_val (operands, span);
  else if (self->test == CRM_TEST_OVERDUE)
    g_array_append_val (operands, now);
  else
    for (guint i = 0; i < self->operands->len; i++) {
      CrmOperand operand = g_array_index (self->operands, CrmOperand, i);
      if (!has_value (self, i))
        continue;
      /* A moment is asked for by its day. */
      if (self->field->kind == CRM_KIND_MOMENT && operand.kind == CRM_OPERAND_VALUE)
        operand.kind = CRM_OPERAND_DAY;
      g_array_append_val (operands, operand);
    }
  return operands;
}

static CrmCondition *
make_test (CrmFilter *self, const CrmEntity *entity)
{
  g_autoptr (GArray) operands = collect_operands (self);
  g_autofree char *path =
      self->way.reference != NULL
          ? g_strdup_printf ("%s.%s", self->way.reference->name, self->field->name)
          : g_strdup (self->field->name);

  return crm_condition_new_test (entity, path, get_op (self), (const CrmOperand *) operands->data,
                                 operands->len, NULL);
}

/**
 * crm_filter_make_condition:
 * @self: a filter
 * @entity: what is listed
 *
 * Returns: (transfer full) (nullable): what it asks; %NULL while it is not complete
 */
CrmCondition *
crm_filter_make_condition (CrmFilter *self, const CrmEntity *entity)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  if (self->fixed != NULL)
    return crm_condition_ref (self->fixed);
  if (!crm_filter_is_complete (self))
    return NULL;
  if (self->way.source == NULL)
    return make_test (self, entity);
  return crm_condition_new_link (entity, self->way.source, self->way.link, self->negated,
                                 self->field != NULL ? make_test (self, self->way.source) : NULL);
}

/* --- The other way round */

static gboolean
knows (const CrmField *field, CrmTest test)
{
  gsize n;
  const CrmTest *tests = crm_filter_get_tests (field, &n);

  for (gsize i = 0; i < n; i++)
    if (tests[i] == test)
      return TRUE;
  return FALSE;
}

static CrmTest
find_test (CrmFilter *self, CrmOp op, const CrmOperand *operand)
{
  gboolean set = knows (self->field, CRM_TEST_ONE_OF);

  switch (op) {
  case CRM_OP_EQUAL:
    if (operand->kind == CRM_OPERAND_SPAN)
      return CRM_TEST_PERIOD;
    return set                               ? CRM_TEST_ONE_OF
           : crm_filter_is_day (self->field) ? CRM_TEST_BETWEEN
                                             : CRM_TEST_EQUAL;
  case CRM_OP_IN:
    return CRM_TEST_ONE_OF;
  case CRM_OP_NOT_EQUAL:
  case CRM_OP_NOT_IN:
    return CRM_TEST_NONE_OF;
  case CRM_OP_ALL:
    return CRM_TEST_ALL_OF;
  case CRM_OP_CONTAINS:
    return CRM_TEST_CONTAINS;
  case CRM_OP_NOT_CONTAINS:
    return CRM_TEST_NOT_CONTAINS;
  case CRM_OP_BEGINS:
    return CRM_TEST_BEGINS;
  case CRM_OP_GREATER_EQUAL:
    return CRM_TEST_AT_LEAST;
  case CRM_OP_LESS_EQUAL:
    return CRM_TEST_AT_MOST;
  case CRM_OP_BETWEEN:
    return CRM_TEST_BETWEEN;
  case CRM_OP_LESS:
    return operand->kind == CRM_OPERAND_NOW ? CRM_TEST_OVERDUE : CRM_N_TESTS;
  case CRM_OP_EMPTY:
    return CRM_TEST_EMPTY;
  case CRM_OP_NOT_EMPTY:
    return CRM_TEST_NOT_EMPTY;
  case CRM_OP_GREATER:
  case CRM_N_OPS:
    return CRM_N_TESTS;
  }
  g_assert_not_reached ();
}

static gboolean
take_operand (CrmFilter *self, const CrmOperand *operand)
{
  CrmOperand copy;

  /* A moment to the second has no editor: days have. */
  if (operand->kind == CRM_OPERAND_SPAN || operand->kind == CRM_OPERAND_NOW ||
      (self->field->kind == CRM_KIND_MOMENT && operand->kind == CRM_OPERAND_VALUE))
    return FALSE;
  crm_operand_copy (operand, &copy);
  if (copy.kind == CRM_OPERAND_DAY)
    copy.kind = CRM_OPERAND_VALUE;
  g_array_append_val (self->operands, copy);
  return TRUE;
}

gboolean
crm_filter_read_test (CrmFilter *self, CrmCondition *condition)
{
  CrmOp op = crm_condition_get_op (condition);
  gsize n;
  const CrmOperand *operands = crm_condition_get_operands (condition, &n);
  CrmTest test = find_test (self, op, operands);

  if (test == CRM_N_TESTS || !knows (self->field, test))
    return FALSE;
  self->test = test;
  if (test == CRM_TEST_PERIOD) {
    self->span = operands[0].span;
    return operands[0].kind == CRM_OPERAND_SPAN;
  }
  if (test == CRM_TEST_OVERDUE)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (!take_operand (self, &operands[i]))
      return FALSE;
  /* A day is from itself to itself. */
  return test != CRM_TEST_BETWEEN || n == 2 || take_operand (self, &operands[0]);
}
