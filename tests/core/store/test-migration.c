/* From version to version: whole or not at all. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "crm-backup.h"
#include "crm-migration.h"
#include "crm-setting.h"
#include "disk-model.h"
#include "store-fixture.h"
#include "store-work.h"

/* This program's scripts and two that are still to come. */
static const char *const *
get_future_scripts (const char *second)
{
  static const char *scripts[1000];
  const char *const *known = crm_migration_get_scripts ();
  gsize n = 0;

  for (; known[n] != NULL; n++)
    scripts[n] = known[n];
  scripts[n++] = "CREATE TABLE future (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
                 "INSERT INTO future (name) SELECT name FROM setting;";
  scripts[n++] = second;
  scripts[n] = NULL;
  return scripts;
}

static const char *const good =
    "ALTER TABLE future ADD COLUMN note TEXT; UPDATE future SET note = name;";

static gint64
query (CrmDatabase *database, const char *sql)
{
  gint64 value = -1;

  if (!crm_database_query_integer (database, sql, -1, &value, NULL))
    return -2;
  return value;
}

static void
test_embedded (void)
{
  const char *const *scripts = crm_migration_get_scripts ();
  int latest = crm_migration_get_latest ();

  g_assert_cmpint (latest, >=, 1);
  for (int i = 0; i < latest; i++)
    g_assert_true (g_utf8_validate (scripts[i], -1, NULL));
  g_assert_nonnull (strstr (scripts[0], "CREATE TABLE setting"));
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  const int latest = crm_migration_get_latest ();
  const char *const *scripts = get_future_scripts (good);
  g_autofree char *folder = fixture_dup_path (fixture, "backups");
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;
  CrmDatabase *database = crm_database_open (fixture->path, CRM_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (
      crm_migration_run_with_copy (database, crm_migration_get_scripts (), folder, &copy, &error));
  g_assert_null (copy);
  g_assert_true (crm_migration_run_with_copy (database, scripts, folder, &copy, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, latest + 2);
  g_assert_cmpint (query (database, "SELECT count(*) FROM future WHERE note = name"), >, 3);
  crm_database_close (database);

  /* The copy is of the old version and whole; the file itself is too new for us now. */
  database = crm_database_open (copy, CRM_DATABASE_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, latest);
  crm_database_close (database);
  g_assert_null (crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "knows versions up to"));
}

static void
test_failing_script (Fixture *fixture, gconstpointer data)
{
  const int latest = crm_migration_get_latest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (fixture->path, CRM_DATABASE_WRITE, &error);

  g_assert_false (crm_migration_run (
      database,
      get_future_scripts (
          "ALTER TABLE future ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)"),
      &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  /* The version before it was reached, and nothing of its own is left. */
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, latest + 1);
  g_assert_cmpint (query (database, "SELECT count(note) FROM future"), ==, -2);
}

static gboolean
add_by_hand (CrmDatabase *database, GError **error)
{
  return crm_setting_write (database, "by hand", "yes", error);
}

static gboolean
fail_by_hand (CrmDatabase *database, GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, "not this file");
  return FALSE;
}

static void
test_functions (Fixture *fixture, gconstpointer data)
{
  const int latest = crm_migration_get_latest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (fixture->path, CRM_DATABASE_WRITE, &error);

  crm_migration_add_func (latest + 1, add_by_hand);
  crm_migration_add_func (latest + 2, fail_by_hand);
  g_assert_false (crm_migration_run (database, get_future_scripts (good), &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "not this file"));
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, latest + 1);
  g_assert_cmpint (query (database, "SELECT count(*) FROM setting WHERE name = 'by hand'"), ==, 1);
  g_assert_cmpint (query (database, "SELECT count(note) FROM future"), ==, -2);
  crm_migration_add_func (latest + 1, NULL);
  crm_migration_add_func (latest + 2, NULL);
}

typedef struct {
  const char *name;
  int code; /* 0: a power cut */
} Accident;

static const Accident accidents[] = {
  { "power-cut", 0 },
  { "disk-full", SQLITE_FULL },
  { "write-error", SQLITE_IOERR_WRITE },
};

/* At every operation in turn: the file is of one version or of the next, with all that belongs to
 * it. */
static void
test_accident (Fixture *fixture, gconstpointer data)
{
  const Accident *accident = data;
  const int latest = crm_migration_get_latest ();
  const char *const *scripts = get_future_scripts (good);
  g_autofree char *path = fixture_dup_path (fixture, "trial.voronka");
  GRand *random = g_rand_new_with_seed (1);
  gboolean reached = TRUE;
  guint n_versions[3] = { 0 };

  disk_model_install ();
  for (int k = 1; reached; k++) {
    g_autoptr (GError) error = NULL;
    CrmDatabase *database;
    gint64 version;
    gint64 n_notes;

    work_copy_file (fixture->path, path);
    disk_model_reset ();
    if (accident->code == 0)
      disk_model_cut_after (k);
    else
      disk_model_fail_after (DISK_WRITE, k, accident->code, TRUE);
    database = crm_database_open (path, CRM_DATABASE_WRITE, &error);
    if (database != NULL) {
      g_autoptr (GError) ignored = NULL;

      if (!crm_migration_run (database, scripts, &ignored))
        g_assert_nonnull (ignored);
      crm_database_close (database);
    }
    if (accident->code == 0) {
      reached = disk_model_is_dark ();
      disk_model_cut_after (0);
      disk_model_settle (random);
    } else {
      reached = disk_model_has_failed ();
      disk_model_reset ();
    }

    g_clear_error (&error);
    {
      /* The program of the future would open it; here SQLite itself looks. */
      sqlite3 *handle = NULL;
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_prepare_v2 (handle, "PRAGMA user_version", -1, &statement, NULL), ==,
                       SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      version = sqlite3_column_int (statement, 0);
      sqlite3_finalize (statement);
      statement = NULL;
      n_notes = -1;
      if (sqlite3_prepare_v2 (handle, "SELECT count(note) FROM future", -1, &statement, NULL) ==
          SQLITE_OK) {
        g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
        n_notes = sqlite3_column_int (statement, 0);
      }
      sqlite3_finalize (statement);
      statement = NULL;
      g_assert_cmpint (sqlite3_prepare_v2 (handle, "PRAGMA integrity_check", -1, &statement, NULL),
                       ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
      sqlite3_finalize (statement);
      sqlite3_close (handle);
    }
    g_assert_cmpint (version, >=, latest);
    g_assert_cmpint (version, <=, latest + 2);
    n_versions[version - latest]++;
    if (version == latest + 2)
      g_assert_cmpint (n_notes, >, 3);
    else
      g_assert_cmpint (n_notes, ==, -1);
  }
  disk_model_uninstall ();
  g_rand_free (random);
  g_test_message ("ended in the old version %u times, in the next %u, in the last %u",
                  n_versions[0], n_versions[1], n_versions[2]);
  for (gsize i = 0; i < G_N_ELEMENTS (n_versions); i++)
    g_assert_cmpuint (n_versions[i], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/scripts-are-embedded", test_embedded);
  fixture_add ("/migration/goes-step-by-step-after-a-copy", test_steps);
  fixture_add ("/migration/failing-script-leaves-nothing", test_failing_script);
  for (gsize i = 0; i < G_N_ELEMENTS (accidents); i++) {
    g_autofree char *name = g_strconcat ("/migration/old-or-new/", accidents[i].name, NULL);

    fixture_add_with_data (name, &accidents[i], test_accident);
  }
  fixture_add ("/migration/runs-functions-inside", test_functions);
  return g_test_run ();
}
