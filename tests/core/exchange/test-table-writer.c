/* Tables are written so that spreadsheets and we read back what was meant, and nothing runs. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-reader.h"
#include "crm-table-writer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static GBytes *
write_rows (GPtrArray *rows, char delimiter, CrmTableWriterFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  CrmTableWriter *writer = crm_table_writer_new (stream, delimiter, flags);
  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = g_ptr_array_index (rows, i);
    crm_table_writer_write (writer, (const char *const *) cells, g_strv_length (cells), NULL,
                            &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (crm_table_writer_get_n_rows (writer), ==, rows->len);
  crm_table_writer_close (writer, NULL, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (writer);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
write_one (const char *first, const char *second, char delimiter, CrmTableWriterFlags flags)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  const char *cells[] = { first, second, NULL };
  g_ptr_array_add (rows, cells);
  g_autoptr (GBytes) bytes = write_rows (rows, delimiter, flags);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static void
test_format (void)
{
  static const struct {
    const char *first;
    const char *second;
    char delimiter;
    CrmTableWriterFlags flags;
    const char *wanted;
  } cases[] = {
    { "a", "b", ',', 0, "a,b\r\n" },
    { "a", NULL, ',', 0, "a\r\n" },
    { "", NULL, ',', 0, "\"\"\r\n" },
    { "", "", ';', 0, ";\r\n" },
    { "a,b", "c;d", ',', 0, "\"a,b\",c;d\r\n" },
    { "a,b", "c;d", ';', 0, "a,b;\"c;d\"\r\n" },
    { "a\tb", "c", '\t', 0, "\"a\tb\"\tc\r\n" },
    { "say \"hi\"", "x\ny", ',', 0, "\"say \"\"hi\"\"\",\"x\ny\"\r\n" },
    { " a", "b ", ',', 0, "\" a\",\"b \"\r\n" },
    { "Ж", "😎", ',', CRM_TABLE_WRITER_BOM, "\xef\xbb\xbfЖ,😎\r\n" },
    { "# a", "# b", ',', 0, "\"# a\",# b\r\n" },
    /* What a spreadsheet would run. */
    { "=1+1", "@x", ',', 0, "'=1+1,'@x\r\n" },
    { "+7 916", "-cmd", ',', 0, "'+7 916,'-cmd\r\n" },
    { "-5.25", "-5,25", ';', 0, "-5.25;-5,25\r\n" },
    { "-5+1", "-", ';', 0, "'-5+1;'-\r\n" },
    { "\tx", "\r=x", ',', 0, "'\tx,\"'\r=x\"\r\n" },
    { "'=x", "'x", ',', 0, "''=x,'x\r\n" },
    { "=1+1", "+7 916", ',', CRM_TABLE_WRITER_RAW, "=1+1,+7 916\r\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        write_one (cases[i].first, cases[i].second, cases[i].delimiter, cases[i].flags);
    g_assert_cmpstr (text, ==, cases[i].wanted);
  }
}

static char *
make_random_cell (void)
{
  static const char *const pieces[] = { "a",  "Ж",    "\"", "\"\"", ",",  ";",    "\t", "|",
                                        "\n", "\r\n", "\r", " ",    "'",  "=",    "+",  "-",
                                        "@",  "#",    "1",  "\\",   "😎", "sep=;" };
  g_autoptr (GString) cell = g_string_new (NULL);
  int length = g_test_rand_int_range (0, 6);
  for (int i = 0; i < length; i++) {
    g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  }
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

/* A table of random cells; each row has a filled one, as empty rows are not read. */
static GPtrArray *
make_random_table (guint n_columns)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int n_rows = g_test_rand_int_range (1, 20);
  for (int i = 0; i < n_rows; i++) {
    GStrv cells = g_new0 (char *, n_columns + 1);
    guint filled = (guint) g_test_rand_int_range (0, (int) n_columns);
    for (guint j = 0; j < n_columns; j++) {
      g_autofree char *cell = make_random_cell ();
      cells[j] = j == filled ? g_strconcat ("x", cell, NULL) : g_steal_pointer (&cell);
    }
    g_ptr_array_add (rows, cells);
  }
  return rows;
}

static void
assert_reads_back (GPtrArray *rows, GBytes *bytes, int delimiter, gboolean raw)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row;
  CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, "table");
  crm_table_reader_set_delimiter (reader, delimiter);
  crm_table_reader_set_header_line (reader, 0);
  crm_table_reader_set_keep_guards (reader, raw);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = g_ptr_array_index (rows, i);
    crm_table_reader_read (reader, &row, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (row);
    g_assert_cmpstrv (row->cells, cells);
    g_assert_null (row->problem);
  }
  crm_table_reader_read (reader, &row, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (row);
  g_assert_finalize_object (reader);
}

static void
test_reads_back (void)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  for (int round = 0; round < 2000; round++) {
    char delimiter = delimiters[g_test_rand_int_range (0, 4)];
    CrmTableWriterFlags flags = (CrmTableWriterFlags) g_test_rand_int_range (0, 4);
    g_autoptr (GPtrArray) rows = make_random_table ((guint) g_test_rand_int_range (1, 8));
    g_autoptr (GBytes) bytes = write_rows (rows, delimiter, flags);
    gboolean single = g_strv_length (g_ptr_array_index (rows, 0)) == 1;
    assert_reads_back (rows, bytes, single ? 0 : delimiter, (flags & CRM_TABLE_WRITER_RAW) != 0);
  }
}

/* Without being told, too, where the table is an ordinary one. */
static void
test_is_recognized (void)
{
  static const char *const names[] = { "ООО «Ромашка»", "Spółka; z o.o.", "Acme, Inc",
                                       "Foo \"Bar\"",   "two\nlines",     "A | B",
                                       "=SUM(A1)" };
  static const char delimiters[] = { ',', ';', '\t', '|' };
  for (gsize d = 0; d < sizeof delimiters; d++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
    const char *header[] = { "name", "phone", "sum", "since", NULL };
    g_ptr_array_add (rows, g_strdupv ((GStrv) header));
    for (int i = 0; i < 60; i++) {
      g_autofree char *sum = g_strdup_printf ("-%d,50", i);
      g_autofree char *phone = g_strdup_printf ("+7916123450%d", i % 10);
      const char *cells[] = { names[i % 7], phone, sum, "2024-01-31", NULL };
      g_ptr_array_add (rows, g_strdupv ((GStrv) cells));
    }
    g_autoptr (GBytes) bytes = write_rows (rows, delimiters[d], CRM_TABLE_WRITER_BOM);
    CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, "table");
    crm_table_reader_open (reader, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (crm_table_reader_get_delimiter (reader), ==, delimiters[d]);
    g_assert_cmpuint (crm_table_reader_get_header_line (reader), ==, 1);
    g_assert_cmpstrv (crm_table_reader_get_columns (reader), header);
    for (guint i = 1; i < rows->len; i++) {
      const CrmTableRow *row;
      g_assert_true (crm_table_reader_read (reader, &row, NULL, &error));
      g_assert_cmpstrv (row->cells, g_ptr_array_index (rows, i));
    }
    g_assert_finalize_object (reader);
  }
}

/* A file appears whole or not at all. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (directory, "out.csv", NULL);
  g_autofree char *text = NULL;
  const char *cells[] = { "new", NULL };
  g_file_set_contents (path, "old", -1, &error);
  g_assert_no_error (error);

  CrmTableWriter *writer =
      crm_table_writer_new_for_path (path, ',', CRM_TABLE_WRITER_PLAIN, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 50000; i++) {
    crm_table_writer_write (writer, cells, 1, NULL, &error);
    g_assert_no_error (error);
  }
  g_assert_finalize_object (writer);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "old");

  writer = crm_table_writer_new_for_path (path, ',', CRM_TABLE_WRITER_PLAIN, &error);
  g_assert_no_error (error);
  crm_table_writer_write (writer, cells, 1, NULL, &error);
  crm_table_writer_close (writer, NULL, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (writer);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_cmpstr (text, ==, "new\r\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);

  g_assert_null (crm_table_writer_new_for_path (path, ',', CRM_TABLE_WRITER_PLAIN, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == CRM_ERROR);
  g_assert_nonnull (strstr (error->message, "out.csv"));
}

static void
test_full_disk (void)
{
  g_autoptr (GError) error = NULL;
  const char *cells[] = { "x", NULL };
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("no /dev/full");
    return;
  }
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/full");
  g_autoptr (GFileOutputStream) stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  CrmTableWriter *writer =
      crm_table_writer_new (G_OUTPUT_STREAM (stream), ',', CRM_TABLE_WRITER_PLAIN);
  g_assert_true (crm_table_writer_write (writer, cells, 1, NULL, &error));
  g_assert_false (crm_table_writer_close (writer, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_assert_finalize_object (writer);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-writer/format", test_format);
  g_test_add_func ("/table-writer/reads-back", test_reads_back);
  g_test_add_func ("/table-writer/is-recognized", test_is_recognized);
  g_test_add_func ("/table-writer/file", test_file);
  g_test_add_func ("/table-writer/full-disk", test_full_disk);
  return g_test_run ();
}
