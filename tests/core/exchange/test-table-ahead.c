/* Rows that are read ahead are the rows that are read; who stops early waits for nothing. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-ahead-private.h"

#include <locale.h>
#include <string.h>

static CrmTableReader *
open_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, "text.csv");
  g_autoptr (GError) error = NULL;

  crm_table_reader_open (reader, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static char *
write_rows (guint n)
{
  GString *text = g_string_new ("Name,City,Note\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Name %u,%s,%s\n", i, i % 7 == 0 ? "" : "Łódź",
                            i % 1000 == 5   ? "\"two\nlines\""
                            : i % 1000 == 6 ? "more,than,there are columns"
                                            : "x");
  return g_string_free (text, FALSE);
}

static void
assert_equal_rows (const CrmTableRow *a, const CrmTableRow *b)
{
  g_assert_cmpuint (a->number, ==, b->number);
  g_assert_cmpuint (a->line, ==, b->line);
  g_assert_cmpuint (a->flags, ==, b->flags);
  g_assert_cmpstr (a->problem, ==, b->problem);
  g_assert_cmpuint (a->n_cells, ==, b->n_cells);
  for (guint i = 0; i < a->n_cells; i++)
    g_assert_cmpstr (a->cells[i], ==, b->cells[i]);
  g_assert_null (b->cells[b->n_cells]);
  g_assert_cmpint (a->typed != NULL, ==, b->typed != NULL);
  if (a->typed != NULL)
    g_assert_cmpmem (a->typed, a->n_cells, b->typed, b->n_cells);
}

static void
compare (const char *text, guint n_rows)
{
  CrmTableReader *plain = open_text (text);
  CrmTableReader *reader = open_text (text);
  CrmTableAhead *ahead = crm_table_ahead_new (reader, NULL);
  const CrmTableRow *expected, *row;
  guint n = 0;

  do {
    g_assert_true (crm_table_reader_read (plain, &expected, NULL, NULL));
    g_assert_true (crm_table_ahead_read (ahead, &row, NULL));
    g_assert_cmpint (expected != NULL, ==, row != NULL);
    if (row != NULL)
      assert_equal_rows (expected, row);
    n++;
  } while (row != NULL);
  g_assert_cmpuint (n, ==, n_rows + 1);
  /* The end is the end, however often it is asked for. */
  g_assert_true (crm_table_ahead_read (ahead, &row, NULL));
  g_assert_null (row);
  crm_table_ahead_free (ahead);
  g_assert_finalize_object (reader);
  g_assert_finalize_object (plain);
}

static void
test_same (void)
{
  const guint sizes[] = { 1, 127, 128, 129, 5000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *text = write_rows (sizes[i]);
    compare (text, sizes[i]);
  }
  compare ("[{\"name\": \"a\", \"value\": 5, \"day\": \"2024-05-06\"}, {\"name\": \"b\"}]", 2);
}

static void
test_stop (void)
{
  g_autofree char *text = write_rows (20000);

  for (guint n = 0; n < 600; n += 97) {
    CrmTableReader *reader = open_text (text);
    CrmTableAhead *ahead = crm_table_ahead_new (reader, NULL);
    const CrmTableRow *row;
    for (guint i = 0; i < n; i++)
      g_assert_true (crm_table_ahead_read (ahead, &row, NULL));
    crm_table_ahead_free (ahead);
    /* Not the whole file was taken into memory. */
    g_assert_cmpuint (crm_table_reader_get_n_rows (reader), <, 4000);
    g_assert_true (crm_table_reader_rewind (reader, NULL, NULL));
    g_assert_true (crm_table_reader_read (reader, &row, NULL, NULL));
    g_assert_cmpuint (row->number, ==, 1);
    g_assert_finalize_object (reader);
  }
}

static void
test_cancel (void)
{
  g_autofree char *text = write_rows (20000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = open_text (text);
  CrmTableAhead *ahead = crm_table_ahead_new (reader, cancellable);
  const CrmTableRow *row;

  for (guint i = 0; i < 10; i++)
    g_assert_true (crm_table_ahead_read (ahead, &row, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (crm_table_ahead_read (ahead, &row, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_null (row);
  crm_table_ahead_free (ahead);
  g_assert_finalize_object (reader);
}

/* What is wrong with the file is told after the rows before it. */
static void
test_error (void)
{
  g_autoptr (GString) text = g_string_new ("Name,City\n");
  g_autofree char *block = g_strnfill ((2 << 20), 'x');
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader;
  CrmTableAhead *ahead;
  const CrmTableRow *row;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "Name %u,City\n", i);
  g_string_append_printf (text, "%s,City\nAfter,City\n", block);
  reader = open_text (text->str);
  ahead = crm_table_ahead_new (reader, NULL);
  for (guint i = 1; i <= 300; i++) {
    g_assert_true (crm_table_ahead_read (ahead, &row, NULL));
    g_assert_cmpuint (row->number, ==, i);
  }
  for (int i = 0; i < 2; i++) {
    g_assert_false (crm_table_ahead_read (ahead, &row, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_clear_error (&error);
  }
  crm_table_ahead_free (ahead);
  g_assert_finalize_object (reader);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-ahead/rows-are-the-same", test_same);
  g_test_add_func ("/table-ahead/stops-early", test_stop);
  g_test_add_func ("/table-ahead/is-cancelled", test_cancel);
  g_test_add_func ("/table-ahead/error-comes-after-the-rows", test_error);
  return g_test_run ();
}
