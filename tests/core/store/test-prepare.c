/* The slow part of opening: an older file is brought up whole, or stays as it was. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "crm-database-private.h"
#include "crm-migration.h"
#include "crm-prepare.h"
#include "crm-setting.h"
#include "store-fixture.h"

static gint64
query (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, &error);
  gint64 value = -1;

  g_assert_no_error (error);
  g_assert_true (crm_database_query_integer (database, sql, -1, &value, &error));
  g_assert_no_error (error);
  return value;
}

/* The file that the first Voronka left behind. */
static char *
make_version_1 (Fixture *fixture)
{
  char *path = fixture_dup_path (fixture, "first.voronka");
  g_autofree char *source =
      g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "version-1.sql", NULL);
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_create (path, &error);
  const char *scripts[] = { crm_migration_get_scripts ()[0], NULL };

  g_assert_true (g_file_get_contents (source, &rows, NULL, &error));
  g_assert_true (crm_migration_run (database, scripts, &error));
  g_assert_true (crm_database_begin (database, &error));
  g_assert_true (crm_database_execute (database, rows, &error));
  g_assert_true (crm_database_commit (database, &error));
  return path;
}

typedef struct {
  const char *name;
  CrmPrepareStage stage;
  gboolean kills;
} Stop;

static const Stop stops[] = {
  { "stopped-checking", CRM_PREPARE_CHECKING, FALSE },
  { "stopped-copying", CRM_PREPARE_COPYING, FALSE },
  { "stopped-migrating", CRM_PREPARE_MIGRATING, FALSE },
  { "killed-checking", CRM_PREPARE_CHECKING, TRUE },
  { "killed-copying", CRM_PREPARE_COPYING, TRUE },
  { "killed-migrating", CRM_PREPARE_MIGRATING, TRUE },
};

typedef struct {
  const Stop *stop;
  GCancellable *cancellable;
} Stopping;

static void
stop_func (CrmPrepareStage stage, int step, int n_steps, gpointer data)
{
  Stopping *stopping = data;

  if (stage != stopping->stop->stage)
    return;
  if (stopping->stop->kills)
    kill (getpid (), SIGKILL);
  g_cancellable_cancel (stopping->cancellable);
}

static void
note_func (CrmPrepareStage stage, int step, int n_steps, gpointer data)
{
  g_string_append_printf (data, "%d:%d/%d ", stage, step, n_steps);
}

static void
assert_rows_kept (const char *path)
{
  g_assert_cmpint (query (path, "SELECT count(*) FROM company WHERE name = 'Вега & <Ко>'"), ==, 1);
  g_assert_cmpint (query (path, "SELECT count(*) FROM company WHERE name LIKE 'Робин''; DROP%' AND "
                                "note = 'Ёлка 🎄 <b>строка</b>'"),
                   ==, 1);
  g_assert_cmpint (query (path, "SELECT count(*) FROM contact"), ==, 1);
  g_assert_cmpint (query (path, "SELECT count(*) FROM activity"), ==, 1);
  g_assert_cmpint (query (path, "SELECT count(*) FROM note"), ==, 1);
  g_assert_cmpint (query (path, "SELECT count(*) FROM stage"), ==, 7);
  g_assert_cmpint (query (path, "SELECT count(*) FROM operation WHERE entity <> 42"), ==, 35);
}

static void
test_version_1 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_version_1 (fixture);
  g_autofree char *copy = fixture_dup_path (fixture, "backups/first.version-1.voronka");
  g_autofree char *expected =
      g_strdup_printf ("0:1/1 1:1/1 2:1/%d ", crm_migration_get_latest () - 1);
  g_autoptr (GString) stages = g_string_new (NULL);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_prepare_is_needed (path));
  g_assert_true (crm_prepare_run (path, note_func, stages, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (stages->str, expected));
  g_assert_cmpint (query (path, "PRAGMA user_version"), ==, crm_migration_get_latest ());
  assert_rows_kept (path);
  /* It has the views of a new file, in its language. */
  g_assert_cmpint (query (path, "SELECT count(*) FROM saved_view WHERE entity = 'activity' AND "
                                "query LIKE 'list activity%' AND name IN ('Предстоящие', "
                                "'Мои дела')"),
                   ==, 2);
  g_assert_cmpint (query (path, "SELECT count(*) FROM saved_view WHERE name = 'Мои клиенты' AND "
                                "opens_first = 0 AND query = 'list company' || char (10) || "
                                "'where responsible = me'"),
                   ==, 1);
  g_assert_cmpint (query (path, "SELECT sum (opens_first) FROM saved_view"), ==, 1);
  /* The journal knows them, though Undo does not. */
  g_assert_cmpint (query (path, "SELECT count (*) FROM saved_view JOIN operation ON "
                                "operation.entity = 42 AND operation.record = saved_view.id "
                                "JOIN change ON change.id = operation.change WHERE kind = 4"),
                   ==, 3);
  /* The copy stands as the old program left it. */
  g_assert_cmpint (query (copy, "PRAGMA user_version"), ==, 1);
  assert_rows_kept (copy);

  store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (crm_store_is_writable (store));
  /* Its owner holds it: nobody prepares it now. */
  g_assert_false (crm_prepare_run (path, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_version_1 (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stopping stopping = { data, cancellable };
  g_autoptr (GError) error = NULL;

  if (stopping.stop->kills) {
    pid_t child = fork ();
    int status = 0;

    if (child == 0)
      _exit (crm_prepare_run (path, stop_func, &stopping, cancellable, NULL) ? 0 : 1);
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
    g_assert_true (WIFSIGNALED (status));
  } else {
    g_assert_false (crm_prepare_run (path, stop_func, &stopping, cancellable, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
    g_clear_error (&error);
  }
  g_assert_cmpint (query (path, "PRAGMA user_version"), ==, 1);
  assert_rows_kept (path);

  /* Nothing stands in the way of the next time. */
  g_assert_true (crm_prepare_run (path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (path, "PRAGMA user_version"), ==, crm_migration_get_latest ());
  assert_rows_kept (path);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_version_1 (fixture);
  g_autofree char *content = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = 8192; i < length; i += 512)
    content[i] ^= 0x55;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  before = fixture_dup_digest (path);
  g_assert_false (crm_prepare_run (path, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  after = fixture_dup_digest (path);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_setting_write (database, "touched", "1", error);
}

/* A newer file says from which version on it can be read; it is not changed by that. */
static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newer =
      g_strdup_printf ("INSERT OR REPLACE INTO setting (name, value) VALUES ('min_reader', '%d');"
                       "PRAGMA user_version = 999; PRAGMA journal_mode = DELETE;",
                       crm_migration_get_latest () + GPOINTER_TO_INT (data));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CrmDatabase *database = crm_database_open (fixture->path, CRM_DATABASE_WRITE, &error);

  g_assert_true (crm_database_execute (database, newer, &error));
  crm_database_close (database);
  before = fixture_dup_digest (fixture->path);
  g_assert_false (crm_prepare_is_needed (fixture->path));
  store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  if (GPOINTER_TO_INT (data) > 0) {
    g_assert_error (error, CRM_ERROR, CRM_ERROR_NEWER);
  } else {
    g_assert_no_error (error);
    g_assert_false (crm_store_is_writable (store));
    g_assert_nonnull (strstr (crm_store_get_read_only_reason (store), "newer Voronka"));
    g_assert_false (crm_store_write (store, write_func, NULL, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
    g_assert_true (crm_store_close (store, NULL));
  }
  after = fixture_dup_digest (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/prepare/version-1-is-brought-up", test_version_1);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++) {
    g_autofree char *name = g_strconcat ("/prepare/old-or-new/", stops[i].name, NULL);

    fixture_add_with_data (name, &stops[i], test_stop);
  }
  fixture_add ("/prepare/damaged-file-is-left-alone", test_damaged);
  fixture_add_with_data ("/prepare/newer-that-can-be-read", GINT_TO_POINTER (0), test_newer);
  fixture_add_with_data ("/prepare/newer-that-cannot-be-read", GINT_TO_POINTER (1), test_newer);
  return g_test_run ();
}
