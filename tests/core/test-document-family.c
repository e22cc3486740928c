/* Documents made from each other: what is left, what is refused, and what a correction comes to. */
#include "config.h"

#include "crm-date.h"
#include "crm-document-debtor.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-record.h"
#include "record-fixture.h"

#define DAY_OF_DEBT crm_date_from_ymd (2026, 3, 1)

typedef struct {
  RecordFixture record;
  gint64 seller;
  gint64 buyer;
} Fixture;

static const struct {
  const char *country, *tax_number, *account;
} COUNTRIES[] = {
  { "ru", "7707083893", "40702810138250123017" },
  { "ua", "32855961", "UA213223130000026007233566001" },
  { "pl", "5260250274", "PL61109010140000071219812874" },
  { "other", NULL, "DE33100205000001194700" },
};

static void
set_up (Fixture *fixture, gconstpointer country)
{
  crm_document_register ();
  record_fixture_set_up (&fixture->record, country);
  for (gsize i = 0; i < G_N_ELEMENTS (COUNTRIES); i++) {
    if (g_strcmp0 (COUNTRIES[i].country, country) != 0)
      continue;
    fixture->seller = record_fixture_add (&fixture->record, "company", "name", "Own", "type",
                                          "my_company", "country", country, NULL);
    if (COUNTRIES[i].tax_number != NULL)
      record_fixture_set (&fixture->record, "company", fixture->seller, "tax_number",
                          COUNTRIES[i].tax_number);
    record_fixture_add (&fixture->record, "bank_account", "company", "Own", "account",
                        COUNTRIES[i].account, NULL);
  }
  fixture->buyer =
      record_fixture_add (&fixture->record, "company", "name", "Buyer", "country", country, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->record, country);
}

static CrmRecord *
load (Fixture *fixture, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_record_load (record_fixture_reader (&fixture->record),
                                       crm_entity_find (entity), id, &error);
  g_assert_no_error (error);
  return record;
}

static gint64
draft (Fixture *fixture, const char *kind)
{
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_draft (change, record_fixture_reader (&fixture->record), kind,
                                            fixture->buyer, 0, &error);
  g_assert_no_error (error);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

static gint64
add_line (Fixture *fixture, gint64 document, const char *name, const char *quantity,
          const char *price)
{
  static int position;
  g_autoptr (CrmRecord) line = crm_record_new (crm_entity_find ("document_line"));
  const char *const values[][2] = {
    { "name", name }, { "quantity", quantity }, { "price", price }, { "vat_rate", "20" }
  };
  g_autoptr (CrmChange) change = crm_change_new ("Line", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_record_set_integer (line, "document", document);
  crm_record_set_integer (line, "position", ++position);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (crm_record_parse (line, values[i][0], values[i][1], &error));
  stand_in = crm_change_add (change, line);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

/* 0: refused */
static gint64
make (Fixture *fixture, gint64 document, const char *kind, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Make", 0, CRM_ORIGIN_COMMAND);
  gint64 stand_in = crm_document_add_made_from (change, record_fixture_reader (&fixture->record),
                                                document, kind, error);
  if (stand_in == 0 || crm_change_commit_sync (change, fixture->record.store, error) <= 0)
    return 0;
  return crm_change_get_id (change, stand_in);
}

static gint64
make_well (Fixture *fixture, gint64 document, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 made = make (fixture, document, kind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made, >, 0);
  return made;
}

/* (element-type CrmRecord) */
static GPtrArray *
read_lines (Fixture *fixture, gint64 document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document_line"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  GPtrArray *lines =
      crm_query_fetch_all (own, record_fixture_reader (&fixture->record), -1, &error);
  g_assert_no_error (error);
  return lines;
}

static gboolean
set_field (Fixture *fixture, const char *entity, gint64 id, const char *field, const char *text,
           GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Set", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) record = load (fixture, entity, id);
  g_assert_true (crm_record_parse (record, field, text, error));
  crm_change_set (
      change, crm_entity_find (entity), id, field,
      crm_record_get_value (record, crm_entity_field_index (crm_entity_find (entity), field)));
  return crm_change_commit_sync (change, fixture->record.store, error) > 0;
}

static gboolean
issue (Fixture *fixture, gint64 document, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  return crm_document_add_issue (change, record_fixture_reader (&fixture->record), document,
                                 error) &&
         crm_change_commit_sync (change, fixture->record.store, error) > 0;
}

static void
test_whole (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice");
  gint64 first = add_line (fixture, invoice, "Window", "10", "100");
  add_line (fixture, invoice, "Fitting", "1.5", "40");
  g_autoptr (GError) error = NULL;
  g_assert_true (issue (fixture, invoice, &error));
  g_assert_no_error (error);

  gint64 act = make_well (fixture, invoice, "act");
  g_autoptr (CrmRecord) made = load (fixture, "document", act);
  g_autoptr (CrmRecord) base = load (fixture, "document", invoice);
  g_autoptr (GPtrArray) lines = read_lines (fixture, act);
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
  g_assert_cmpint (make (fixture, invoice, "act", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (make (fixture, invoice, "waybill", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  /* What is rejected delivers nothing. */
  record_fixture_set (&fixture->record, "document", act, "status", "rejected");
  make_well (fixture, invoice, "waybill");
  /* Then it cannot come back. */
  g_assert_false (set_field (fixture, "document", act, "status", "planned", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (make (fixture, invoice, "agreement", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static void
test_partial (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice"), left;
  gint64 line = add_line (fixture, invoice, "Window", "10", "100");
  gint64 act = make_well (fixture, invoice, "act");
  g_autoptr (GPtrArray) of_act = read_lines (fixture, act);
  gint64 delivered = crm_record_get_id (of_act->pdata[0]);
  g_autoptr (GError) error = NULL;

  record_fixture_set (&fixture->record, "document_line", delivered, "quantity", "4");
  g_assert_true (crm_document_read_left (record_fixture_reader (&fixture->record), line, "waybill",
                                         &left, &error));
  g_assert_cmpint (left, ==, 6000000);
  gint64 waybill = make_well (fixture, invoice, "waybill");
  g_autoptr (GPtrArray) of_waybill = read_lines (fixture, waybill);
  g_assert_cmpint (crm_record_get_integer (of_waybill->pdata[0], "quantity"), ==, 6000000);
  g_assert_false (set_field (fixture, "document_line", delivered, "quantity", "4.5", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "only 4 is left"));
  g_clear_error (&error);
  g_assert_true (set_field (fixture, "document_line", delivered, "quantity", "3", &error));
  g_assert_no_error (error);
  /* Undo of the last part gives it back. */
  record_fixture_delete (&fixture->record, "document", waybill);
  g_assert_true (crm_document_read_left (record_fixture_reader (&fixture->record), line, "act",
                                         &left, &error));
  g_assert_cmpint (left, ==, 7000000);
}

/* A счёт-фактура follows a delivery once, and does not count as one. */
static void
test_factura (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice");
  add_line (fixture, invoice, "Window", "10", "100");
  gint64 waybill = make_well (fixture, invoice, "waybill");
  g_autoptr (GError) error = NULL;
  make_well (fixture, waybill, "factura");
  g_assert_cmpint (make (fixture, waybill, "factura", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static gint64
get_money (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  g_assert_nonnull (value);
  return crm_form_data_get_number (value);
}

static void
test_correction (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice");
  add_line (fixture, invoice, "Window", "10", "100");
  add_line (fixture, invoice, "Fitting", "1", "40");
  g_autoptr (GError) error = NULL;
  g_assert_true (issue (fixture, invoice, &error));
  gint64 correction = make_well (fixture, invoice, "correction");
  g_autoptr (GPtrArray) lines = read_lines (fixture, correction);
  g_autoptr (CrmRecord) same = load (fixture, "document", correction);
  g_assert_cmpint (crm_record_get_integer (same, "total"), ==, 0);
  /* Two windows come back and the fitting is not charged. */
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  record_fixture_delete (&fixture->record, "document_line", crm_record_get_id (lines->pdata[1]));
  g_autoptr (CrmRecord) less = load (fixture, "document", correction);
  g_assert_cmpint (crm_record_get_integer (less, "net"), ==, -24000);
  g_assert_cmpint (crm_record_get_integer (less, "vat"), ==, -4800);
  g_assert_cmpint (crm_record_get_integer (less, "total"), ==, -28800);
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), correction, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "before")), ==, 2);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "lines")), ==, 1);
  g_assert_cmpint (get_money (data, "difference.gross"), ==, -28800);
  g_assert_cmpint (get_money (data, "difference.gross_size"), ==, 28800);
  g_assert_cmpint (get_money (data, "difference.net_before"), ==, 104000);
  g_assert_cmpint (get_money (data, "difference.net_after"), ==, 80000);
  /* A correction of the correction starts from what the first one says. */
  g_assert_true (issue (fixture, correction, &error));
  g_assert_no_error (error);
  gint64 second = make_well (fixture, correction, "correction");
  g_autoptr (GPtrArray) again = read_lines (fixture, second);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (again->pdata[0]),
                      "quantity", "9");
  g_autoptr (CrmRecord) more = load (fixture, "document", second);
  g_assert_cmpint (crm_record_get_integer (more, "net"), ==, 10000);
}

static void
assert_debt (Fixture *fixture, gint64 document, guint n_documents, gint64 left)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  CrmDebtorTerms terms = { 1, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debtors = crm_document_list_debtors (reader, DAY_OF_DEBT, &terms, &error);
  const CrmDebtor *debtor;
  gint64 letter;

  g_assert_no_error (error);
  g_assert_cmpuint (debtors->len, ==, 1);
  debtor = debtors->pdata[0];
  g_assert_cmpuint (debtor->n_documents, ==, n_documents);
  g_assert_cmpint (debtor->left, ==, left);
  /* The letter says what the list says. */
  letter = make_well (fixture, document, "reminder");
  record_fixture_set (&fixture->record, "document", letter, "date", "2026-03-01");
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), letter, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_money (data, "reminder.total"), ==, left);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "debts")), ==,
                    n_documents);
}

static void
set_due (Fixture *fixture, gint64 document)
{
  record_fixture_set (&fixture->record, "document", document, "date", "2026-02-01");
  record_fixture_set (&fixture->record, "document", document, "due_date", "2026-02-10");
}

/* What the list of changes comes to is the difference, whatever was changed. */
static void
assert_changes (Fixture *fixture, gint64 correction)
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
    g_assert_cmpint (get_money (data, more), >=, 0);
    g_assert_cmpint (get_money (data, less), >=, 0);
    g_assert_cmpint (get_money (data, more) - get_money (data, less), ==,
                     get_money (data, difference));
  }
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (data, "corrected.kind")), ==,
                   "upd");
}

/* In Russia the счёт is an offer: what is corrected is the УПД, and that changes what is owed by
 * the счёт. */
static void
test_russian_correction (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice"), upd, correction, second;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  add_line (fixture, invoice, "Window", "10", "100");
  add_line (fixture, invoice, "Fitting", "3", "40.33");
  set_due (fixture, invoice);
  g_assert_true (issue (fixture, invoice, &error));
  g_assert_cmpint (make (fixture, invoice, "correction", &error), ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  upd = make_well (fixture, invoice, "upd");
  g_assert_true (issue (fixture, upd, &error));
  correction = make_well (fixture, upd, "correction");
  lines = read_lines (fixture, correction);
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
  add_line (fixture, correction, "Sill", "2", "15");
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "price", "100");
  assert_changes (fixture, correction);
  assert_debt (fixture, invoice, 1, 112099);
  g_assert_true (issue (fixture, correction, &error));
  g_assert_no_error (error);
  assert_debt (fixture, invoice, 1, 83000);
  /* Corrected once more, it is still the УПД that is told of. */
  second = make_well (fixture, correction, "correction");
  assert_changes (fixture, second);
}

/* A delivery makes the buyer owe, a payment takes it off; what is overdue is asked for, each time
 * more firmly. */
static void
test_account (Fixture *fixture, gconstpointer country)
{
  gint64 invoice = draft (fixture, "invoice");
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  g_autoptr (GError) error = NULL;

  add_line (fixture, invoice, "Window", "10", "100");
  record_fixture_set (&fixture->record, "document", invoice, "date", "2026-02-01");
  record_fixture_set (&fixture->record, "document", invoice, "due_date", "2026-02-10");
  g_assert_true (issue (fixture, invoice, &error));
  g_autoptr (CrmRecord) issued = load (fixture, "document", invoice);
  record_fixture_add (&fixture->record, "payment", "document",
                      crm_record_get_text (issued, "number"), "company", "Buyer", "amount", "300",
                      "date", "2026-02-07", "currency", "RUB", NULL);
  record_fixture_add (&fixture->record, "payment", "company", "Buyer", "amount", "50", "date",
                      "2025-12-30", "currency", "RUB", NULL);
  gint64 act = make_well (fixture, invoice, "act");
  record_fixture_set (&fixture->record, "document", act, "date", "2026-02-05");
  g_assert_true (issue (fixture, act, &error));

  gint64 statement = draft (fixture, "statement");
  record_fixture_set (&fixture->record, "document", statement, "date", "2026-03-01");
  g_autoptr (CrmFormData) data = crm_document_dup_data (reader, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_money (data, "account.opening"), ==, -5000);
  g_assert_cmpint (get_money (data, "account.debit"), ==, 100000);
  g_assert_cmpint (get_money (data, "account.credit"), ==, 30000);
  g_assert_cmpint (get_money (data, "account.closing"), ==, 65000);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "entries")), ==, 2);
  g_assert_true (issue (fixture, statement, &error));
  g_assert_no_error (error);

  for (int level = 1; level <= 4; level++) {
    gint64 reminder = make_well (fixture, invoice, "reminder");
    record_fixture_set (&fixture->record, "document", reminder, "date", "2026-03-01");
    g_autoptr (CrmFormData) letter = crm_document_dup_data (reader, reminder, &error);
    const CrmFormData *debt = crm_form_data_get_item (crm_form_data_lookup (letter, "debts"), 0);
    g_assert_cmpint (get_money (letter, "reminder.level"), ==, MIN (level, 3));
    g_assert_cmpint (get_money (letter, "reminder.total"), ==, 70000);
    g_assert_cmpint (get_money (debt, "days"), ==, 19);
    g_assert_true (issue (fixture, reminder, &error));
    g_assert_no_error (error);
  }
}

/* What is asked for twice is owed once, and what a correction takes off is not owed. */
static void
test_debt_once (Fixture *fixture, gconstpointer country)
{
  gint64 proforma = draft (fixture, "proforma"), invoice, correction;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  add_line (fixture, proforma, "Window", "10", "100");
  set_due (fixture, proforma);
  g_assert_true (issue (fixture, proforma, &error));
  invoice = make_well (fixture, proforma, "invoice");
  set_due (fixture, invoice);
  /* A draft asks for nothing yet. */
  assert_debt (fixture, proforma, 1, 120000);
  g_assert_true (issue (fixture, invoice, &error));
  assert_debt (fixture, invoice, 1, 120000);
  correction = make_well (fixture, invoice, "correction");
  lines = read_lines (fixture, correction);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  assert_debt (fixture, invoice, 1, 120000);
  g_assert_true (issue (fixture, correction, &error));
  g_assert_no_error (error);
  assert_debt (fixture, invoice, 1, 96000);
}

static gint64
pay (Fixture *fixture, gint64 document, gint64 amount)
{
  g_autoptr (CrmChange) change = crm_change_new ("Pay", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) payment = crm_record_new (crm_entity_find ("payment"));
  g_autoptr (GError) error = NULL;
  gint64 stand_in;

  crm_record_set_integer (payment, "document", document);
  crm_record_set_integer (payment, "company", fixture->buyer);
  crm_record_set_integer (payment, "amount", amount);
  crm_record_set_text (payment, "currency", "PLN");
  stand_in = crm_change_add (change, payment);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

static gint64
get_paid (Fixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = load (fixture, "document", document);
  return crm_record_get_integer (record, "paid");
}

static gint64
get_carried (Fixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = load (fixture, "document", document);
  g_autoptr (GError) error = NULL;
  gint64 carried;
  g_assert_true (crm_document_read_carried (record_fixture_reader (&fixture->record), record,
                                            &carried, &error));
  return carried;
}

static void
assert_status (Fixture *fixture, gint64 document, const char *status)
{
  g_autoptr (CrmRecord) record = load (fixture, "document", document);
  g_assert_cmpstr (crm_record_get_text (record, "status"), ==, status);
}

/* What was paid in advance pays the invoice, and an undone issue gives it back. */
static void
test_paid_in_advance (Fixture *fixture, gconstpointer country)
{
  gint64 proforma = draft (fixture, "proforma"), invoice, payment;
  g_autoptr (GError) error = NULL;

  add_line (fixture, proforma, "Window", "10", "100");
  set_due (fixture, proforma);
  g_assert_true (issue (fixture, proforma, &error));
  payment = pay (fixture, proforma, 50000);
  invoice = make_well (fixture, proforma, "invoice");
  set_due (fixture, invoice);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 0);
  g_assert_true (issue (fixture, invoice, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 50000);
  g_assert_cmpint (get_carried (fixture, invoice), ==, 50000);
  g_assert_cmpint (get_carried (fixture, proforma), ==, 0);
  assert_status (fixture, invoice, "signed");
  assert_debt (fixture, invoice, 1, 70000);

  g_assert_true (record_fixture_undo (&fixture->record)); /* the letter's day */
  g_assert_true (record_fixture_undo (&fixture->record)); /* the letter */
  g_assert_true (record_fixture_undo (&fixture->record)); /* the issue */
  g_assert_cmpint (get_paid (fixture, invoice), ==, 0);
  g_assert_true (record_fixture_redo (&fixture->record));
  g_assert_cmpint (get_paid (fixture, invoice), ==, 50000);

  /* Money that comes afterwards for the old number goes the same way. */
  pay (fixture, proforma, 70000);
  g_assert_cmpint (get_paid (fixture, proforma), ==, 120000);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 120000);
  assert_status (fixture, invoice, "completed");
  record_fixture_delete (&fixture->record, "payment", payment);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 70000);
  assert_status (fixture, invoice, "signed");
  record_fixture_set (&fixture->record, "document", invoice, "status", "rejected");
  g_assert_cmpint (get_paid (fixture, invoice), ==, 0);
  g_assert_cmpint (get_paid (fixture, proforma), ==, 70000);
}

/* What has to come out: all lacks of the invoices in force, less what came for the pro forma. */
static gint64
compute_left (Fixture *fixture, gint64 proforma, GArray *invoices)
{
  g_autoptr (CrmRecord) first = load (fixture, "document", proforma);
  gint64 advance = crm_record_get_integer (first, "paid"), lacks = 0, carried = 0;
  gboolean asked_anew = FALSE;

  for (guint i = 0; i < invoices->len; i++) {
    gint64 id = g_array_index (invoices, gint64, i);
    g_autoptr (CrmRecord) invoice = load (fixture, "document", id);
    gint64 its_carried = get_carried (fixture, id);
    gint64 total = crm_record_get_integer (invoice, "total");
    gint64 own = crm_record_get_integer (invoice, "paid") - its_carried;
    carried += its_carried;
    if (g_strcmp0 (crm_record_get_text (invoice, "status"), "rejected") == 0) {
      g_assert_cmpint (its_carried, ==, 0);
      continue;
    }
    g_assert_cmpint (its_carried, <=, MAX (total - own, 0));
    lacks += MAX (total - own, 0);
    asked_anew = TRUE;
  }
  g_assert_cmpint (carried, ==, MIN (lacks, advance));
  return asked_anew ? lacks - carried : MAX (crm_record_get_integer (first, "total") - advance, 0);
}

static void
assert_family (Fixture *fixture, gint64 proforma, GArray *invoices)
{
  CrmDatabase *reader = record_fixture_reader (&fixture->record);
  gint64 left = compute_left (fixture, proforma, invoices), listed = 0;
  CrmDebtorTerms terms = { 1, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debtors = crm_document_list_debtors (reader, DAY_OF_DEBT, &terms, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < debtors->len; i++)
    listed += ((const CrmDebtor *) debtors->pdata[i])->left;
  g_assert_cmpint (listed, ==, left);
}

static void
invoice_part (Fixture *fixture, gint64 proforma, GArray *invoices)
{
  g_autoptr (GError) error = NULL;
  gint64 invoice = make (fixture, proforma, "invoice", NULL);
  g_autoptr (GPtrArray) lines = invoice != 0 ? read_lines (fixture, invoice) : NULL;
  g_autofree char *part = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));

  if (lines == NULL || lines->len == 0)
    return;
  set_due (fixture, invoice);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", part);
  g_assert_true (issue (fixture, invoice, &error));
  g_assert_no_error (error);
  g_array_append_val (invoices, invoice);
}

/* Whatever is paid, for whichever, in whichever order: a debt is counted once. */
static void
test_paid_random (Fixture *fixture, gconstpointer country)
{
  gint64 proforma = draft (fixture, "proforma");
  g_autoptr (GArray) invoices = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) payments = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  add_line (fixture, proforma, "Window", "10", "100");
  set_due (fixture, proforma);
  g_assert_true (issue (fixture, proforma, &error));
  for (int step = 0; step < 60; step++) {
    int deed = g_test_rand_int_range (0, 6);
    gint64 any = invoices->len > 0 ? g_array_index (invoices, gint64,
                                                    g_test_rand_int_range (0, (int) invoices->len))
                                   : proforma;
    if (deed == 0)
      invoice_part (fixture, proforma, invoices);
    else if (deed == 1 && any != proforma)
      record_fixture_set (&fixture->record, "document", any, "status",
                          g_test_rand_bit () ? "rejected" : "signed");
    else if (deed == 2 && payments->len > 0) {
      record_fixture_delete (&fixture->record, "payment",
                             g_array_index (payments, gint64, payments->len - 1));
      g_array_set_size (payments, payments->len - 1);
    } else {
      gint64 payment =
          pay (fixture, g_test_rand_bit () ? any : proforma, g_test_rand_int_range (1, 60000));
      g_array_append_val (payments, payment);
    }
    assert_family (fixture, proforma, invoices);
  }
}

static guint
count_faults (Fixture *fixture)
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
test_journal (Fixture *fixture, gconstpointer country)
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
    gint64 invoice = draft (fixture, "invoice");
    add_line (fixture, invoice, "Window", "10", "100");
    g_assert_true (issue (fixture, invoice, &error));
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
  g_assert_false (set_field (fixture, "issue", 1, "content", "kind=act", &error));
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
test_gaps (Fixture *fixture, gconstpointer country)
{
  static const char *const numbers[][2] = {
    { "2026-01-05", "A-1/2026" }, { "2026-01-06", "A-4/2026" }, { "2026-01-07", "7" },
    { "2026-01-08", "8" },        { "2025-12-31", "10" },       { "2026-01-09", "A-2/2026" }
  };
  g_autoptr (GString) gaps = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    gint64 invoice = draft (fixture, "invoice");
    add_line (fixture, invoice, "Window", "1", "100");
    record_fixture_set (&fixture->record, "document", invoice, "date", numbers[i][0]);
    record_fixture_set (&fixture->record, "document", invoice, "number", numbers[i][1]);
    g_assert_true (issue (fixture, invoice, &error));
  }
  g_assert_true (
      crm_document_list_gaps (record_fixture_reader (&fixture->record), add_gap, gaps, &error));
  g_assert_cmpstr (gaps->str, ==, "invoice 2026 A-#/2026 3-3\n");
}

/* Whatever can be made can be issued and printed, numbered from 1. */
static void
make_all_from (Fixture *fixture, gint64 document, guint depth)
{
  g_autoptr (CrmRecord) record = load (fixture, "document", document);
  g_auto (GStrv) kinds =
      crm_document_list_next_kinds (record_fixture_reader (&fixture->record), record);

  for (gsize i = 0; kinds[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    gint64 made = make (fixture, document, kinds[i], &error);
    if (made == 0) { /* delivered in another way already */
      g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
      continue;
    }
    g_assert_true (issue (fixture, made, &error));
    g_assert_no_error (error);
    g_autoptr (CrmRecord) issued = load (fixture, "document", made);
    g_assert_false (crm_record_is_empty (issued, "number"));
    g_assert_false (crm_record_is_empty (issued, "pdf"));
    if (depth > 0)
      make_all_from (fixture, made, depth - 1);
  }
}

static void
test_all (Fixture *fixture, gconstpointer country)
{
  gint64 proposal = draft (fixture, "proposal");
  g_autoptr (GError) error = NULL;
  add_line (fixture, proposal, "Window", "10", "100");
  add_line (fixture, proposal, "Fitting", "2.5", "40");
  g_assert_true (issue (fixture, proposal, &error));
  g_assert_no_error (error);
  make_all_from (fixture, proposal, 3);
  make_all_from (fixture, proposal, 0);
}

/* --- Agreements */

/* B10, B11: each has its own deal, with a name, an amount, somebody who leads it and a remark. */
static void
test_agreements (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->record);
  gint64 person = record_fixture_add (&fixture->record, "person", "name", "Oleh", NULL);
  gint64 campaign = record_fixture_add (&fixture->record, "campaign", "name", "Autumn", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, campaign);
  gint64 sold = record_fixture_add (&fixture->record, "deal", "name", "Site", "company", "Buyer",
                                    "campaign", number, "value", "100", NULL);
  gint64 contract = draft (fixture, "contract");
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
        load (fixture, "document", crm_change_get_id (change, made[i]));
    g_autoptr (CrmRecord) deal = NULL;
    deals[i] = crm_record_get_integer (agreement, "deal");
    deal = load (fixture, "deal", deals[i]);
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
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (COUNTRIES); i++) {
    g_autofree char *all = g_strconcat ("/document-family/all/", COUNTRIES[i].country, NULL);
    g_test_add (all, Fixture, COUNTRIES[i].country, set_up, test_all, tear_down);
  }
  g_test_add ("/document-family/whole", Fixture, "ru", set_up, test_whole, tear_down);
  g_test_add ("/document-family/partial", Fixture, "ua", set_up, test_partial, tear_down);
  g_test_add ("/document-family/factura", Fixture, "ru", set_up, test_factura, tear_down);
  g_test_add ("/document-family/journal", Fixture, "ru", set_up, test_journal, tear_down);
  g_test_add ("/document-family/gaps", Fixture, "ru", set_up, test_gaps, tear_down);
  g_test_add ("/document-family/agreements", Fixture, "other", set_up, test_agreements, tear_down);
  g_test_add ("/document-family/account", Fixture, "ru", set_up, test_account, tear_down);
  g_test_add ("/document-family/debt-once", Fixture, "pl", set_up, test_debt_once, tear_down);
  g_test_add ("/document-family/correction/ru", Fixture, "ru", set_up, test_russian_correction,
              tear_down);
  g_test_add ("/document-family/paid-in-advance", Fixture, "pl", set_up, test_paid_in_advance,
              tear_down);
  g_test_add ("/document-family/paid-random", Fixture, "pl", set_up, test_paid_random, tear_down);
  g_test_add ("/document-family/correction", Fixture, "pl", set_up, test_correction, tear_down);
  return g_test_run ();
}
