/* Payment in parts, and money that came for more than one document. */
#include "config.h"

#include "crm-date.h"
#include "crm-document-instalment.h"
#include "crm-document-share.h"
#include "crm-error.h"
#include "crm-process.h"
#include "family-fixture.h"

static gint64
day (const char *text)
{
  gint64 date;
  g_assert_true (crm_date_parse (text, &date, NULL));
  return date;
}

static void
assert_plan (GArray *parts, const char *const *days, const gint64 *amounts, guint n)
{
  g_assert_cmpuint (parts->len, ==, n);
  for (guint i = 0; i < n; i++) {
    const CrmInstalment *part = &g_array_index (parts, CrmInstalment, i);
    g_assert_cmpint (part->date, ==, day (days[i]));
    g_assert_cmpint (part->amount, ==, amounts[i]);
  }
}

/* Nothing is lost in rounding, and no day in a short month. */
static void
test_plan (void)
{
  static const char *const months[] = { "2026-01-31", "2026-02-28", "2026-03-31" };
  static const gint64 thirds[] = { 3334, 3333, 3333 };
  static const gint64 ahead[] = { 3000, 3501, 3500 };
  static const char *const weeks[] = { "2026-12-28", "2027-01-04" };
  static const gint64 halves[] = { 51, 50 };
  g_autoptr (GArray) equal =
      crm_instalments_plan (10000, 3, day ("2026-01-31"), CRM_INSTALMENT_MONTH, 0);
  g_autoptr (GArray) prepaid =
      crm_instalments_plan (10001, 3, day ("2026-01-31"), CRM_INSTALMENT_MONTH, 3000);
  g_autoptr (GArray) weekly =
      crm_instalments_plan (101, 2, day ("2026-12-28"), CRM_INSTALMENT_WEEK, 0);
  g_autoptr (GArray) tiny =
      crm_instalments_plan (2, 5, day ("2026-12-28"), CRM_INSTALMENT_QUARTER, 0);

  assert_plan (equal, months, thirds, 3);
  assert_plan (prepaid, months, ahead, 3);
  assert_plan (weekly, weeks, halves, 2);
  g_assert_cmpuint (tiny->len, ==, 2);
}

static void
pay (FamilyFixture *fixture, gint64 document, gint64 amount)
{
  g_autoptr (CrmChange) change = crm_change_new ("Pay", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) payment = crm_record_new (crm_entity_find ("payment"));
  g_autoptr (GError) error = NULL;

  if (document != 0)
    crm_record_set_integer (payment, "document", document);
  crm_record_set_integer (payment, "company", fixture->buyer);
  crm_record_set_integer (payment, "amount", amount);
  crm_record_set_text (payment, "currency", "PLN");
  crm_record_set_text (payment, "number", "PO-1");
  crm_change_add (change, payment);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
}

static gint64
issued (FamilyFixture *fixture, const char *price, const char *due)
{
  gint64 id = family_draft (fixture, "proforma");
  g_autoptr (GError) error = NULL;

  family_add_line (fixture, id, "Window", "1", price);
  record_fixture_set (&fixture->record, "document", id, "due_date", due);
  g_assert_true (family_issue (fixture, id, &error));
  g_assert_no_error (error);
  return id;
}

static gint64
get (FamilyFixture *fixture, gint64 document, const char *field)
{
  g_autoptr (CrmRecord) record = family_load (fixture, "document", document);
  return crm_record_get_integer (record, field);
}

static gint64
count (FamilyFixture *fixture, const char *condition)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", condition, NULL);
  gint64 n;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->record), sql, 0, &n, NULL));
  return n;
}

/* Parts that are not due yet are no debt. */
static void
assert_owed (FamilyFixture *fixture, const char *today, gint64 left)
{
  CrmDebtorTerms terms = { 0, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debtors = crm_document_list_debtors (
      record_fixture_reader (&fixture->record), day (today), &terms, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (debtors->len, ==, 1);
  g_assert_cmpint (((CrmDebtor *) debtors->pdata[0])->left, ==, left);
}

/* What came covers the first parts; the day of the next one is that of the document, which is no
 * promise that was put off. A payment that is taken away opens them again. */
static void
test_followed (FamilyFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 id = issued (fixture, "100", "2030-01-10");
  g_autoptr (CrmChange) change = crm_change_new ("Parts", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GArray) parts =
      crm_instalments_plan (12000, 3, day ("2030-01-10"), CRM_INSTALMENT_MONTH, 0);
  g_autoptr (CrmFormData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get (fixture, id, "total"), ==, 12000);
  g_assert_true (
      crm_document_add_instalments (change, record_fixture_reader (record), id, parts, &error));
  crm_change_commit_sync (change, record->store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'planned'"), ==, 3);
  data = crm_document_dup_data (record_fixture_reader (record), id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (data, "document.instalments")), ==,
                   "10.01.2030 — 40,00\302\240zł; 10.02.2030 — 40,00\302\240zł; "
                   "10.03.2030 — 40,00\302\240zł");
  assert_owed (fixture, "2030-02-15", 8000);
  pay (fixture, id, 4000);
  assert_owed (fixture, "2030-02-15", 4000);
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'received'"), ==, 1);
  g_assert_cmpint (get (fixture, id, "due_date"), ==, day ("2030-02-10"));
  g_assert_cmpint (get (fixture, id, "postponed"), ==, 0);
  /* Half of the next one is not that one. */
  pay (fixture, id, 2000);
  g_assert_cmpint (get (fixture, id, "due_date"), ==, day ("2030-02-10"));
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'received'"), ==, 1);
  record_fixture_delete (record, "payment", 1);
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'received'"), ==, 0);
  g_assert_cmpint (get (fixture, id, "due_date"), ==, day ("2030-01-10"));
  g_assert_cmpint (count (fixture, "receipt WHERE date = (SELECT due_date FROM document)"), ==, 1);
  g_assert_true (record_fixture_undo (record));
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'received'"), ==, 1);
  /* A person puts it off: the first part that is open goes along, the last one stays. */
  record_fixture_set (record, "document", id, "due_date", "2030-02-20");
  g_assert_cmpint (get (fixture, id, "postponed"), ==, 1);
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'planned' AND date = (SELECT due_date "
                                   "FROM document)"),
                   ==, 1);
  pay (fixture, id, 6000);
  g_assert_cmpint (count (fixture, "receipt WHERE state = 'received'"), ==, 3);
  g_assert_cmpint (count (fixture, "document WHERE status = 'completed'"), ==, 1);
  g_clear_pointer (&change, crm_change_free);
  change = crm_change_new ("Parts", 0, CRM_ORIGIN_COMMAND);
  g_assert_false (
      crm_document_add_instalments (change, record_fixture_reader (record), id, parts, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

static GArray *
share_out (FamilyFixture *fixture, gint64 payment, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Share", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GArray) shares =
      crm_payment_add_share_out (change, record_fixture_reader (&fixture->record), payment, error);

  if (shares != NULL)
    crm_change_commit_sync (change, fixture->record.store, error);
  return g_steal_pointer (&shares);
}

/* What is too much for one goes to what is due first; what nobody waits for stays. */
static void
test_share_out (FamilyFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->record;
  gint64 own = issued (fixture, "100", "2030-01-10");
  gint64 late = issued (fixture, "100", "2030-03-10");
  gint64 early = issued (fixture, "100", "2030-02-10");
  g_autoptr (GArray) shares = NULL, again = NULL, loose = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  pay (fixture, own, 30000);
  before = record_fixture_dump (record);
  shares = share_out (fixture, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shares->len, ==, 2);
  g_assert_cmpint (get (fixture, own, "paid"), ==, 12000);
  g_assert_cmpint (get (fixture, early, "paid"), ==, 12000);
  g_assert_cmpint (get (fixture, late, "paid"), ==, 6000);
  g_assert_cmpint (count (fixture, "payment WHERE number = 'PO-1'"), ==, 3);
  g_assert_true (record_fixture_undo (record));
  after = record_fixture_dump (record);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (record_fixture_redo (record));
  again = share_out (fixture, 1, &error);
  g_assert_null (again);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  /* On account, of which all but a part is needed; the rest waits. */
  pay (fixture, 0, 10000);
  loose = share_out (fixture, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get (fixture, late, "paid"), ==, 12000);
  g_assert_cmpint (count (fixture, "payment WHERE document IS NULL AND amount = 4000"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crm_process_register (NULL);
  g_test_add_func ("/document-parts/plan", test_plan);
  g_test_add ("/document-parts/followed", FamilyFixture, "pl", family_set_up, test_followed,
              family_tear_down);
  g_test_add ("/document-parts/share-out", FamilyFixture, "pl", family_set_up, test_share_out,
              family_tear_down);
  return g_test_run ();
}
