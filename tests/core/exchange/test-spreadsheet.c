/* Workbooks are read as a spreadsheet program shows them, and harmful ones are not read. */
#include "config.h"

#include "import-fixture.h"

#include "crm-error.h"
#include "crm-xlsx-number-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STYLES                                                                                     \
  "<styleSheet xmlns='" MAIN "'><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy'/>"         \
  "<numFmt numFmtId='165' formatCode='000000'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"        \
  "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/>"             \
  "<xf numFmtId='9'/><xf numFmtId='22'/></cellXfs></styleSheet>"
#define TEXTS                                                                                      \
  "<sst xmlns='" MAIN "'><si><t>Name</t></si><si><r><t>Or</t></r><r><t>ion</t></r>"                \
  "<rPh><t>aside</t></rPh></si><si><t>one_x000A_two</t></si></sst>"

/* --- A workbook of the parts that a test is about */

static void
add_part (struct archive *archive, const char *path, const char *text)
{
  struct archive_entry *entry = archive_entry_new ();
  archive_entry_set_pathname (entry, path);
  archive_entry_set_size (entry, (la_int64_t) strlen (text));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  archive_write_data (archive, text, strlen (text));
  archive_entry_free (entry);
}

static GBytes *
make_book (const char *rows, const char *after, const char *properties)
{
  gsize size = 1 << 20;
  gsize used = 0;
  char *buffer = g_malloc (size);
  struct archive *archive = archive_write_new ();
  g_autofree char *sheet = g_strdup_printf ("<?xml version='1.0'?><worksheet xmlns='" MAIN
                                            "'><sheetData>%s</sheetData>%s</worksheet>",
                                            rows, after);
  g_autofree char *workbook =
      g_strdup_printf ("<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'>%s<sheets>"
                       "<sheet name='Empty' sheetId='1' r:id='rId1'/><sheet name='Hidden' "
                       "state='hidden' sheetId='2' r:id='rId2'/>"
                       "<sheet name='Data' sheetId='3' r:id='rId3'/></sheets></workbook>",
                       properties);
  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, size, &used);
  add_part (archive, "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='" OFFICE
            "/officeDocument' Target='xl/workbook.xml'/></Relationships>");
  add_part (archive, "xl/workbook.xml", workbook);
  add_part (archive, "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='" OFFICE
            "/worksheet' Target='worksheets/a.xml'/>"
            "<Relationship Id='rId2' Type='" OFFICE "/worksheet' Target='worksheets/b.xml'/>"
            "<Relationship Id='rId3' Type='" OFFICE
            "/worksheet' Target='/xl/worksheets/c.xml'/></Relationships>");
  add_part (archive, "xl/styles.xml", STYLES);
  add_part (archive, "xl/sharedStrings.xml", TEXTS);
  add_part (archive, "xl/worksheets/a.xml", "<worksheet xmlns='" MAIN "'><sheetData/></worksheet>");
  add_part (archive, "xl/worksheets/b.xml",
            "<worksheet xmlns='" MAIN "'><sheetData><row r='1'><c r='A1' "
            "t='inlineStr'><is><t>secret</t></is></c></row></sheetData></worksheet>");
  add_part (archive, "xl/worksheets/c.xml", sheet);
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static CrmTableReader *
make_reader (const char *rows, const char *after, const char *properties)
{
  g_autoptr (GBytes) bytes = make_book (rows, after, properties);
  return crm_table_reader_new_for_bytes (bytes, "book.xlsx");
}

static CrmTableReader *
open_book (const char *rows, const char *after, const char *properties)
{
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = make_reader (rows, after, properties);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static const CrmTableRow *
read_row (CrmTableReader *reader)
{
  const CrmTableRow *row;
  g_autoptr (GError) error = NULL;
  crm_table_reader_read (reader, &row, NULL, &error);
  g_assert_no_error (error);
  return row;
}

static char *
join_row (CrmTableReader *reader)
{
  const CrmTableRow *row = read_row (reader);
  return row != NULL ? g_strjoinv ("|", (char **) row->cells) : NULL;
}

#define HEADER                                                                                     \
  "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='B3' t='inlineStr'><is><t>Price</t></is></c>"       \
  "<c r='C3' t='inlineStr'><is><t>Date</t></is></c></row>"

/* --- Tests */

static void
test_cells (void)
{
  CrmTableReader *reader = open_book (
      "<row r='1'><c r='A1' t='inlineStr'><is><t>A title</t></is></c></row>" HEADER
      "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4'><v>0.10000000000000001</v></c><c r='C4' "
      "s='1'><v>45000</v></c></row>"
      "<row r='5'/>"
      "<row r='7'><c t='s'><v>2</v></c><c r='C7' s='4'><v>45000.5</v></c></row>"
      "<row><c t='str'><f>A1&amp;\"x\"</f><v>of &lt;a formula</v></c><c t='e'><v>#DIV/0!</v></c><c "
      "t='b'><v>1</v></c></row>"
      "<row><c s='2'><v>42</v></c><c s='3'><v>0.2</v></c><c t='d'><v>2026-01-02</v></c></row>",
      "", "");
  static const char *const expected[] = { "Orion|0.1|2023-03-15", "one\ntwo||2023-03-15 12:00",
                                          "of <a formula|#DIV/0!|TRUE", "000042|20%|2026-01-02" };
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_XLSX);
  g_assert_cmpstr (crm_table_reader_get_sheet (reader), ==, "Data");
  g_assert_cmpstr (crm_table_reader_get_columns (reader)[0], ==, "Name");
  g_assert_cmpuint (crm_table_reader_get_header_line (reader), ==, 3);
  for (int twice = 0; twice < 2; twice++) {
    for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
      g_autofree char *row = join_row (reader);
      g_assert_cmpstr (row, ==, expected[i]);
    }
    g_assert_null (read_row (reader));
    g_assert_true (crm_table_reader_rewind (reader, NULL, NULL));
  }
  g_assert_cmpuint (read_row (reader)->line, ==, 4);
  g_assert_cmpuint (read_row (reader)->line, ==, 7);
  g_assert_finalize_object (reader);
}

static void
test_from_1904 (void)
{
  CrmTableReader *reader = open_book (
      HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='C4' s='1'><v>43538</v></c></row>", "",
      "<workbookPr date1904='1'/>");
  g_autofree char *row = join_row (reader);
  g_assert_cmpstr (row, ==, "Orion||2023-03-15");
  g_assert_finalize_object (reader);
}

static void
test_merged_down (void)
{
  CrmTableReader *reader = open_book (
      HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4'><v>1</v></c></row>"
             "<row r='5'><c r='A5'/><c r='B5'><v>2</v></c></row><row r='6'><c r='A6'/></row>"
             "<row r='7'><c r='B7'><v>3</v></c></row>",
      "<mergeCells count=\"1\"><mergeCell ref=\"A4:A6\"/></mergeCells>", "");
  static const char *const expected[] = { "Orion|1|", "Orion|2|", "|3|" };
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *row = join_row (reader);
    g_assert_cmpstr (row, ==, expected[i]);
  }
  g_assert_null (read_row (reader));
  g_assert_finalize_object (reader);
}

static void
test_sheets (void)
{
  g_autoptr (GError) error = NULL;
  static const char *const names[] = { "Empty", "Hidden", "Data", NULL };
  CrmTableReader *reader =
      open_book (HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c></row>", "", "");
  g_assert_cmpstrv (crm_table_reader_get_sheets (reader), names);
  crm_table_reader_set_sheet (reader, "Hidden");
  g_assert_true (crm_table_reader_open (reader, NULL, &error));
  g_assert_cmpstr (crm_table_reader_get_sheet (reader), ==, "Hidden");
  crm_table_reader_set_sheet (reader, "Empty");
  g_assert_false (crm_table_reader_open (reader, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  crm_table_reader_set_sheet (reader, "None");
  g_assert_false (crm_table_reader_open (reader, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Data"));
  g_assert_finalize_object (reader);
}

static void
assert_refused (GBytes *bytes, const char *fragment)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row = NULL;
  CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, "book.xlsx");
  if (crm_table_reader_open (reader, NULL, &error))
    while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL)
      continue;
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, fragment));
  g_assert_finalize_object (reader);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) whole =
      make_book (HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c></row>", "", "");
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, 600);
  g_autoptr (GBytes) broken = make_book (HEADER "<row><c></row>", "", "");
  g_autoptr (GBytes) wide =
      make_book (HEADER "<row r='4'><c r='ZZZ4' t='s'><v>1</v></c></row>", "", "");
  g_autoptr (GBytes) other = g_bytes_new_static ("PK\003\004", 4);
  g_autofree char *bomb_rows = g_strconcat ("<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", HEADER, NULL);
  g_autoptr (GBytes) bomb = make_book (bomb_rows, "", "");
  g_autoptr (GBytes) old = g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", 10);
  assert_refused (half, "book.xlsx");
  assert_refused (broken, "damaged");
  assert_refused (wide, "1,000 columns");
  assert_refused (other, "damaged");
  assert_refused (bomb, "damaged");
  assert_refused (old, "save it as .xlsx or CSV");
}

static const struct {
  const char *number;
  const char *code;
  const char *shown;
} numbers[] = {
  { "1", "General", "1" },
  { "0.1", "General", "0.1" },
  { "1234.5599999999999", "0.00", "1234.56" },
  { "1E+3", "General", "1000" },
  { "1.5E-3", "General", "0.0015" },
  { "-0", "General", "0" },
  { "-2.5", "#,##0.00;[Red]-#,##0.00", "-2.5" },
  { "79161234567", "0", "79161234567" },
  { "123456789012345680", "0", "123456789012346000" },
  { "9.9999999999999999", "General", "10" },
  { "0.2", "0%", "20%" },
  { "0.075", "0.0%", "7.5%" },
  { "1", "dd/mm/yyyy", "1900-01-01" },
  { "59", "yyyy-mm-dd", "1900-02-28" },
  { "61", "yyyy-mm-dd", "1900-03-01" },
  { "45000", "[$-419]d mmmm yyyy;@", "2023-03-15" },
  { "45000.999999", "dd.mm.yyyy hh:mm", "2023-03-16" },
  { "0.5", "h:mm", "12:00" },
  { "1.25", "[h]:mm", "30:00" },
  { "5", "\"d\"0", "5" },
  { "7", "#,##0 \"день\"", "7" },
  { "7", "#,##0.00 [$₽-419]", "7" },
  { "42", "00000", "00042" },
  { "text", "General", "text" },
  { "", "General", "" },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *shown =
        crm_xlsx_number_dup (numbers[i].number, crm_xlsx_format_parse (numbers[i].code), FALSE);
    g_test_message ("%s as %s", numbers[i].number, numbers[i].code);
    g_assert_cmpstr (shown, ==, numbers[i].shown);
  }
}

/* "1.234" is a fraction in a workbook, whatever it may be in a text. */
static void
test_import (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = open_book (
      HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4'><v>1.234</v></c></row>", "", "");
  g_autoptr (CrmImporter) importer = crm_importer_new (reader);
  g_autoptr (CrmRecord) product = NULL;
  g_autofree char *price = NULL;
  g_assert_true (crm_importer_look (importer, record_fixture_reader (fixture), NULL, &error));
  crm_importer_set_entity (importer, crm_entity_find ("product"), record_fixture_reader (fixture));
  import_fixture_commit (fixture, importer);
  import_fixture_assert_counts (importer, 1, 0, 0, 0, 0);
  product = import_fixture_find (fixture, "product", "name", "Orion");
  price = import_fixture_text (product, "price");
  g_assert_cmpstr (price, ==, "1.234");
}

/* What a formula gives is rounded to what the field keeps, as the sheet shows it. */
static void
test_computed (RecordFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *cell;
    const char *price;
  } cases[] = {
    { "203.64675", "203.6468" }, { "776.3197365", "776.3197" }, { "0.99996", "1.00" },
    { "99.99995", "100.00" },    { "-9.99995", "-10.00" },      { "1.00004", "1.00" },
    { "1E-07", "0.00" },         { "12.5", "12.50" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *rows = g_strdup_printf (
        HEADER "<row r='4'><c r='A4' t='s'><v>1</v></c><c r='B4'><v>%s</v></c></row>",
        cases[i].cell);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmTableReader) reader = open_book (rows, "", "");
    g_autoptr (CrmImporter) importer = crm_importer_new (reader);
    g_autoptr (CrmImportRow) row = NULL;
    const CrmField *price = crm_entity_field (crm_entity_find ("product"), "price");

    g_assert_true (crm_importer_look (importer, record_fixture_reader (fixture), NULL, &error));
    crm_importer_set_entity (importer, crm_entity_find ("product"),
                             record_fixture_reader (fixture));
    crm_importer_preview (importer, record_fixture_reader (fixture), 1, NULL, &error);
    g_assert_no_error (error);
    row = g_list_model_get_item (crm_importer_get_rows (importer), 0);
    g_test_message ("%s: %s", cases[i].cell, crm_import_row_get_remark (row));
    g_assert_cmpstr (
        crm_import_row_get_text (row, (int) (price - crm_entity_find ("product")->fields)), ==,
        cases[i].price);
  }
}

static void
set_up (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, NULL);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spreadsheet/cells", test_cells);
  g_test_add_func ("/spreadsheet/from-1904", test_from_1904);
  g_test_add_func ("/spreadsheet/merged-down", test_merged_down);
  g_test_add_func ("/spreadsheet/sheets", test_sheets);
  g_test_add_func ("/spreadsheet/refused", test_refused);
  g_test_add_func ("/spreadsheet/numbers", test_numbers);
  g_test_add ("/spreadsheet/import", RecordFixture, NULL, set_up, test_import,
              record_fixture_tear_down);
  g_test_add ("/spreadsheet/computed", RecordFixture, NULL, set_up, test_computed,
              record_fixture_tear_down);
  return g_test_run ();
}
