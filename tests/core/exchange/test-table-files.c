/* Every file of the shared collection of real tables is read as an eye reads it, or refused. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-reader.h"

#include <locale.h>
#include <string.h>

typedef struct {
  const char *name;
  guint n_columns; /* 0: refused */
  guint64 n_rows;
  guint64 header_line;
  guint64 n_problems;
} Expected;

/* Counted by hand or by another program, and compared with what the files look like. */
static const Expected expected[] = {
  { "address_phone/PSTN_first3000.csv", 8, 2999, 1, 0 },
  { "address_phone/city__city.csv", 24, 1117, 1, 0 },
  { "address_phone/ru_city_cp1251.csv", 3, 24, 1, 0 },
  { "address_phone/libphonenumber__PhoneNumberAlternateFormats.xml", 0, 0, 0, 0 },
  { "crm_csv/CRM-Sales_Analysis__accounts.csv", 7, 85, 1, 0 },
  { "crm_csv/CRM-Sales_Analysis__data_dictionary.csv", 14, 6, 2, 0 },
  { "crm_csv/CRM-Sales_Analysis__products.csv", 3, 7, 1, 0 },
  { "crm_csv/CRM-Sales_Analysis__sales_pipeline.csv", 8, 8800, 1, 0 },
  { "crm_csv/CRM-Sales_Analysis__sales_teams.csv", 3, 35, 1, 0 },
  { "crm_csv/DemoExam__client_s_import.txt", 8, 50, 1, 0 },
  { "crm_csv/FreeCrm-Core__branches.csv", 14, 10, 1, 0 },
  { "crm_csv/FreeCrm-Core__companies.csv", 8, 10, 1, 0 },
  { "crm_csv/FreeCrm-Core__leads.csv", 9, 10, 1, 0 },
  { "crm_csv/FreeCrm-Core__tasks.csv", 13, 200, 1, 0 },
  { "crm_csv/PBD-projekt__firmy.csv", 1, 320, 0, 0 },
  { "crm_csv/PP0202__agents_s_import.csv", 10, 100, 1, 0 },
  { "crm_csv/atomic-crm__contacts.csv", 24, 500, 1, 0 },
  { "crm_csv/edata__edrpou.csv", 2, 2, 1, 0 },
  { "crm_csv/fakturownik__klienci.csv", 6, 5, 1, 2 }, /* addresses with a bare comma */
  { "crm_csv/govdomains__organizations.csv", 6, 105, 1, 0 },
  { "crm_csv/invoiceninja__clients.csv", 26, 20, 4, 0 },
  { "crm_csv/invoiceninja__i2g_invoices.csv", 40, 4, 1, 0 },
  { "crm_csv/invoiceninja__wave_clients.csv", 27, 4, 1, 0 },
  { "crm_csv/invoiceninja__zoho_invoices.csv", 83, 13, 1, 0 },
  { "crm_csv/iok__agents_k_import.csv", 10, 100, 1, 0 },
  { "crm_csv/iok__agents_k_import.txt", 10, 100, 1, 0 },
  { "crm_csv/organizations__organizations.csv", 9, 50, 1, 0 },
  { "crm_csv/releases-comm-central__basic_csv_addressbook.csv", 38, 2, 1, 0 },
  { "crm_csv/releases-comm-central__basic_ldif_addressbook.ldif", 14, 1, 0, 0 },
  { "crm_csv/releases-comm-central__csv_semicolon.csv", 4, 2, 1, 0 },
  { "crm_csv/releases-comm-central__quote.csv", 37, 1, 1, 0 },
  { "crm_csv/releases-comm-central__utf16_addressbook.csv", 38, 1, 1, 0 },
  { "crm_csv/roundcubemail__all.csv", 61, 1, 1, 0 },
  { "crm_csv/roundcubemail__gmail.csv", 81, 1, 1, 0 },
  { "crm_csv/roundcubemail__tb_plain.csv", 38, 1, 1, 0 },
  { "crm_csv/s-and-p-500-companies__constituents.csv", 8, 503, 1, 0 },
  { "crm_csv/standards__authorized_cpb.json", 19, 17, 0, 0 },
  { "crm_csv/virtual_machine__Partners_import.xlsx", 8, 5, 1, 0 },
  { "csv_torture/CleverCSV__imdb.csv", 44, 100, 1, 0 },
  { "csv_torture/csv-spectrum__comma_in_quotes.csv", 5, 1, 1, 0 },
  { "csv_torture/csv-spectrum__empty.csv", 3, 2, 1, 0 },
  { "csv_torture/csv-spectrum__escaped_quotes.csv", 2, 2, 1, 0 },
  { "csv_torture/csv-spectrum__json.csv", 2, 1, 1, 0 },
  { "csv_torture/csv-spectrum__newlines.csv", 3, 3, 1, 0 },
  { "csv_torture/csv-spectrum__quotes_and_newlines.csv", 2, 2, 1, 0 },
  { "csv_torture/csv-spectrum__utf8.csv", 3, 2, 1, 0 },
  { "csv_torture/ctd_all-empty.csv", 0, 0, 0, 0 },
  { "csv_torture/ctd_bad-header-less-fields.csv", 3, 1, 1, 0 },
  { "csv_torture/ctd_bad-header-no-header.csv", 0, 0, 0, 0 },
  { "csv_torture/ctd_bad-missing-quote.csv", 3, 1, 1, 1 },
  { "csv_torture/ctd_bad-unescaped-quote.csv", 3, 1, 1, 0 },
  { "csv_torture/ctd_header-no-rows.csv", 3, 0, 1, 0 },
  { "csv_torture/ctd_quotes-with-escaped-quote.csv", 3, 1, 1, 0 },
  { "csv_torture/ctd_quotes-with-newline.csv", 3, 1, 1, 0 },
  { "csv_torture/ctd_utf8.csv", 3, 1, 1, 0 },
  { "csv_torture/tabulator-py__accent.csv", 17, 2, 1, 0 },
  { "csv_torture/tabulator-py__bom.csv", 2, 2, 1, 0 },
  { "csv_torture/tabulator-py__doublequote.csv", 17, 5, 1, 0 },
  { "csv_torture/tabulator-py__long.csv", 2, 6, 1, 0 },
  { "csv_torture/tabulator-py__skip-rows.csv", 2, 2, 2, 0 },
  { "prices/DemoExam__service_s_import.csv", 5, 100, 1, 0 },
  { "prices/PP0202__products.csv", 6, 50, 1, 0 },
  { "prices/erp_tender__tmc.csv", 3, 1724, 1, 0 },
  { "prices/iok__products_short_k_import.txt", 6, 50, 1, 0 },
  { "prices/pl_kategorie.csv", 3, 18, 1, 0 },
  { "prices/pl_produkty.csv", 11, 189, 1, 0 },
  { "prices/ru_shop_price.csv", 7, 100, 1, 0 },
  { "prices/simpleshop__price.csv", 14, 75, 0, 0 },
  { "prices/woocommerce_export.csv", 64, 933, 1, 0 },
  { "csv_torture/poi__xlsx-corrupted.xlsx", 0, 0, 0, 0 },
  { "csv_torture/poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-6123461607817216.xlsx", 0, 0, 0,
    0 },
  { "csv_torture/poi__poc-xmlbomb.xlsx", 0, 0, 0, 0 },
  { "csv_torture/poi__password.xls", 0, 0, 0, 0 },
  { "prices/ua_tyres_price.xls", 0, 0, 0, 0 },
  { "prices/ru_wholesale_22k.xlsx", 6, 22386, 1, 0 },
  { "prices/classicmodels_price.xlsx", 3, 110, 1, 0 },
  { "prices/virtual_machine__Products_import.xlsx", 4, 5, 1, 0 },
};

static char *shared = NULL;

static CrmTableReader *
open_file (const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (shared, name, NULL);
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  crm_table_reader_open (reader, NULL, error);
  return reader;
}

static gboolean
is_missing (void)
{
  if (g_file_test (shared, G_FILE_TEST_IS_DIR)) {
    return FALSE;
  }
  g_test_skip ("the shared collection of tables is not here: VORONKA_SHARED_DATA names it");
  return TRUE;
}

static void
test_file (gconstpointer data)
{
  const Expected *file = data;
  if (is_missing ()) {
    return;
  }
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = open_file (file->name, &error);
  if (file->n_columns == 0) {
    g_autofree char *base = g_path_get_basename (file->name);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, base));
  } else {
    g_assert_no_error (error);
    const CrmTableRow *row;
    guint64 n_problems = 0;
    while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
      n_problems += row->problem != NULL;
    }
    g_assert_no_error (error);
    g_assert_cmpuint (crm_table_reader_get_n_columns (reader), ==, file->n_columns);
    g_assert_cmpuint (crm_table_reader_get_n_rows (reader), ==, file->n_rows);
    g_assert_cmpuint (crm_table_reader_get_header_line (reader), ==, file->header_line);
    g_assert_cmpuint (n_problems, ==, file->n_problems);
  }
  g_assert_finalize_object (reader);
}

/* No file of the collection crashes the reader, whether it is a table or not. */
static void
test_all (void)
{
  static const char *const folders[] = { "crm_csv", "csv_torture", "prices", "address_phone",
                                         "bank",    "vcard",       "ical",   "email",
                                         "pdf",     "sqlite" };
  if (is_missing ()) {
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = g_build_filename (shared, folders[i], NULL);
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
      g_autoptr (GError) error = NULL;
      g_autofree char *relative = g_build_filename (folders[i], name, NULL);
      const CrmTableRow *row = NULL;
      CrmTableReader *reader = open_file (relative, &error);
      while (error == NULL && crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
        g_assert_cmpuint (row->n_cells, >=, crm_table_reader_get_n_columns (reader));
      }
      if (error != NULL) {
        g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      }
      gboolean no_text = g_str_has_suffix (name, ".xls");
      if (no_text && error == NULL) {
        g_error ("%s was taken for a table", relative);
      }
      g_assert_finalize_object (reader);
    }
  }
}

/* The same list in two encodings gives the same cells. */
static void
test_twins (void)
{
  if (is_missing ()) {
    return;
  }
  g_autoptr (GError) error = NULL;
  CrmTableReader *cyrillic = open_file ("crm_csv/iok__agents_k_import.csv", &error);
  g_assert_no_error (error);
  CrmTableReader *unicode = open_file ("crm_csv/iok__agents_k_import.txt", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (crm_table_reader_get_encoding (cyrillic), ==, "windows-1251");
  g_assert_cmpstr (crm_table_reader_get_encoding (unicode), ==, "UTF-8");
  g_assert_cmpstrv (crm_table_reader_get_columns (cyrillic),
                    crm_table_reader_get_columns (unicode));
  guint n_equal = 0;
  while (TRUE) {
    const CrmTableRow *a;
    const CrmTableRow *b;
    g_assert_true (crm_table_reader_read (cyrillic, &a, NULL, NULL));
    g_assert_true (crm_table_reader_read (unicode, &b, NULL, NULL));
    g_assert_cmpint (a == NULL, ==, b == NULL);
    if (a == NULL) {
      break;
    }
    n_equal += g_strv_equal (a->cells, b->cells);
  }
  g_assert_cmpuint (n_equal, ==, 100);
  g_assert_finalize_object (cyrillic);
  g_assert_finalize_object (unicode);
}

static void
test_encodings (void)
{
  static const struct {
    const char *name;
    const char *encoding;
  } files[] = {
    { "address_phone/PSTN_first3000.csv", "windows-1250" },
    { "address_phone/ru_city_cp1251.csv", "windows-1251" },
    { "crm_csv/releases-comm-central__utf16_addressbook.csv", "UTF-16LE" },
    { "crm_csv/PP0202__agents_s_import.csv", "UTF-8" },
  };
  if (is_missing ()) {
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    CrmTableReader *reader = open_file (files[i].name, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (crm_table_reader_get_encoding (reader), ==, files[i].encoding);
    g_assert_finalize_object (reader);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  const char *named = g_getenv ("VORONKA_SHARED_DATA");
  shared = named != NULL ? g_strdup (named)
                         : g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "..", "..", "..",
                                             "shared", "data", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *path = g_strconcat ("/table-files/", expected[i].name, NULL);
    g_test_add_data_func (path, &expected[i], test_file);
  }
  g_test_add_func ("/table-files/all", test_all);
  g_test_add_func ("/table-files/twins", test_twins);
  g_test_add_func ("/table-files/encodings", test_encodings);
  int result = g_test_run ();
  g_free (shared);
  return result;
}
