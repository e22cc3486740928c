/* Readers of other people's files against files that nobody wrote: seeds with bytes changed, cut
 * and doubled. Whatever comes is rows or an error, within bounded time and memory; run it under the
 * sanitizers. VORONKA_FUZZ_SECONDS says how long, VORONKA_FUZZ_SEED repeats a run. */
#include "config.h"

#include "crm-error.h"
#include "crm-table-reader.h"

#include <locale.h>
#include <string.h>

#define USUAL_SECONDS 2
#define BYTES_MOST 65536
#define ROWS_MOST 20000

static GPtrArray *seeds = NULL; /* GBytes */
static char *shared = NULL;

static void
add_seeds (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    char *content;
    gsize length;
    if (!g_str_has_suffix (name, suffix) || !g_file_get_contents (path, &content, &length, NULL))
      continue;
    if (length <= BYTES_MOST)
      g_ptr_array_add (seeds, g_bytes_new (content, length));
    g_free (content);
  }
}

static void
mutate (GRand *random, GByteArray *bytes)
{
  static const char *const words[] = { "\r\n ",
                                       "BEGIN:VCARD\n",
                                       "END:VCARD\n",
                                       ";",
                                       ":",
                                       "=\n",
                                       "::",
                                       "\xff",
                                       "ENCODING=QUOTED-PRINTABLE",
                                       "PK\003\004",
                                       "<row r='9'>",
                                       "\\",
                                       "dn: ",
                                       "&#0;",
                                       "_x0041_" };
  for (int n = g_rand_int_range (random, 1, 8); n > 0 && bytes->len > 4; n--) {
    guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
    guint wanted = (guint) g_rand_int_range (random, 1, 64);
    guint length = MIN (bytes->len - at, wanted);
    const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
    switch (g_rand_int_range (random, 0, 5)) {
    case 0:
      bytes->data[at] = (guint8) g_rand_int_range (random, 0, 256);
      break;
    case 1:
      bytes->data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 3:
      memcpy (bytes->data + at, word, MIN (strlen (word), bytes->len - at));
      break;
    default: {
      g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);
      g_byte_array_append (bytes, copy, length);
      break;
    }
    }
  }
}

static void
read_all (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = crm_table_reader_new_for_bytes (bytes, name);
  const CrmTableRow *row = NULL;
  guint64 n_rows = 0;
  if (crm_table_reader_open (reader, NULL, &error))
    while (n_rows++ < ROWS_MOST && crm_table_reader_read (reader, &row, NULL, &error) &&
           row != NULL) {
      g_assert_cmpuint (row->n_cells, >=, crm_table_reader_get_n_columns (reader));
      for (guint i = 0; i < row->n_cells; i++)
        g_assert_true (g_utf8_validate (row->cells[i], -1, NULL));
    }
  if (error != NULL)
    g_assert_true (error->domain == CRM_ERROR);
  g_assert_finalize_object (reader);
}

static void
test_readers (gconstpointer data)
{
  const char *suffix = data;
  const char *seconds = g_getenv ("VORONKA_FUZZ_SECONDS");
  const char *seed = g_getenv ("VORONKA_FUZZ_SEED");
  guint32 start =
      seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (start);
  gint64 end =
      g_get_monotonic_time () +
      (seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : USUAL_SECONDS) * G_USEC_PER_SEC;
  g_autofree char *name = g_strconcat ("fuzz", suffix, NULL);
  guint n = 0;
  static const char *const folders[] = { "vcard", "crm_csv", "csv_torture", "prices" };

  g_test_message ("seed %u", start);
  seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = g_build_filename (shared, folders[i], NULL);
    add_seeds (folder, suffix);
  }
  g_autofree char *own = g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "import", NULL);
  add_seeds (own, suffix);
  if (seeds->len == 0)
    g_test_skip ("there are no seeds");
  while (seeds->len > 0 && g_get_monotonic_time () < end) {
    GBytes *from = seeds->pdata[g_rand_int_range (random, 0, (gint32) seeds->len)];
    GByteArray *bytes = g_byte_array_new ();
    g_autoptr (GBytes) mutated = NULL;
    g_byte_array_append (bytes, g_bytes_get_data (from, NULL), (guint) g_bytes_get_size (from));
    mutate (random, bytes);
    mutated = g_byte_array_free_to_bytes (bytes);
    read_all (mutated, name);
    n++;
  }
  g_test_message ("%u files", n);
  g_clear_pointer (&seeds, g_ptr_array_unref);
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
  g_test_add_data_func ("/fuzz-readers/xlsx", ".xlsx", test_readers);
  g_test_add_data_func ("/fuzz-readers/vcard", ".vcf", test_readers);
  g_test_add_data_func ("/fuzz-readers/ldif", ".ldif", test_readers);
  g_test_add_data_func ("/fuzz-readers/csv", ".csv", test_readers);
  int status = g_test_run ();
  g_free (shared);
  return status;
}
