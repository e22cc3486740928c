/* The shared collection of other people's tables comes in as an eye reads it. */
#include "config.h"

#include "import-fixture.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#define B2B "CRM-Sales_Analysis__"

typedef struct {
  const char *name;
  const char *entity; /* NULL: it cannot be read as a table */
  guint64 n_rows;
  guint64 n_new;
  guint64 n_same;
  guint64 n_wrong;
  const char *reason; /* why the first wrong row is refused */
} Expected;

/* Which rows are refused and why was read from the files by eye. */
static const Expected expected[] = {
  /* Not a table of records but a picture of four: where columns have names, rows are taken. */
  { B2B "data_dictionary.csv", "company", 6, 2, 0, 4, "Company: “Name” must be filled in" },
  { "DemoExam__client_s_import.txt", "contact", 50, 50, 0, 0, NULL },
  { "FreeCrm-Core__branches.csv", "company", 10, 10, 0, 0, NULL },
  { "FreeCrm-Core__companies.csv", "company", 10, 10, 0, 0, NULL },
  { "FreeCrm-Core__leads.csv", "deal", 10, 10, 0, 0, NULL },
  { "FreeCrm-Core__tasks.csv", "activity", 200, 200, 0, 0, NULL },
  { "PBD-projekt__firmy.csv", "company", 320, 320, 0, 0, NULL },
  { "PP0202__agents_s_import.csv", "company", 100, 100, 0, 0, NULL },
  { "atomic-crm__contacts.csv", "contact", 500, 500, 0, 0, NULL },
  { "edata__edrpou.csv", "company", 2, 2, 0, 0, NULL },
  /* A private person has no company name; two addresses have a comma and no quotation marks. */
  { "fakturownik__klienci.csv", "company", 5, 2, 0, 3, "Company: “Name” must be filled in" },
  { "govdomains__organizations.csv", "company", 105, 105, 0, 0, NULL },
  { "invoiceninja__clients.csv", "company", 20, 20, 0, 0, NULL },
  { "invoiceninja__i2g_invoices.csv", "document", 4, 4, 0, 0, NULL },
  { "invoiceninja__wave_clients.csv", "company", 4, 4, 0, 0, NULL },
  /* Thirteen lines of three invoices. */
  { "invoiceninja__zoho_invoices.csv", "document", 13, 3, 10, 0, NULL },
  { "iok__agents_k_import.csv", "company", 100, 100, 0, 0, NULL },
  { "iok__agents_k_import.txt", "company", 100, 100, 0, 0, NULL },
  /* Five tax numbers between fifty names; the check digits of some of the five are right. */
  { "organizations__organizations.csv", "company", 50, 11, 39, 0, NULL },
  { "releases-comm-central__basic_csv_addressbook.csv", "contact", 2, 2, 0, 0, NULL },
  { "releases-comm-central__basic_ldif_addressbook.ldif", "contact", 1, 1, 0, 0, NULL },
  { "releases-comm-central__csv_semicolon.csv", "contact", 2, 2, 0, 0, NULL },
  { "releases-comm-central__quote.csv", "contact", 1, 1, 0, 0, NULL },
  { "releases-comm-central__utf16_addressbook.csv", "contact", 1, 1, 0, 0, NULL },
  { "roundcubemail__all.csv", "contact", 1, 1, 0, 0, NULL },
  { "roundcubemail__gmail.csv", "contact", 1, 1, 0, 0, NULL },
  { "roundcubemail__tb_plain.csv", "contact", 1, 1, 0, 0, NULL },
  { "s-and-p-500-companies__constituents.csv", "company", 503, 464, 0, 39,
    "Founded: “2013 (1888)” is not a number" },
  { "standards__authorized_cpb.json", "company", 17, 15, 0, 2,
    "Company: “Name” must be filled in" },
  { "virtual_machine__Partners_import.xlsx", "company", 5, 5, 0, 0, NULL },
};

static char *shared = NULL;

static gboolean
is_missing (void)
{
  if (g_file_test (shared, G_FILE_TEST_IS_DIR))
    return FALSE;
  g_test_skip ("the shared collection of tables is not here: VORONKA_SHARED_DATA names it");
  return TRUE;
}

static char *
make_path (const char *name)
{
  return g_build_filename (shared, "crm_csv", name, NULL);
}

static void
test_file (RecordFixture *fixture, gconstpointer data)
{
  const Expected *file = data;
  g_autofree char *path = NULL;
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  CrmImportCounts dry;

  if (is_missing ())
    return;
  path = make_path (file->name);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  reader = crm_table_reader_new_for_path (path);
  if (file->entity == NULL) {
    g_assert_false (crm_table_reader_open (reader, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    return;
  }
  importer = import_fixture_look (fixture, path);
  g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, file->entity);
  g_assert_cmpuint (crm_importer_get_n_rows (importer), ==, file->n_rows);
  g_assert_true (
      crm_importer_preview (importer, record_fixture_reader (fixture), 20, NULL, &error));
  g_assert_no_error (error);
  dry = *crm_importer_get_counts (importer);
  import_fixture_commit (fixture, importer);
  /* The dry run promised what was done. */
  g_assert_cmpmem (&dry, sizeof dry, crm_importer_get_counts (importer), sizeof dry);
  import_fixture_assert_counts (importer, file->n_new, 0, file->n_same, file->n_wrong,
                                dry.n_created);
  if (file->reason != NULL) {
    CrmImportProblem problem;
    crm_importer_get_problem (importer, 0, &problem);
    g_assert_cmpstr (problem.reason, ==, file->reason);
  }
}

/* --- The sales of a computer maker: four tables that name one another --------------------------
 */

static void
import_b2b (RecordFixture *fixture)
{
  static const struct {
    const char *name;
    const char *entity;
    guint64 n_rows;
    const char *created;
  } files[] = {
    { B2B "accounts.csv", "company", 85, "Dictionaries: 10" },
    { B2B "products.csv", "product", 7, "Dictionaries: 3" },
    { B2B "sales_teams.csv", "person", 35, "Persons: 6" },
    { B2B "sales_pipeline.csv", "deal", 8800, "Stages: 2" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = make_path (files[i].name);
    g_autoptr (CrmImporter) importer = import_fixture_look (fixture, path);
    g_autofree char *created = NULL;
    g_assert_cmpstr (crm_importer_get_entity (importer)->name, ==, files[i].entity);
    import_fixture_commit (fixture, importer);
    g_assert_cmpuint (crm_importer_get_counts (importer)->n_new, ==, files[i].n_rows);
    g_assert_cmpuint (crm_importer_get_counts (importer)->n_wrong, ==, 0);
    created = crm_importer_dup_created (importer);
    g_assert_cmpstr (created, ==, files[i].created);
  }
}

typedef struct {
  gint64 count;
  gint64 sum; /* minor units */
} Total;

/* The file read anew by nothing but its commas: it has no quotation marks. */
static char **
read_lines (const char *name)
{
  g_autofree char *path = make_path (name);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strchr (text, '"'));
  g_strdelimit (text, "\r", ' ');
  return g_strsplit (g_strchomp (text), "\n", -1);
}

static char **
split (const char *line)
{
  char **cells = g_strsplit (line, ",", -1);
  for (char **cell = cells; *cell != NULL; cell++)
    g_strstrip (*cell);
  return cells;
}

static GHashTable *
total_by_stage (void)
{
  GHashTable *totals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = read_lines (B2B "sales_pipeline.csv");
  for (char **line = lines + 1; *line != NULL; line++) {
    g_auto (GStrv) cells = split (*line);
    Total *total = g_hash_table_lookup (totals, cells[4]);
    if (total == NULL) {
      total = g_new0 (Total, 1);
      g_hash_table_insert (totals, g_strdup (cells[4]), total);
    }
    total->count++;
    total->sum += g_ascii_strtoll (cells[7], NULL, 10) * 100;
  }
  return totals;
}

static void
assert_totals (RecordFixture *fixture)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  g_autoptr (GHashTable) totals = total_by_stage ();
  g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (GArray) groups = crm_query_read_groups (deals, database, "stage", NULL, "value", NULL);
  g_assert_cmpuint (g_hash_table_size (totals), ==, 4);
  g_assert_cmpuint (groups->len, ==, 4);
  for (guint i = 0; i < groups->len; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    g_autofree char *stage =
        crm_reference_title (database, crm_entity_find ("stage"), group->group.integer);
    const Total *total = g_hash_table_lookup (totals, stage);
    g_assert_nonnull (total);
    g_assert_cmpint (group->count, ==, total->count);
    g_assert_cmpint (group->sum, ==, total->sum);
  }
}

static gint64
count (RecordFixture *fixture, const char *entity, const char *field, CrmOp op)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) query = crm_query_filter (all, field, op, NULL, database, NULL);
  return crm_query_count (query, database, NULL);
}

static gint64
parse_us_date (const char *text)
{
  int month = 0;
  int day = 0;
  int year = 0;
  if (text[0] == '\0')
    return 0;
  g_assert_cmpint (sscanf (text, "%d/%d/%d", &month, &day, &year), ==, 3);
  return crm_date_from_ymd (year, month, day);
}

static const char *
get_title (CrmRecord *record, const char *field)
{
  const char *title = crm_record_get_reference_title (
      record, crm_entity_field_index (crm_record_get_entity (record), field));
  return title != NULL ? title : "";
}

/* Every deal against its line of the file. */
static void
assert_deals (RecordFixture *fixture)
{
  CrmDatabase *database = record_fixture_reader (fixture);
  g_auto (GStrv) lines = read_lines (B2B "sales_pipeline.csv");
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "id", FALSE, NULL);
  g_autoptr (GPtrArray) deals = crm_query_fetch_all (sorted, database, -1, NULL);

  g_assert_cmpuint (deals->len, ==, 8800);
  for (guint i = 0; i < deals->len; i++) {
    CrmRecord *deal = deals->pdata[i];
    g_auto (GStrv) cells = split (lines[i + 1]);
    g_assert_cmpstr (crm_record_get_text (deal, "external_id"), ==, cells[0]);
    g_assert_cmpstr (get_title (deal, "responsible"), ==, cells[1]);
    g_assert_cmpstr (get_title (deal, "product"), ==,
                     strcmp (cells[2], "GTXPro") == 0 ? "GTX Pro" : cells[2]);
    g_assert_cmpstr (get_title (deal, "company"), ==, cells[3]);
    g_assert_cmpstr (get_title (deal, "stage"), ==, cells[4]);
    g_assert_cmpint (crm_record_get_integer (deal, "opened"), ==, parse_us_date (cells[5]));
    g_assert_cmpint (crm_record_get_integer (deal, "closed"), ==, parse_us_date (cells[6]));
    g_assert_cmpint (crm_record_is_empty (deal, "value"), ==, cells[7][0] == '\0');
    g_assert_cmpint (crm_record_get_integer (deal, "value"), ==,
                     g_ascii_strtoll (cells[7], NULL, 10) * 100);
  }
}

static void
assert_companies (RecordFixture *fixture)
{
  g_auto (GStrv) lines = read_lines (B2B "accounts.csv");
  for (char **line = lines + 1; *line != NULL; line++) {
    g_auto (GStrv) cells = split (*line);
    g_autoptr (CrmRecord) company = import_fixture_find (fixture, "company", "name", cells[0]);
    g_autofree char *revenue = import_fixture_text (company, "revenue");
    gint64 wanted;
    g_assert_cmpstr (get_title (company, "segment"), ==, cells[1]);
    g_assert_cmpint (crm_record_get_integer (company, "founded"), ==, atoi (cells[2]));
    g_assert_true (crm_decimal_parse (cells[3], 2, &wanted, NULL));
    g_assert_cmpint (crm_record_get_integer (company, "revenue"), ==, wanted);
    g_assert_cmpint (crm_record_get_integer (company, "employees"), ==, atoi (cells[4]));
    g_assert_cmpstr (crm_record_get_text (company, "city"), ==, cells[5]);
    g_assert_cmpstr (get_title (company, "parent"), ==, cells[6]);
  }
}

static void
test_b2b (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *start = NULL;
  g_autofree char *back = NULL;

  if (is_missing ())
    return;
  start = record_fixture_dump (fixture);
  import_b2b (fixture);
  g_assert_cmpint (import_fixture_count (fixture, "company"), ==, 85);
  g_assert_cmpint (import_fixture_count (fixture, "product"), ==, 7);
  g_assert_cmpint (import_fixture_count (fixture, "person"), ==, 1 + 35 + 6);
  g_assert_cmpint (import_fixture_count (fixture, "deal"), ==, 8800);
  g_assert_cmpint (count (fixture, "company", "parent", CRM_OP_NOT_EMPTY), ==, 15);
  g_assert_cmpint (count (fixture, "deal", "company", CRM_OP_EMPTY), ==, 1425);
  g_assert_cmpint (count (fixture, "deal", "product", CRM_OP_EMPTY), ==, 0);
  g_assert_cmpint (count (fixture, "deal", "responsible", CRM_OP_EMPTY), ==, 0);
  g_assert_cmpint (count (fixture, "person", "supervisor", CRM_OP_NOT_EMPTY), ==, 35);
  g_assert_cmpint (import_fixture_count (fixture, "stage_move"), ==, 8800);
  assert_totals (fixture);
  assert_companies (fixture);
  assert_deals (fixture);

  /* Four imports, four steps back. */
  for (int i = 0; i < 4; i++)
    g_assert_true (record_fixture_undo (fixture));
  back = record_fixture_dump (fixture);
  g_assert_cmpstr (back, ==, start);
}

static void
set_up (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, NULL);
}

int
main (int argc, char **argv)
{
  const char *named = g_getenv ("VORONKA_SHARED_DATA");

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  shared = named != NULL ? g_strdup (named)
                         : g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "..", "..", "..",
                                             "shared", "data", NULL);
  g_test_add ("/import-files/b2b", RecordFixture, NULL, set_up, test_b2b, record_fixture_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *path = g_strconcat ("/import-files/", expected[i].name, NULL);
    g_test_add (path, RecordFixture, &expected[i], set_up, test_file, record_fixture_tear_down);
  }
  return g_test_run ();
}
