/* The application: first run, faults of the company file, copies, what is asked of it. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "application-fixture.h"
#include "crm-backup.h"
#include "crm-company-file.h"
#include "crm-import-dialog.h"
#include "crm-setup.h"

static CrmShell *
wait_for_shell (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LIST_BOX, "Sections");
  return crm_window_get_shell (application_fixture_window (fixture));
}

/* --- First run */

static void
type (ApplicationFixture *fixture, const char *title, const char *text)
{
  GtkWidget *row = application_fixture_wait (fixture, ADW_TYPE_ENTRY_ROW, title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
first_run_script (ApplicationFixture *fixture)
{
  CrmWorkspace *workspace;
  CrmDatabase *reader;
  g_autofree char *company = NULL;
  g_autofree char *person = NULL;
  g_autofree char *label = NULL;
  GtkWidget *country;
  AdwDialog *dialog;

  /* Nothing is made before one has said who one is. */
  application_fixture_press (fixture, "Set Up My Company");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  country = application_fixture_wait (fixture, ADW_TYPE_COMBO_ROW, "Country");
  adw_combo_row_set_selected (ADW_COMBO_ROW (country), 0);
  g_assert_false (
      gtk_widget_is_sensitive (application_fixture_wait (fixture, GTK_TYPE_BUTTON, "Continue")));
  type (fixture, "Name of the company", "  Орион & <Строй>  ");
  type (fixture, "Tax number (ИНН)", "7707083894");
  g_assert_nonnull (application_fixture_wait (fixture, GTK_TYPE_LABEL,
                                              "The check digit of INN “7707083894” is wrong"));
  type (fixture, "Tax number (ИНН)", "7707083893");
  app_settle (20);
  g_assert_null (app_find (application_fixture_window (fixture), GTK_TYPE_LABEL,
                           "The check digit of INN “7707083894” is wrong"));
  type (fixture, "Your own name", "Анна Петрова");
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "first-run");
  application_fixture_press (fixture, "Continue");
  application_fixture_press (fixture, "Choose a Table…");
  dialog = adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (application_fixture_window (fixture)));
  g_assert_true (CRM_IS_IMPORT_DIALOG (dialog));
  adw_dialog_force_close (dialog);
  application_fixture_press (fixture, "Nothing Yet");
  application_fixture_press (fixture, "Start");

  workspace = crm_shell_get_workspace (wait_for_shell (fixture));
  reader = crm_workspace_get_reader (workspace);
  company = crm_reference_title (reader, crm_entity_find ("company"),
                                 crm_workspace_get_own_company (workspace));
  person =
      crm_reference_title (reader, crm_entity_find ("person"), crm_workspace_get_me (workspace));
  g_assert_cmpstr (company, ==, "Орион & <Строй>");
  g_assert_cmpstr (person, ==, "Анна Петрова");
  g_assert_cmpstr (crm_workspace_get_country (workspace), ==, "ru");
  /* What one begins with is no step to take back. */
  g_assert_cmpint (crm_journal_get_undo (reader, &label), ==, 0);
}

static void
test_first_run (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, first_run_script, NULL);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* --- Opening */

static void
open_script (ApplicationFixture *fixture)
{
  CrmShell *shell = wait_for_shell (fixture);

  g_assert_cmpstr (crm_store_get_path (crm_workspace_get_store (crm_shell_get_workspace (shell))),
                   ==, fixture->path);
  g_assert_cmpstr (crm_shell_get_section (shell)->name, ==, "today");
}

static guint
count_backups (ApplicationFixture *fixture)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_auto (GStrv) names = crm_backup_list (backups, "company");

  return g_strv_length (names);
}

static void
test_a_copy_is_made_at_the_end (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_make_file (fixture);
  g_assert_cmpuint (count_backups (fixture), ==, 0);
  application_fixture_run (fixture, open_script, NULL);
  g_assert_cmpuint (count_backups (fixture), ==, 1);
  /* Nothing was changed in between. */
  application_fixture_run (fixture, open_script, NULL);
  g_assert_cmpuint (count_backups (fixture), ==, 1);
}

static void
demo_script (ApplicationFixture *fixture)
{
  g_autofree char *path = crm_company_file_demo (20);
  CrmShell *shell = wait_for_shell (fixture);
  GtkWidget *banner = application_fixture_wait (fixture, GTK_TYPE_LABEL,
                                                "This is demo data: try whatever you like");

  g_assert_cmpstr (crm_store_get_path (crm_workspace_get_store (crm_shell_get_workspace (shell))),
                   ==, path);
  g_assert_nonnull (banner);
  /* One's own file is still to be begun. */
  application_fixture_press (fixture, "Start My Own");
  g_assert_nonnull (application_fixture_wait (fixture, GTK_TYPE_BUTTON, "Set Up My Company"));
}

static void
test_demo (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_run (fixture, demo_script, "--demo=20");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* --- Faults */

static void
write_garbage (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (
      g_file_set_contents (path, "This is no company file at all, but a letter.\n", -1, NULL));
}

static void
spoil_pages (const char *path)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = 8192; i < length; i += 512)
    content[i] ^= 0x55;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
make_newer (const char *path)
{
  execute (path, "PRAGMA user_version = 9999");
}

static void
make_foreign (const char *path)
{
  g_remove (path);
  execute (path, "CREATE TABLE sale (id INTEGER); INSERT INTO sale VALUES (1)");
}

typedef struct {
  const char *name;
  void (*spoil) (const char *path);
  const char *heading;
  const char *buttons[3];
} FaultCase;

static const FaultCase *present_case;

static void
fault_script (ApplicationFixture *fixture)
{
  g_autofree char *picture = g_strconcat ("fault-", present_case->name, NULL);

  application_fixture_wait (fixture, GTK_TYPE_LABEL, present_case->heading);
  for (gsize i = 0; i < G_N_ELEMENTS (present_case->buttons) && present_case->buttons[i] != NULL;
       i++)
    g_assert_nonnull (
        application_fixture_wait (fixture, GTK_TYPE_BUTTON, present_case->buttons[i]));
  g_assert_null (crm_window_get_shell (application_fixture_window (fixture)));
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), picture);
}

static void
test_faults (ApplicationFixture *fixture, gconstpointer unused)
{
  static const FaultCase cases[] = {
    { "letter",
      write_garbage,
      "The company file is damaged",
      { "Restore a Backup…", "Recover What Can Be Read", "Quit" } },
    { "spoilt",
      spoil_pages,
      "The company file is damaged",
      { "Restore a Backup…", "Recover What Can Be Read", "Quit" } },
    { "foreign", make_foreign, "The company file is damaged", { "Restore a Backup…", "Quit" } },
    { "newer",
      make_newer,
      "The company file is of a newer Voronka",
      { "Try Again", "Restore a Backup…", "Quit" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    gsize length = 0, length_after = 0;

    g_remove (fixture->path);
    application_fixture_make_file (fixture);
    cases[i].spoil (fixture->path);
    g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
    present_case = &cases[i];
    application_fixture_run (fixture, fault_script, NULL);
    /* What cannot be read is never written to. */
    g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
    g_assert_cmpmem (before, length, after, length_after);
  }
}

static void
busy_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "The company file is in use");
}

static void
test_busy (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autoptr (CrmStore) other = NULL;
  g_autoptr (GError) error = NULL;

  application_fixture_make_file (fixture);
  other = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  application_fixture_run (fixture, busy_script, NULL);
  g_assert_true (crm_store_close (other, &error));
  g_assert_no_error (error);
}

/* --- A file from elsewhere */

static void
take_script (ApplicationFixture *fixture)
{
  CrmDatabase *reader;
  g_autofree char *name = NULL;
  CrmWorkspace *workspace;

  application_fixture_wait (fixture, GTK_TYPE_LABEL, "Use this file from now on?");
  app_picture (GTK_WINDOW (application_fixture_window (fixture)), "restore");
  application_fixture_press (fixture, "Use It");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "The backup is in place");
  application_fixture_press (fixture, "Close");
  workspace = crm_shell_get_workspace (wait_for_shell (fixture));
  reader = crm_workspace_get_reader (workspace);
  name = crm_reference_title (reader, crm_entity_find ("company"),
                              crm_workspace_get_own_company (workspace));
  g_assert_null (name);
}

static void
refuse_script (ApplicationFixture *fixture)
{
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "This file cannot be used");
  application_fixture_press (fixture, "Close");
  open_script (fixture);
}

static void
test_file_from_elsewhere (ApplicationFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", NULL);
  g_autofree char *elsewhere = g_build_filename (folder, "other.voronka", NULL);
  g_autofree char *letter = g_build_filename (folder, "letter.voronka", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *home = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_replaced = 0;

  application_fixture_make_file (fixture);
  write_garbage (letter);
  application_fixture_run (fixture, refuse_script, letter);

  g_assert_true (crm_setup_create (elsewhere, "pl", &error));
  g_assert_no_error (error);
  application_fixture_run (fixture, take_script, elsewhere);
  /* What was there is kept beside it, what was taken is a copy. */
  dir = g_dir_open (home, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_replaced += strstr (name, ".replaced-") != NULL && g_str_has_suffix (name, ".voronka");
  g_assert_cmpuint (n_replaced, ==, 1);
  g_assert_true (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
}

/* --- Recovery */

static void
recover_script (ApplicationFixture *fixture)
{
  application_fixture_press (fixture, "Recover What Can Be Read");
  application_fixture_wait (fixture, GTK_TYPE_LABEL, "Recovered what could be read");
  application_fixture_press (fixture, "Close");
  wait_for_shell (fixture);
}

static void
spoil_a_little (const char *path)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[length - 2000] ^= 0x55;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_recovery (ApplicationFixture *fixture, gconstpointer unused)
{
  application_fixture_make_file (fixture);
  spoil_a_little (fixture->path);
  application_fixture_run (fixture, recover_script, NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (ApplicationFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/application/first-run", test_first_run },
    { "/application/a-copy-is-made-at-the-end", test_a_copy_is_made_at_the_end },
    { "/application/demo", test_demo },
    { "/application/faults", test_faults },
    { "/application/busy", test_busy },
    { "/application/file-from-elsewhere", test_file_from_elsewhere },
    { "/application/recovery", test_recovery },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, ApplicationFixture, NULL, application_fixture_set_up, tests[i].test,
                application_fixture_tear_down);
  return g_test_run ();
}
