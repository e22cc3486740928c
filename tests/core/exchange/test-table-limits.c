/* What is too large is refused, and a large table passes through little memory. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-reader.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static char *directory = NULL;

static char *
make_path (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

static void
assert_refused (const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row = NULL;
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  if (crm_table_reader_open (reader, NULL, &error)) {
    while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
    }
  }
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_finalize_object (reader);
}

static void
test_sparse (void)
{
  g_autofree char *path = make_path ("sparse.csv");
  int file = g_open (path, O_CREAT | O_WRONLY, 0600);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (ftruncate (file, (off_t) 4 << 30), ==, 0);
  close (file);
  assert_refused (path, "256 MB");
  g_assert_cmpint (truncate (path, (off_t) 8 << 20), ==, 0);
  assert_refused (path, "not a text");
  g_unlink (path);
}

static void
test_long_line (void)
{
  g_autofree char *path = make_path ("line.csv");
  g_autofree char *block = g_malloc (1 << 20);
  memset (block, 'x', 1 << 20);
  FILE *file = g_fopen (path, "w");
  fputs ("a,b\n1,2\n", file);
  for (int i = 0; i < 40; i++) {
    fwrite (block, 1, 1 << 20, file);
  }
  fclose (file);
  assert_refused (path, "Line 3");
  g_unlink (path);
}

/* A quotation mark that is never closed does not swallow a large file, nor much time. */
static void
test_lone_quote (void)
{
  g_autofree char *path = make_path ("quote.csv");
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "w");
  fputs ("id,name,city\n1,\"lone,Rome\n", file);
  for (int i = 2; i < 200000; i++) {
    fprintf (file, "%d,name %d,city\n", i, i);
  }
  fclose (file);
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  const CrmTableRow *row;
  guint n_problems = 0;
  while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
    n_problems += row->problem != NULL;
    g_assert_cmpuint (row->line, ==, row->number + 1);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n_problems, ==, 1);
  g_assert_cmpuint (crm_table_reader_get_n_rows (reader), ==, 199999);
  g_assert_finalize_object (reader);
  g_unlink (path);
}

static void
test_columns_and_cells (void)
{
  g_autofree char *path = make_path ("wide.csv");
  g_autoptr (GString) text = g_string_new ("a;b\n1;2\n");
  for (int i = 0; i < 1001; i++) {
    g_string_append (text, "x;");
  }
  g_file_set_contents (path, text->str, -1, NULL);
  assert_refused (path, "Line 3");

  g_string_assign (text, "a;b\n1;2\n");
  for (int i = 0; i < (1 << 20) + 1; i++) {
    g_string_append_c (text, 'x');
  }
  g_file_set_contents (path, text->str, -1, NULL);
  assert_refused (path, "Line 3");
  g_unlink (path);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_path ("missing.csv");
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  g_assert_false (crm_table_reader_open (reader, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_finalize_object (reader);
  assert_refused (directory, "not a file");
  assert_refused ("/dev/zero", "not a file");
}

/* 100 MB of rows: the process grows by less than 16 MB while they pass. */
static void
test_memory (void)
{
  g_autofree char *path = make_path ("large.csv");
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "w");
  fputs ("id;name;city;note\n", file);
  for (int i = 0; i < 1100000; i++) {
    fprintf (file, "%d;Общество «Ромашка %d»;Йошкар-Ола;\"a note; with \"\"quotes\"\"\"\n", i, i);
  }
  long size = ftell (file);
  fclose (file);
  g_assert_cmpint (size, >, 90 << 20);

  struct rusage before;
  struct rusage after;
  getrusage (RUSAGE_SELF, &before);
  gint64 started = g_get_monotonic_time ();
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  const CrmTableRow *row;
  while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
    g_assert_null (row->problem);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (crm_table_reader_get_n_rows (reader), ==, 1100000);
  g_assert_finalize_object (reader);
  getrusage (RUSAGE_SELF, &after);
  g_test_message ("%ld kB more, %.1f s", after.ru_maxrss - before.ru_maxrss,
                  (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC);
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 16384);
#endif
  g_unlink (path);
}

static void
test_large_json (void)
{
  g_autofree char *path = make_path ("large.json");
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "w");
  fputs ("{\"entity\":\"company\",\"records\":[", file);
  for (int i = 0; i < 100000; i++) {
    fprintf (file, "%s{\"name\":\"Ромашка %d\",\"sum\":%d.50,\"tags\":[\"a\",\"b\"]}",
             i > 0 ? "," : "", i, i);
  }
  fputs ("]}\n", file);
  fclose (file);
  struct rusage before;
  struct rusage after;
  getrusage (RUSAGE_SELF, &before);
  CrmTableReader *reader = crm_table_reader_new_for_path (path);
  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  const CrmTableRow *row;
  guint64 n = 0;
  while (crm_table_reader_read (reader, &row, NULL, &error) && row != NULL) {
    g_assert_cmpstr (row->cells[2], ==, "a, b");
    n++;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 100000);
  g_assert_finalize_object (reader);
  getrusage (RUSAGE_SELF, &after);
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 16384);
#endif
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("voronka-XXXXXX", NULL);
  g_test_add_func ("/table-limits/memory", test_memory);
  g_test_add_func ("/table-limits/large-json", test_large_json);
  g_test_add_func ("/table-limits/sparse", test_sparse);
  g_test_add_func ("/table-limits/long-line", test_long_line);
  g_test_add_func ("/table-limits/lone-quote", test_lone_quote);
  g_test_add_func ("/table-limits/columns-and-cells", test_columns_and_cells);
  g_test_add_func ("/table-limits/no-file", test_no_file);
  int result = g_test_run ();
  g_rmdir (directory);
  g_free (directory);
  return result;
}
