/* Currencies: dated rates, exact conversion, and that a missing rate is said. */
#include "config.h"

#include <string.h>

#include "crm-currency.h"
#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-error.h"
#include "record-fixture.h"

static gint64
day (const char *iso)
{
  gint64 date;
  g_assert_true (crm_date_parse (iso, &date, NULL));
  return date;
}

static gint64
convert (RecordFixture *fixture, gint64 money, const char *currency, const char *date)
{
  g_autoptr (GError) error = NULL;
  gint64 converted;

  if (crm_currency_convert (record_fixture_reader (fixture), money, currency, day (date),
                            &converted, &error))
    return converted;
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  return -1;
}

static void
test_dates (RecordFixture *fixture, gconstpointer data)
{
  gint64 corrected;

  g_assert_cmpint (convert (fixture, 100, "UAH", "2026-01-01"), ==, 100);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-01"), ==, -1);
  record_fixture_add (fixture, "rate", "currency", "USD", "date", "2026-03-01", "rate", "41.5",
                      NULL);
  record_fixture_add (fixture, "rate", "currency", "USD", "date", "2026-03-05", "rate", "42", NULL);
  record_fixture_add (fixture, "rate", "currency", "KZT", "date", "2026-03-05", "rate", "8.123456",
                      "units", "100", NULL);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-02-28"), ==, -1);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-01"), ==, 4150);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-04"), ==, 4150);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-05"), ==, 4200);
  g_assert_cmpint (convert (fixture, 100, "USD", "2027-01-01"), ==, 4200);
  g_assert_cmpint (convert (fixture, 1000000, "KZT", "2026-03-05"), ==, 81235);
  g_assert_cmpint (convert (fixture, -1000000, "KZT", "2026-03-05"), ==, -81235);
  /* What was noted later of one day is right. */
  corrected = record_fixture_add (fixture, "rate", "currency", "USD", "date", "2026-03-05", "rate",
                                  "43", NULL);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-05"), ==, 4300);
  record_fixture_delete (fixture, "rate", corrected);
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-05"), ==, 4200);
  g_assert_true (record_fixture_undo (fixture));
  g_assert_cmpint (convert (fixture, 100, "USD", "2026-03-05"), ==, 4300);
}

static void
test_refused (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *currency;
    const char *rate;
    const char *units;
  } cases[] = { { "UAH", "1", "1" },
                { "USD", "0", "1" },
                { "USD", "-1", "1" },
                { "USD", "1", "0" },
                { "USD", "1", "1000001" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_WINDOW);
    g_autoptr (CrmRecord) rate = crm_record_new (crm_entity_find ("rate"));
    g_autoptr (GError) error = NULL;

    g_assert_true (crm_record_parse (rate, "currency", cases[i].currency, NULL));
    g_assert_true (crm_record_parse (rate, "rate", cases[i].rate, NULL));
    g_assert_true (crm_record_parse (rate, "units", cases[i].units, NULL));
    crm_change_add (change, rate);
    g_assert_cmpint (crm_change_commit_sync (change, fixture->store, &error), ==, -1);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

/* The sum of converted parts is the converted sum but for half a minor unit a part, and no result
 * is farther than half a unit from the exact one. */
static void
test_rounding (void)
{
  for (int i = 0; i < 20000; i++) {
    CrmRate rate = { g_test_rand_int_range (1, G_MAXINT), 1, 0 };
    int n = g_test_rand_int_range (1, 9);
    gint64 whole = 0, parts = 0, converted;
    __int128 exact;

    for (int power = g_test_rand_int_range (0, 7); power > 0; power--)
      rate.units *= 10;
    for (int j = 0; j < n; j++) {
      gint64 back;
      gint64 money = (gint64) g_test_rand_int_range (G_MININT, G_MAXINT) * 1000 +
                     g_test_rand_int_range (0, 1000);
      g_assert_true (crm_rate_convert (&rate, money, &converted));
      exact = (__int128) money * rate.rate - (__int128) converted * rate.units * 1000000;
      g_assert_true ((exact < 0 ? -exact : exact) * 2 <= (__int128) rate.units * 1000000);
      whole += money;
      parts += converted;
      g_assert_true (crm_rate_convert (&rate, -money, &back));
      g_assert_cmpint (back, ==, -converted);
    }
    g_assert_true (crm_rate_convert (&rate, whole, &converted));
    g_assert_cmpint (ABS (converted - parts) * 2, <=, n + 1);
  }
}

static void
test_too_large (void)
{
  CrmRate rate = { G_MAXINT64, 1, 0 };
  gint64 converted = 7;

  g_assert_false (crm_rate_convert (&rate, G_MAXINT64, &converted));
  g_assert_cmpint (converted, ==, 7);
}

/* The newest rate on or before a day, by looking through all of them. */
static void
test_model (RecordFixture *fixture, gconstpointer data)
{
  gint64 first = day ("2026-01-01");
  gint64 rates[60] = { 0 };

  for (int i = 0; i < 25; i++) {
    int at = g_test_rand_int_range (0, G_N_ELEMENTS (rates));
    g_autofree char *date = crm_date_to_iso (first + at);
    g_autofree char *rate = NULL;
    rates[at] = g_test_rand_int_range (1, 100000);
    rate = g_strdup_printf ("%" G_GINT64_FORMAT, rates[at]);
    record_fixture_add (fixture, "rate", "currency", "EUR", "date", date, "rate", rate, NULL);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autofree char *date = crm_date_to_iso (first + (gint64) i);
    gint64 expected = -1;
    for (gsize j = 0; j <= i; j++)
      if (rates[j] != 0)
        expected = rates[j] * 5;
    g_assert_cmpint (convert (fixture, 5, "EUR", date), ==, expected);
  }
}

static void
test_sum (RecordFixture *fixture, gconstpointer data)
{
  CrmAmount parts[] = { { NULL, 1000 }, { "UAH", 500 }, { "USD", 200 }, { "EUR", 0 } };
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  g_autoptr (GError) error = NULL;
  gboolean converted;
  gint64 sum;

  g_array_append_vals (amounts, parts, G_N_ELEMENTS (parts));
  g_assert_false (crm_currency_sum (record_fixture_reader (fixture), amounts, day ("2026-03-01"),
                                    &sum, &converted, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "USD"));
  g_clear_error (&error);
  record_fixture_add (fixture, "rate", "currency", "USD", "date", "2026-03-01", "rate", "40", NULL);
  g_assert_true (crm_currency_sum (record_fixture_reader (fixture), amounts, day ("2026-03-01"),
                                   &sum, &converted, &error));
  g_assert_cmpint (sum, ==, 9500);
  g_assert_true (converted);
  g_array_set_size (amounts, 2);
  g_assert_true (crm_currency_sum (record_fixture_reader (fixture), amounts, day ("2026-03-01"),
                                   &sum, &converted, &error));
  g_assert_cmpint (sum, ==, 1500);
  g_assert_false (converted);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, "ua", record_fixture_set_up, func, record_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/currency/rounding", test_rounding);
  g_test_add_func ("/currency/too-large", test_too_large);
  ADD ("/currency/dates", test_dates);
  ADD ("/currency/refused", test_refused);
  ADD ("/currency/model", test_model);
  ADD ("/currency/sum", test_sum);
  return g_test_run ();
}
