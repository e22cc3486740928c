/* Numbers: reading, writing and arithmetic. */
#include "config.h"

#include "crm-decimal.h"
#include "crm-error.h"
#include "vectors.h"

static const CrmNumberStyle styles[] = {
  CRM_NUMBER_MACHINE, CRM_NUMBER_EN, CRM_NUMBER_RU, CRM_NUMBER_UK, CRM_NUMBER_PL,
};

static void
test_parse (void)
{
  static const struct {
    const char *text;
    guint decimals;
    gint64 value;
  } cases[] = {
    { "0", 2, 0 },
    { "5", 0, 5 },
    { "1234.50", 2, 123450 },
    { "1234,5", 2, 123450 },
    { "-7", 2, -700 },
    { "+7", 2, 700 },
    { "−7,25", 2, -725 },
    { "  12 \n", 2, 1200 },
    { "\302\24012\302\240", 2, 1200 },
    { "1 234,5", 2, 123450 },
    { "1\302\240234,50", 2, 123450 },
    { "1\342\200\257234\342\200\257567,5", 2, 123456750 },
    { "1'234'567.89", 2, 123456789 },
    { "1’234.5", 2, 123450 },
    { "1,234,567.89", 2, 123456789 },
    { "1.234.567,89", 2, 123456789 },
    { "1,234,567", 2, 123456700 },
    { "1.234.567", 2, 123456700 },
    { "1.234,5", 2, 123450 },
    { "1,234.5", 2, 123450 },
    { "1.234", 3, 1234 },
    { "1,234", 3, 1234 },
    { "1.234", 6, 1234000 },
    { ".5", 2, 50 },
    { "5.", 2, 500 },
    { "-,05", 2, -5 },
    { "1.5000", 2, 150 },
    { "1.000", 2, 100 },
    { "0,000", 2, 0 },
    { "007", 0, 7 },
    { "92233720368547758.07", 2, G_MAXINT64 },
    { "-92233720368547758.08", 2, G_MININT64 },
    { "9223372036854775807", 0, G_MAXINT64 },
    { "0.000000000000000001", 18, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 value = -1;

    crm_decimal_parse (cases[i].text, cases[i].decimals, &value, &error);
    g_assert_no_error (error);
    g_assert_cmpint (value, ==, cases[i].value);
  }
  g_assert_true (crm_decimal_parse ("1", 2, NULL, NULL));
}

static void
test_parse_refuses (void)
{
  static const struct {
    const char *text;
    guint decimals;
    const char *complaint; /* what the message has in it */
  } cases[] = {
    { "", 2, "missing" },
    { "  ", 2, "missing" },
    { "abc", 2, "“abc”" },
    { "12 ₽", 2, "“12 ₽”" },
    { "12x", 2, "“12x”" },
    { "-", 2, "“-”" },
    { ".", 2, "“.”" },
    { "--5", 2, "“--5”" },
    { "- 5", 2, "“- 5”" },
    { "5-", 2, "“5-”" },
    { "1.2.3", 2, "“1.2.3”" },
    { "1,23,456", 2, "“1,23,456”" },
    { "1 23", 2, "“1 23”" },
    { "1234 567", 2, "“1234 567”" },
    { "1  234", 2, "1 234" },
    { " ,5 5", 2, "“,5 5”" },
    { "1.234,567.8", 2, "“1.234,567.8”" },
    { "1.234.567,891,2", 2, "“1.234.567,891,2”" },
    { "1 234.567,8", 2, "“1 234.567,8”" },
    { "1'234 567", 2, "“1'234 567”" },
    { "1,234 567", 6, "“1,234 567”" },
    { "1,000.000 5", 6, "is not a number" },
    { "1e5", 2, "“1e5”" },
    { "0x10", 2, "“0x10”" },
    { "\xff", 2, "is not a number" },
    { "1\xff", 2, "is not a number" },
    { "٣", 2, "is not a number" },
    { "1.234", 2, "“1.234” has more than 2 digits" },
    { "1,001", 2, "has more than 2 digits" },
    { "1,000", 2, "has more than 2 digits" },
    { "0.5", 0, "“0.5” is not a whole number" },
    { "0.05", 1, "has more than 1 digit " },
    { "92233720368547758.08", 2, "too large" },
    { "-92233720368547758.09", 2, "too large" },
    { "9223372036854775808", 0, "too large" },
    { "99999999999999999999999999999999999999999999", 0, "too large" },
    { "18446744073709551617", 0, "too large" },
    { "10", 18, "too large" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 value = 42;

    if (crm_decimal_parse (cases[i].text, cases[i].decimals, &value, &error))
      g_error ("“%s” is read as %" G_GINT64_FORMAT, cases[i].text, value);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_cmpint (value, ==, 42);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    if (strstr (error->message, cases[i].complaint) == NULL)
      g_error ("“%s”: %s", cases[i].text, error->message);
  }
}

static void
test_parse_english_group (void)
{
  static const struct {
    const char *text;
    CrmNumberStyle style;
    gint64 value;
  } cases[] = {
    { "1,234", CRM_NUMBER_EN, 1234000000 },   { "-999,000", CRM_NUMBER_EN, -999000000000 },
    { "0,234", CRM_NUMBER_EN, 234000 },       { "1234,567", CRM_NUMBER_EN, 1234567000 },
    { "1,23", CRM_NUMBER_EN, 1230000 },       { "1.234", CRM_NUMBER_EN, 1234000 },
    { "1,234", CRM_NUMBER_RU, 1234000 },      { "1,234", CRM_NUMBER_MACHINE, 1234000 },
    { "1,234.5", CRM_NUMBER_EN, 1234500000 }, { "1 234,567", CRM_NUMBER_EN, 1234567000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 value = -1;

    crm_decimal_parse_styled (cases[i].text, 6, cases[i].style, &value, &error);
    g_assert_no_error (error);
    g_assert_cmpint (value, ==, cases[i].value);
  }
}

static void
test_format (void)
{
  static const struct {
    gint64 value;
    guint decimals;
    guint least;
    CrmNumberStyle style;
    const char *text;
  } cases[] = {
    { 0, 2, 2, CRM_NUMBER_MACHINE, "0.00" },
    { 0, 2, 0, CRM_NUMBER_MACHINE, "0" },
    { 5, 2, 0, CRM_NUMBER_MACHINE, "0.05" },
    { -5, 2, 0, CRM_NUMBER_RU, "-0,05" },
    { 123450, 2, 2, CRM_NUMBER_MACHINE, "1234.50" },
    { 123450, 2, 0, CRM_NUMBER_MACHINE, "1234.5" },
    { 123450, 2, 2, CRM_NUMBER_EN, "1,234.50" },
    { 123450, 2, 2, CRM_NUMBER_RU, "1\302\240234,50" },
    { 123450, 2, 2, CRM_NUMBER_UK, "1\302\240234,50" },
    { 123450, 2, 2, CRM_NUMBER_PL, "1\302\240234,50" },
    { -123456789012, 2, 2, CRM_NUMBER_EN, "-1,234,567,890.12" },
    { 1500000, 6, 0, CRM_NUMBER_RU, "1,5" },
    { 1500000, 6, 3, CRM_NUMBER_RU, "1,500" },
    { 3000000, 6, 9, CRM_NUMBER_EN, "3.000000" },
    { 999, 0, 0, CRM_NUMBER_EN, "999" },
    { 1000, 0, 0, CRM_NUMBER_EN, "1,000" },
    { 100000, 0, 0, CRM_NUMBER_EN, "100,000" },
    { G_MAXINT64, 0, 0, CRM_NUMBER_MACHINE, "9223372036854775807" },
    { G_MININT64, 2, 2, CRM_NUMBER_MACHINE, "-92233720368547758.08" },
    { G_MININT64, 18, 0, CRM_NUMBER_MACHINE, "-9.223372036854775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        crm_decimal_format (cases[i].value, cases[i].decimals, cases[i].least, cases[i].style);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static gint64
make_random (void)
{
  guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

  /* all magnitudes alike */
  return (gint64) bits >> g_test_rand_int_range (0, 63);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++) {
    gint64 value = make_random ();
    guint decimals = (guint) g_test_rand_int_range (0, 19);
    guint least = (guint) g_test_rand_int_range (0, 19);

    for (guint j = 0; j < G_N_ELEMENTS (styles); j++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = crm_decimal_format (value, decimals, least, styles[j]);
      gint64 back = 0;

      crm_decimal_parse_styled (text, decimals, styles[j], &back, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, value);
      /* The style is needed for English groups alone. */
      if (styles[j] == CRM_NUMBER_EN)
        continue;
      crm_decimal_parse (text, decimals, &back, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, value);
    }
  }
}

static void
test_money_format (void)
{
  static const struct {
    gint64 money;
    const char *currency;
    CrmNumberStyle style;
    const char *text;
  } cases[] = {
    { 123450, "RUB", CRM_NUMBER_RU, "1\302\240234,50\302\240₽" },
    { 123450, "UAH", CRM_NUMBER_UK, "1\302\240234,50\302\240₴" },
    { 123450, "PLN", CRM_NUMBER_PL, "1\302\240234,50\302\240zł" },
    { 123450, "USD", CRM_NUMBER_EN, "$1,234.50" },
    { -123450, "USD", CRM_NUMBER_EN, "-$1,234.50" },
    { -100, "RUB", CRM_NUMBER_RU, "-1,00\302\240₽" },
    { 123450, "PLN", CRM_NUMBER_EN, "PLN\302\2401,234.50" },
    { -100, "CHF", CRM_NUMBER_EN, "-CHF\302\2401.00" },
    { 100, "CHF", CRM_NUMBER_RU, "1,00\302\240CHF" },
    { 123450, "RUB", CRM_NUMBER_MACHINE, "1234.50 RUB" },
    { 5, NULL, CRM_NUMBER_MACHINE, "0.05" },
    { 5, "", CRM_NUMBER_EN, "0.05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_money_format (cases[i].money, cases[i].currency, cases[i].style);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
  g_assert_cmpstr (crm_currency_sign ("EUR"), ==, "€");
  g_assert_cmpstr (crm_currency_sign ("XYZ"), ==, "XYZ");
  g_assert_cmpstr (crm_currency_sign (NULL), ==, "");
}

static void
test_divide (void)
{
  static const struct {
    gint64 a;
    gint64 b;
    gint64 divisor;
    gboolean possible;
    gint64 result;
  } cases[] = {
    { 5, 1, 2, TRUE, 3 },
    { -5, 1, 2, TRUE, -3 },
    { 5, 1, -2, TRUE, -3 },
    { -5, 1, -2, TRUE, 3 },
    { 4, 1, 3, TRUE, 1 },
    { -4, 1, 3, TRUE, -1 },
    { 5, 1, 3, TRUE, 2 },
    { 1, 1, 2, TRUE, 1 },
    { -1, 1, 2, TRUE, -1 },
    { 1, 1, 3, TRUE, 0 },
    { 7, 1, 0, FALSE, 0 },
    { G_MININT64, 1, 1, TRUE, G_MININT64 },
    { G_MININT64, 1, -1, FALSE, 0 },
    { G_MININT64, -1, -1, TRUE, G_MININT64 },
    { G_MAXINT64, G_MAXINT64, G_MAXINT64, TRUE, G_MAXINT64 },
    { G_MININT64, G_MININT64, G_MININT64, TRUE, G_MININT64 },
    { G_MAXINT64, 2, 2, TRUE, G_MAXINT64 },
    { G_MAXINT64, 2, 1, FALSE, 0 },
    { G_MAXINT64, 1, 2, TRUE, 4611686018427387904 },
    { 1, 1, G_MININT64, TRUE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 result = 42;
    gboolean possible = crm_decimal_multiply (cases[i].a, cases[i].b, cases[i].divisor, &result);

    g_assert_cmpint (possible, ==, cases[i].possible);
    g_assert_cmpint (result, ==, possible ? cases[i].result : 42);
    if (cases[i].b != 1)
      continue;
    result = 42;
    g_assert_cmpint (crm_decimal_divide (cases[i].a, cases[i].divisor, &result), ==, possible);
    g_assert_cmpint (result, ==, possible ? cases[i].result : 42);
  }
}

static gint64
parse (const char *text, guint decimals)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  crm_decimal_parse (text, decimals, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
check_round_row (const char *kind, const char *input, const char *expected)
{
  gint64 rounded;

  g_assert_true (crm_decimal_divide (parse (input, 6), 10000, &rounded));
  g_assert_cmpint (rounded, ==, parse (expected, 2));
  g_assert_true (crm_decimal_divide (-parse (input, 6), 10000, &rounded));
  g_assert_cmpint (rounded, ==, -parse (expected, 2));
}

static void
check_price_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) factors = g_strsplit (input, " x ", 2);
  g_autoptr (GError) error = NULL;
  gint64 money;

  crm_money_of_price (parse (factors[1], CRM_PRICE_DECIMALS),
                      parse (factors[0], CRM_QUANTITY_DECIMALS), &money, &error);
  g_assert_no_error (error);
  g_assert_cmpint (money, ==, parse (expected, 2));
}

static void
check_discount_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) amounts = g_strsplit (input, ";", -1);
  gint64 total = 0;

  for (guint i = 0; amounts[i] != NULL; i++) {
    gint64 rest;
    g_assert_true (crm_decimal_multiply (parse (amounts[i], 2), 90, 100, &rest));
    total += rest;
  }
  g_assert_cmpint (total, ==, parse (expected, 2));
}

static void
check_spread_row (const char *kind, const char *input, const char *expected)
{
  g_auto (GStrv) sides = g_strsplit (input, " over ", 2);
  g_auto (GStrv) weights = g_strsplit (sides[1], ";", -1);
  g_auto (GStrv) shares = g_strsplit (expected, ";", -1);
  gsize n = g_strv_length (weights);
  g_autofree gint64 *numbers = g_new (gint64, n);
  g_autofree gint64 *result = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    numbers[i] = parse (weights[i], 2);
  g_assert_true (crm_money_spread (parse (sides[0], 2), numbers, n, result));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (result[i], ==, parse (shares[i], 2));
}

static void
test_arithmetic_vectors (void)
{
  g_assert_cmpuint (check_vectors ("round2", check_round_row), ==, 5);
  g_assert_cmpuint (check_vectors ("qty_price", check_price_row), ==, 4);
  g_assert_cmpuint (check_vectors ("discount10_", check_discount_row), ==, 2);
  g_assert_cmpuint (check_vectors ("spread", check_spread_row), ==, 2);
}

static void
test_money_of_price_overflow (void)
{
  g_autoptr (GError) error = NULL;
  gint64 money = 42;

  g_assert_false (crm_money_of_price (G_MAXINT64, 100000001, &money, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_cmpint (money, ==, 42);
  g_clear_error (&error);
  g_assert_true (crm_money_of_price (G_MAXINT64, 100000000, &money, &error));
  g_assert_cmpint (money, ==, G_MAXINT64);
}

static void
test_spread_sums (void)
{
  for (guint i = 0; i < 20000; i++) {
    gsize n = (gsize) g_test_rand_int_range (1, 12);
    gint64 total = make_random () / 16;
    gint64 weights[12];
    gint64 shares[12];
    gint64 opposite[12];
    gint64 sum = 0;
    __extension__ __int128 weight_sum = 0;

    for (gsize j = 0; j < n; j++) {
      weights[j] = make_random () / 16;
      if (i % 2 == 0)
        weights[j] = ABS (weights[j]);
      weight_sum += weights[j];
    }
    if (weight_sum == 0 || i % 2 != 0) {
      /* Of both signs: shares may be larger than the total, and may not fit. */
      if (!crm_money_spread (total, weights, n, shares))
        continue;
    } else {
      g_assert_true (crm_money_spread (total, weights, n, shares));
    }
    for (gsize j = 0; j < n; j++) {
      sum = (gint64) ((guint64) sum + (guint64) shares[j]);
      /* no share is a whole unit off the exact one */
      __extension__ __int128 off =
          (__int128) shares[j] * weight_sum - (__int128) total * weights[j];
      if (i % 2 == 0)
        g_assert_true (off < weight_sum && -off < weight_sum);
    }
    g_assert_cmpint (sum, ==, total);
    g_assert_true (crm_money_spread (-total, weights, n, opposite));
    for (gsize j = 0; j < n; j++)
      g_assert_cmpint (opposite[j], ==, -shares[j]);
  }
}

static void
test_spread_refuses (void)
{
  gint64 shares[2];

  g_assert_false (crm_money_spread (100, NULL, 0, NULL));
  g_assert_false (crm_money_spread (100, (const gint64[]) { 0, 0 }, 2, shares));
  g_assert_false (crm_money_spread (100, (const gint64[]) { 5, -5 }, 2, shares));
  g_assert_false (crm_money_spread (G_MAXINT64, (const gint64[]) { 5, -4 }, 2, shares));
  g_assert_true (crm_money_spread (-5, (const gint64[]) { 0, 7 }, 2, shares));
  g_assert_cmpint (shares[0], ==, 0);
  g_assert_cmpint (shares[1], ==, -5);
}

static void
test_style_for_language (void)
{
  g_assert_cmpint (crm_number_style_for_language ("ru"), ==, CRM_NUMBER_RU);
  g_assert_cmpint (crm_number_style_for_language ("uk_UA.UTF-8"), ==, CRM_NUMBER_UK);
  g_assert_cmpint (crm_number_style_for_language ("pl-PL"), ==, CRM_NUMBER_PL);
  g_assert_cmpint (crm_number_style_for_language ("en"), ==, CRM_NUMBER_EN);
  g_assert_cmpint (crm_number_style_for_language ("run"), ==, CRM_NUMBER_EN);
  g_assert_cmpint (crm_number_style_for_language (""), ==, CRM_NUMBER_EN);
  /* The C locale has no language; its decimal separator is a point. */
  g_assert_cmpint (crm_number_style_local (), ==, CRM_NUMBER_EN);
}

static void
test_error_exit_code (void)
{
  static const struct {
    CrmError code;
    int exit_code;
  } cases[] = {
    { CRM_ERROR_INVALID, 1 },  { CRM_ERROR_NOT_FOUND, 1 }, { CRM_ERROR_REFUSED, 1 },
    { CRM_ERROR_CONFLICT, 1 }, { CRM_ERROR_USAGE, 2 },     { CRM_ERROR_DAMAGED, 3 },
    { CRM_ERROR_NEWER, 3 },    { CRM_ERROR_BUSY, 1 },      { CRM_ERROR_FULL, 1 },
    { CRM_ERROR_IO, 1 },       { CRM_ERROR_READ_ONLY, 1 }, { CRM_ERROR_CANCELLED, 1 },
  };

  g_assert_cmpint (crm_error_exit_code (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (CRM_ERROR, (int) cases[i].code, "x");
    g_assert_cmpint (crm_error_exit_code (error), ==, cases[i].exit_code);
  }
  /* the codes of other domains mean other things */
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, (int) CRM_ERROR_DAMAGED, "x");
  g_assert_cmpint (crm_error_exit_code (other), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/parse", test_parse);
  g_test_add_func ("/decimal/parse-refuses", test_parse_refuses);
  g_test_add_func ("/decimal/parse-english-group", test_parse_english_group);
  g_test_add_func ("/decimal/format", test_format);
  g_test_add_func ("/decimal/round-trip", test_round_trip);
  g_test_add_func ("/decimal/money-format", test_money_format);
  g_test_add_func ("/decimal/divide", test_divide);
  g_test_add_func ("/decimal/arithmetic-vectors", test_arithmetic_vectors);
  g_test_add_func ("/decimal/money-of-price-overflow", test_money_of_price_overflow);
  g_test_add_func ("/decimal/spread-sums", test_spread_sums);
  g_test_add_func ("/decimal/spread-refuses", test_spread_refuses);
  g_test_add_func ("/decimal/style-for-language", test_style_for_language);
  g_test_add_func ("/error/exit-code", test_error_exit_code);
  return g_test_run ();
}
