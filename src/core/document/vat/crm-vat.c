/* VAT arithmetic: lines to sums, in integers, with rounding half away from zero at the place the
 * policy names. */
#include "config.h"

#include "crm-vat.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PERCENT_ONE 10000 /* 100 % in hundredths of a percent */

static const char *const POLICY_NAMES[] = {
  [CRM_VAT_PER_LINE] = "per_line",
  [CRM_VAT_ON_RATE_SUM] = "on_rate_sum",
  [CRM_VAT_FROM_GROSS] = "from_gross",
};

const char *
crm_vat_policy_to_string (CrmVatPolicy policy)
{
  g_return_val_if_fail (policy < G_N_ELEMENTS (POLICY_NAMES), NULL);
  return POLICY_NAMES[policy];
}

/**
 * crm_vat_policy_parse:
 * @text: (nullable): "per_line", "on_rate_sum" or "from_gross"
 * @policy: (out): the policy
 * @error: %CRM_ERROR_INVALID when it is none of these
 *
 * Reads the policy stored with a document.
 *
 * Returns: whether it is one
 */
gboolean
crm_vat_policy_parse (const char *text, CrmVatPolicy *policy, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (POLICY_NAMES); i++) {
    if (g_strcmp0 (text, POLICY_NAMES[i]) == 0) {
      *policy = (CrmVatPolicy) i;
      return TRUE;
    }
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a way to compute VAT"),
               text != NULL ? text : "");
  return FALSE;
}

/**
 * crm_vat_default_policy:
 * @country: (nullable): country of the seller
 *
 * What a new document of that country begins with.
 *
 * Returns: the policy
 */
CrmVatPolicy
crm_vat_default_policy (const char *country)
{
  return g_strcmp0 (country, "pl") == 0 ? CRM_VAT_ON_RATE_SUM : CRM_VAT_PER_LINE;
}

static gboolean
add_sums (CrmVatSums *sums, const CrmVatSums *more)
{
  return !__builtin_add_overflow (sums->full, more->full, &sums->full) &&
         !__builtin_add_overflow (sums->discount, more->discount, &sums->discount) &&
         !__builtin_add_overflow (sums->amount, more->amount, &sums->amount) &&
         !__builtin_add_overflow (sums->net, more->net, &sums->net) &&
         !__builtin_add_overflow (sums->vat, more->vat, &sums->vat) &&
         !__builtin_add_overflow (sums->gross, more->gross, &sums->gross);
}

/* VAT on top of a net sum, or the VAT that a gross sum contains. */
static gboolean
take_vat (gint64 base, gint64 percent, gboolean base_is_gross, gint64 *vat)
{
  return crm_decimal_multiply (base, percent, base_is_gross ? PERCENT_ONE + percent : PERCENT_ONE,
                               vat);
}

static gboolean
compute_amount (const CrmVatLine *line, CrmVatSums *sums, GError **error)
{
  if (line->discount < 0 || line->discount > PERCENT_ONE) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("the discount is not between 0 and 100 %"));
    return FALSE;
  }
  if (!crm_money_of_price (line->price, line->quantity, &sums->full, error))
    return FALSE;
  if (!crm_decimal_multiply (sums->full, line->discount, PERCENT_ONE, &sums->discount) ||
      __builtin_sub_overflow (sums->full, sums->discount, &sums->amount)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the sum is too large"));
    return FALSE;
  }
  return TRUE;
}

/* Splits a line's amount into net and VAT on its own. */
static gboolean
split_line (CrmVatSums *sums, gint64 percent, gboolean prices_include_vat)
{
  if (!take_vat (sums->amount, percent, prices_include_vat, &sums->vat))
    return FALSE;
  if (prices_include_vat) {
    sums->gross = sums->amount;
    return !__builtin_sub_overflow (sums->gross, sums->vat, &sums->net);
  }
  sums->net = sums->amount;
  return !__builtin_add_overflow (sums->net, sums->vat, &sums->gross);
}

/* Splits the lines of one rate so that their VAT adds up to the VAT of their sum: each line gets
 * what the running total gained by it. Every line stays within one minor unit of its own exact VAT,
 * whatever the signs, and nothing is left over to be given to somebody. */
static gboolean
split_rate (CrmVatResult *result, const gsize *rate_of_line, gsize rate, gboolean base_is_gross)
{
  gint64 percent = result->rates[rate].percent;
  gint64 base = 0, vat = 0;
  for (gsize i = 0; i < result->n_lines; i++) {
    if (rate_of_line[i] != rate)
      continue;
    CrmVatSums *line = &result->lines[i];
    gint64 vat_so_far;
    if (__builtin_add_overflow (base, base_is_gross ? line->gross : line->amount, &base) ||
        !take_vat (base, percent, base_is_gross, &vat_so_far))
      return FALSE;
    line->vat = vat_so_far - vat;
    vat = vat_so_far;
    if (base_is_gross) {
      if (__builtin_sub_overflow (line->gross, line->vat, &line->net))
        return FALSE;
    } else {
      line->net = line->amount;
      if (__builtin_add_overflow (line->net, line->vat, &line->gross))
        return FALSE;
    }
  }
  return TRUE;
}

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const CrmVatRate *left = a, *right = b;
  if (left->taxed != right->taxed)
    return left->taxed ? -1 : 1;
  if (left->percent != right->percent)
    return left->percent > right->percent ? -1 : 1;
  return strcmp (left->code, right->code);
}

/* Two spellings of one rate ("22" and "22.00") are one rate. */
static gboolean
is_rate (const CrmVatRate *rate, const char *code, gint64 percent, gboolean taxed)
{
  return rate->taxed == taxed && rate->percent == percent &&
         (taxed || g_str_equal (rate->code, code));
}

static gboolean
collect_rates (CrmVatResult *result, const CrmVatLine *lines, gsize *rate_of_line, GError **error)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, TRUE, sizeof (CrmVatRate));
  gboolean good = TRUE;
  for (gsize i = 0; good && i < result->n_lines; i++) {
    const char *code = lines[i].code != NULL && lines[i].code[0] != '\0' ? lines[i].code : "none";
    CrmVatRate rate = { 0 };
    gboolean found = FALSE;
    if (!crm_vat_code_parse (code, &rate.percent, &rate.taxed, error)) {
      g_prefix_error (error, _ ("Line %u: "), (guint) i + 1);
      good = FALSE;
      break;
    }
    for (guint j = 0; !found && j < rates->len; j++)
      found = is_rate (&g_array_index (rates, CrmVatRate, j), code, rate.percent, rate.taxed);
    if (!found) {
      rate.code = g_strdup (code);
      g_array_append_val (rates, rate);
    }
  }
  g_array_sort (rates, compare_rates);
  result->rates = (CrmVatRate *) g_array_steal (rates, &result->n_rates);
  for (gsize i = 0; good && i < result->n_lines; i++) {
    const char *code = lines[i].code != NULL && lines[i].code[0] != '\0' ? lines[i].code : "none";
    gint64 percent;
    gboolean taxed;
    crm_vat_code_parse (code, &percent, &taxed, NULL);
    for (gsize j = 0; j < result->n_rates; j++)
      if (is_rate (&result->rates[j], code, percent, taxed))
        rate_of_line[i] = j;
  }
  return good;
}

static gboolean
split_all (CrmVatResult *result, const gsize *rate_of_line, CrmVatPolicy policy,
           gboolean prices_include_vat)
{
  if (policy == CRM_VAT_PER_LINE || (policy == CRM_VAT_FROM_GROSS && !prices_include_vat)) {
    for (gsize i = 0; i < result->n_lines; i++)
      if (!split_line (&result->lines[i], result->rates[rate_of_line[i]].percent,
                       prices_include_vat))
        return FALSE;
    if (policy == CRM_VAT_PER_LINE)
      return TRUE;
  }
  if (prices_include_vat)
    for (gsize i = 0; i < result->n_lines; i++)
      result->lines[i].gross = result->lines[i].amount;
  gboolean base_is_gross = prices_include_vat || policy == CRM_VAT_FROM_GROSS;
  for (gsize rate = 0; rate < result->n_rates; rate++)
    if (!split_rate (result, rate_of_line, rate, base_is_gross))
      return FALSE;
  return TRUE;
}

static gboolean
add_up (CrmVatResult *result, const gsize *rate_of_line)
{
  for (gsize i = 0; i < result->n_lines; i++)
    if (!add_sums (&result->rates[rate_of_line[i]].sums, &result->lines[i]) ||
        !add_sums (&result->total, &result->lines[i]))
      return FALSE;
  return TRUE;
}

/**
 * crm_vat_compute:
 * @lines: (array length=n_lines): lines of the document
 * @n_lines: how many; 0 gives a result of zeros
 * @policy: where VAT is rounded
 * @prices_include_vat: whether prices are gross
 * @error: %CRM_ERROR_INVALID with the number of the line: unknown code, discount beyond 100 %, or a
 *   sum that does not fit into 64 bits
 *
 * Computes net, VAT and gross of each line, of each rate and of the whole. Any thread.
 *
 * Returns: (transfer full): the result, or %NULL
 */
CrmVatResult *
crm_vat_compute (const CrmVatLine *lines, gsize n_lines, CrmVatPolicy policy,
                 gboolean prices_include_vat, GError **error)
{
  g_return_val_if_fail (lines != NULL || n_lines == 0, NULL);
  g_autoptr (CrmVatResult) result = g_new0 (CrmVatResult, 1);
  g_autofree gsize *rate_of_line = g_new0 (gsize, n_lines);
  result->lines = g_new0 (CrmVatSums, n_lines);
  result->n_lines = n_lines;
  if (!collect_rates (result, lines, rate_of_line, error))
    return NULL;
  for (gsize i = 0; i < n_lines; i++) {
    if (!compute_amount (&lines[i], &result->lines[i], error)) {
      g_prefix_error (error, _ ("Line %u: "), (guint) i + 1);
      return NULL;
    }
  }
  if (!split_all (result, rate_of_line, policy, prices_include_vat) ||
      !add_up (result, rate_of_line)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The sum of the document is too large"));
    return NULL;
  }
  return g_steal_pointer (&result);
}

void
crm_vat_result_free (CrmVatResult *result)
{
  if (result == NULL)
    return;
  for (gsize i = 0; i < result->n_rates; i++)
    g_free (result->rates[i].code);
  g_free (result->rates);
  g_free (result->lines);
  g_free (result);
}
