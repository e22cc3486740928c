/* VAT arithmetic against worked cases, and its invariants on random documents. */
#include "config.h"

#include "crm-date.h"
#include "crm-error.h"
#include "crm-vat.h"
#include "document-vectors.h"

#include <string.h>

#define ONE 1000000 /* quantity */

static gint64
read_decimal (const char *text, guint decimals)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;
  crm_decimal_parse (text, decimals, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
assert_sums (const CrmVatResult *result)
{
  CrmVatSums by_line = { 0 }, by_rate = { 0 };
  for (gsize i = 0; i < result->n_lines; i++) {
    const CrmVatSums *line = &result->lines[i];
    g_assert_cmpint (line->net + line->vat, ==, line->gross);
    g_assert_cmpint (line->full - line->discount, ==, line->amount);
    by_line.net += line->net;
    by_line.vat += line->vat;
    by_line.gross += line->gross;
  }
  for (gsize i = 0; i < result->n_rates; i++) {
    by_rate.net += result->rates[i].sums.net;
    by_rate.vat += result->rates[i].sums.vat;
    by_rate.gross += result->rates[i].sums.gross;
  }
  g_assert_cmpint (by_line.net, ==, result->total.net);
  g_assert_cmpint (by_line.vat, ==, result->total.vat);
  g_assert_cmpint (by_line.gross, ==, result->total.gross);
  g_assert_cmpint (by_rate.net, ==, result->total.net);
  g_assert_cmpint (by_rate.vat, ==, result->total.vat);
  g_assert_cmpint (by_rate.gross, ==, result->total.gross);
}

/* vat_top_22_perline, vat_incl_20_total, vat_top_22 (one line: every policy gives the same) */
static void
check_vat_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) words = g_strsplit (kind, "_", -1);
  g_auto (GStrv) prices = g_strsplit (input, ";", -1);
  gboolean inclusive = g_str_equal (words[1], "incl");
  g_autofree CrmVatLine *lines = g_new0 (CrmVatLine, g_strv_length (prices));
  for (gsize i = 0; prices[i] != NULL; i++)
    lines[i] = (CrmVatLine) { ONE, read_decimal (prices[i], CRM_PRICE_DECIMALS), 0, words[2] };
  for (CrmVatPolicy policy = CRM_VAT_PER_LINE; policy <= CRM_VAT_FROM_GROSS; policy++) {
    g_autoptr (GError) error = NULL;
    gboolean per_line = policy == CRM_VAT_PER_LINE;
    if (words[3] != NULL && g_str_equal (words[3], "perline") != per_line)
      continue;
    /* From gross, the lines' own VAT is already rounded before it is summed: another case. */
    if (policy == CRM_VAT_FROM_GROSS && !inclusive)
      continue;
    g_autoptr (CrmVatResult) result =
        crm_vat_compute (lines, g_strv_length (prices), policy, inclusive, &error);
    g_assert_no_error (error);
    g_assert_cmpint (result->total.vat, ==, read_decimal (expected, 2));
    assert_sums (result);
  }
}

static void
test_vectors (void)
{
  document_vectors_foreach ("vat_", check_vat_row);
}

static void
check_discount_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) prices = g_strsplit (input, ";", -1);
  g_autoptr (GError) error = NULL;
  g_autofree CrmVatLine *lines = g_new0 (CrmVatLine, g_strv_length (prices));
  for (gsize i = 0; prices[i] != NULL; i++)
    lines[i] = (CrmVatLine) { ONE, read_decimal (prices[i], CRM_PRICE_DECIMALS), 1000, "none" };
  g_autoptr (CrmVatResult) result =
      crm_vat_compute (lines, g_strv_length (prices), CRM_VAT_PER_LINE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->total.amount, ==, read_decimal (expected, 2));
  g_assert_cmpint (result->total.gross, ==, result->total.amount);
}

static void
check_spread_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (input, " over ", 2);
  g_auto (GStrv) weights = g_strsplit (parts[1], ";", -1);
  g_auto (GStrv) shares = g_strsplit (expected, ";", -1);
  gsize n = g_strv_length (weights);
  g_autofree gint64 *numbers = g_new0 (gint64, n);
  g_autofree gint64 *results = g_new0 (gint64, n);
  for (gsize i = 0; i < n; i++)
    numbers[i] = read_decimal (weights[i], 2);
  g_assert_true (crm_money_spread (read_decimal (parts[0], 2), numbers, n, results));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (results[i], ==, read_decimal (shares[i], 2));
}

static void
check_quantity_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) factors = g_strsplit (input, " x ", 2);
  g_autoptr (GError) error = NULL;
  CrmVatLine line = { read_decimal (factors[0], CRM_QUANTITY_DECIMALS),
                      read_decimal (factors[1], CRM_PRICE_DECIMALS), 0, NULL };
  g_autoptr (CrmVatResult) result = crm_vat_compute (&line, 1, CRM_VAT_PER_LINE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->total.full, ==, read_decimal (expected, 2));
}

static void
test_amounts (void)
{
  document_vectors_foreach ("discount10_", check_discount_row);
  document_vectors_foreach ("spread", check_spread_row);
  document_vectors_foreach ("qty_price", check_quantity_row);
}

static void
test_policies (void)
{
  static const struct {
    CrmVatPolicy policy;
    gboolean inclusive;
    gint64 net, vat, gross;
  } cases[] = {
    { CRM_VAT_PER_LINE, FALSE, 9999, 2199, 12198 },
    { CRM_VAT_ON_RATE_SUM, FALSE, 9999, 2200, 12199 },
    /* 3 × (33.33 + 7.33) = 121.98; 121.98 × 22 / 122 = 21.996... */
    { CRM_VAT_FROM_GROSS, FALSE, 9998, 2200, 12198 },
    { CRM_VAT_PER_LINE, TRUE, 8196, 1803, 9999 },
    { CRM_VAT_ON_RATE_SUM, TRUE, 8196, 1803, 9999 },
    { CRM_VAT_FROM_GROSS, TRUE, 8196, 1803, 9999 },
  };
  const CrmVatLine lines[] = { { ONE, 333300, 0, "22" },
                               { ONE, 333300, 0, "22" },
                               { ONE, 333300, 0, "22.00" } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmVatResult) result =
        crm_vat_compute (lines, G_N_ELEMENTS (lines), cases[i].policy, cases[i].inclusive, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (result->n_rates, ==, 1);
    g_assert_cmpint (result->total.net, ==, cases[i].net);
    g_assert_cmpint (result->total.vat, ==, cases[i].vat);
    g_assert_cmpint (result->total.gross, ==, cases[i].gross);
    assert_sums (result);
  }
}

static void
test_rates (void)
{
  const CrmVatLine lines[] = { { ONE, 1000000, 0, "none" }, { ONE, 1000000, 0, "0" },
                               { ONE, 1000000, 0, "10" },   { ONE, 1000000, 0, "22" },
                               { ONE, 1000000, 0, "" },     { ONE, 1000000, 0, "10" } };
  static const char *const codes[] = { "22", "10", "0", "none" };
  static const gint64 vats[] = { 2200, 2000, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmVatResult) result =
      crm_vat_compute (lines, G_N_ELEMENTS (lines), CRM_VAT_PER_LINE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_rates, ==, G_N_ELEMENTS (codes));
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_assert_cmpstr (result->rates[i].code, ==, codes[i]);
    g_assert_cmpint (result->rates[i].sums.vat, ==, vats[i]);
  }
  g_assert_false (result->rates[3].taxed);
  g_assert_true (result->rates[2].taxed);
  assert_sums (result);
}

static void
test_errors (void)
{
  static const struct {
    CrmVatLine line;
    const char *says;
  } cases[] = {
    { { ONE, 10000, 0, "twenty" }, "*Line 2*twenty*" },
    { { ONE, 10000, 0, "101" }, "*Line 2*101*" },
    { { ONE, 10000, 0, "-5" }, "*Line 2*" },
    { { ONE, 10000, 10001, "20" }, "*Line 2*discount*" },
    { { ONE, 10000, -1, "20" }, "*Line 2*discount*" },
    { { G_MAXINT64, G_MAXINT64, 0, "20" }, "*Line 2*too large*" },
    { { G_MAXINT64, 100000000, 0, "20" }, "*too large*" },
    { { G_MAXINT64, 95000000, 0, "20" }, "*too large*" },
    { { G_MININT64, 100000000, 0, "100" }, "*too large*" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmVatLine lines[] = { { ONE, 10000, 0, "20" }, cases[i].line, cases[i].line };
    g_autoptr (GError) error = NULL;
    g_assert_null (crm_vat_compute (lines, 3, CRM_VAT_PER_LINE, FALSE, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_true (g_pattern_match_simple (cases[i].says, error->message));
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmVatResult) nothing = crm_vat_compute (NULL, 0, CRM_VAT_PER_LINE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nothing->total.gross, ==, 0);
}

/* Whatever the document, the parts add up, and no policy strays from exact VAT by more than its
 * roundings. */
static void
test_random (void)
{
  static const char *const codes[] = { "none", "0", "5", "7", "10", "20", "22", "23", "8.5" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261101);
  for (guint round = 0; round < 3000; round++) {
    CrmVatLine lines[12];
    gsize n_lines = (gsize) g_rand_int_range (random, 1, 13);
    for (gsize i = 0; i < n_lines; i++)
      lines[i] = (CrmVatLine) { g_rand_int_range (random, -2 * ONE, 50 * ONE),
                                g_rand_int_range (random, 0, 90000000),
                                g_rand_boolean (random) ? g_rand_int_range (random, 0, 10001) : 0,
                                codes[g_rand_int_range (random, 0, G_N_ELEMENTS (codes))] };
    for (guint way = 0; way < 6; way++) {
      CrmVatPolicy policy = way % 3;
      gboolean inclusive = way >= 3;
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmVatResult) result = crm_vat_compute (lines, n_lines, policy, inclusive, &error);
      g_assert_no_error (error);
      assert_sums (result);
      if (inclusive)
        g_assert_cmpint (result->total.gross, ==, result->total.amount);
      else if (policy != CRM_VAT_FROM_GROSS)
        g_assert_cmpint (result->total.net, ==, result->total.amount);
      for (gsize i = 0; i < n_lines; i++) {
        gint64 percent, exact;
        crm_vat_code_parse (lines[i].code, &percent, NULL, NULL);
        crm_decimal_multiply (result->lines[i].amount, percent, inclusive ? 10000 + percent : 10000,
                              &exact);
        g_assert_cmpint (ABS (exact - result->lines[i].vat), <=,
                         policy == CRM_VAT_PER_LINE ? 0 : 2);
      }
    }
  }
}

static void
test_explain (void)
{
  const CrmVatLine lines[] = { { 3 * ONE, 333300, 1000, "22" }, { ONE, 50000, 0, "none" } };
  g_autoptr (CrmVatResult) result = crm_vat_compute (lines, 2, CRM_VAT_PER_LINE, FALSE, NULL);
  g_auto (GStrv) steps =
      crm_vat_result_explain (result, lines, CRM_VAT_PER_LINE, FALSE, CRM_NUMBER_MACHINE);
  g_autofree char *text = g_strjoinv ("\n", steps);
  g_assert_cmpstr (text, ==,
                   "Line 1: 3 × 33.33 = 99.99, less the discount of 10 % (10.00) = 89.99. "
                   "VAT on 89.99: 89.99 × 22 % = 19.80\n"
                   "Line 2: 1 × 5.00 = 5.00\n"
                   "VAT 22 %: the lines' VAT adds up to 19.80\n"
                   "Without VAT: 5.00\n"
                   "Total: 94.99 + VAT 19.80 = 114.79");
  g_autoptr (CrmVatResult) gross = crm_vat_compute (lines, 2, CRM_VAT_FROM_GROSS, TRUE, NULL);
  g_auto (GStrv) other =
      crm_vat_result_explain (gross, lines, CRM_VAT_FROM_GROSS, TRUE, CRM_NUMBER_MACHINE);
  g_assert_cmpstr (other[2], ==, "VAT within 89.99: 89.99 × 22 / 122 = 16.23");
}

static void
test_dated (void)
{
  static const struct {
    const char *country;
    int year, month, day;
    const char *standard, *codes;
  } cases[] = {
    { "ru", 2025, 12, 31, "20", "20 10 7 5 0 none" },
    { "ru", 2026, 1, 1, "22", "22 10 7 5 0 none" },
    { "ru", 2018, 12, 31, "18", "18 10 0 none" },
    { "ua", 2026, 11, 1, "20", "20 14 7 0 none" },
    { "pl", 2026, 11, 1, "23", "23 8 5 0 none" },
    { "pl", 2010, 12, 31, "22", "22 7 0 none" },
    { "other", 2026, 1, 1, "none", NULL },
    { NULL, 2026, 1, 1, "none", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 date = crm_date_from_ymd (cases[i].year, cases[i].month, cases[i].day);
    g_auto (GStrv) codes = crm_vat_codes (cases[i].country, date);
    g_autofree char *joined = g_strjoinv (" ", codes);
    g_assert_cmpstr (crm_vat_default_code (cases[i].country, date), ==, cases[i].standard);
    if (cases[i].codes != NULL)
      g_assert_cmpstr (joined, ==, cases[i].codes);
    for (gsize j = 0; codes[j] != NULL; j++)
      g_assert_true (crm_vat_code_parse (codes[j], NULL, NULL, NULL));
  }
}

static void
test_codes (void)
{
  static const struct {
    const char *code, *language, *text;
  } cases[] = {
    { "22", "ru", "22\302\240%" }, { "none", "ru", "без НДС" }, { "none", "uk", "без ПДВ" },
    { "none", "pl", "zw" },        { "none", "en", "exempt" },  { "23", "pl", "23%" },
    { "np", "pl", "np" },          { "8.5", "en", "8.5%" },     { NULL, "ru", "без НДС" },
    { "0", "uk", "0\302\240%" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_vat_code_format (cases[i].code, cases[i].language);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
  for (CrmVatPolicy policy = CRM_VAT_PER_LINE; policy <= CRM_VAT_FROM_GROSS; policy++) {
    CrmVatPolicy again;
    g_assert_true (crm_vat_policy_parse (crm_vat_policy_to_string (policy), &again, NULL));
    g_assert_cmpint (again, ==, policy);
  }
  g_autoptr (GError) error = NULL;
  CrmVatPolicy policy;
  g_assert_false (crm_vat_policy_parse ("by_moon", &policy, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vat/vectors", test_vectors);
  g_test_add_func ("/vat/amounts", test_amounts);
  g_test_add_func ("/vat/policies", test_policies);
  g_test_add_func ("/vat/rates", test_rates);
  g_test_add_func ("/vat/errors", test_errors);
  g_test_add_func ("/vat/random-documents-add-up", test_random);
  g_test_add_func ("/vat/explain", test_explain);
  g_test_add_func ("/vat/dated-rates", test_dated);
  g_test_add_func ("/vat/codes", test_codes);
  return g_test_run ();
}
