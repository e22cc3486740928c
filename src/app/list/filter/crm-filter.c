/* One condition that a person puts on a list. */
#include "config.h"

#include "crm-filter-private.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (CrmFilter, crm_filter, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What can be asked of a kind; the first is asked at first */

#define CAN_BE_EMPTY CRM_TEST_EMPTY, CRM_TEST_NOT_EMPTY

static const CrmTest text_tests[] = { CRM_TEST_CONTAINS, CRM_TEST_NOT_CONTAINS, CRM_TEST_BEGINS,
                                      CRM_TEST_EQUAL, CAN_BE_EMPTY };
static const CrmTest note_tests[] = { CRM_TEST_CONTAINS, CRM_TEST_NOT_CONTAINS, CAN_BE_EMPTY };
static const CrmTest number_tests[] = { CRM_TEST_AT_LEAST, CRM_TEST_AT_MOST, CRM_TEST_BETWEEN,
                                        CRM_TEST_EQUAL, CAN_BE_EMPTY };
static const CrmTest date_tests[] = { CRM_TEST_PERIOD, CRM_TEST_BETWEEN, CRM_TEST_AT_LEAST,
                                      CRM_TEST_AT_MOST, CAN_BE_EMPTY };
static const CrmTest deadline_tests[] = { CRM_TEST_PERIOD,   CRM_TEST_OVERDUE, CRM_TEST_BETWEEN,
                                          CRM_TEST_AT_LEAST, CRM_TEST_AT_MOST, CAN_BE_EMPTY };
static const CrmTest choice_tests[] = { CRM_TEST_ONE_OF, CRM_TEST_NONE_OF, CAN_BE_EMPTY };
static const CrmTest tags_tests[] = { CRM_TEST_ONE_OF, CRM_TEST_ALL_OF, CRM_TEST_NONE_OF,
                                      CAN_BE_EMPTY };
static const CrmTest reference_tests[] = { CRM_TEST_ONE_OF, CRM_TEST_NONE_OF, CRM_TEST_CONTAINS,
                                           CAN_BE_EMPTY };
static const CrmTest yes_no_tests[] = { CRM_TEST_ONE_OF };
static const CrmTest presence_tests[] = { CRM_TEST_NOT_EMPTY, CRM_TEST_EMPTY };

#define TESTS(tests) { tests, G_N_ELEMENTS (tests) }

static const struct {
  const CrmTest *tests;
  gsize n_tests;
} tests_of_kinds[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = TESTS (text_tests),
  [CRM_KIND_NOTE] = TESTS (note_tests),
  [CRM_KIND_INTEGER] = TESTS (number_tests),
  [CRM_KIND_MONEY] = TESTS (number_tests),
  [CRM_KIND_PRICE] = TESTS (number_tests),
  [CRM_KIND_QUANTITY] = TESTS (number_tests),
  [CRM_KIND_PERCENT] = TESTS (number_tests),
  [CRM_KIND_DATE] = TESTS (date_tests),
  [CRM_KIND_MOMENT] = TESTS (date_tests),
  [CRM_KIND_DURATION] = TESTS (number_tests),
  [CRM_KIND_YES_NO] = TESTS (yes_no_tests),
  [CRM_KIND_CHOICE] = TESTS (choice_tests),
  [CRM_KIND_REFERENCE] = TESTS (reference_tests),
  [CRM_KIND_EMAIL] = TESTS (text_tests),
  [CRM_KIND_PHONE] = TESTS (text_tests),
  [CRM_KIND_LINK] = TESTS (text_tests),
  [CRM_KIND_FILE] = TESTS (presence_tests),
  [CRM_KIND_TAGS] = TESTS (tags_tests),
  [CRM_KIND_SUBJECT] = { NULL, 0 },
};

gboolean
crm_filter_is_day (const CrmField *field)
{
  return field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
}

/* --- Object */

static void
clear_operand (gpointer data)
{
  crm_operand_clear (data);
}

static void
crm_filter_finalize (GObject *object)
{
  CrmFilter *self = CRM_FILTER (object);

  g_array_unref (self->operands);
  g_clear_pointer (&self->fixed, crm_condition_unref);
  g_free (self->problem);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_filter_parent_class)->finalize (object);
}

static void
crm_filter_class_init (CrmFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_filter_finalize;

  /**
   * CrmFilter::changed:
   * @self: the filter
   *
   * It asks for something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_init (CrmFilter *self)
{
  self->operands = g_array_new (FALSE, TRUE, sizeof (CrmOperand));
  g_array_set_clear_func (self->operands, clear_operand);
  self->span = crm_span_of_period (CRM_PERIOD_THIS_MONTH);
}

static void
emit_changed (CrmFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_filter_new:
 * @workspace: the workspace
 * @field: a field of which something can be asked
 *
 * Returns: (transfer full): a filter that does not ask anything yet
 */
CrmFilter *
crm_filter_new (CrmWorkspace *workspace, const CrmField *field)
{
  const CrmFilterWay none = { 0 };
  return crm_filter_new_way (workspace, &none, field);
}

/**
 * crm_filter_new_way:
 * @workspace: the workspace
 * @way: to whose records the field belongs
 * @field: (nullable): a field of which something can be asked; %NULL, back only: whether anything
 *   points here
 *
 * Returns: (transfer full): a filter that does not ask anything of the field yet
 */
CrmFilter *
crm_filter_new_way (CrmWorkspace *workspace, const CrmFilterWay *way, const CrmField *field)
{
  CrmFilter *self = g_object_new (CRM_TYPE_FILTER, NULL);
  gsize n_tests;

  g_assert (field != NULL || way->source != NULL);
  self->workspace = g_object_ref (workspace);
  self->way = *way;
  self->field = field;
  self->test = CRM_TEST_NOT_EMPTY;
  if (field != NULL) {
    const CrmTest *tests = crm_filter_get_tests (field, &n_tests);
    g_assert (n_tests > 0);
    self->test = tests[0];
  }
  return self;
}

static gboolean
read_condition (CrmFilter *self, const CrmEntity *entity, CrmCondition *condition)
{
  CrmConditionKind kind = crm_condition_get_kind (condition);
  g_autofree char *path = crm_condition_dup_path (condition);
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  CrmCondition *child;

  if (kind == CRM_CONDITION_TEST) {
    self->field = crm_condition_get_field (condition);
    if (g_strv_length (names) == 2)
      self->way.reference = crm_entity_field (entity, names[0]);
    return g_strv_length (names) <= 2 && crm_filter_read_test (self, condition);
  }
  if ((kind != CRM_CONDITION_HAS && kind != CRM_CONDITION_HAS_NO) || path[0] != '\0')
    return FALSE;
  self->way.source = crm_condition_get_source (condition);
  self->way.link = crm_condition_get_link (condition);
  self->negated = kind == CRM_CONDITION_HAS_NO;
  child = crm_condition_get_child (condition, 0);
  if (child == NULL)
    return TRUE;
  g_free (path);
  path = crm_condition_dup_path (child);
  self->field = crm_condition_get_field (child);
  return crm_condition_get_kind (child) == CRM_CONDITION_TEST && strchr (path, '.') == NULL &&
         crm_filter_read_test (self, child);
}

/**
 * crm_filter_new_condition:
 * @workspace: the workspace
 * @entity: what is listed
 * @condition: what is asked of it
 *
 * Returns: (transfer full): the filter that asks the same
 */
CrmFilter *
crm_filter_new_condition (CrmWorkspace *workspace, const CrmEntity *entity, CrmCondition *condition)
{
  CrmFilter *self = g_object_new (CRM_TYPE_FILTER, NULL);

  self->workspace = g_object_ref (workspace);
  self->test = CRM_TEST_NOT_EMPTY;
  if (crm_condition_get_problem (condition) != NULL || !read_condition (self, entity, condition)) {
    self->field = NULL;
    self->way = (CrmFilterWay) { 0 };
    self->fixed = crm_condition_ref (condition);
  }
  return self;
}

const CrmField *
crm_filter_get_field (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  return self->field;
}

const CrmFilterWay *
crm_filter_get_way (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  return &self->way;
}

gboolean
crm_filter_is_fixed (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), TRUE);
  return self->fixed != NULL;
}

const char *
crm_filter_get_problem (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  return self->fixed != NULL ? crm_condition_get_problem (self->fixed) : self->problem;
}

static const CrmField *
find_gone (CrmFilter *self)
{
  const CrmField *const fields[] = { self->field, self->way.reference, self->way.link };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] != NULL && (fields[i]->flags & CRM_FIELD_GONE) != 0)
      return fields[i];
  return NULL;
}

/**
 * crm_filter_follow:
 * @self: a filter
 *
 * A filter by a field that was deleted says so and asks for nothing until the field comes back.
 */
void
crm_filter_follow (CrmFilter *self)
{
  const CrmField *gone;

  g_return_if_fail (CRM_IS_FILTER (self));
  gone = find_gone (self);
  if ((gone != NULL) == (self->problem != NULL))
    return;
  g_clear_pointer (&self->problem, g_free);
  if (gone != NULL)
    self->problem =
        g_strdup_printf (_ ("There is no field “%s” any more"), crm_field_get_label (gone));
  emit_changed (self);
}

gboolean
crm_filter_get_negated (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), FALSE);
  return self->negated;
}

void
crm_filter_set_negated (CrmFilter *self, gboolean negated)
{
  g_return_if_fail (CRM_IS_FILTER (self));
  if (self->negated == negated)
    return;
  self->negated = negated;
  emit_changed (self);
}

CrmTest
crm_filter_get_test (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), CRM_TEST_EMPTY);
  return self->test;
}

static gboolean
takes_words (CrmTest test)
{
  return test == CRM_TEST_CONTAINS || test == CRM_TEST_NOT_CONTAINS || test == CRM_TEST_BEGINS;
}

/* Texts of "contains" are no values of a reference, and the other way round. */
static gboolean
keeps_values (CrmFilter *self, CrmTest test)
{
  return takes_words (test) == takes_words (self->test) ||
         crm_kind_get_storage (self->field->kind) == CRM_VALUE_TEXT;
}

/**
 * crm_filter_set_test:
 * @self: a filter
 * @test: one of crm_filter_get_tests()
 */
void
crm_filter_set_test (CrmFilter *self, CrmTest test)
{
  g_return_if_fail (CRM_IS_FILTER (self));
  if (self->test == test)
    return;
  if (!keeps_values (self, test))
    g_array_set_size (self->operands, 0);
  self->test = test;
  emit_changed (self);
}

const CrmSpan *
crm_filter_get_span (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  return &self->span;
}

void
crm_filter_set_span (CrmFilter *self, const CrmSpan *span)
{
  g_return_if_fail (CRM_IS_FILTER (self));
  if (crm_span_equal (&self->span, span))
    return;
  self->span = *span;
  emit_changed (self);
}

/* --- Values */

guint
crm_filter_get_n_values (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), 0);
  return self->operands->len;
}

/**
 * crm_filter_get_value:
 * @self: a filter
 * @i: which
 *
 * Returns: (transfer none): the value; an empty one beyond the last, and for the person who asks
 */
const CrmValue *
crm_filter_get_value (CrmFilter *self, guint i)
{
  static const CrmValue empty = CRM_VALUE_INIT;
  g_return_val_if_fail (CRM_IS_FILTER (self), &empty);
  return i < self->operands->len ? &g_array_index (self->operands, CrmOperand, i).value : &empty;
}

/**
 * crm_filter_set_value:
 * @self: a filter
 * @i: which: 0, or 1 for the second of CRM_TEST_BETWEEN
 * @value: the value
 */
void
crm_filter_set_value (CrmFilter *self, guint i, const CrmValue *value)
{
  CrmOperand *operand;

  g_return_if_fail (CRM_IS_FILTER (self) && i < 2);
  if (crm_value_equal (crm_filter_get_value (self, i), value))
    return;
  if (self->operands->len <= i)
    g_array_set_size (self->operands, i + 1);
  operand = &g_array_index (self->operands, CrmOperand, i);
  crm_operand_clear (operand);
  operand->kind = CRM_OPERAND_VALUE;
  crm_value_copy (value, &operand->value);
  emit_changed (self);
}

static gboolean
find_operand (CrmFilter *self, const CrmOperand *operand, guint *position)
{
  for (guint i = 0; i < self->operands->len; i++)
    if (crm_operand_equal (&g_array_index (self->operands, CrmOperand, i), operand)) {
      *position = i;
      return TRUE;
    }
  return FALSE;
}

static void
toggle_operand (CrmFilter *self, const CrmOperand *operand, gboolean on)
{
  guint position;
  gboolean found = find_operand (self, operand, &position);

  if (found == on)
    return;
  if (on) {
    CrmOperand copy;
    crm_operand_copy (operand, &copy);
    g_array_append_val (self->operands, copy);
  } else
    g_array_remove_index (self->operands, position);
  emit_changed (self);
}

gboolean
crm_filter_has_value (CrmFilter *self, const CrmValue *value)
{
  const CrmOperand operand = { .kind = CRM_OPERAND_VALUE, .value = *value };
  guint position;
  g_return_val_if_fail (CRM_IS_FILTER (self), FALSE);
  return find_operand (self, &operand, &position);
}

/**
 * crm_filter_toggle_value:
 * @self: a filter of CRM_TEST_ONE_OF, CRM_TEST_NONE_OF or CRM_TEST_ALL_OF
 * @value: the value
 * @on: whether it is one of those
 */
void
crm_filter_toggle_value (CrmFilter *self, const CrmValue *value, gboolean on)
{
  const CrmOperand operand = { .kind = CRM_OPERAND_VALUE, .value = *value };
  g_return_if_fail (CRM_IS_FILTER (self));
  toggle_operand (self, &operand, on);
}

gboolean
crm_filter_has_me (CrmFilter *self)
{
  const CrmOperand operand = { .kind = CRM_OPERAND_ME };
  guint position;
  g_return_val_if_fail (CRM_IS_FILTER (self), FALSE);
  return find_operand (self, &operand, &position);
}

void
crm_filter_toggle_me (CrmFilter *self, gboolean on)
{
  const CrmOperand operand = { .kind = CRM_OPERAND_ME };
  g_return_if_fail (CRM_IS_FILTER (self));
  toggle_operand (self, &operand, on);
}

/* --- Tests */

/**
 * crm_filter_get_tests:
 * @field: a field
 * @n_tests: (out): how many
 *
 * Returns: (array length=n_tests) (nullable) (transfer none): what can be asked of it, the usual
 *   first
 */
const CrmTest *
crm_filter_get_tests (const CrmField *field, gsize *n_tests)
{
  if (field->flags & CRM_FIELD_DUE) {
    *n_tests = G_N_ELEMENTS (deadline_tests);
    return deadline_tests;
  }
  *n_tests = tests_of_kinds[field->kind].n_tests;
  return tests_of_kinds[field->kind].tests;
}

/**
 * crm_filter_get_test_label:
 * @field: a field
 * @test: one of its tests
 *
 * Returns: the test in words, translated
 */
const char *
crm_filter_get_test_label (const CrmField *field, CrmTest test)
{
  switch (test) {
  case CRM_TEST_ONE_OF:
    return C_ ("filter", "Is one of");
  case CRM_TEST_CONTAINS:
    return C_ ("filter", "Contains");
  case CRM_TEST_NONE_OF:
    return C_ ("filter", "Is none of");
  case CRM_TEST_ALL_OF:
    return C_ ("filter", "Has all of");
  case CRM_TEST_NOT_CONTAINS:
    return C_ ("filter", "Does not contain");
  case CRM_TEST_BEGINS:
    return C_ ("filter", "Begins with");
  case CRM_TEST_EQUAL:
    return C_ ("filter", "Is exactly");
  case CRM_TEST_AT_LEAST:
    return crm_filter_is_day (field) ? C_ ("filter", "From") : C_ ("filter", "At least");
  case CRM_TEST_AT_MOST:
    return crm_filter_is_day (field) ? C_ ("filter", "Until") : C_ ("filter", "At most");
  case CRM_TEST_BETWEEN:
    return crm_filter_is_day (field) ? C_ ("filter", "From … to") : C_ ("filter", "Between");
  case CRM_TEST_PERIOD:
    return C_ ("filter", "Period");
  case CRM_TEST_OVERDUE:
    return C_ ("filter", "Passed");
  case CRM_TEST_EMPTY:
    return C_ ("filter", "Is empty");
  case CRM_TEST_NOT_EMPTY:
    return C_ ("filter", "Is filled in");
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}
