/* Sums as people read them. */
#include "config.h"

#include "crm-sums-text.h"

#include <glib/gi18n.h>

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

char *
crm_sums_dup_text (GArray *sums, const CrmEntity *entity, CrmColumns *columns, const char *own,
                   gboolean averages)
{
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (entity);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++) {
    const CrmField *field = &entity->fields[g_array_index (fields, int, i)];
    g_autoptr (GArray) amounts = collect_amounts (sums, i, field, own);
    g_autoptr (GString) average = g_string_new (NULL);
    if (!is_shown (field, columns) || is_nothing (amounts))
      continue;
    g_string_append_printf (text, "%s%s ", text->len > 0 ? " · " : "", crm_field_get_label (field));
    append_amounts (text, field, amounts, FALSE);
    if (averages && field->kind == CRM_KIND_MONEY)
      append_amounts (average, field, amounts, TRUE);
    if (average->len > 0) {
      g_string_append (text, " ");
      /* Translators: follows a sum; %s is an amount of money */
      g_string_append_printf (text, _ ("(average %s)"), average->str);
    }
  }
  return g_string_free (text, FALSE);
}
