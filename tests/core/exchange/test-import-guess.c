/* What an import takes a table for: where it asks, what else it finds in it, what it takes out of a
 * cell. */
#include "config.h"

#include "import-fixture.h"

#include <locale.h>

static void
assert_text (CrmRecord *record, const char *field, const char *expected)
{
  g_autofree char *text = import_fixture_text (record, field);
  g_assert_cmpstr (text, ==, expected);
}

/* What anything may be called by, or what stands in no field, is asked for. */
static void
test_doubts (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *file;
    const char *text;
    gboolean certain;
  } cases[] = {
    { "cities.csv", "id;name;region\n1;Kogalym;Yugra\n", FALSE },
    { "address-formatting.yaml", "---\n# Russia\ndescription: cafe\ncity : Kogalym\n", FALSE },
    { "films.csv", "fn,title,url,type\na,Goldrausch,http://a.example/,video\n", FALSE },
    { "places.csv", "address,postal_code,country,city\nA 1,385200,Russia,Maykop\n", FALSE },
    { "companies.csv", "id;name;region\n1;Kogalym;Yugra\n", TRUE },
    { "a.csv", "name;inn\nKogalym;7707083893\n", TRUE },
    { "b.csv", "a;b\nK;7707083893\nM;7736050003\nY;7728168971\nR;7706107510\nV;7702070139\n",
      TRUE },
    { "c.csv", "Our usual works;Unit;Unit price\nPaint;pc;10.50\nGlue;pc;3.20\n", TRUE },
    { "leads.csv", "id,status,company_id\n1,new,7\n", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, cases[i].file, NULL);
    g_autoptr (CrmImporter) importer = NULL;

    g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
    importer = import_fixture_look (fixture, path);
    g_test_message ("%s: %s", cases[i].file, crm_importer_get_entity (importer)->name);
    g_assert_cmpint (crm_importer_is_certain (importer), ==, cases[i].certain);
    /* Whoever says it leaves no doubt. */
    crm_importer_set_entity (importer, crm_entity_find ("company"), NULL);
    g_assert_true (crm_importer_is_certain (importer));
    g_assert_finalize_object (g_steal_pointer (&importer));
  }
}

/* Only the address of what people write beside one. */
static void
test_emails (RecordFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *cell;
    const char *email;
  } cases[] = {
    { "anna@orion.example", "anna@orion.example" },
    { "email: anna@orion.example", "anna@orion.example" },
    { "mailto:anna@orion.example", "anna@orion.example" },
    { "Anna <anna@orion.example>", "anna@orion.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *table = g_strdup_printf ("Company,E-mail\nOrion,%s\n", cases[i].cell);
    g_autoptr (CrmImporter) importer = import_fixture_look_at (fixture, "a.csv", table);
    g_autoptr (CrmImportRow) row = NULL;

    g_assert_true (crm_importer_preview (importer, record_fixture_reader (fixture), 1, NULL, NULL));
    row = g_list_model_get_item (crm_importer_get_rows (importer), 0);
    g_assert_cmpstr (crm_import_row_get_text (
                         row, (int) (crm_entity_field (crm_entity_find ("company"), "email") -
                                     crm_entity_find ("company")->fields)),
                     ==, cases[i].email);
  }
}

/* A row a line: the documents first, then their lines from the same file. */
static void
test_lines (RecordFixture *fixture, gconstpointer country)
{
  static const char table[] =
      "Invoice Number,Invoice Date,Customer Name,Item Name,Quantity,Item Price\n"
      "INV-1,2026-11-02,Orion,Nails,2,10.50\nINV-1,2026-11-02,Orion,Paint,1,4.25\n"
      "INV-2,2026-11-03,Vega,Glue,3,1.00\n";
  g_autoptr (CrmImporter) documents = NULL;
  g_autoptr (CrmImporter) lines = NULL;
  g_autoptr (CrmRecord) first = NULL;

  documents = import_fixture_look_at (fixture, "invoices.csv", table);
  g_assert_cmpstr (crm_importer_get_entity (documents)->name, ==, "document");
  g_assert_cmpstr (crm_importer_find_part (documents)->name, ==, "document_line");
  import_fixture_commit (fixture, documents);
  import_fixture_assert_counts (documents, 2, 0, 1, 0, 2);
  g_assert_cmpuint (crm_importer_get_counts (documents)->n_repeated, ==, 1);

  lines = import_fixture_look_at (fixture, "invoices.csv", table);
  crm_importer_set_entity (lines, crm_entity_find ("document_line"),
                           record_fixture_reader (fixture));
  g_assert_null (crm_importer_find_part (lines));
  import_fixture_commit (fixture, lines);
  import_fixture_assert_counts (lines, 3, 0, 0, 0, 0);
  first = import_fixture_find (fixture, "document_line", "name", "Paint");
  assert_text (first, "document", "INV-1");
  assert_text (first, "quantity", "1");
  assert_text (first, "price", "4.25");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add (name, RecordFixture, NULL, record_fixture_set_up, func, record_fixture_tear_down)
  ADD ("/import-guess/doubts", test_doubts);
  ADD ("/import-guess/lines", test_lines);
  ADD ("/import-guess/emails", test_emails);
  return g_test_run ();
}
