/* "Why this total?": the steps of a VAT computation in sentences. */
#include "config.h"

#include "crm-vat.h"

#include <glib/gi18n-lib.h>

static char *
format_money (gint64 money, CrmNumberStyle style)
{
  return crm_decimal_format (money, CRM_MONEY_DECIMALS, CRM_MONEY_DECIMALS, style);
}

static char *
explain_amount (guint number, const CrmVatLine *line, const CrmVatSums *sums, CrmNumberStyle style)
{
  g_autofree char *quantity = crm_decimal_format (line->quantity, CRM_QUANTITY_DECIMALS, 0, style);
  g_autofree char *price = crm_decimal_format (line->price, CRM_PRICE_DECIMALS, 2, style);
  g_autofree char *full = format_money (sums->full, style);
  if (line->discount == 0)
    return g_strdup_printf (_ ("Line %u: %s × %s = %s"), number, quantity, price, full);
  g_autofree char *percent = crm_decimal_format (line->discount, CRM_PERCENT_DECIMALS, 0, style);
  g_autofree char *discount = format_money (sums->discount, style);
  g_autofree char *amount = format_money (sums->amount, style);
  return g_strdup_printf (_ ("Line %u: %s × %s = %s, less the discount of %s %% (%s) = %s"), number,
                          quantity, price, full, percent, discount, amount);
}

static char *
explain_vat (const CrmVatSums *sums, gint64 percent, gboolean from_gross, CrmNumberStyle style)
{
  g_autofree char *rate = crm_decimal_format (percent, CRM_PERCENT_DECIMALS, 0, style);
  g_autofree char *divisor = crm_decimal_format (10000 + percent, CRM_PERCENT_DECIMALS, 0, style);
  g_autofree char *vat = format_money (sums->vat, style);
  g_autofree char *base = format_money (from_gross ? sums->gross : sums->net, style);
  return from_gross ? g_strdup_printf (_ ("VAT within %s: %s × %s / %s = %s"), base, base, rate,
                                       divisor, vat)
                    : g_strdup_printf (_ ("VAT on %s: %s × %s %% = %s"), base, base, rate, vat);
}

/**
 * crm_vat_result_explain:
 * @result: what crm_vat_compute() gave
 * @lines: (array): the lines it was given
 * @policy: the policy it was given
 * @prices_include_vat: what it was told
 * @style: how numbers are written
 *
 * The way to the total, one translated sentence per step, for the "why this total?" of the editor.
 *
 * Returns: (transfer full): %NULL-terminated array
 */
char **
crm_vat_result_explain (const CrmVatResult *result, const CrmVatLine *lines, CrmVatPolicy policy,
                        gboolean prices_include_vat, CrmNumberStyle style)
{
  g_return_val_if_fail (result != NULL, NULL);
  gboolean from_gross = prices_include_vat || policy == CRM_VAT_FROM_GROSS;
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  for (gsize i = 0; i < result->n_lines; i++) {
    g_autofree char *step = explain_amount ((guint) i + 1, &lines[i], &result->lines[i], style);
    gint64 percent = 0;
    gboolean taxed = FALSE;
    crm_vat_code_parse (lines[i].code, &percent, &taxed, NULL);
    if (policy == CRM_VAT_PER_LINE && taxed) {
      g_autofree char *vat = explain_vat (&result->lines[i], percent, prices_include_vat, style);
      g_strv_builder_take (steps, g_strdup_printf ("%s. %s", step, vat));
    } else {
      g_strv_builder_take (steps, g_steal_pointer (&step));
    }
  }
  for (gsize i = 0; i < result->n_rates; i++) {
    const CrmVatRate *rate = &result->rates[i];
    g_autofree char *net = format_money (rate->sums.net, style);
    g_autofree char *vat = format_money (rate->sums.vat, style);
    if (!rate->taxed) {
      g_strv_builder_take (steps, g_strdup_printf (_ ("Without VAT: %s"), net));
    } else if (policy == CRM_VAT_PER_LINE) {
      g_autofree char *percent = crm_decimal_format (rate->percent, CRM_PERCENT_DECIMALS, 0, style);
      g_strv_builder_take (
          steps, g_strdup_printf (_ ("VAT %s %%: the lines' VAT adds up to %s"), percent, vat));
    } else {
      g_strv_builder_take (steps, explain_vat (&rate->sums, rate->percent, from_gross, style));
    }
  }
  g_autofree char *net = format_money (result->total.net, style);
  g_autofree char *vat = format_money (result->total.vat, style);
  g_autofree char *gross = format_money (result->total.gross, style);
  g_strv_builder_take (steps, g_strdup_printf (_ ("Total: %s + VAT %s = %s"), net, vat, gross));
  return g_strv_builder_end (steps);
}
