/* Documents as records: totals, payments, the lock, numbers, the issue and its paper. */
#include "config.h"

#include "crm-clock.h"
#include "crm-country-code.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-record.h"
#include "crm-render.h"
#include "crm-setting.h"
#include "record-fixture.h"

typedef struct {
  RecordFixture record;
  gint64 seller;
  gint64 buyer;
  gint64 deal;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;

  crm_document_register ();
  record_fixture_set_up (record, country);
  if (g_strcmp0 (country, "ru") == 0) {
    fixture->seller =
        record_fixture_add (record, "company", "name", "ООО «Северный ветер»", "type", "my_company",
                            "country", "ru", "tax_number", "7707083893", "kpp", "770701001",
                            "legal_address", "101000, г. Москва, ул. Мира, 1", "director",
                            "Иванов И. И.", "accountant", "Петрова А. А.", NULL);
    record_fixture_add (record, "bank_account", "company", "ООО «Северный ветер»", "account",
                        "40702810138250123017", "bic", "044525225", "bank",
                        "ПАО СБЕРБАНК г. Москва", "corr_account", "30101810400000000225", NULL);
  } else if (g_strcmp0 (country, "ua") == 0) {
    fixture->seller =
        record_fixture_add (record, "company", "name", "ТОВ «Мрія»", "type", "my_company",
                            "country", "ua", "tax_number", "32855961", NULL);
    record_fixture_add (record, "bank_account", "company", "ТОВ «Мрія»", "account",
                        "UA213223130000026007233566001", NULL);
  } else {
    fixture->seller =
        record_fixture_add (record, "company", "name", "Wisła Sp. z o.o.", "type", "my_company",
                            "country", "pl", "tax_number", "5260250274", NULL);
    record_fixture_add (record, "bank_account", "company", "Wisła Sp. z o.o.", "account",
                        "PL61109010140000071219812874", NULL);
  }
  fixture->buyer =
      record_fixture_add (record, "company", "name", "Орион & <Строй>", "payment_days", "14", NULL);
  record_fixture_add (record, "product", "name", "Окно ПВХ", "price", "12500", "unit", "шт", NULL);
  fixture->deal = record_fixture_add (record, "deal", "name", "Окна", "company", "Орион & <Строй>",
                                      "product", "Окно ПВХ", "value", "40000.50", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->record, country);
}

static gint64
draft (Fixture *fixture, const char *kind)
{
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_draft (change, record_fixture_reader (&fixture->record), kind,
                                            0, fixture->deal, &error);

  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

static gboolean
issue (Fixture *fixture, gint64 document, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  return crm_document_add_issue (change, record_fixture_reader (&fixture->record), document,
                                 error) &&
         crm_change_commit_sync (change, fixture->record.store, error) > 0;
}

static CrmRecord *
load (Fixture *fixture, gint64 document)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_record_load (record_fixture_reader (&fixture->record),
                                       crm_entity_find ("document"), document, &error);
  g_assert_no_error (error);
  return record;
}

static void
test_draft_from_deal (Fixture *fixture, gconstpointer country)
{
  gint64 id = draft (fixture, "invoice");
  g_autoptr (CrmRecord) document = load (fixture, id);
  g_autoptr (CrmRecord) line = crm_record_load (record_fixture_reader (&fixture->record),
                                                crm_entity_find ("document_line"), 1, NULL);

  g_assert_cmpint (crm_record_get_integer (document, "seller"), ==, fixture->seller);
  g_assert_cmpint (crm_record_get_integer (document, "company"), ==, fixture->buyer);
  g_assert_cmpstr (crm_record_get_currency (document), ==, "RUB");
  g_assert_cmpint (crm_record_get_integer (document, "due_date"), ==, crm_clock_today () + 14);
  g_assert_cmpstr (crm_record_get_text (line, "name"), ==, "Окно ПВХ");
  g_assert_cmpstr (crm_record_get_text (line, "vat_rate"), ==, "22");
  g_assert_cmpint (crm_record_get_integer (line, "price"), ==, 400005000);
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 4000050);
  /* 40 000.50 × 22 / 122 */
  g_assert_cmpint (crm_record_get_integer (document, "vat"), ==, 721320);
}

static void
test_totals_follow_lines (Fixture *fixture, gconstpointer country)
{
  gint64 id = draft (fixture, "invoice");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (CrmRecord) document = NULL;
  gint64 changes_before, changes_after;
  CrmDatabase *reader = record_fixture_reader (&fixture->record);

  record_fixture_add (&fixture->record, "document_line", "document", number, "name", "Монтаж",
                      "quantity", "3", "price", "33.33", "vat_rate", "22", "position", "2", NULL);
  document = load (fixture, id);
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 4000050 + 9999);
  record_fixture_set (&fixture->record, "document", id, "prices_include_vat", "no");
  g_assert_true (crm_record_reload (document, reader, NULL));
  g_assert_cmpint (crm_record_get_integer (document, "net"), ==, 4000050 + 9999);
  record_fixture_delete (&fixture->record, "document_line", 2);
  g_assert_true (crm_record_reload (document, reader, NULL));
  g_assert_cmpint (crm_record_get_integer (document, "net"), ==, 4000050);
  g_assert_true (crm_database_query_integer (reader, "SELECT count (*) FROM change", 0,
                                             &changes_before, NULL));
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (crm_record_reload (document, reader, NULL));
  g_assert_cmpint (crm_record_get_integer (document, "net"), ==, 4000050 + 9999);
  g_assert_true (
      crm_database_query_integer (reader, "SELECT count (*) FROM change", 0, &changes_after, NULL));
  g_assert_cmpint (changes_after, ==, changes_before + 1);
}

static void
test_copy (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  gint64 id = draft (fixture, "invoice");
  g_autoptr (CrmChange) change = crm_change_new ("Copy", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) first = NULL, copy = NULL;
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  g_assert_true (issue (fixture, id, &error));
  stand_in = crm_document_add_copy (change, reader, id, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  first = load (fixture, id);
  copy = load (fixture, crm_change_get_id (change, stand_in));
  g_assert_true (crm_document_is_issued (first));
  g_assert_false (crm_document_is_open_field (first, "basis"));
  g_assert_true (crm_document_is_open_field (first, "due_date"));
  g_assert_false (crm_document_is_issued (copy));
  g_assert_true (crm_document_is_open_field (copy, "basis"));
  g_assert_true (crm_record_is_empty (copy, "number"));
  g_assert_cmpstr (crm_record_get_text (copy, "status"), ==, "planned");
  g_assert_cmpint (crm_record_get_integer (copy, "total"), ==, 4000050);
  g_assert_cmpint (crm_record_get_integer (copy, "due_date"), ==, crm_clock_today () + 14);
  g_assert_cmpint (crm_document_add_copy (change, reader, 999, &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static void
test_issue_locks (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  const CrmEntity *documents = crm_entity_find ("document");
  gint64 id = draft (fixture, "invoice");
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;
  g_autoptr (CrmChange) line = crm_change_new ("Line", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) date = crm_change_new ("Date", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) gone = crm_change_new ("Gone", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) document = NULL, file = NULL;
  g_autoptr (GBytes) kept = NULL, again = NULL;
  g_autoptr (CrmFormLayout) layout = NULL;
  g_autoptr (GError) error = NULL;

  /* The file of a page says when it was made. */
  g_setenv ("VORONKA_NOW", "2026-11-23T10:00:00Z", TRUE);
  issue (fixture, id, &error);
  g_assert_no_error (error);
  document = load (fixture, id);
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "1");
  g_assert_cmpstr (crm_record_get_text (document, "status"), ==, "signed");

  /* The paper that was kept is what the renderer draws of the issued document, byte for byte. */
  file = crm_record_load (reader, crm_entity_find ("file"),
                          crm_record_get_integer (document, "pdf"), &error);
  g_assert_no_error (error);
  kept = crm_file_read_content (reader, crm_record_get_text (file, "sha256"), &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (kept, NULL), "%PDF"));
  layout = crm_document_lay_out (reader, id, NULL, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  g_assert_no_error (error);
  again = crm_form_layout_to_pdf (layout, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, again));
  g_unsetenv ("VORONKA_NOW");

  crm_change_set_integer (line, crm_entity_find ("document_line"), 1, "price", 1);
  g_assert_cmpint (crm_change_commit_sync (line, fixture->record.store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  crm_change_set_integer (date, documents, id, "date", 1);
  g_assert_cmpint (crm_change_commit_sync (date, fixture->record.store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  crm_change_delete (gone, documents, id);
  g_assert_cmpint (crm_change_commit_sync (gone, fixture->record.store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (issue (fixture, id, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);

  /* What happens to it afterwards may be noted. */
  record_fixture_set (&fixture->record, "document", id, "due_date", "2030-01-01");
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
}

static void
test_payment_completes (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  gint64 id = draft (fixture, "invoice");
  g_autoptr (CrmChange) pay = crm_change_new ("Pay", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmChange) again = crm_change_new ("Pay", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (issue (fixture, id, &error));
  g_assert_true (crm_document_add_payment (pay, reader, id, crm_clock_today (), &error));
  crm_change_commit_sync (pay, fixture->record.store, &error);
  g_assert_no_error (error);
  document = load (fixture, id);
  g_assert_cmpint (crm_record_get_integer (document, "paid"), ==, 4000050);
  g_assert_cmpstr (crm_record_get_text (document, "status"), ==, "completed");
  g_assert_false (crm_document_add_payment (again, reader, id, crm_clock_today (), &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (crm_record_reload (document, reader, NULL));
  g_assert_cmpstr (crm_record_get_text (document, "status"), ==, "signed");
  g_assert_cmpint (crm_record_get_integer (document, "paid"), ==, 0);
}

static void
test_numbers (Fixture *fixture, gconstpointer country)
{
  gint64 first = draft (fixture, "invoice"), second = draft (fixture, "invoice"),
         third = draft (fixture, "invoice");
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_set (&fixture->record, "document", third, "number", "1");
  g_assert_true (issue (fixture, first, &error));
  document = load (fixture, first);
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "2"); /* 1 was taken by hand */
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_true (issue (fixture, second, &error));
  g_clear_object (&document);
  document = load (fixture, second);
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==,
                   "2"); /* the undone one is free again */
}

static gint64
draft_of (Fixture *fixture, const char *seller, const char *date)
{
  gint64 id = draft (fixture, "invoice");
  record_fixture_set (&fixture->record, "document", id, "seller", seller);
  record_fixture_set (&fixture->record, "document", id, "date", date);
  return id;
}

/* Whatever the order, each company's numbers of a year are 1, 2, 3 and so on. */
static void
test_numbers_of_companies (Fixture *fixture, gconstpointer country)
{
  static const char *const sellers[] = { "ООО «Северный ветер»", "ООО «Южный ветер»", "ИП Вест" };
  static const char *const dates[] = { "2025-12-30", "2026-03-01", "2027-01-10" };
  gint64 counts[G_N_ELEMENTS (sellers)][G_N_ELEMENTS (dates)] = { 0 };
  g_autoptr (CrmQuery) sequences = crm_query_new (crm_entity_find ("sequence"));
  g_autoptr (CrmQuery) invoices =
      crm_query_filter (sequences, "kind", CRM_OP_EQUAL, "invoice", NULL, NULL);
  gint64 n;

  for (gsize i = 1; i < G_N_ELEMENTS (sellers); i++)
    record_fixture_add (&fixture->record, "company", "name", sellers[i], "type", "my_company",
                        "country", "ru", NULL);
  record_fixture_set (&fixture->record, "sequence", 1, "year", "2026");
  for (int i = 0; i < 24; i++) {
    int seller = i == 0 ? 0 : g_test_rand_int_range (0, G_N_ELEMENTS (sellers));
    int date = g_test_rand_int_range (0, G_N_ELEMENTS (dates));
    gint64 id = draft_of (fixture, sellers[seller], dates[date]);
    g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, ++counts[seller][date]);
    g_autoptr (CrmRecord) document = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (issue (fixture, id, &error));
    document = load (fixture, id);
    g_assert_cmpstr (crm_record_get_text (document, "number"), ==, expected);
  }
  n = crm_query_count (invoices, record_fixture_reader (&fixture->record), NULL);
  g_assert_cmpint (n, <=, G_N_ELEMENTS (sellers));
}

/* The one for all goes on for a company that used it before there was a second one. */
static void
test_second_company (Fixture *fixture, gconstpointer country)
{
  gint64 before = draft_of (fixture, "ООО «Северный ветер»", "2026-03-01"), first, after;
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (issue (fixture, before, &error));
  record_fixture_add (&fixture->record, "company", "name", "ИП Вест", "type", "my_company", NULL);
  first = draft_of (fixture, "ИП Вест", "2026-03-02");
  g_assert_true (issue (fixture, first, &error));
  document = load (fixture, first);
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "1");
  g_assert_true (record_fixture_undo (&fixture->record)); /* its numbering goes with it */
  g_assert_true (issue (fixture, first, &error));
  g_assert_true (crm_record_reload (document, record_fixture_reader (&fixture->record), NULL));
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "1");
  after = draft_of (fixture, "ООО «Северный ветер»", "2026-03-03");
  g_assert_true (issue (fixture, after, &error));
  g_clear_object (&document);
  document = load (fixture, after);
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "2");
}

static gboolean
choose_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_setting_write (database, CRM_SETTING_SELLER, data, error);
}

static gint64
read_seller (Fixture *fixture)
{
  g_autoptr (CrmRecord) document = load (fixture, draft (fixture, "invoice"));
  return crm_record_get_integer (document, "seller");
}

static void
test_seller (Fixture *fixture, gconstpointer country)
{
  gint64 second = record_fixture_add (&fixture->record, "company", "name", "ИП Вест", "type",
                                      "my_company", NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, second);
  gint64 id = draft (fixture, "invoice");

  g_assert_cmpint (read_seller (fixture), ==, fixture->seller);
  id = draft (fixture, "invoice");
  record_fixture_set (&fixture->record, "document", id, "seller", "ИП Вест");
  record_fixture_set (&fixture->record, "document", id, "responsible", "Администратор");
  g_assert_cmpint (read_seller (fixture), ==, second); /* as in my last document */
  id = draft (fixture, "invoice");
  record_fixture_set (&fixture->record, "document", id, "seller", "ООО «Северный ветер»");
  record_fixture_set (&fixture->record, "document", id, "responsible", "Администратор");
  g_assert_cmpint (read_seller (fixture), ==, fixture->seller);
  g_assert_true (crm_store_write (fixture->record.store, choose_func, text, NULL, NULL));
  g_assert_cmpint (read_seller (fixture), ==, second);
  /* What is one's own company no more sells nothing. */
  record_fixture_set (&fixture->record, "company", second, "type", "partner");
  g_assert_cmpint (read_seller (fixture), ==, fixture->seller);
}

static void
test_patterns (void)
{
  static const struct {
    const char *pattern;
    const char *expected; /* NULL: refused */
  } cases[] = { { "{number}", "17" },
                { "{number:4}/{yy}", "0017/26" },
                { "FV/{number}/{month}/{year}", "FV/17/03/2026" },
                { "{year}", NULL },
                { "{number", NULL },
                { "{nombre}", NULL },
                { "№{number:999}", "№00000000000000000017" } };
  gint64 date = crm_date_from_ymd (2026, 3, 5);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = crm_sequence_format (cases[i].pattern, 17, date, &error);
    g_assert_cmpstr (text, ==, cases[i].expected);
    g_assert_true ((text == NULL) == (error != NULL));
  }
}

/* Each country's paper comes out whole: nothing that the form asks for is missing but what the
 * records lack. */
static void
test_paper (Fixture *fixture, gconstpointer country)
{
  const char *kind = g_strcmp0 (country, "pl") == 0 ? "proforma" : "invoice";
  gint64 id = draft (fixture, kind);
  g_autoptr (CrmFormLayout) layout = NULL;
  g_autoptr (CrmFormData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (issue (fixture, id, &error));
  layout = crm_document_lay_out (record_fixture_reader (&fixture->record), id, NULL,
                                 CRM_FORM_LAYOUT_MARK_MISSING, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_form_layout_get_n_pages (layout), ==, 1);
  data = crm_document_dup_data (record_fixture_reader (&fixture->record), id, &error);
  g_assert_no_error (error);
  if (g_strcmp0 (country, "pl") != 0)
    g_assert_nonnull (crm_form_data_lookup (data, "payment_code"));
}

static void
test_country_code (void)
{
  static const char *const known[][2] = { { "Китай", "156" },   { " китай ", "156" },
                                          { "cn", "156" },      { "ГЕРМАНИЯ", "276" },
                                          { "Австрия", "040" }, { "Атлантида", NULL },
                                          { "", NULL },         { NULL, NULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpstr (crm_country_code_find (known[i][0]), ==, known[i][1]);
}

static CrmRecord *
new_line (Fixture *fixture, gint64 document, gint64 product, GError **error)
{
  return crm_document_new_line (record_fixture_reader (&fixture->record), document, product, error);
}

static void
add_line (Fixture *fixture, gint64 document, gint64 product)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *line = new_line (fixture, document, product, &error);
  g_autoptr (CrmChange) change = crm_change_new ("Line", 0, CRM_ORIGIN_COMMAND);

  g_assert_no_error (error);
  crm_change_add (change, line);
  g_object_unref (line);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

/* By the list that the client buys by, less the client's discount; another product at its own price
 * where it has none in that list. */
static void
test_price_lists (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 id = draft (fixture, "invoice");
  gint64 only = record_fixture_add (record, "product", "name", "Монтаж", "price", "3000", NULL);
  g_autoptr (CrmRecord) retail = NULL, wholesale = NULL, own = NULL, proposal = NULL;
  gint64 whole;

  record_fixture_set (record, "product", 1, "price_wholesale", "11000");
  record_fixture_delete (record, "document_line", 1);
  retail = new_line (fixture, id, 1, NULL);
  g_assert_cmpint (crm_record_get_integer (retail, "price"), ==, 125000000);
  g_assert_cmpint (crm_record_get_integer (retail, "discount"), ==, 0);
  record_fixture_set (record, "company", fixture->buyer, "price_list", "wholesale");
  record_fixture_set (record, "company", fixture->buyer, "discount", "2.5");
  wholesale = new_line (fixture, id, 1, NULL);
  g_assert_cmpint (crm_record_get_integer (wholesale, "price"), ==, 110000000);
  g_assert_cmpint (crm_record_get_integer (wholesale, "discount"), ==, 250);
  own = new_line (fixture, id, only, NULL);
  g_assert_cmpint (crm_record_get_integer (own, "price"), ==, 30000000);
  /* What was agreed for the deal stands. */
  id = draft (fixture, "proposal");
  g_assert_true (crm_document_get_discount (record_fixture_reader (record), id, &whole));
  g_assert_cmpint (whole, ==, 0);
  proposal = load (fixture, id);
  g_assert_cmpint (crm_record_get_integer (proposal, "total"), ==, 4000050);
}

/* The term is the buyer's, until somebody sets a day; a draft puts nothing off. */
static void
test_term (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 id =
      record_fixture_add (record, "document", "kind", "invoice", "date", "2030-01-01", NULL);
  g_autoptr (CrmRecord) document = load (fixture, id);
  gint64 date = crm_record_get_integer (document, "date");

  g_assert_true (crm_record_is_empty (document, "due_date"));
  record_fixture_set (record, "document", id, "company", "Орион & <Строй>");
  g_assert_true (crm_record_reload (document, record_fixture_reader (record), NULL));
  g_assert_cmpint (crm_record_get_integer (document, "due_date"), ==, date + 14);
  record_fixture_set (record, "document", id, "date", "2030-01-03");
  g_assert_true (crm_record_reload (document, record_fixture_reader (record), NULL));
  g_assert_cmpint (crm_record_get_integer (document, "due_date"), ==, date + 16);
  g_assert_cmpint (crm_record_get_integer (document, "postponed"), ==, 0);
  record_fixture_set (record, "document", id, "due_date", "2030-02-01");
  record_fixture_set (record, "document", id, "date", "2030-01-04");
  g_assert_true (crm_record_reload (document, record_fixture_reader (record), NULL));
  g_assert_cmpint (crm_record_get_integer (document, "due_date"), ==, date + 31);
}

/* Off the whole: every line, one change, one Undo; what comes later gets it too. */
static void
test_whole_discount (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  gint64 id = draft (fixture, "invoice"), whole;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (CrmRecord) document = NULL, third = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  add_line (fixture, id, 1);
  before = record_fixture_dump (&fixture->record);
  change = crm_change_new ("Discount", 0, CRM_ORIGIN_COMMAND);
  g_assert_true (crm_document_add_discount (change, reader, id, 1000, &error));
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  document = load (fixture, id);
  /* 40 000.50 - 4 000.05 + 12 500 - 1 250 */
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 4725045);
  g_assert_true (crm_document_get_discount (reader, id, &whole));
  g_assert_cmpint (whole, ==, 1000);
  third = new_line (fixture, id, 1, NULL);
  g_assert_cmpint (crm_record_get_integer (third, "discount"), ==, 1000);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&change, crm_change_free);
  change = crm_change_new ("Discount", 0, CRM_ORIGIN_COMMAND);
  g_assert_false (crm_document_add_discount (change, reader, id, 10001, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* A price in another currency is that of the day, or it is said that there is no rate. */
static void
test_foreign_price (Fixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 id = draft (fixture, "invoice");
  gint64 foreign = record_fixture_add (record, "product", "name", "Motor", "price", "100",
                                       "currency", "EUR", NULL);
  g_autoptr (CrmRecord) line = NULL, dollars = NULL, unpriced = NULL;
  g_autoptr (GError) error = NULL;

  record_fixture_set (record, "deal", fixture->deal, "value", "");
  record_fixture_set (record, "deal", fixture->deal, "product", "Motor");
  unpriced = load (fixture, draft (fixture, "proposal"));
  g_assert_cmpint (crm_record_get_integer (unpriced, "total"), ==, 0);
  g_assert_null (new_line (fixture, id, foreign, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  record_fixture_add (record, "rate", "currency", "EUR", "date", "2020-01-01", "rate", "95.5",
                      NULL);
  record_fixture_add (record, "rate", "currency", "USD", "date", "2020-01-01", "rate", "80", NULL);
  line = new_line (fixture, id, foreign, NULL);
  g_assert_cmpint (crm_record_get_integer (line, "price"), ==, 95500000);
  record_fixture_set (record, "document", id, "currency", "USD");
  dollars = new_line (fixture, id, foreign, NULL);
  g_assert_cmpint (crm_record_get_integer (dollars, "price"), ==, 1193750);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, country, func) g_test_add (path, Fixture, country, set_up, func, tear_down)
  ADD ("/document/draft-from-deal", "ru", test_draft_from_deal);
  ADD ("/document/totals-follow-lines", "ru", test_totals_follow_lines);
  ADD ("/document/copy", "ru", test_copy);
  ADD ("/document/issue-locks", "ru", test_issue_locks);
  ADD ("/document/payment-completes", "ru", test_payment_completes);
  ADD ("/document/numbers", "ru", test_numbers);
  ADD ("/document/paper-ru", "ru", test_paper);
  ADD ("/document/paper-ua", "ua", test_paper);
  ADD ("/document/paper-pl", "pl", test_paper);
  g_test_add ("/document/numbers-of-companies", Fixture, "ru", set_up, test_numbers_of_companies,
              tear_down);
  g_test_add ("/document/second-company", Fixture, "ru", set_up, test_second_company, tear_down);
  g_test_add ("/document/seller", Fixture, "ru", set_up, test_seller, tear_down);
  ADD ("/document/price-lists", "ru", test_price_lists);
  ADD ("/document/term", "ru", test_term);
  ADD ("/document/whole-discount", "ru", test_whole_discount);
  ADD ("/document/foreign-price", "ru", test_foreign_price);
  g_test_add_func ("/sequence/patterns", test_patterns);
  g_test_add_func ("/document/country-code", test_country_code);
  return g_test_run ();
}
