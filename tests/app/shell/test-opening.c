/* Opening what takes long, or may only be read; a disk that fills up. */
#include "config.h"

#include <sqlite3.h>

#include <glib/gstdio.h>

#include "application-fixture.h"
#include "crm-backup.h"
#include "crm-database-private.h"
#include "crm-field-row.h"
#include "crm-keeper.h"
#include "crm-migration.h"
#include "crm-setting.h"

static CrmShell *
wait_for_shell (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  return crm_window_get_shell (application_fixture_window (fixture));
}

/* --- A file of the first version */

/* Where it stands in place of the usual file. */
static void
make_version_1 (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *source =
      g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "version-1.sql", NULL);
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  const char *scripts[] = { crm_migration_get_scripts ()[0], NULL };
  CrmDatabase *database;

  g_mkdir_with_parents (folder, 0700);
  database = crm_database_create (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (source, &rows, NULL, &error));
  g_assert_true (crm_migration_run (database, scripts, &error));
  g_assert_true (crm_database_execute (database, rows, &error));
  crm_database_close (database);
}

/* The migration waits here until the test has looked at the window. */
static int may_go_on;
static gboolean is_slow;

static gboolean
wait_func (CrmDatabase *database, GError **error)
{
  while (is_slow && !g_atomic_int_get (&may_go_on))
    g_usleep (1000);
  return TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

static void
wait_for_step (ApplicationFixture *fixture)
{
  g_autofree char *text = g_strdup_printf ("Bringing the file to the new version: step 1 of %d…",
                                           crm_migration_get_latest () - 1);

  application_fixture_wait (fixture, GTK_TYPE_LABEL, text);
}

static void
older_script (ApplicationFixture *fixture)
{
  guint n_ticks = 0;
  guint source;
  CrmWorkspace *workspace;
  g_autofree char *company = NULL;

  wait_for_step (fixture);
  g_assert_null (crm_window_get_shell (application_fixture_window (fixture)));
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "opening-migrating");
  /* The window lives: it would not tick if the main thread did the work. */
  source = g_timeout_add (10, tick_cb, &n_ticks);
  app_settle (200);
  g_source_remove (source);
  g_assert_cmpuint (n_ticks, >, 3);

  g_atomic_int_set (&may_go_on, 1);
  workspace = crm_shell_get_workspace (wait_for_shell (fixture));
  company =
      crm_reference_title (crm_workspace_get_reader (workspace), crm_entity_find ("company"), 2);
  g_assert_cmpstr (company, ==, "Робин'; DROP TABLE company; --");
  g_assert_true (crm_store_is_writable (crm_workspace_get_store (workspace)));
}

static void
test_older (ApplicationFixture *fixture, gconstpointer unused)
{
  make_version_1 (fixture->path);
  is_slow = TRUE;
  g_atomic_int_set (&may_go_on, 0);
  application_fixture_run (fixture, older_script, NULL);
}

static gboolean
go_on_cb (gpointer data)
{
  g_atomic_int_set (&may_go_on, 1);
  return G_SOURCE_REMOVE;
}

static void
stop_script (ApplicationFixture *fixture)
{
  wait_for_step (fixture);
  g_timeout_add (50, go_on_cb, NULL);
  application_fixture_press (fixture, "Stop");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "The File Is Not Open");
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "opening-stopped");
  application_fixture_press (fixture, "Open");
  wait_for_shell (fixture);
}

static void
test_stop (ApplicationFixture *fixture, gconstpointer unused)
{
  make_version_1 (fixture->path);
  is_slow = TRUE;
  g_atomic_int_set (&may_go_on, 0);
  application_fixture_run (fixture, stop_script, NULL);
}

static void
leave_script (ApplicationFixture *fixture)
{
  wait_for_step (fixture);
  g_timeout_add (50, go_on_cb, NULL);
  gtk_window_close (GTK_WINDOW (application_fixture_window (fixture)));
}

/* Whoever closes the window finds the file as it was. */
static void
test_leave (ApplicationFixture *fixture, gconstpointer unused)
{
  gint64 version = 0;
  g_autoptr (GError) error = NULL;
  CrmDatabase *database;

  make_version_1 (fixture->path);
  is_slow = TRUE;
  g_atomic_int_set (&may_go_on, 0);
  application_fixture_run (fixture, leave_script, NULL);
  database = crm_database_open (fixture->path, CRM_DATABASE_READ, &error);
  g_assert_no_error (error);
  g_assert_true (crm_database_query_integer (database, "PRAGMA user_version", 0, &version, &error));
  g_assert_cmpint (version, ==, 1);
  crm_database_close (database);
}

/* --- A file of a newer version that this one may read */

static void
newer_script (ApplicationFixture *fixture)
{
  g_autofree char *text = g_strdup_printf (
      "Nothing can be changed now: “%s” was written by a newer Voronka. It can be read here; to "
      "change it, update the program.",
      fixture->path);

  wait_for_shell (fixture);
  g_assert_nonnull (application_fixture_wait (fixture, GTK_TYPE_LABEL, text));
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "opening-newer");
}

static void
test_newer (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length = 0, length_after = 0;
  g_autoptr (GError) error = NULL;
  CrmDatabase *database;

  application_fixture_make_file (fixture);
  database = crm_database_open (fixture->path, CRM_DATABASE_WRITE, &error);
  g_assert_true (crm_setting_write (database, CRM_SETTING_MIN_READER, "1", &error));
  g_assert_true (crm_database_execute (database, "PRAGMA user_version = 999", &error));
  crm_database_close (database);
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  application_fixture_run (fixture, newer_script, NULL);
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
}

/* --- The disk */

static void
test_shortage (ApplicationFixture *fixture, gconstpointer unused)
{
  static const struct {
    guint64 n_free;
    guint64 size;
    gboolean is_short;
  } cases[] = {
    { 499999999, 0, TRUE },
    { 500000000, 0, FALSE },
    { 2999999999, 1000000000, TRUE },
    { 3000000000, 1000000000, FALSE },
    { 0, 0, TRUE },
  };
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CrmKeeper *keeper;

  application_fixture_make_file (fixture);
  store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  keeper = crm_keeper_new (store, 3600);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    crm_keeper_note_space (keeper, cases[i].n_free, cases[i].size);
    g_assert_true ((crm_keeper_get_shortage (keeper) != NULL) == cases[i].is_short);
  }
  app_settle (50);
  g_assert_finalize_object (keeper);
}

static gboolean
has_absence (gpointer keeper)
{
  return crm_keeper_get_absence (keeper) != NULL;
}

static gboolean
has_no_absence (gpointer keeper)
{
  return crm_keeper_get_absence (keeper) == NULL;
}

static void
tried_cb (GObject *keeper, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (crm_keeper_keep_finish (CRM_KEEPER (keeper), result, NULL, NULL));
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_tried (gpointer tried)
{
  return *(gboolean *) tried;
}

/* A second folder whose disk is not there is told of, and gets the copy as soon as it is. */
static void
test_second_copy (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *folder = NULL;
  g_auto (GStrv) copies = NULL;
  CrmKeeper *keeper;
  gboolean tried = FALSE;

  application_fixture_make_file (fixture);
  store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  data = g_path_get_dirname (fixture->path);
  folder = g_build_filename (data, "other-disk", NULL);
  keeper = crm_keeper_new (store, 3600);
  crm_keeper_set_second_folder (keeper, folder);
  g_assert_true (app_wait_for (has_absence, keeper));
  g_assert_null (crm_keeper_get_trouble (keeper));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  crm_keeper_keep_async (keeper, tried_cb, &tried);
  g_assert_true (app_wait_for (is_tried, &tried));
  g_assert_true (app_wait_for (has_no_absence, keeper));
  copies = crm_backup_list (folder, "company");
  g_assert_cmpuint (g_strv_length (copies), ==, 1);
  app_settle (50);
  g_assert_finalize_object (keeper);
}

static gboolean
limit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_database_execute (database, data, error);
}

static gboolean
dialog_is_gone (gpointer data)
{
  return adw_application_window_get_visible_dialog (data) == NULL;
}

/* SQLite's own bound on the pages answers as a full disk does. */
static void
full_script (ApplicationFixture *fixture)
{
  CrmShell *shell = wait_for_shell (fixture);
  CrmWorkspace *workspace = crm_shell_get_workspace (shell);
  CrmStore *store = crm_workspace_get_store (workspace);
  GtkWindow *window = GTK_WINDOW (application_fixture_window (fixture));
  g_autofree char *name = g_strnfill (20000, 'W');
  g_autoptr (GError) error = NULL;
  GtkWidget *row;
  gint64 n = 0;

  g_assert_true (
      crm_store_write (store, limit_func, (gpointer) "PRAGMA max_page_count = 1", NULL, &error));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-record", "s", "company");
  row = application_fixture_wait (fixture, CRM_TYPE_FIELD_ROW, "Name");
  row = app_find_type (row, GTK_TYPE_TEXT);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  application_fixture_press (fixture, "Create");
  app_settle (300);
  app_picture (window, "disk-full");
  /* The dialog stands, and what was typed with it. */
  g_assert_false (dialog_is_gone (window));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, name);
  g_assert_true (crm_store_is_writable (store));

  g_assert_true (crm_store_write (store, limit_func, (gpointer) "PRAGMA max_page_count = 1000000",
                                  NULL, &error));
  application_fixture_press (fixture, "Create");
  g_assert_true (app_wait_for (dialog_is_gone, window));
  g_assert_true (crm_database_query_integer (crm_workspace_get_reader (workspace),
                                             "SELECT count(*) FROM company WHERE length(name) = "
                                             "20000",
                                             0, &n, &error));
  g_assert_cmpint (n, ==, 1);
}

static void
test_full (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_make_file (fixture);
  application_fixture_run (fixture, full_script, NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (ApplicationFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/opening/older-file-is-brought-up", test_older },
    { "/opening/can-be-stopped", test_stop },
    { "/opening/can-be-left", test_leave },
    { "/opening/newer-file-is-read", test_newer },
    { "/opening/shortage", test_shortage },
    { "/opening/second-copy", test_second_copy },
    { "/opening/full-disk-keeps-what-was-typed", test_full },
  };

  app_test_init (&argc, &argv);
  crm_migration_add_func (2, wait_func);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, ApplicationFixture, NULL, application_fixture_set_up, tests[i].test,
                application_fixture_tear_down);
  return g_test_run ();
}
