/* Money in a family of documents: what is owed once, and what was paid in advance. */
#include "config.h"

#include "family-fixture.h"

/* What is asked for twice is owed once, and what a correction takes off is not owed. */
static void
test_debt_once (FamilyFixture *fixture, gconstpointer country)
{
  gint64 proforma = family_draft (fixture, "proforma"), invoice, correction;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  family_add_line (fixture, proforma, "Window", "10", "100");
  family_set_due (fixture, proforma);
  g_assert_true (family_issue (fixture, proforma, &error));
  invoice = family_make_well (fixture, proforma, "invoice");
  family_set_due (fixture, invoice);
  /* A draft asks for nothing yet. */
  family_assert_debt (fixture, proforma, 1, 120000);
  g_assert_true (family_issue (fixture, invoice, &error));
  family_assert_debt (fixture, invoice, 1, 120000);
  correction = family_make_well (fixture, invoice, "correction");
  lines = family_read_lines (fixture, correction);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", "8");
  family_assert_debt (fixture, invoice, 1, 120000);
  g_assert_true (family_issue (fixture, correction, &error));
  g_assert_no_error (error);
  family_assert_debt (fixture, invoice, 1, 96000);
}

static gint64
pay (FamilyFixture *fixture, gint64 document, gint64 amount)
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
get_paid (FamilyFixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = family_load (fixture, "document", document);
  return crm_record_get_integer (record, "paid");
}

static gint64
get_carried (FamilyFixture *fixture, gint64 document)
{
  g_autoptr (CrmRecord) record = family_load (fixture, "document", document);
  g_autoptr (GError) error = NULL;
  gint64 carried;
  g_assert_true (crm_document_read_carried (record_fixture_reader (&fixture->record), record,
                                            &carried, &error));
  return carried;
}

static void
assert_status (FamilyFixture *fixture, gint64 document, const char *status)
{
  g_autoptr (CrmRecord) record = family_load (fixture, "document", document);
  g_assert_cmpstr (crm_record_get_text (record, "status"), ==, status);
}

/* What was paid in advance pays the invoice, and an undone issue gives it back. */
static void
test_paid_in_advance (FamilyFixture *fixture, gconstpointer country)
{
  gint64 proforma = family_draft (fixture, "proforma"), invoice, payment;
  g_autoptr (GError) error = NULL;

  family_add_line (fixture, proforma, "Window", "10", "100");
  family_set_due (fixture, proforma);
  g_assert_true (family_issue (fixture, proforma, &error));
  payment = pay (fixture, proforma, 50000);
  invoice = family_make_well (fixture, proforma, "invoice");
  family_set_due (fixture, invoice);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 0);
  g_assert_true (family_issue (fixture, invoice, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_paid (fixture, invoice), ==, 50000);
  g_assert_cmpint (get_carried (fixture, invoice), ==, 50000);
  g_assert_cmpint (get_carried (fixture, proforma), ==, 0);
  assert_status (fixture, invoice, "signed");
  family_assert_debt (fixture, invoice, 1, 70000);

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
compute_left (FamilyFixture *fixture, gint64 proforma, GArray *invoices)
{
  g_autoptr (CrmRecord) first = family_load (fixture, "document", proforma);
  gint64 advance = crm_record_get_integer (first, "paid"), lacks = 0, carried = 0;
  gboolean asked_anew = FALSE;

  for (guint i = 0; i < invoices->len; i++) {
    gint64 id = g_array_index (invoices, gint64, i);
    g_autoptr (CrmRecord) invoice = family_load (fixture, "document", id);
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
assert_family (FamilyFixture *fixture, gint64 proforma, GArray *invoices)
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
invoice_part (FamilyFixture *fixture, gint64 proforma, GArray *invoices)
{
  g_autoptr (GError) error = NULL;
  gint64 invoice = family_make (fixture, proforma, "invoice", NULL);
  g_autoptr (GPtrArray) lines = invoice != 0 ? family_read_lines (fixture, invoice) : NULL;
  g_autofree char *part = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));

  if (lines == NULL || lines->len == 0)
    return;
  family_set_due (fixture, invoice);
  record_fixture_set (&fixture->record, "document_line", crm_record_get_id (lines->pdata[0]),
                      "quantity", part);
  g_assert_true (family_issue (fixture, invoice, &error));
  g_assert_no_error (error);
  g_array_append_val (invoices, invoice);
}

/* Whatever is paid, for whichever, in whichever order: a debt is counted once. */
static void
test_paid_random (FamilyFixture *fixture, gconstpointer country)
{
  gint64 proforma = family_draft (fixture, "proforma");
  g_autoptr (GArray) invoices = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) payments = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  family_add_line (fixture, proforma, "Window", "10", "100");
  family_set_due (fixture, proforma);
  g_assert_true (family_issue (fixture, proforma, &error));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/document-paid/debt-once", FamilyFixture, "pl", family_set_up, test_debt_once,
              family_tear_down);
  g_test_add ("/document-paid/in-advance", FamilyFixture, "pl", family_set_up, test_paid_in_advance,
              family_tear_down);
  g_test_add ("/document-paid/random", FamilyFixture, "pl", family_set_up, test_paid_random,
              family_tear_down);
  return g_test_run ();
}
