/* Columns tell what they hold; sums, dates and answers of people become those of machines. */
#include "config.h"

#include "crm-column-guess.h"

#include <locale.h>

static CrmColumnGuess *
make_guess (const char *cells)
{
  CrmColumnGuess *guess = crm_column_guess_new ();
  g_auto (GStrv) split = g_strsplit (cells, "|", -1);
  for (gsize i = 0; split[i] != NULL; i++) {
    crm_column_guess_add (guess, split[i]);
  }
  return guess;
}

static void
test_kind (void)
{
  static const struct {
    const char *cells;
    CrmColumnKind kind;
  } cases[] = {
    { "| |", CRM_COLUMN_EMPTY },
    { "Acme|Beta|5", CRM_COLUMN_TEXT },
    { "1|2,5|1 000 руб.|$5|", CRM_COLUMN_NUMBER },
    { "0|1|1|0", CRM_COLUMN_NUMBER },
    { "10/20/2016|3/1/2017|", CRM_COLUMN_DATE },
    { "2015-07-20 12:45|2015-07-21 10:00", CRM_COLUMN_DATE },
    { "2024-08-13T18:04:34.666+00:00", CRM_COLUMN_DATE },
    { "да|нет|Да", CRM_COLUMN_YES_NO },
    { "FALSE|TRUE", CRM_COLUMN_YES_NO },
    { "Tak|nie|1", CRM_COLUMN_YES_NO },
    { "a@b.cc|d.e@f.gg", CRM_COLUMN_EMAIL },
    { "a|b|c|d|e|f|g|h|1|2", CRM_COLUMN_TEXT },
    { "1|2|3|4|5|6|7|8|9|n/a", CRM_COLUMN_NUMBER },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmColumnGuess) guess = make_guess (cases[i].cells);
    g_test_message ("%s", cases[i].cells);
    g_assert_cmpint (crm_column_guess_get_kind (guess), ==, cases[i].kind);
  }
}

static void
test_date_order (void)
{
  static const struct {
    const char *cells;
    CrmDateOrder otherwise;
    CrmDateOrder order;
    gboolean certain;
  } cases[] = {
    { "10/20/2016|3/1/2017", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY, TRUE },
    { "20/10/2016|3/1/2017", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_DMY, TRUE },
    { "3/1/2017|4/2/2017", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_DMY, FALSE },
    { "3/1/2017|4/2/2017", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_MDY, FALSE },
    { "3.1.2017|4.2.2017", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_DMY, FALSE },
    { "31.12.2024|01.02.2024|text", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_DMY, TRUE },
    { "2024-12-31|2024-01-02", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_YMD, TRUE },
    { "2024-12-31|12/31/2024", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY, TRUE },
    { "31/12/2024|30/11/2024|12/31/2024", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_DMY, TRUE },
    { "01-02-03", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_DMY, FALSE },
    { "99-12-31", CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_YMD, TRUE },
    { "|", CRM_DATE_ORDER_MDY, CRM_DATE_ORDER_MDY, FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean certain;
    g_autoptr (CrmColumnGuess) guess = make_guess (cases[i].cells);
    g_test_message ("%s", cases[i].cells);
    g_assert_cmpint (crm_column_guess_get_date_order (guess, cases[i].otherwise, &certain), ==,
                     cases[i].order);
    g_assert_cmpint (certain, ==, cases[i].certain);
  }
}

static void
test_decimal_separator (void)
{
  static const struct {
    const char *cells;
    char separator;
    gboolean certain;
  } cases[] = {
    { "1|2", '.', TRUE },
    { "1.5|2", '.', TRUE },
    { "1,5|2", ',', TRUE },
    { "1,234.50|1,234", '.', TRUE },
    { "1.234,50|1.234", ',', TRUE },
    { "1 234,5 руб.|5 руб.", ',', TRUE },
    { "1,234|5,678", '.', FALSE },
    { "1.234|5.678", ',', FALSE },
    { "1,234,567|1,234", '.', TRUE },
    { "0,125|1,234", ',', TRUE },
    { "1,25|1.25", '.', FALSE },
    { "1234,567|1,234", ',', TRUE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean certain;
    g_autoptr (CrmColumnGuess) guess = make_guess (cases[i].cells);
    g_test_message ("%s", cases[i].cells);
    g_assert_cmpint (crm_column_guess_get_decimal_separator (guess, &certain), ==,
                     cases[i].separator);
    g_assert_cmpint (certain, ==, cases[i].certain);
  }
}

static void
test_number (void)
{
  static const struct {
    const char *text;
    char separator;
    const char *number; /* NULL: none */
    const char *currency;
  } cases[] = {
    { "5", 0, "5", NULL },
    { "-5.25", 0, "-5.25", NULL },
    { "+5", 0, "5", NULL },
    { "1919.00 ₽", 0, "1919.00", "RUB" },
    { "1768 руб.", 0, "1768", "RUB" },
    { "1972 рублей", ',', "1972", "RUB" },
    { "1 972,5 р.", 0, "1972.5", "RUB" },
    { "$-142.85", 0, "-142.85", "USD" },
    { "-$142.85", 0, "-142.85", "USD" },
    { "€1.234,50", ',', "1234.50", "EUR" },
    { "1\302\240234,50\302\240zł", 0, "1234.50", "PLN" },
    { "12 500 грн", 0, "12500", "UAH" },
    { "(1,234.50)", 0, "-1234.50", NULL },
    { "−7,25", 0, "-7.25", NULL },
    { "20 %", 0, "20", NULL },
    { "1'234'567", 0, "1234567", NULL },
    { "1.234.567", 0, "1234567", NULL },
    { "1,234", '.', "1234", NULL },
    { "1,234", ',', "1.234", NULL },
    { "1.234", ',', "1234", NULL },
    { ".5", 0, "0.5", NULL },
    { "5.", 0, "5", NULL },
    { "", 0, NULL, NULL },
    { "abc", 0, NULL, NULL },
    { "5 шт.", 0, NULL, NULL },
    { "от 500", 0, NULL, NULL },
    { "12.05.2024", 0, NULL, NULL },
    { "2024-05-12", 0, NULL, NULL },
    { "8 (812) 555-12-34", 0, NULL, NULL },
    { "1,23", '.', NULL, NULL },
    { "12,34,567", '.', NULL, NULL },
    { "1.5.", '.', "1.5", NULL },
    { "--5", 0, NULL, NULL },
    { "1-2", 0, NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *currency = "?";
    g_test_message ("%s", cases[i].text);
    g_autofree char *number = crm_number_tidy (cases[i].text, cases[i].separator, &currency);
    g_assert_cmpstr (number, ==, cases[i].number);
    g_assert_cmpstr (currency, ==, cases[i].currency);
  }
}

static void
test_yes_no (void)
{
  static const struct {
    const char *text;
    int answer; /* -1: none */
  } cases[] = {
    { "да", 1 },    { "Нет", 0 },    { "ТАК", 1 }, { "ні", 0 },     { "Tak", 1 }, { "nie", 0 },
    { " yes ", 1 }, { "NO", 0 },     { "1", 1 },   { "0", 0 },      { "+", 1 },   { "-", 0 },
    { "fałsz", 0 }, { "истина", 1 }, { "", -1 },   { "maybe", -1 }, { "2", -1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean value = -1;
    gboolean answered = crm_yes_no_parse (cases[i].text, &value);
    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (answered, ==, cases[i].answer >= 0);
    g_assert_cmpint (value, ==, cases[i].answer);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-guess/kind", test_kind);
  g_test_add_func ("/column-guess/date-order", test_date_order);
  g_test_add_func ("/column-guess/decimal-separator", test_decimal_separator);
  g_test_add_func ("/number-tidy/number", test_number);
  g_test_add_func ("/number-tidy/yes-no", test_yes_no);
  return g_test_run ();
}
