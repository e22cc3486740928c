/* Rows of a table that seem to be records of the company file, and what is the same in all new
 * ones. */
#include "config.h"

#include "crm-error.h"
#include "import-fixture.h"

#include <locale.h>
#include <string.h>

static const char table[] = "Company,Tax number,Phone,E-mail\n"
                            "Brand New,,,\n"
                            "\"OOO \"\"VEGA\"\"\",,8 (495) 123-45-67,\n" /* other letters, phone */
                            "Lyra Trade,7707083893,,\n"                  /* another name */
                            "Altair,,,office@altair.example\n"           /* letter by letter */
                            "Sirius,7736050003,,\n";                     /* another number */

static void
add_companies (RecordFixture *fixture)
{
  record_fixture_add (fixture, "company", "name", "Vega", "phone", "+7 495 123-45-67", NULL);
  record_fixture_add (fixture, "company", "name", "Lyra", "tax_number", "7707083893", NULL);
  record_fixture_add (fixture, "company", "name", "Altair", "email", "office@altair.example", NULL);
  record_fixture_add (fixture, "company", "name", "Sirius", "tax_number", "7702070139", NULL);
}

static void
preview (RecordFixture *fixture, CrmImporter *importer, guint most_rows)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), most_rows, NULL, &error));
  g_assert_no_error (error);
}

static CrmImportRow *
get_row (CrmImporter *importer, guint index)
{
  g_autoptr (CrmImportRow) row = g_list_model_get_item (crm_importer_get_rows (importer), index);
  g_assert_nonnull (row);
  return row; /* the list keeps it */
}

static void
assert_same_as_dry (RecordFixture *fixture, CrmImporter *importer)
{
  CrmImportCounts dry = *crm_importer_get_counts (importer);
  import_fixture_commit (fixture, importer);
  g_assert_cmpmem (&dry, sizeof dry, crm_importer_get_counts (importer), sizeof dry);
}

static void
test_found (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL;

  add_companies (fixture);
  importer = import_fixture_look_at (fixture, "a.csv", table);
  preview (fixture, importer, 10);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_duplicates, ==, 3);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_new, ==, 2);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 0)), ==, 0);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 1)), ==, 1);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 2)), ==, 2);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 3)), ==, 3);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 4)), ==, 0);
  g_assert_nonnull (strstr (crm_import_row_get_remark (get_row (importer, 1)), "Vega"));
  g_assert_nonnull (strstr (crm_import_row_get_remark (get_row (importer, 1)), "Phone"));
  assert_same_as_dry (fixture, importer);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 6);
}

/* All are left out, one is written to what is there, one is added all the same. */
static void
test_row_by_row (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmRecord) vega = NULL;

  add_companies (fixture);
  importer = import_fixture_look_at (fixture, "a.csv", table);
  crm_importer_set_row_existing (importer, 2, CRM_IMPORT_EXISTING_UPDATE);
  crm_importer_set_row_existing (importer, 4, CRM_IMPORT_EXISTING_ADD);
  preview (fixture, importer, 10);
  import_fixture_assert_counts (importer, 3, 1, 1, 0, 0);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_duplicates, ==, 3);
  g_assert_cmpint (crm_import_row_get_state (get_row (importer, 3)), ==, CRM_IMPORT_NEW);
  g_assert_cmpint (crm_import_row_get_existing (get_row (importer, 3)), ==,
                   CRM_IMPORT_EXISTING_ADD);
  assert_same_as_dry (fixture, importer);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 7);
  vega = import_fixture_find (fixture, "company", "name", "OOO \"VEGA\"");
  g_assert_cmpint (crm_record_get_id (vega), ==, 1);
}

/* With "add" for all the preview still tells which are there. */
static void
test_add_all (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL;

  add_companies (fixture);
  importer = import_fixture_look_at (fixture, "a.csv", table);
  crm_importer_set_existing (importer, CRM_IMPORT_EXISTING_ADD);
  preview (fixture, importer, 1);
  import_fixture_assert_counts (importer, 5, 0, 0, 0, 0);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_duplicates, ==, 3);
  /* Beyond the first rows there are those that somebody may want to decide about: as many. */
  g_assert_cmpuint (g_list_model_get_n_items (crm_importer_get_rows (importer)), ==, 2);
  g_assert_cmpint (crm_import_row_get_twin (get_row (importer, 1)), ==, 1);
  import_fixture_commit (fixture, importer);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 9);
}

/* Rows of the table itself are not compared by phone: two branches of one office come in. */
static void
test_own_rows (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL;

  record_fixture_add (fixture, "company", "name", "Other", NULL);
  importer = import_fixture_look_at (fixture, "a.csv",
                                     "Company,Phone\nOrion,+7 495 765-43-21\n"
                                     "Orion LLC,+7 495 765-43-21\n");
  crm_importer_set_existing (importer, CRM_IMPORT_EXISTING_UPDATE);
  preview (fixture, importer, 10);
  g_assert_cmpuint (crm_importer_get_counts (importer)->n_duplicates, ==, 0);
  assert_same_as_dry (fixture, importer);
}

static void
test_defaults (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (CrmRecord) added = NULL;
  g_autoptr (CrmRecord) known = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *responsible = NULL;
  CrmDatabase *database;

  record_fixture_add (fixture, "person", "name", "Anna Berg", NULL);
  record_fixture_add (fixture, "company", "name", "Vega", NULL);
  importer = import_fixture_look_at (fixture, "a.csv", "Company,City\nVega,Lviv\nOrion,Perm\n");
  database = record_fixture_reader (fixture);
  g_assert_null (crm_importer_get_defaults (importer));
  g_assert_true (crm_importer_assign_default (importer, "responsible=Anna Berg", database, &error));
  g_assert_no_error (error);
  g_assert_true (crm_importer_assign_default (importer, "relation=possible", database, &error));
  g_assert_true (crm_importer_assign_default (importer, "city=Kazan", database, &error));
  g_assert_false (crm_importer_assign_default (importer, "frog=1", database, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (crm_importer_assign_default (importer, "relation=frog", database, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_importer_assign_default (importer, "relation", database, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (crm_importer_assign_default (importer, "created=1", database, &error));
  crm_importer_set_existing (importer, CRM_IMPORT_EXISTING_UPDATE);
  preview (fixture, importer, 10);
  assert_same_as_dry (fixture, importer);
  added = import_fixture_find (fixture, "company", "name", "Orion");
  responsible = import_fixture_text (added, "responsible");
  g_assert_cmpstr (responsible, ==, "Anna Berg");
  g_assert_cmpstr (crm_record_get_text (added, "relation"), ==, "possible");
  g_assert_cmpstr (crm_record_get_text (added, "city"), ==, "Perm"); /* a column gives it */
  known = import_fixture_find (fixture, "company", "name", "Vega");
  g_assert_cmpstr (crm_record_get_text (known, "city"), ==, "Lviv");
  g_assert_true (crm_record_is_empty (known, "responsible")); /* it keeps what it has */
  crm_importer_set_entity (importer, crm_entity_find ("contact"), database);
  g_assert_null (crm_importer_get_defaults (importer));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/import-duplicates/found", test_found);
  ADD ("/import-duplicates/row-by-row", test_row_by_row);
  ADD ("/import-duplicates/add-all", test_add_all);
  ADD ("/import-duplicates/own-rows", test_own_rows);
  ADD ("/import-duplicates/defaults", test_defaults);
  return g_test_run ();
}
