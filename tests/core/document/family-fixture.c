/* A seller of some country and a buyer, and documents between them. */
#include "config.h"

#include "family-fixture.h"

#include "crm-record.h"

static const struct {
  const char *country, *tax_number, *account;
} COUNTRIES[] = {
  { "ru", "7707083893", "40702810138250123017" },
  { "ua", "32855961", "UA213223130000026007233566001" },
  { "pl", "5260250274", "PL61109010140000071219812874" },
  { "other", NULL, "DE33100205000001194700" },
};

void
family_set_up (FamilyFixture *fixture, gconstpointer country)
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

void
family_tear_down (FamilyFixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->record, country);
}

CrmRecord *
family_load (FamilyFixture *fixture, const char *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRecord *record = crm_record_load (record_fixture_reader (&fixture->record),
                                       crm_entity_find (entity), id, &error);
  g_assert_no_error (error);
  return record;
}

gint64
family_draft (FamilyFixture *fixture, const char *kind)
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

gint64
family_add_line (FamilyFixture *fixture, gint64 document, const char *name, const char *quantity,
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

gint64
family_make (FamilyFixture *fixture, gint64 document, const char *kind, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Make", 0, CRM_ORIGIN_COMMAND);
  gint64 stand_in = crm_document_add_made_from (change, record_fixture_reader (&fixture->record),
                                                document, kind, error);
  if (stand_in == 0 || crm_change_commit_sync (change, fixture->record.store, error) <= 0)
    return 0;
  return crm_change_get_id (change, stand_in);
}

gint64
family_make_well (FamilyFixture *fixture, gint64 document, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 made = family_make (fixture, document, kind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made, >, 0);
  return made;
}

GPtrArray *
family_read_lines (FamilyFixture *fixture, gint64 document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document_line"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, document);
  GPtrArray *lines =
      crm_query_fetch_all (own, record_fixture_reader (&fixture->record), -1, &error);
  g_assert_no_error (error);
  return lines;
}

gboolean
family_set_field (FamilyFixture *fixture, const char *entity, gint64 id, const char *field,
                  const char *text, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Set", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) record = family_load (fixture, entity, id);
  g_assert_true (crm_record_parse (record, field, text, error));
  crm_change_set (
      change, crm_entity_find (entity), id, field,
      crm_record_get_value (record, crm_entity_field_index (crm_entity_find (entity), field)));
  return crm_change_commit_sync (change, fixture->record.store, error) > 0;
}

gboolean
family_issue (FamilyFixture *fixture, gint64 document, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  return crm_document_add_issue (change, record_fixture_reader (&fixture->record), document,
                                 error) &&
         crm_change_commit_sync (change, fixture->record.store, error) > 0;
}

gint64
family_get_money (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  g_assert_nonnull (value);
  return crm_form_data_get_number (value);
}

void
family_assert_debt (FamilyFixture *fixture, gint64 document, guint n_documents, gint64 left)
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
  letter = family_make_well (fixture, document, "reminder");
  record_fixture_set (&fixture->record, "document", letter, "date", "2026-03-01");
  g_autoptr (CrmFormData) data =
      crm_document_dup_data (record_fixture_reader (&fixture->record), letter, &error);
  g_assert_no_error (error);
  g_assert_cmpint (family_get_money (data, "reminder.total"), ==, left);
  g_assert_cmpuint (crm_form_data_get_n_items (crm_form_data_lookup (data, "debts")), ==,
                    n_documents);
}

void
family_set_due (FamilyFixture *fixture, gint64 document)
{
  record_fixture_set (&fixture->record, "document", document, "date", "2026-02-01");
  record_fixture_set (&fixture->record, "document", document, "due_date", "2026-02-10");
}
