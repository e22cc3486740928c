/* Documents made from each other: what is left, what is refused, and what a correction comes to. */
#include "config.h"

#include "crm-error.h"
#include "crm-record.h"
#include "family-fixture.h"

static void
test_whole (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice");
  gint64 first = family_add_line (fixture, invoice, "Window", "10", "100");
  family_add_line (fixture, invoice, "Fitting", "1.5", "40");
  g_autoptr (GError) error = NULL;
  g_assert_true (family_issue (fixture, invoice, &error));
  g_assert_no_error (error);

  gint64 act = family_make_well (fixture, invoice, "act");
  g_autoptr (CrmRecord) made = family_load (fixture, "document", act);
  g_autoptr (CrmRecord) base = family_load (fixture, "document", invoice);
  g_autoptr (GPtrArray) lines = family_read_lines (fixture, act);
  g_assert_cmpint (crm_record_get_integer (made, "base"), ==, invoice);
  g_assert_cmpint (crm_record_get_integer (made, "company"), ==, fixture->buyer);
  g_assert_cmpint (crm_record_get_integer (made, "total"), ==,
                   crm_record_get_integer (base, "total"));
  g_assert_true (crm_record_is_empty (made, "due_date"));
  g_assert_nonnull (
      strstr (crm_record_get_text (made, "basis"), crm_record_get_text (base, "number")));
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpint (crm_record_get_integer (lines->pdata[0], "base"), ==, first);
  g_assert_cmpint (crm_record_get_integer (lines->pdata[1], "quantity"), ==, 1500000);

  /* It is all delivered: neither an act nor a waybill is left. */
  g_assert_cmpint (family_make (fixture, invoice, "act", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (family_make (fixture, invoice, "waybill", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  /* What is rejected delivers nothing. */
  record_fixture_set (&fixture->record, "document", act, "status", "rejected");
  family_make_well (fixture, invoice, "waybill");
  /* Then it cannot come back. */
  g_assert_false (family_set_field (fixture, "document", act, "status", "planned", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (family_make (fixture, invoice, "agreement", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static void
test_partial (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice"), left;
  gint64 line = family_add_line (fixture, invoice, "Window", "10", "100");
  gint64 act = family_make_well (fixture, invoice, "act");
  g_autoptr (GPtrArray) of_act = family_read_lines (fixture, act);
  gint64 delivered = crm_record_get_id (of_act->pdata[0]);
  g_autoptr (GError) error = NULL;

  record_fixture_set (&fixture->record, "document_line", delivered, "quantity", "4");
  g_assert_true (crm_document_read_left (record_fixture_reader (&fixture->record), line, "waybill",
                                         &left, &error));
  g_assert_cmpint (left, ==, 6000000);
  gint64 waybill = family_make_well (fixture, invoice, "waybill");
  g_autoptr (GPtrArray) of_waybill = family_read_lines (fixture, waybill);
  g_assert_cmpint (crm_record_get_integer (of_waybill->pdata[0], "quantity"), ==, 6000000);
  g_assert_false (
      family_set_field (fixture, "document_line", delivered, "quantity", "4.5", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "only 4 is left"));
  g_clear_error (&error);
  g_assert_true (family_set_field (fixture, "document_line", delivered, "quantity", "3", &error));
  g_assert_no_error (error);
  /* Undo of the last part gives it back. */
  record_fixture_delete (&fixture->record, "document", waybill);
  g_assert_true (crm_document_read_left (record_fixture_reader (&fixture->record), line, "act",
                                         &left, &error));
  g_assert_cmpint (left, ==, 7000000);
}

/* A счёт-фактура follows a delivery once, and does not count as one. */
static void
test_factura (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice");
  family_add_line (fixture, invoice, "Window", "10", "100");
  gint64 waybill = family_make_well (fixture, invoice, "waybill");
  g_autoptr (GError) error = NULL;
  family_make_well (fixture, waybill, "factura");
  g_assert_cmpint (family_make (fixture, waybill, "factura", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static void
test_correction (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice");
  family_add_line (fixture, invoice, "Window", "10", "100");
  family_add_line (fixture, invoice, "Fitting", "1", "40");
  g_autoptr (GError) error = NULL;
  g_assert_true (family_issue (fixture, invoice, &error));
  gint64 correction = family_make_well (fixture, invoice, "correction");
  g_autoptr (GPtrArray) lines = family_read_lines (fixture, correction);
  g_autoptr (CrmRecord) same = family_load (fixture, "document", correction);
  g_assert_cmpint (crm_record_get_integer (same, "total"), ==, 0);
  /* Two windows come back and the fitting is not charged. */
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  record_fixture_delete (&fixture->record, "document_line", crm_record_get_id (lines->pdata[1]));
  g_autoptr (CrmRecord) less = family_load (fixture, "document", correction);
  g_assert_cmpint (crm_record_get_integer (less, "net"), ==, -24000);
  g_assert_cmpint (crm_record_get_integer (less, "vat"), ==, -4800);
  g_assert_cmpint (crm_record_get_integer (less, "total"), ==, -28800);
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), correction, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "before")), ==, 2);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "lines")), ==, 1);
  g_assert_cmpint (family_get_money (data, "difference.gross"), ==, -28800);
  g_assert_cmpint (family_get_money (data, "difference.gross_size"), ==, 28800);
  g_assert_cmpint (family_get_money (data, "difference.net_before"), ==, 104000);
  g_assert_cmpint (family_get_money (data, "difference.net_after"), ==, 80000);
  /* A correction of the correction starts from what the first one says. */
  g_assert_true (family_issue (fixture, correction, &error));
  g_assert_no_error (error);
  gint64 second = family_make_well (fixture, correction, "correction");
  g_autoptr (GPtrArray) again = family_read_lines (fixture, second);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (again->pdata[0]),
                      "quantity", "9");
  g_autoptr (CrmRecord) more = family_load (fixture, "document", second);
  g_assert_cmpint (crm_record_get_integer (more, "net"), ==, 10000);
}

/* What the list of changes comes to is the difference, whatever was changed. */
static void
assert_changes (FamilyFixture *fixture, gint64 correction)
{
  static const char *const sums[] = { "net", "vat", "gross" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), correction, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    g_autofree char *more = g_strconcat ("all_more.", sums[i], NULL);
    g_autofree char *less = g_strconcat ("all_less.", sums[i], NULL);
    g_autofree char *difference = g_strconcat ("difference.", sums[i], NULL);
    g_assert_cmpint (family_get_money (data, more), >=, 0);
    g_assert_cmpint (family_get_money (data, less), >=, 0);
    g_assert_cmpint (family_get_money (data, more) - family_get_money (data, less), ==,
                     family_get_money (data, difference));
  }
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (data, "corrected.kind")), ==,
                   "upd");
}

/* In Russia the счёт is an offer: what is corrected is the УПД, and that changes what is owed by
 * the счёт. */
static void
test_russian_correction (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice"), upd, correction, second;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  family_add_line (fixture, invoice, "Window", "10", "100");
  family_add_line (fixture, invoice, "Fitting", "3", "40.33");
  family_set_due (fixture, invoice);
  g_assert_true (family_issue (fixture, invoice, &error));
  g_assert_cmpint (family_make (fixture, invoice, "correction", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  upd = family_make_well (fixture, invoice, "upd");
  g_assert_true (family_issue (fixture, upd, &error));
  correction = family_make_well (fixture, upd, "correction");
  lines = family_read_lines (fixture, correction);
  for (int round = 0; round < 12; round++) {
    g_autofree char *quantity = g_strdup_printf ("%d", g_test_rand_int_range (1, 20));
    g_autofree char *price =
        g_strdup_printf ("%d.%02d", g_test_rand_int_range (1, 200), g_test_rand_int_range (0, 100));
    gint64 line = crm_record_get_id (lines->pdata[round % lines->len]);
    record_fixture_set (&fixture->record, "document_line", line, "quantity", quantity);
    record_fixture_set (&fixture->record, "document_line", line, "price", price);
    assert_changes (fixture, correction);
  }
  /* One line goes, another one comes. */
  record_fixture_delete (&fixture->record, "document_line", crm_record_get_id (lines->pdata[1]));
  family_add_line (fixture, correction, "Sill", "2", "15");
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "price", "100");
  assert_changes (fixture, correction);
  family_assert_debt (fixture, invoice, 1, 112099);
  g_assert_true (family_issue (fixture, correction, &error));
  g_assert_no_error (error);
  family_assert_debt (fixture, invoice, 1, 83000);
  /* Corrected once more, it is still the УПД that is told of. */
  second = family_make_well (fixture, correction, "correction");
  assert_changes (fixture, second);
}

/* A delivery makes the buyer owe, a payment takes it off; what is overdue is asked for, each time
 * more firmly. */
static void
test_account (FamilyFixture *fixture, gconstpointer country)
{
  gint64 invoice = family_draft (fixture, "invoice");
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (GError) error = NULL;

  family_add_line (fixture, invoice, "Window", "10", "100");
  record_fixture_set (&fixture->record, "document", invoice, "date", "2026-02-01");
  record_fixture_set (&fixture->record, "document", invoice, "due_date", "2026-02-10");
  g_assert_true (family_issue (fixture, invoice, &error));
  g_autoptr (CrmRecord) issued = family_load (fixture, "document", invoice);
  record_fixture_add (&fixture->record, "payment", "document",
                      crm_record_get_text (issued, "number"), "company", "Buyer", "amount", "300",
                      "date", "2026-02-07", "currency", "RUB", NULL);
  record_fixture_add (&fixture->record, "payment", "company", "Buyer", "amount", "50", "date",
                      "2025-12-30", "currency", "RUB", NULL);
  gint64 act = family_make_well (fixture, invoice, "act");
  record_fixture_set (&fixture->record, "document", act, "date", "2026-02-05");
  g_assert_true (family_issue (fixture, act, &error));

  gint64 statement = family_draft (fixture, "statement");
  record_fixture_set (&fixture->record, "document", statement, "date", "2026-03-01");
  g_autoptr (CrmFormData) data = crm_document_dup_data (reader, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpint (family_get_money (data, "account.opening"), ==, -5000);
  g_assert_cmpint (family_get_money (data, "account.debit"), ==, 100000);
  g_assert_cmpint (family_get_money (data, "account.credit"), ==, 30000);
  g_assert_cmpint (family_get_money (data, "account.closing"), ==, 65000);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "entries")), ==, 2);
  g_assert_true (family_issue (fixture, statement, &error));
  g_assert_no_error (error);

  for (int level = 1; level <= 4; level++) {
    gint64 reminder = family_make_well (fixture, invoice, "reminder");
    record_fixture_set (&fixture->record, "document", reminder, "date", "2026-03-01");
    g_autoptr (CrmFormData) letter = crm_document_dup_data (reader, reminder, &error);
    const CrmFormData *debt = crm_form_data_get_item (crm_form_data_lookup (letter, "debts"), 0);
    g_assert_cmpint (family_get_money (letter, "reminder.level"), ==, MIN (level, 3));
    g_assert_cmpint (family_get_money (letter, "reminder.total"), ==, 70000);
    g_assert_cmpint (family_get_money (debt, "days"), ==, 19);
    g_assert_true (family_issue (fixture, reminder, &error));
    g_assert_no_error (error);
  }
}

static guint
count_faults (FamilyFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults =
      crm_document_check_journal (record_fixture_reader (&fixture->record), NULL, &error);
  g_assert_no_error (error);
  return g_strv_length (faults);
}

static gboolean
damage_func (CrmDatabase *database, gpointer sql, GCancellable *cancellable, GError **error)
{
  return crm_database_execute (database, sql, error);
}

/* The journal stands, and whatever is done behind it is seen. */
static void
test_journal (FamilyFixture *fixture, gconstpointer country)
{
  static const char *const damages[][2] = {
    { "UPDATE document SET total = total + 1 WHERE id = 2",
      "UPDATE document SET total = total - 1 WHERE id = 2" },
    { "UPDATE issue SET moment = moment + 1 WHERE id = 2",
      "UPDATE issue SET moment = moment - 1 WHERE id = 2" },
    { "UPDATE issue SET content = content || 'x' WHERE id = 1",
      "UPDATE issue SET content = substr (content, 1, length (content) - 1) WHERE id = 1" },
    { "UPDATE issue SET id = 100 WHERE id = 2", "UPDATE issue SET id = 2 WHERE id = 100" },
  };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++) {
    gint64 invoice = family_draft (fixture, "invoice");
    family_add_line (fixture, invoice, "Window", "10", "100");
    g_assert_true (family_issue (fixture, invoice, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (count_faults (fixture), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++) {
    for (gsize j = 0; j < 2; j++) {
      crm_store_write (fixture->record.store, damage_func, (gpointer) damages[i][j], NULL, &error);
      g_assert_no_error (error);
      if (j == 0)
        g_assert_cmpuint (count_faults (fixture), >, 0);
      else
        g_assert_cmpuint (count_faults (fixture), ==, 0);
    }
  }
  /* Nobody changes an entry, and the last issue may still be undone. */
  g_assert_false (family_set_field (fixture, "issue", 1, "content", "kind=act", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpuint (count_faults (fixture), ==, 0);
  g_assert_true (record_fixture_redo (&fixture->record));
  g_assert_cmpuint (count_faults (fixture), ==, 0);
}

static void
add_gap (const CrmDocumentGap *gap, gpointer data)
{
  g_string_append_printf (data, "%s %d %s %d-%d\n", gap->kind, gap->year, gap->shape,
                          (int) gap->first, (int) gap->last);
}

static void
test_gaps (FamilyFixture *fixture, gconstpointer country)
{
  static const char *const numbers[][2] = {
    { "2026-01-05", "A-1/2026" }, { "2026-01-06", "A-4/2026" }, { "2026-01-07", "7" },
    { "2026-01-08", "8" },        { "2025-12-31", "10" },       { "2026-01-09", "A-2/2026" }
  };
  g_autoptr (GString) gaps = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    gint64 invoice = family_draft (fixture, "invoice");
    family_add_line (fixture, invoice, "Window", "1", "100");
    record_fixture_set (&fixture->record, "document", invoice, "date", numbers[i][0]);
    record_fixture_set (&fixture->record, "document", invoice, "number", numbers[i][1]);
    g_assert_true (family_issue (fixture, invoice, &error));
  }
  g_assert_true (
      crm_document_list_gaps (record_fixture_reader (&fixture->record), add_gap, gaps, &error));
  g_assert_cmpstr (gaps->str, ==, "invoice 2026 A-#/2026 3-3\n");
}

/* Whatever can be made can be issued and printed, numbered from 1. */
static void
make_all_from (FamilyFixture *fixture, gint64 document, guint depth)
{
  g_autoptr (CrmRecord) record = family_load (fixture, "document", document);
  g_auto (GStrv) kinds =
      crm_document_list_next_kinds (record_fixture_reader (&fixture->record), record);

  for (gsize i = 0; kinds[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    gint64 made = family_make (fixture, document, kinds[i], &error);
    if (made == 0) { /* delivered in another way already */
      g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
      continue;
    }
    g_assert_true (family_issue (fixture, made, &error));
    g_assert_no_error (error);
    g_autoptr (CrmRecord) issued = family_load (fixture, "document", made);
    g_assert_false (crm_record_is_empty (issued, "number"));
    g_assert_false (crm_record_is_empty (issued, "pdf"));
    if (depth > 0)
      make_all_from (fixture, made, depth - 1);
  }
}

static void
test_all (FamilyFixture *fixture, gconstpointer country)
{
  gint64 proposal = family_draft (fixture, "proposal");
  g_autoptr (GError) error = NULL;
  family_add_line (fixture, proposal, "Window", "10", "100");
  family_add_line (fixture, proposal, "Fitting", "2.5", "40");
  g_assert_true (family_issue (fixture, proposal, &error));
  g_assert_no_error (error);
  make_all_from (fixture, proposal, 3);
  make_all_from (fixture, proposal, 0);
}

/* --- Agreements */

/* B10, B11: each has its own deal, with a name, an amount, somebody who leads it and a remark. */
static void
test_agreements (FamilyFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->record);
  gint64 person = record_fixture_add (&fixture->record, "person", "name", "Oleh", NULL);
  gint64 campaign = record_fixture_add (&fixture->record, "campaign", "name", "Autumn", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, campaign);
  gint64 sold = record_fixture_add (&fixture->record, "deal", "name", "Site", "company", "Buyer",
                                    "campaign", number, "value", "100", NULL);
  gint64 contract = family_draft (fixture, "contract");
  g_autoptr (CrmChange) change = crm_change_new ("Agreements", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 made[2], deals[2];

  crm_change_set_integer (change, crm_entity_find ("document"), contract, "deal", sold);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  g_clear_pointer (&change, crm_change_free);
  before = record_fixture_dump (&fixture->record);

  change = crm_change_new ("Agreements", 0, CRM_ORIGIN_COMMAND);
  for (int i = 0; i < 2; i++) {
    g_autoptr (CrmRecord) deal = crm_document_new_deal (database, contract, &error);
    g_assert_no_error (error);
    crm_record_set_text (deal, "name", i == 0 ? "Logo" : "Texts");
    crm_record_set_integer (deal, "value", i == 0 ? 25000 : 990);
    crm_record_set_integer (deal, "responsible", person);
    crm_record_set_text (deal, "note", "Until spring");
    made[i] = crm_document_add_with_deal (change, database, contract, "agreement", deal, &error);
    g_assert_no_error (error);
    g_assert_cmpint (crm_document_add_with_deal (change, database, contract, "act", deal, NULL), ==,
                     0);
  }
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++) {
    g_autoptr (CrmRecord) agreement =
        family_load (fixture, "document", crm_change_get_id (change, made[i]));
    g_autoptr (CrmRecord) deal = NULL;
    deals[i] = crm_record_get_integer (agreement, "deal");
    deal = family_load (fixture, "deal", deals[i]);
    g_assert_cmpint (crm_record_get_integer (agreement, "base"), ==, contract);
    g_assert_cmpint (crm_record_get_integer (agreement, "company"), ==, fixture->buyer);
    g_assert_cmpint (crm_record_get_integer (agreement, "seller"), ==, fixture->seller);
    g_assert_cmpint (crm_record_get_integer (agreement, "responsible"), ==, person);
    g_assert_cmpint (crm_record_get_integer (agreement, "total"), ==, i == 0 ? 25000 : 990);
    g_assert_cmpstr (crm_record_get_title (deal), ==, i == 0 ? "Logo" : "Texts");
    g_assert_cmpint (crm_record_get_integer (deal, "company"), ==, fixture->buyer);
    g_assert_cmpint (crm_record_get_integer (deal, "campaign"), ==, campaign);
    g_assert_cmpint (crm_record_get_integer (deal, "value"), ==, i == 0 ? 25000 : 990);
    g_assert_cmpint (crm_record_get_integer (deal, "responsible"), ==, person);
    g_assert_cmpint (deals[i], !=, sold);
  }
  g_assert_cmpint (deals[0], !=, deals[1]);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char *argv[])
{
  static const char *const countries[] = { "ru", "ua", "pl", "other" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *all = g_strconcat ("/document-family/all/", countries[i], NULL);
    g_test_add (all, FamilyFixture, countries[i], family_set_up, test_all, family_tear_down);
  }
  g_test_add ("/document-family/whole", FamilyFixture, "ru", family_set_up, test_whole,
              family_tear_down);
  g_test_add ("/document-family/partial", FamilyFixture, "ua", family_set_up, test_partial,
              family_tear_down);
  g_test_add ("/document-family/factura", FamilyFixture, "ru", family_set_up, test_factura,
              family_tear_down);
  g_test_add ("/document-family/journal", FamilyFixture, "ru", family_set_up, test_journal,
              family_tear_down);
  g_test_add ("/document-family/gaps", FamilyFixture, "ru", family_set_up, test_gaps,
              family_tear_down);
  g_test_add ("/document-family/agreements", FamilyFixture, "other", family_set_up, test_agreements,
              family_tear_down);
  g_test_add ("/document-family/account", FamilyFixture, "ru", family_set_up, test_account,
              family_tear_down);
  g_test_add ("/document-family/correction/ru", FamilyFixture, "ru", family_set_up,
              test_russian_correction, family_tear_down);
  g_test_add ("/document-family/correction", FamilyFixture, "pl", family_set_up, test_correction,
              family_tear_down);
  return g_test_run ();
}
