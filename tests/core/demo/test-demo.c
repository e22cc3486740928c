/* Demo data: believable, right in every number, and the same each time. */
#include "config.h"

#include <string.h>

#include "crm-check-digits.h"
#include "crm-consistency.h"
#include "crm-demo.h"
#include "crm-error.h"
#include "crm-search.h"
#include "crm-vat.h"
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

/* Whoever opens the first company sees what there is. */
static void
test_first_company (RecordFixture *fixture, gconstpointer country)
{
  static const char *const tables[] = { "contact", "deal", "document", "payment" };

  fill (fixture, 1, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *sql =
        g_strdup_printf ("SELECT count (*) FROM %s WHERE company = 2", tables[i]);
    g_assert_cmpint (count (fixture, sql), >, 0);
  }
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM deal WHERE closed IS NULL"), >, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM deal JOIN stage ON stage.id = stage"
                                   " WHERE outcome = 'won'"),
                   >, 0);
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

/* No row of the query: each would be something wrong. */
static void
assert_none (RecordFixture *fixture, const char *sql)
{
  g_autofree char *wrapped = g_strdup_printf ("SELECT count (*) FROM (%s)", sql);
  gint64 n = count (fixture, wrapped);
  if (n != 0)
    g_error ("%" G_GINT64_FORMAT " rows: %s", n, sql);
}

static void
assert_no_sentences (GStrv sentences, GError *error)
{
  g_assert_no_error (error);
  g_assert_cmpstr (sentences[0], ==, NULL);
  g_strfreev (sentences);
}

static void
test_file_is_sound (RecordFixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (fixture);
  GError *error = NULL;

  fill (fixture, 300, 5);
  assert_none (fixture, "SELECT * FROM pragma_foreign_key_check");
  assert_no_sentences (crm_database_check (reader, NULL, &error), error);
  assert_no_sentences (crm_consistency_check (reader, NULL, &error), error);
  /* It cannot be undone, and what is done next can. */
  g_assert_false (record_fixture_undo (fixture));
  record_fixture_add (fixture, "company", "name", "Orion", NULL);
  g_assert_true (record_fixture_undo (fixture));
}

/* The stays of a deal follow one another without a gap and end where the deal stands. */
static void
test_stays (RecordFixture *fixture, gconstpointer country)
{
  fill (fixture, 300, 5);
  assert_none (fixture, "SELECT deal.id FROM deal WHERE NOT EXISTS"
                        " (SELECT 1 FROM stage_move WHERE deal = deal.id)");
  assert_none (fixture, "SELECT deal.id FROM deal JOIN stage_move AS move ON move.deal = deal.id"
                        " GROUP BY deal.id HAVING min (entered) != deal.created"
                        " OR max (entered) != stage_since OR count (*) - count (\"left\") != 1");
  assert_none (fixture, "SELECT one.id FROM stage_move AS one WHERE \"left\" IS NOT NULL AND NOT"
                        " EXISTS (SELECT 1 FROM stage_move AS next WHERE next.deal = one.deal"
                        " AND next.entered = one.\"left\" AND next.stage = one.next_stage"
                        " AND next.entered > one.entered)");
  assert_none (fixture, "SELECT deal.id FROM deal JOIN stage_move AS move ON move.deal = deal.id"
                        " WHERE \"left\" IS NULL AND move.stage != deal.stage");
  assert_none (fixture,
               "SELECT deal.id FROM deal JOIN stage ON stage.id = deal.stage WHERE"
               " (outcome = 'open') != (closed IS NULL) OR (outcome = 'lost') != (lost_reason NOT"
               " NULL) OR closed < opened OR (closed NOT NULL AND next_activity NOT NULL)");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM deal WHERE closed IS NULL"), >, 10);
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT stage) FROM deal"), ==, 7);
}

static gint64
text_to_integer (const char *text)
{
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* The arithmetic of the document room gives the same sums to the kopeck. */
static void
check_document (RecordFixture *fixture, const char *const *texts)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT quantity, price, discount, vat_rate, net, vat, total FROM document_line"
      " WHERE document = %s ORDER BY position",
      texts[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (record_fixture_reader (fixture), sql, &error);
  g_autoptr (CrmVatResult) result = NULL;
  CrmVatLine lines[8];
  CrmVatSums sums[8];
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  CrmVatPolicy policy;
  gboolean has_row = FALSE;
  gsize n = 0;

  g_assert_no_error (error);
  for (;;) {
    g_assert_true (crm_statement_step (statement, &has_row, &error));
    if (!has_row)
      break;
    g_assert_cmpuint (n, <, G_N_ELEMENTS (lines));
    g_ptr_array_add (codes, g_strdup (crm_statement_get_text (statement, 3)));
    lines[n] = (CrmVatLine) { crm_statement_get_integer (statement, 0),
                              crm_statement_get_integer (statement, 1),
                              crm_statement_get_integer (statement, 2), codes->pdata[n] };
    sums[n] = (CrmVatSums) { .net = crm_statement_get_integer (statement, 4),
                             .vat = crm_statement_get_integer (statement, 5),
                             .gross = crm_statement_get_integer (statement, 6) };
    n++;
  }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (crm_vat_policy_parse (texts[4], &policy, &error));
  result = crm_vat_compute (lines, n, policy, text_to_integer (texts[5]) != 0, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpint (result->lines[i].net, ==, sums[i].net);
    g_assert_cmpint (result->lines[i].vat, ==, sums[i].vat);
    g_assert_cmpint (result->lines[i].gross, ==, sums[i].gross);
  }
  g_assert_cmpint (result->total.net, ==, text_to_integer (texts[1]));
  g_assert_cmpint (result->total.vat, ==, text_to_integer (texts[2]));
  g_assert_cmpint (result->total.gross, ==, text_to_integer (texts[3]));
  g_assert_cmpint (result->total.gross, >, 0);
}

static void
test_documents (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  fill (fixture, 300, 5);
  statement = crm_database_prepare (
      record_fixture_reader (fixture),
      "SELECT id, net, vat, total, vat_policy, prices_include_vat FROM document", &error);
  g_assert_no_error (error);
  do {
    const char *texts[6] = { NULL };
    g_assert_true (crm_statement_step (statement, &has_row, &error));
    for (int i = 0; has_row && i < 6; i++)
      texts[i] = crm_statement_get_text (statement, i);
    if (has_row)
      check_document (fixture, texts);
  } while (has_row);
  assert_none (fixture, "SELECT document.id FROM document LEFT JOIN payment ON payment.document ="
                        " document.id GROUP BY document.id HAVING coalesce (sum (amount), 0) !="
                        " coalesce (paid, 0) OR paid > total");
  assert_none (fixture, "SELECT id FROM document WHERE kind IN ('invoice', 'proforma') AND"
                        " (status = 'completed') != (coalesce (paid, 0) = total)");
  assert_none (fixture, "SELECT payment.id FROM payment JOIN document ON document.id ="
                        " payment.document WHERE payment.date < document.date"
                        " OR payment.company != document.company OR payment.deal != document.deal");
  /* Whoever has won has been paid, or owes; the bill is what the deal was worth. */
  assert_none (fixture, "SELECT document.id FROM document JOIN deal ON deal.id = document.deal"
                        " WHERE kind IN ('invoice', 'proforma') AND total != deal.value");
  /* Numbers follow dates without a gap in each year; drafts have none. */
  assert_none (fixture, "SELECT id FROM document WHERE (status = 'planned') != (number IS NULL)"
                        " OR (number IS NULL) != (issued IS NULL)");
  assert_none (
      fixture,
      "SELECT id FROM (SELECT *, row_number () OVER (PARTITION BY kind, year ORDER BY date, n) AS"
      " place FROM (SELECT *, CAST (replace (number, 'PF/', '') AS INTEGER) AS n,"
      " strftime ('%Y', date * 86400, 'unixepoch') AS year FROM document WHERE number NOT NULL))"
      " WHERE place != n");
  assert_none (
      fixture,
      "SELECT sequence.id FROM sequence LEFT JOIN document ON document.kind ="
      " sequence.kind AND document.number NOT NULL AND strftime ('%Y', date * 86400,"
      " 'unixepoch') = '2026' GROUP BY sequence.id HAVING next != count (document.id) + 1");
}

/* Nothing happened in the future, and nothing changed before it was there. */
static void
test_dates (RecordFixture *fixture, gconstpointer country)
{
  static const char *const tables[] = { "company", "contact", "deal",    "document",
                                        "payment", "note",    "activity" };

  fill (fixture, 300, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *sql = g_strdup_printf (
        "SELECT id FROM %s WHERE created IS NULL OR changed IS NULL OR created > changed"
        " OR changed > unixepoch ('" NOW "')",
        tables[i]);
    assert_none (fixture, sql);
  }
  assert_none (fixture, "SELECT deal.id FROM deal JOIN company ON company.id = deal.company"
                        " WHERE date (deal.created, 'unixepoch') <"
                        " date (company.created, 'unixepoch')");
  assert_none (fixture, "SELECT id FROM activity WHERE (state = 'done') != (done NOT NULL)"
                        " OR done > unixepoch ('" NOW "')");
  assert_none (fixture, "SELECT activity.id FROM activity JOIN deal ON deal.id = activity.deal"
                        " WHERE activity.created < deal.created AND activity.done NOT NULL");
  assert_none (fixture, "SELECT deal.id FROM deal JOIN activity ON activity.deal = deal.id"
                        " GROUP BY deal.id HAVING max (done) > ifnull (last_activity, 0)");
  assert_none (fixture, "SELECT deal.id FROM deal JOIN stage_move ON stage_move.deal = deal.id"
                        " GROUP BY deal.id HAVING max (\"left\") > ifnull (last_activity, 0)");
  /* The step that a deal waits for is the task that is open, by the clocks of the own country. */
  assert_none (
      fixture,
      "SELECT deal.id FROM deal LEFT JOIN activity ON activity.deal = deal.id AND state NOT"
      " IN ('done', 'cancelled') WHERE (next_activity IS NULL) != (due IS NULL) OR"
      " abs (next_activity * 86400 + 43200 - due) > 43200");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity WHERE state NOT IN ('done',"
                                   " 'cancelled') AND date (due, 'unixepoch') = date ('" NOW "')"),
                   >, 3);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM activity WHERE state NOT IN ('done',"
                                   " 'cancelled') AND due < unixepoch ('" NOW "', '-1 day')"),
                   >, 3);
}

static void
assert_found (CrmDatabase *reader, const CrmEntity *entity, gint64 id, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = crm_search_read (reader, entity, text, 300, &error);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    found = found || ((CrmSearchHit *) hits->pdata[i])->id == id;
  if (!found)
    g_error ("%s is not found", text);
}

static void
test_search (RecordFixture *fixture, gconstpointer country)
{
  static const char *const names[] = { "company", "contact" };
  CrmDatabase *reader = record_fixture_reader (fixture);

  fill (fixture, 200, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gint64 id = 2; id < 200; id += 11) {
      const CrmEntity *entity = crm_entity_find (names[i]);
      g_autoptr (CrmRecord) record = crm_record_load (reader, entity, id, NULL);
      assert_found (reader, entity, id, crm_record_get_text (record, "name"));
      assert_found (reader, entity, id, crm_record_get_text (record, "email"));
    }
}

/* Half of the companies are of the file's country; women and men are named as they should be. */
static void
test_believable (RecordFixture *fixture, gconstpointer country)
{
  g_autofree char *own =
      g_strdup_printf ("SELECT count (*) FROM company WHERE country = '%s'", (char *) country);
  gint64 n_own;

  fill (fixture, 300, 5);
  n_own = count (fixture, own);
  g_assert_cmpint (n_own, >, 110);
  g_assert_cmpint (n_own, <, 190);
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT country) FROM company"), >=, 3);
  assert_none (fixture, "SELECT id FROM contact WHERE middle_name LIKE '%вна' AND"
                        " (last_name LIKE '%ов' OR last_name LIKE '%ий')");
  assert_none (fixture, "SELECT id FROM contact WHERE middle_name LIKE '%вич' AND"
                        " (last_name LIKE '%ова' OR last_name LIKE '%ская' OR last_name LIKE"
                        " '%ька')");
  assert_none (fixture,
               "SELECT id FROM company WHERE instr (name || full_name || legal_address, '%')");
  assert_none (fixture, "SELECT id FROM company WHERE email NOT LIKE '%.example'"
                        " OR website NOT LIKE 'https://%.example'");
  assert_none (fixture,
               "SELECT id FROM contact WHERE email NOT GLOB '[a-z].[a-z]*@[a-z]*.example'");
  /* Most deals are over, a third of them won; every seller has some. */
  g_assert_cmpint (count (fixture, "SELECT 100 * count (*) / (SELECT count (closed) FROM deal)"
                                   " FROM deal JOIN stage ON stage.id = stage WHERE outcome ="
                                   " 'won'"),
                   >, 20);
  assert_none (fixture, "SELECT person.id FROM person WHERE role IN ('seller', 'head') AND NOT"
                        " EXISTS (SELECT 1 FROM deal WHERE responsible = person.id)");
}

static void
cancel_cb (guint permille, gpointer cancellable)
{
  g_assert_cmpuint (permille, <, 1000);
  g_cancellable_cancel (cancellable);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;
  *kept = g_object_ref (result);
}

static void
test_stops (RecordFixture *fixture, gconstpointer country)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_demo_fill_async (fixture->store, 5000, 1, cancel_cb, cancellable, cancellable, filled_cb,
                       &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (crm_demo_fill_finish (fixture->store, result, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 0);
  g_clear_object (&result);
  g_clear_error (&error);
  crm_demo_fill_async (fixture->store, 30, 1, NULL, NULL, NULL, filled_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (crm_demo_fill_finish (fixture->store, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM company"), ==, 31);
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
    { "first-company", test_first_company },
    { "check-digits", test_check_digits },
    { "file-is-sound", test_file_is_sound },
    { "stays", test_stays },
    { "documents", test_documents },
    { "dates", test_dates },
    { "search", test_search },
    { "believable", test_believable },
    { "stops", test_stops },
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
