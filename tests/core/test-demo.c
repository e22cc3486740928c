/* Demo data: believable, right in every number, and the same each time. */
#include "config.h"

#include <string.h>

#include "crm-check-digits.h"
#include "crm-demo.h"
#include "crm-error.h"
#include "crm-search.h"
#include "record-fixture.h"

#define NOW "2026-11-23T12:00:00Z"

static void
fill (RecordFixture *fixture, guint n_companies, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  gboolean done = crm_demo_fill (fixture->store, n_companies, seed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static gint64
count (RecordFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;
  gboolean done = crm_database_query_integer (record_fixture_reader (fixture), sql, 0, &n, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  return n;
}

/* The same country, number, seed and day in another locale and time zone. */
static void
test_repeats_itself (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture again, other;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  fill (fixture, 40, 7);
  first = record_fixture_dump (fixture);
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  record_fixture_set_up (&again, country);
  fill (&again, 40, 7);
  second = record_fixture_dump (&again);
  record_fixture_tear_down (&again, country);
  record_fixture_set_up (&other, country);
  fill (&other, 40, 8);
  third = record_fixture_dump (&other);
  record_fixture_tear_down (&other, country);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
}

static void
test_numbers (RecordFixture *fixture, gconstpointer country)
{
  static const guint amounts[] = { 0, 1, 7 };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++) {
    RecordFixture file;
    record_fixture_set_up (&file, country);
    fill (&file, amounts[i], 1);
    g_assert_cmpint (count (&file, "SELECT count (*) FROM company"), ==, amounts[i] + 1);
    g_assert_cmpint (count (&file, "SELECT count (*) FROM company WHERE type = 'my_company'"), ==,
                     1);
    g_assert_cmpint (count (&file, "SELECT count (*) FROM product"), ==, 40);
    g_assert_cmpint (count (&file, "SELECT count (*) FROM person"), >=, 6);
    record_fixture_tear_down (&file, country);
  }
  fill (fixture, 1, 1);
  g_assert_false (crm_demo_fill (fixture->store, 1, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* Walks over the columns of a query as texts. */
static void
for_each (RecordFixture *fixture, const char *sql, void (*check) (const char *const *texts))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (record_fixture_reader (fixture), sql, &error);
  gboolean has_row = FALSE;
  int n = 0;

  g_assert_no_error (error);
  do {
    const char *texts[8] = { NULL };
    g_assert_true (crm_statement_step (statement, &has_row, &error));
    for (int i = 0; has_row && i < crm_statement_n_columns (statement); i++)
      texts[i] = crm_statement_get_text (statement, i);
    if (has_row) {
      check (texts);
      n++;
    }
  } while (has_row);
  g_assert_cmpint (n, >, 0);
}

static void
check_firm (const char *const *texts)
{
  const char *country = texts[0];
  g_autofree char *wrong = crm_check_tax_number (texts[1], country);

  g_assert_cmpstr (wrong, ==, NULL);
  if (strcmp (country, "ru") == 0) {
    g_assert_true (crm_check_inn (texts[1]));
    g_assert_true (crm_check_ogrn (texts[2]));
    g_assert_true (texts[3] == NULL || crm_check_kpp (texts[3]));
    g_assert_true (g_str_has_prefix (texts[1], "00"));
  } else if (strcmp (country, "ua") == 0) {
    g_assert_true (crm_check_edrpou (texts[1]) || crm_check_rnokpp (texts[1]));
    g_assert_true (texts[4] == NULL || crm_check_ua_vat (texts[4]));
    g_assert_true (g_str_has_prefix (texts[1], "9"));
  } else if (strcmp (country, "pl") == 0) {
    g_assert_true (crm_check_nip (texts[1]));
    g_assert_true (crm_check_regon (texts[2]));
    g_assert_true (texts[5] == NULL || crm_check_krs (texts[5]));
    g_assert_true (g_str_has_prefix (texts[1], "00"));
  }
}

static void
check_account (const char *const *texts)
{
  if (strcmp (texts[0], "ru") == 0) {
    g_assert_true (crm_check_bik (texts[2]));
    g_assert_true (crm_check_ru_account (texts[1], texts[2]));
    g_assert_true (crm_check_ru_corr_account (texts[3], texts[2]));
  } else
    g_assert_true (crm_check_iban (texts[1]));
}

static void
test_check_digits (RecordFixture *fixture, gconstpointer country)
{
  fill (fixture, 400, 3);
  for_each (fixture,
            "SELECT country, tax_number, registration_number, kpp, vat_number, krs FROM company",
            check_firm);
  for_each (fixture,
            "SELECT company.country, account, bic, corr_account FROM bank_account"
            " JOIN company ON company.id = bank_account.company",
            check_account);
  g_assert_cmpint (count (fixture, "SELECT count (*) - count (DISTINCT tax_number) FROM company"),
                   ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) - count (DISTINCT name) FROM company"), ==, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const countries[] = { "ru", "ua", "pl", "other" };
  static const struct {
    const char *name;
    void (*func) (RecordFixture *, gconstpointer);
  } tests[] = {
    { "repeats-itself", test_repeats_itself },
    { "numbers", test_numbers },
    { "check-digits", test_check_digits },
  };

  g_setenv ("VORONKA_NOW", NOW, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (countries); j++) {
      g_autofree char *path = g_strdup_printf ("/demo/%s/%s", tests[i].name, countries[j]);
      g_test_add (path, RecordFixture, countries[j], record_fixture_set_up, tests[i].func,
                  record_fixture_tear_down);
    }
  return g_test_run ();
}
