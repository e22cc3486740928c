/* Every file of the shared collection goes through: what is in it is imported or refused row by row
 * with a reason; nothing crashes, hangs or is lost without a word. Prints what became of each. */
#include "config.h"

#include "import-fixture.h"

#include "crm-error.h"

#include <locale.h>
#include <string.h>

#define SECONDS_MOST 60

static char *shared = NULL;

static void
print (const char *name, const char *entity, const CrmImportCounts *counts, const char *why)
{
  g_test_message ("| %s | %s | %" G_GUINT64_FORMAT " | %" G_GUINT64_FORMAT " | %" G_GUINT64_FORMAT
                  " | %" G_GUINT64_FORMAT " | %s |",
                  name, entity, counts->n_rows, counts->n_new + counts->n_changed, counts->n_same,
                  counts->n_wrong, why);
}

/* "?company" where it is asked for. */
static char *
dup_entity (CrmImporter *importer, gboolean certain)
{
  return g_strconcat (certain ? "" : "?", crm_importer_get_entity (importer)->name, NULL);
}

static void
import_into (RecordFixture *fixture, const char *name)
{
  const CrmImportCounts none = { 0 };
  g_autofree char *path = g_build_filename (shared, name, NULL);
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_path (path);
  g_autoptr (CrmImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  const CrmImportCounts *counts;
  CrmImportProblem problem = { 0 };
  gint64 started = g_get_monotonic_time ();
  g_autofree char *entity = NULL;
  CrmImportCounts dry;

  if (!crm_table_reader_open (reader, NULL, &error)) {
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    print (name, "-", &none, error->message);
    return;
  }
  importer = crm_importer_new (reader);
  crm_importer_look (importer, record_fixture_reader (fixture), NULL, &error);
  g_assert_no_error (error);
  entity = dup_entity (importer, crm_importer_is_certain (importer));
  if (!crm_importer_preview (importer, record_fixture_reader (fixture), 20, NULL, &error)) {
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    print (name, entity, &none, error->message);
    return;
  }
  dry = *crm_importer_get_counts (importer);
  crm_importer_commit (importer, fixture->store, 0, NULL, &error);
  g_assert_no_error (error);
  counts = crm_importer_get_counts (importer);
  g_assert_cmpmem (&dry, sizeof dry, counts, sizeof dry);
  g_assert_cmpuint (counts->n_rows, ==, crm_importer_get_n_rows (importer));
  g_assert_cmpuint (counts->n_rows, ==,
                    counts->n_new + counts->n_changed + counts->n_same + counts->n_wrong);
  g_assert_cmpuint (counts->n_wrong, ==, crm_importer_get_n_problems (importer));
  for (guint64 i = 0; i < crm_importer_get_n_problems (importer); i++) {
    crm_importer_get_problem (importer, i, &problem);
    g_assert_true (problem.reason != NULL && problem.reason[0] != '\0');
  }
  if (counts->n_wrong > 0)
    crm_importer_get_problem (importer, 0, &problem);
  print (name, entity, counts, counts->n_wrong > 0 ? problem.reason : "");
  g_assert_cmpint (g_get_monotonic_time () - started, <, SECONDS_MOST * G_USEC_PER_SEC);
}

static void
import_file (const char *name)
{
  RecordFixture own;
  record_fixture_set_up (&own, NULL);
  import_into (&own, name);
  record_fixture_tear_down (&own, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_folder (gconstpointer data)
{
  g_autofree char *folder = g_build_filename (shared, data, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL) {
    g_test_skip ("the shared collection of tables is not here: VORONKA_SHARED_DATA names it");
    return;
  }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (data, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    import_file (names->pdata[i]);
}

int
main (int argc, char **argv)
{
  static const char *const folders[] = { "address_phone", "crm_csv", "csv_torture", "prices",
                                         "vcard" };
  const char *named = g_getenv ("VORONKA_SHARED_DATA");
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  shared = named != NULL ? g_strdup (named)
                         : g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "..", "..", "..",
                                             "shared", "data", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_strconcat ("/import-collection/", folders[i], NULL);
    g_test_add_data_func (path, folders[i], test_folder);
  }
  return g_test_run ();
}
