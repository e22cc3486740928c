/* Rows of tests/data/documents-vectors.tsv for the tests of the document room. */
#pragma once

#include <glib.h>

typedef void (*DocumentVectorFunc) (const char *kind, const char *input, const char *expected);

/* Calls @func for each row whose kind begins with @prefix; it is an error if there is none. */
static inline void
document_vectors_foreach (const char *prefix, DocumentVectorFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path =
      g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "documents-vectors.tsv", NULL);
  guint n_rows = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  for (gsize i = 0; rows[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);
    if (g_strv_length (cells) < 3 || !g_str_has_prefix (cells[0], prefix))
      continue;
    func (cells[0], cells[1], cells[2]);
    n_rows++;
  }
  g_assert_cmpuint (n_rows, >, 0);
}
