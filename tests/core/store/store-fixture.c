/* A company file in a folder of its own, gone with the test. */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>

static void
set_up (gpointer fixture_data, gconstpointer data)
{
  Fixture *fixture = fixture_data;
  g_autoptr (GError) error = NULL;

  /* In memory where there is such a folder: thousands of files are made, and none need survive. */
  fixture->folder = g_strdup ("/dev/shm/voronka-test-XXXXXX");
  if (g_mkdtemp (fixture->folder) == NULL) {
    g_free (fixture->folder);
    fixture->folder = g_dir_make_tmp ("voronka-test-XXXXXX", &error);
    g_assert_no_error (error);
  }
  fixture->path = fixture_dup_path (fixture, "company.voronka");
  g_assert_true (crm_store_create (fixture->path, "ua", "uk_UA", &error));
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder != NULL) {
    g_chmod (path, 0700);
    while ((name = g_dir_read_name (folder)) != NULL) {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
    g_dir_close (folder);
  }
  g_remove (path);
}

static void
tear_down (gpointer fixture_data, gconstpointer data)
{
  Fixture *fixture = fixture_data;

  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
fixture_add_with_data (const char *name, gconstpointer data, FixtureFunc func)
{
  g_test_add_vtable (name, sizeof (Fixture), data, set_up, (GTestFixtureFunc) func, tear_down);
}

void
fixture_add (const char *name, FixtureFunc func)
{
  fixture_add_with_data (name, NULL, func);
}

CrmStore *
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (crm_store_is_writable (store));
  return store;
}

char *
fixture_dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

char *
fixture_dup_digest (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, &error));
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
}
