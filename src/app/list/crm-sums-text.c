/* Sums as people read them. */
#include "config.h"

#include "crm-sums-text.h"

#include <glib/gi18n.h>

#include "crm-currency.h"
#include "crm-money-text.h"

typedef struct {
  const char *currency; /* borrowed */
  gint64 count;
  gint64 sum;
} Amount;

static void
add_amount (GArray *amounts, const char *currency, gint64 count, gint64 sum)
{
  for (guint i = 0; i < amounts->len; i++) {
    Amount *amount = &g_array_index (amounts, Amount, i);
    if (g_strcmp0 (amount->currency, currency) != 0)
      continue;
    amount->count += count;
    if (sum == CRM_SUM_UNKNOWN || amount->sum == CRM_SUM_UNKNOWN ||
        __builtin_add_overflow (amount->sum, sum, &amount->sum))
      amount->sum = CRM_SUM_UNKNOWN;
    return;
  }
  g_array_append_val (amounts, ((Amount) { currency, count, sum }));
}

/* Whoever names no currency means one's own; quantities are of none. */
static GArray *
collect_amounts (GArray *sums, guint place, const CrmField *field, const char *own)
{
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (Amount));

  if (field->kind == CRM_KIND_MONEY)
    add_amount (amounts, own, 0, 0); /* one's own comes first */
  for (guint i = 0; i < sums->len; i++) {
    const CrmSum *sum = &g_array_index (sums, CrmSum, i);
    const char *currency = sum->currency != NULL ? sum->currency : own;
    add_amount (amounts, field->kind == CRM_KIND_MONEY ? currency : NULL, sum->count,
                sum->sums[place]);
  }
  return amounts;
}

static char *
format_sum (const CrmField *field, const Amount *amount, gint64 sum)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = sum };

  if (sum == CRM_SUM_UNKNOWN)
    return g_strdup ("…");
  return crm_field_format (field, &value, amount->currency, crm_number_style_local ());
}

/* Half a unit up, as money is rounded everywhere. */
static gint64
divide (gint64 sum, gint64 count)
{
  gint64 half = count / 2;
  return sum < 0 ? -((-sum + half) / count) : (sum + half) / count;
}

static void
append_amounts (GString *text, const CrmField *field, GArray *amounts, gboolean average)
{
  gsize before = text->len;

  for (guint i = 0; i < amounts->len; i++) {
    const Amount *amount = &g_array_index (amounts, Amount, i);
    g_autofree char *sum = NULL;
    if (amount->sum == 0 && (amounts->len > 1 || average))
      continue;
    if (average && (amount->sum == CRM_SUM_UNKNOWN || amount->count < 2))
      continue;
    sum = format_sum (field, amount, average ? divide (amount->sum, amount->count) : amount->sum);
    g_string_append_printf (text, "%s%s", text->len > before ? " + " : "", sum);
  }
}

static gboolean
is_shown (const CrmField *field, CrmColumns *columns)
{
  return columns != NULL ? crm_columns_is_shown (columns, field)
                         : (field->flags & CRM_FIELD_LISTED) != 0;
}

static gboolean
is_nothing (GArray *amounts)
{
  for (guint i = 0; i < amounts->len; i++)
    if (g_array_index (amounts, Amount, i).sum != 0)
      return FALSE;
  return TRUE;
}

/* Whether there is money of another currency, and what is missing to add it up. */
typedef struct {
  gboolean is_total; /* it comes to one sum of the company's own currency */
  Amount total;
  char *parts; /* owned; NULL where there is no other currency */
} Conversion;

static void
clear_conversion (Conversion *conversion)
{
  g_clear_pointer (&conversion->parts, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Conversion, clear_conversion)

static void
convert (Conversion *conversion, const CrmField *field, GArray *amounts, CrmWorkspace *workspace)
{
  g_autoptr (GArray) money = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) parts = NULL;
  gboolean converted;

  if (field->kind != CRM_KIND_MONEY)
    return;
  conversion->total.currency = crm_workspace_get_currency (workspace);
  for (guint i = 0; i < amounts->len; i++) {
    const Amount *amount = &g_array_index (amounts, Amount, i);
    if (amount->sum == CRM_SUM_UNKNOWN)
      return;
    conversion->total.count += amount->count;
    g_array_append_val (money, ((CrmAmount) { amount->currency, amount->sum }));
  }
  conversion->is_total = crm_currency_sum (crm_workspace_get_reader (workspace), money,
                                           crm_workspace_get_today (workspace),
                                           &conversion->total.sum, &converted, &error) &&
                         converted;
  if (error == NULL && !converted)
    return;
  parts = g_string_new (NULL);
  append_amounts (parts, field, amounts, FALSE);
  if (error != NULL)
    g_string_append_printf (parts, "\n%s", error->message);
  conversion->parts = g_string_free (g_steal_pointer (&parts), FALSE);
}

static void
append_sum (GString *text, const CrmField *field, GArray *amounts, const Conversion *conversion,
            gboolean average)
{
  g_autoptr (GArray) total = NULL;
  gsize before = text->len;

  if (!conversion->is_total) {
    append_amounts (text, field, amounts, average);
    return;
  }
  total = g_array_new (FALSE, FALSE, sizeof (Amount));
  g_array_append_val (total, conversion->total);
  append_amounts (text, field, total, average);
  if (text->len > before)
    g_string_insert (text, (gssize) before, "≈\u00a0");
}

char *
crm_sums_dup_text (GArray *sums, const CrmEntity *entity, CrmColumns *columns,
                   CrmWorkspace *workspace, gboolean averages, char **parts)
{
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (entity);
  GString *text = g_string_new (NULL);
  g_autoptr (GString) exact = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++) {
    const CrmField *field = &entity->fields[g_array_index (fields, int, i)];
    g_autoptr (GArray) amounts =
        collect_amounts (sums, i, field, crm_workspace_get_currency (workspace));
    g_autoptr (GString) average = g_string_new (NULL);
    g_auto (Conversion) conversion = { 0 };
    if (!is_shown (field, columns) || is_nothing (amounts))
      continue;
    convert (&conversion, field, amounts, workspace);
    g_string_append_printf (text, "%s%s ", text->len > 0 ? " · " : "", crm_field_get_label (field));
    append_sum (text, field, amounts, &conversion, FALSE);
    if (averages && field->kind == CRM_KIND_MONEY)
      append_sum (average, field, amounts, &conversion, TRUE);
    if (average->len > 0) {
      g_string_append (text, " ");
      /* Translators: follows a sum; %s is an amount of money */
      g_string_append_printf (text, _ ("(average %s)"), average->str);
    }
    if (conversion.parts != NULL)
      g_string_append_printf (exact, "%s%s %s", exact->len > 0 ? "\n" : "",
                              crm_field_get_label (field), conversion.parts);
  }
  if (parts != NULL)
    *parts = exact->len > 0 ? g_strdup (exact->str) : NULL;
  return g_string_free (text, FALSE);
}
