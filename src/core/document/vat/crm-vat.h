/* VAT of a document in whole minor units, by the policy that is stored with the document. */
#pragma once

#include "crm-decimal.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmVatPolicy:
 * @CRM_VAT_PER_LINE: each line's VAT is rounded, totals are sums of lines (usual in Russia and
 * Ukraine)
 * @CRM_VAT_ON_RATE_SUM: VAT is taken once from the sum of each rate (Poland, art. 106e ust. 1 pkt
 * 14)
 * @CRM_VAT_FROM_GROSS: VAT is taken once out of the gross sum of each rate (Poland, art. 106e ust.
 * 7-8)
 *
 * Where the rounding to a kopeck, hryvnia's kopiyka or grosz happens. With prices that include VAT
 * the two last are the same: the sum to pay stays the sum of the promised prices.
 */
typedef enum {
  CRM_VAT_PER_LINE,
  CRM_VAT_ON_RATE_SUM,
  CRM_VAT_FROM_GROSS,
} CrmVatPolicy;

/**
 * CrmVatLine:
 * @quantity: millionths of the unit; negative on a return
 * @price: ten-thousandths of the currency for one unit, with or without VAT as the document says
 * @discount: hundredths of a percent, 0 to 10000
 * @code: (nullable): VAT code, see crm_vat_code_parse(); %NULL is "none"
 *
 * What a line of a document says.
 */
typedef struct {
  gint64 quantity;
  gint64 price;
  gint64 discount;
  const char *code;
} CrmVatLine;

/**
 * CrmVatSums:
 * @full: quantity times price, before the discount
 * @discount: what the discount takes off @full
 * @amount: @full less @discount: the "sum" column of the line, with or without VAT as prices are
 * @net: without VAT
 * @vat: the VAT
 * @gross: with VAT; always @net plus @vat
 *
 * What follows from it, in minor units of the currency.
 */
typedef struct {
  gint64 full;
  gint64 discount;
  gint64 amount;
  gint64 net;
  gint64 vat;
  gint64 gross;
} CrmVatSums;

/**
 * CrmVatRate:
 * @code: (owned): VAT code
 * @percent: hundredths of a percent
 * @taxed: %FALSE when no VAT is charged at all, which is not 0 %
 * @sums: over the lines of that code
 *
 * The part of a document under one VAT code.
 */
typedef struct {
  char *code;
  gint64 percent;
  gboolean taxed;
  CrmVatSums sums;
} CrmVatRate;

/**
 * CrmVatResult:
 * @lines: (array length=n_lines): in the order given
 * @n_lines: how many
 * @rates: (array length=n_rates): highest rate first, "none" last
 * @n_rates: how many
 * @total: over all
 *
 * Everything computed. Under every policy the lines add up to the rates and the rates to the total.
 */
typedef struct {
  CrmVatSums *lines;
  gsize n_lines;
  CrmVatRate *rates;
  gsize n_rates;
  CrmVatSums total;
} CrmVatResult;

CrmVatResult *crm_vat_compute (const CrmVatLine *lines, gsize n_lines, CrmVatPolicy policy,
                               gboolean prices_include_vat, GError **error);
void crm_vat_result_free (CrmVatResult *result);
char **crm_vat_result_explain (const CrmVatResult *result, const CrmVatLine *lines,
                               CrmVatPolicy policy, gboolean prices_include_vat,
                               CrmNumberStyle style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmVatResult, crm_vat_result_free)

const char *crm_vat_policy_to_string (CrmVatPolicy policy);
gboolean crm_vat_policy_parse (const char *text, CrmVatPolicy *policy, GError **error);
CrmVatPolicy crm_vat_default_policy (const char *country);

gboolean crm_vat_code_parse (const char *code, gint64 *percent, gboolean *taxed, GError **error);
char *crm_vat_code_format (const char *code, const char *language);
char **crm_vat_codes (const char *country, gint64 date);
const char *crm_vat_default_code (const char *country, gint64 date);

G_END_DECLS
