/* A filter in a few words. */
#include "config.h"

#include "crm-filter-private.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-text.h"

/* Of a value in the chip, and how many of them are named. */
#define MOST_CHARACTERS 30
#define MOST_NAMED 3
#define MOST_FIXED 60

static char *
format_value (CrmFilter *self, guint i)
{
  const CrmValue *value = crm_filter_get_value (self, i);
  const CrmEntity *target = crm_field_get_target (self->field);
  g_autofree char *text = NULL;

  if (g_array_index (self->operands, CrmOperand, i).kind == CRM_OPERAND_ME)
    return g_strdup (C_ ("filter", "Me"));
  if (value->type == CRM_VALUE_INTEGER && target != NULL)
    text = crm_reference_title (crm_workspace_get_reader (self->workspace), target, value->integer);
  else if (value->type == CRM_VALUE_INTEGER && crm_filter_is_day (self->field))
    text = crm_date_format_short (value->integer, NULL);
  else if (value->type == crm_kind_get_storage (self->field->kind))
    text = crm_field_format (self->field, value, NULL, crm_number_style_local ());
  else if (value->type == CRM_VALUE_TEXT)
    text = g_strdup (value->text);
  return crm_text_one_line (text != NULL ? text : "…", MOST_CHARACTERS);
}

static gboolean
has_value (CrmFilter *self, guint i)
{
  return crm_filter_get_value (self, i)->type != CRM_VALUE_EMPTY;
}

static char *
join_values (CrmFilter *self, const char *glue)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_named = MIN (self->operands->len, MOST_NAMED);

  for (guint i = 0; i < n_named; i++) {
    g_autofree char *value = format_value (self, i);
    g_string_append_printf (text, "%s%s", i > 0 ? glue : "", value);
  }
  if (n_named < self->operands->len)
    g_string_append_printf (text, " +%u", self->operands->len - n_named);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_range (CrmFilter *self)
{
  g_autofree char *first = has_value (self, 0) ? format_value (self, 0) : NULL;
  g_autofree char *last = has_value (self, 1) ? format_value (self, 1) : NULL;

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
    return join_values (self, ", ");
  case CRM_TEST_ALL_OF:
    return join_values (self, " + ");
  case CRM_TEST_NONE_OF:
    value = join_values (self, ", ");
    /* Translators: of a filter; %s are values that a field must not have */
    return g_strdup_printf (C_ ("filter", "not %s"), value);
  case CRM_TEST_NOT_CONTAINS:
    value = format_value (self, 0);
    /* Translators: of a filter; %s is a text that a field must not contain */
    return g_strdup_printf (C_ ("filter", "not “%s”"), value);
  case CRM_TEST_BEGINS:
    value = format_value (self, 0);
    return g_strdup_printf ("“%s…”", value);
  case CRM_TEST_CONTAINS:
    value = format_value (self, 0);
    return g_strdup_printf ("“%s”", value);
  case CRM_TEST_AT_MOST:
    value = format_value (self, 0);
    return g_strdup_printf ("≤ %s", value);
  case CRM_TEST_AT_LEAST:
  case CRM_TEST_BETWEEN:
    return describe_range (self);
  case CRM_TEST_PERIOD:
    return crm_span_dup_label (&self->span);
  case CRM_TEST_OVERDUE:
  case CRM_TEST_EMPTY:
  case CRM_TEST_NOT_EMPTY:
    return g_strdup (crm_filter_get_test_label (self->field, self->test));
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}

static gboolean
points_at_several_ways (const CrmFilterWay *way)
{
  int n = 0;
  for (int i = 0; i < way->source->n_fields; i++) {
    const CrmField *field = &way->source->fields[i];
    n += field->kind == CRM_KIND_REFERENCE && g_strcmp0 (field->target, way->link->target) == 0;
  }
  return n > 1;
}

/**
 * crm_filter_way_dup_label:
 * @way: from what is listed
 * @negated: whether nothing must point here
 * @field: (nullable): a field of the records at its end
 *
 * Returns: (transfer full): "Company › Segment", "With “Deals”: Stage"
 */
char *
crm_filter_way_dup_label (const CrmFilterWay *way, gboolean negated, const CrmField *field)
{
  g_autofree char *records = NULL;
  g_autofree char *with = NULL;

  if (way->reference != NULL)
    return g_strdup_printf ("%s › %s", crm_field_get_label (way->reference),
                            crm_field_get_label (field));
  if (way->source == NULL)
    return g_strdup (crm_field_get_label (field));
  records = points_at_several_ways (way)
                ? g_strdup_printf ("%s (%s)", crm_entity_get_label_plural (way->source),
                                   crm_field_get_label (way->link))
                : g_strdup (crm_entity_get_label_plural (way->source));
  /* Translators: of a filter; %s are records that point at those listed: Deals */
  with = g_strdup_printf (negated ? C_ ("filter", "Without “%s”") : C_ ("filter", "With “%s”"),
                          records);
  if (field == NULL)
    return g_steal_pointer (&with);
  /* Translators: With “Deals” where Stage */
  return g_strdup_printf (C_ ("filter", "%s where %s"), with, crm_field_get_label (field));
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
  g_autofree char *label = NULL;

  g_return_val_if_fail (CRM_IS_FILTER (self), NULL);
  if (self->fixed != NULL) {
    g_autofree char *text =
        crm_condition_to_text (self->fixed, crm_workspace_get_reader (self->workspace));
    return crm_text_one_line (text, MOST_FIXED);
  }
  label = crm_filter_way_dup_label (&self->way, self->negated, self->field);
  if (self->field == NULL)
    return g_steal_pointer (&label);
  condition = describe (self);
  /* Translators: a field and what is asked of it, as "Type: Client, Partner" */
  return g_strdup_printf (C_ ("filter", "%s: %s"), label, condition);
}
