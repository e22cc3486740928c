/* One condition that a person puts on a list. */
#include "config.h"

#include "crm-filter.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-text.h"

/* Of a value in the chip, and how many of them are named. */
#define MOST_CHARACTERS 30
#define MOST_NAMED 3

struct _CrmFilter {
  GObject parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmField *field;
  CrmTest test;
  CrmPeriod period;
  GArray *values; /* CrmValue; owned */
};

G_DEFINE_FINAL_TYPE (CrmFilter, crm_filter, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What can be asked of a kind; the first is asked at first */

#define CAN_BE_EMPTY CRM_TEST_EMPTY, CRM_TEST_NOT_EMPTY

static const CrmTest text_tests[] = { CRM_TEST_CONTAINS, CRM_TEST_EQUAL, CAN_BE_EMPTY };
static const CrmTest note_tests[] = { CRM_TEST_CONTAINS, CAN_BE_EMPTY };
static const CrmTest number_tests[] = { CRM_TEST_AT_LEAST, CRM_TEST_AT_MOST, CRM_TEST_BETWEEN,
                                        CRM_TEST_EQUAL, CAN_BE_EMPTY };
static const CrmTest date_tests[] = { CRM_TEST_PERIOD, CRM_TEST_BETWEEN, CRM_TEST_AT_LEAST,
                                      CRM_TEST_AT_MOST, CAN_BE_EMPTY };
static const CrmTest deadline_tests[] = { CRM_TEST_PERIOD,   CRM_TEST_OVERDUE, CRM_TEST_BETWEEN,
                                          CRM_TEST_AT_LEAST, CRM_TEST_AT_MOST, CAN_BE_EMPTY };
static const CrmTest choice_tests[] = { CRM_TEST_ONE_OF, CAN_BE_EMPTY };
static const CrmTest reference_tests[] = { CRM_TEST_ONE_OF, CRM_TEST_CONTAINS, CAN_BE_EMPTY };
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
  [CRM_KIND_TAGS] = TESTS (choice_tests),
  [CRM_KIND_SUBJECT] = { NULL, 0 },
};

static gboolean
is_day (const CrmField *field)
{
  return field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
}

/* --- Object */

static void
clear_value (gpointer data)
{
  crm_value_clear (data);
}

static void
crm_filter_finalize (GObject *object)
{
  CrmFilter *self = CRM_FILTER (object);

  g_array_unref (self->values);
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
  self->values = g_array_new (FALSE, TRUE, sizeof (CrmValue));
  g_array_set_clear_func (self->values, clear_value);
  self->period = CRM_PERIOD_THIS_MONTH;
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
  CrmFilter *self = g_object_new (CRM_TYPE_FILTER, NULL);
  gsize n_tests;
  const CrmTest *tests = crm_filter_get_tests (field, &n_tests);

  g_assert (n_tests > 0);
  self->workspace = g_object_ref (workspace);
  self->field = field;
  self->test = tests[0];
  return self;
}

const CrmField *
crm_filter_get_field (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  return self->field;
}

CrmTest
crm_filter_get_test (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), CRM_TEST_EMPTY);
  return self->test;
}

/* Texts of "contains" are no values of a reference, and the other way round. */
static gboolean
keeps_values (CrmFilter *self, CrmTest test)
{
  return (test == CRM_TEST_CONTAINS) == (self->test == CRM_TEST_CONTAINS) ||
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
    g_array_set_size (self->values, 0);
  self->test = test;
  emit_changed (self);
}

CrmPeriod
crm_filter_get_period (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), CRM_PERIOD_TODAY);
  return self->period;
}

void
crm_filter_set_period (CrmFilter *self, CrmPeriod period)
{
  g_return_if_fail (CRM_IS_FILTER (self));
  if (self->period == period)
    return;
  self->period = period;
  emit_changed (self);
}

/* --- Values */

guint
crm_filter_get_n_values (CrmFilter *self)
{
  g_return_val_if_fail (CRM_IS_FILTER (self), 0);
  return self->values->len;
}

/**
 * crm_filter_get_value:
 * @self: a filter
 * @i: which
 *
 * Returns: (transfer none): the value; an empty one beyond the last
 */
const CrmValue *
crm_filter_get_value (CrmFilter *self, guint i)
{
  static const CrmValue empty = CRM_VALUE_INIT;
  g_return_val_if_fail (CRM_IS_FILTER (self), &empty);
  return i < self->values->len ? &g_array_index (self->values, CrmValue, i) : &empty;
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
  CrmValue copy;

  g_return_if_fail (CRM_IS_FILTER (self) && i < 2);
  if (crm_value_equal (crm_filter_get_value (self, i), value))
    return;
  if (self->values->len <= i)
    g_array_set_size (self->values, i + 1);
  crm_value_copy (value, &copy);
  crm_value_clear (&g_array_index (self->values, CrmValue, i));
  g_array_index (self->values, CrmValue, i) = copy;
  emit_changed (self);
}

static gboolean
find_value (CrmFilter *self, const CrmValue *value, guint *position)
{
  for (guint i = 0; i < self->values->len; i++)
    if (crm_value_equal (&g_array_index (self->values, CrmValue, i), value)) {
      *position = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
crm_filter_has_value (CrmFilter *self, const CrmValue *value)
{
  guint position;
  g_return_val_if_fail (CRM_IS_FILTER (self), FALSE);
  return find_value (self, value, &position);
}

/**
 * crm_filter_toggle_value:
 * @self: a filter of CRM_TEST_ONE_OF
 * @value: the value
 * @on: whether it is one of those
 */
void
crm_filter_toggle_value (CrmFilter *self, const CrmValue *value, gboolean on)
{
  guint position;
  gboolean found;

  g_return_if_fail (CRM_IS_FILTER (self));
  found = find_value (self, value, &position);
  if (found == on)
    return;
  if (on) {
    CrmValue copy;
    crm_value_copy (value, &copy);
    g_array_append_val (self->values, copy);
  } else
    g_array_remove_index (self->values, position);
  emit_changed (self);
}

/* --- Asking */

static gboolean
has_value (CrmFilter *self, guint i)
{
  return crm_filter_get_value (self, i)->type != CRM_VALUE_EMPTY;
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
  switch (self->test) {
  case CRM_TEST_ONE_OF:
  case CRM_TEST_CONTAINS:
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

static CrmQuery *
apply_values (CrmFilter *self, CrmQuery *query, CrmOp op, gsize n_values)
{
  return crm_query_filter_values (query, self->field->name, op, (CrmValue *) self->values->data,
                                  n_values);
}

/* A moment falls on a day from its first second to the last before the next. */
static CrmQuery *
apply_bound (CrmFilter *self, CrmQuery *query, gboolean is_upper, gint64 bound)
{
  if (self->field->kind != CRM_KIND_MOMENT)
    return crm_query_filter_integer (query, self->field->name,
                                     is_upper ? CRM_OP_LESS_EQUAL : CRM_OP_GREATER_EQUAL, bound);
  if (is_upper)
    return crm_query_filter_integer (query, self->field->name, CRM_OP_LESS,
                                     crm_moment_from_date (bound + 1));
  return crm_query_filter_integer (query, self->field->name, CRM_OP_GREATER_EQUAL,
                                   crm_moment_from_date (bound));
}

static CrmQuery *
apply_range (CrmFilter *self, CrmQuery *query, const CrmValue *first, const CrmValue *last)
{
  g_autoptr (CrmQuery) lower = first->type == CRM_VALUE_INTEGER
                                   ? apply_bound (self, query, FALSE, first->integer)
                                   : crm_query_ref (query);
  return last->type == CRM_VALUE_INTEGER ? apply_bound (self, lower, TRUE, last->integer)
                                         : g_steal_pointer (&lower);
}

static CrmQuery *
apply_period (CrmFilter *self, CrmQuery *query)
{
  CrmValue first = { .type = CRM_VALUE_INTEGER };
  CrmValue last = { .type = CRM_VALUE_INTEGER };

  crm_period_get_days (self->period, crm_clock_today (), &first.integer, &last.integer);
  return apply_range (self, query, &first, &last);
}

static CrmQuery *
apply_overdue (CrmFilter *self, CrmQuery *query)
{
  gint64 now = self->field->kind == CRM_KIND_MOMENT ? crm_clock_now () : crm_clock_today ();
  return crm_query_filter_integer (query, self->field->name, CRM_OP_LESS, now);
}

/**
 * crm_filter_apply:
 * @self: a filter
 * @query: a question to the filter's entity
 *
 * Returns: (transfer full): @query narrowed down; itself while the filter is not complete
 */
CrmQuery *
crm_filter_apply (CrmFilter *self, CrmQuery *query)
{
  static const CrmValue empty = CRM_VALUE_INIT;

  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  if (!crm_filter_is_complete (self))
    return crm_query_ref (query);
  switch (self->test) {
  case CRM_TEST_ONE_OF:
    /* Of one value alone more follows: what is added from the list gets it. */
    return apply_values (self, query, self->values->len == 1 ? CRM_OP_EQUAL : CRM_OP_IN,
                         self->values->len);
  case CRM_TEST_CONTAINS:
    return apply_values (self, query, CRM_OP_CONTAINS, 1);
  case CRM_TEST_EQUAL:
    return apply_values (self, query, CRM_OP_EQUAL, 1);
  case CRM_TEST_AT_LEAST:
    return apply_range (self, query, crm_filter_get_value (self, 0), &empty);
  case CRM_TEST_AT_MOST:
    return apply_range (self, query, &empty, crm_filter_get_value (self, 0));
  case CRM_TEST_BETWEEN:
    return apply_range (self, query, crm_filter_get_value (self, 0),
                        crm_filter_get_value (self, 1));
  case CRM_TEST_PERIOD:
    return apply_period (self, query);
  case CRM_TEST_OVERDUE:
    return apply_overdue (self, query);
  case CRM_TEST_EMPTY:
    return apply_values (self, query, CRM_OP_EMPTY, 0);
  case CRM_TEST_NOT_EMPTY:
    return apply_values (self, query, CRM_OP_NOT_EMPTY, 0);
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}

/* --- In words */

static char *
format_value (CrmFilter *self, const CrmValue *value)
{
  const CrmEntity *target = crm_field_get_target (self->field);
  g_autofree char *text = NULL;

  if (value->type == CRM_VALUE_INTEGER && target != NULL)
    text = crm_reference_title (crm_workspace_get_reader (self->workspace), target, value->integer);
  else if (value->type == CRM_VALUE_INTEGER && is_day (self->field))
    text = crm_date_format_short (value->integer, NULL);
  else if (value->type == crm_kind_get_storage (self->field->kind))
    text = crm_field_format (self->field, value, NULL, crm_number_style_local ());
  else if (value->type == CRM_VALUE_TEXT)
    text = g_strdup (value->text);
  return crm_text_one_line (text != NULL ? text : "…", MOST_CHARACTERS);
}

static char *
join_values (CrmFilter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_named = MIN (self->values->len, MOST_NAMED);

  for (guint i = 0; i < n_named; i++) {
    g_autofree char *value = format_value (self, crm_filter_get_value (self, i));
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
  }
  if (n_named < self->values->len)
    g_string_append_printf (text, " +%u", self->values->len - n_named);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_range (CrmFilter *self)
{
  g_autofree char *first =
      has_value (self, 0) ? format_value (self, crm_filter_get_value (self, 0)) : NULL;
  g_autofree char *last =
      has_value (self, 1) ? format_value (self, crm_filter_get_value (self, 1)) : NULL;

  if (self->test == CRM_TEST_AT_LEAST || last == NULL)
    return g_strdup_printf ("≥ %s", first);
  if (first == NULL)
    return g_strdup_printf ("≤ %s", last);
  return g_strdup_printf ("%s – %s", first, last);
}

static char *
describe (CrmFilter *self)
{
  g_autofree char *value = NULL;

  if (!crm_filter_is_complete (self))
    return g_strdup ("…");
  switch (self->test) {
  case CRM_TEST_ONE_OF:
  case CRM_TEST_EQUAL:
    return join_values (self);
  case CRM_TEST_CONTAINS:
    value = format_value (self, crm_filter_get_value (self, 0));
    return g_strdup_printf ("“%s”", value);
  case CRM_TEST_AT_MOST:
    value = format_value (self, crm_filter_get_value (self, 0));
    return g_strdup_printf ("≤ %s", value);
  case CRM_TEST_AT_LEAST:
  case CRM_TEST_BETWEEN:
    return describe_range (self);
  case CRM_TEST_PERIOD:
    return g_strdup (crm_period_get_label (self->period));
  case CRM_TEST_OVERDUE:
  case CRM_TEST_EMPTY:
  case CRM_TEST_NOT_EMPTY:
    return g_strdup (crm_filter_get_test_label (self->field, self->test));
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}

/**
 * crm_filter_dup_text:
 * @self: a filter
 *
 * Returns: (transfer full): the filter in a few words: "Type: Client, Partner"
 */
char *
crm_filter_dup_text (CrmFilter *self)
{
  g_autofree char *condition = NULL;

  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  condition = describe (self);
  /* Translators: a field and what is asked of it, as "Type: Client, Partner" */
  return g_strdup_printf (C_ ("filter", "%s: %s"), crm_field_get_label (self->field), condition);
}

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
  case CRM_TEST_EQUAL:
    return C_ ("filter", "Is exactly");
  case CRM_TEST_AT_LEAST:
    return is_day (field) ? C_ ("filter", "From") : C_ ("filter", "At least");
  case CRM_TEST_AT_MOST:
    return is_day (field) ? C_ ("filter", "Until") : C_ ("filter", "At most");
  case CRM_TEST_BETWEEN:
    return is_day (field) ? C_ ("filter", "From … to") : C_ ("filter", "Between");
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
