/* The rows of tests/data/documents-vectors.tsv: kind, input, expected, note. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

typedef void (*VectorCheck) (const char *kind, const char *input, const char *expected);

/* Hands over every row whose kind begins with @prefix; returns how many there were. */
static inline guint
check_vectors (const char *prefix, VectorCheck check)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "documents-vectors.tsv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    if (g_strv_length (columns) < 3 || !g_str_has_prefix (columns[0], prefix))
      continue;
    check (columns[0], columns[1], columns[2]);
    n_rows++;
  }
  return n_rows;
}

G_END_DECLS
