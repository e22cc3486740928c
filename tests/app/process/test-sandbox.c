/* The sandbox: a copy in a window of its own that reaches the company by no way, and goes. */
#include "config.h"

#include "app-fixture.h"
#include "crm-process.h"
#include "crm-sandbox.h"
#include "crm-setting.h"
#include "crm-throwaway.h"
#include "crm-window.h"

typedef struct {
  AppFixture app;
  CrmWindow *window;
  gint64 company;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, "other");
  fixture->company = record_fixture_add (&fixture->app.record, "company", "name", "Orion", NULL);
  fixture->window = app_fixture_show_window (&fixture->app, 1000, 720);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

static GtkWindow *
open_sandbox (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sandbox", NULL));
  return app_await_copy ();
}

static CrmWorkspace *
get_workspace (GtkWindow *window)
{
  return crm_shell_get_workspace (crm_window_get_shell (CRM_WINDOW (window)));
}

static char *
read_name (CrmWorkspace *workspace, gint64 id)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (workspace), crm_entity_find ("company"), id, NULL);

  return g_strdup (crm_record_get_text (record, "name"));
}

static gboolean
commit (CrmWorkspace *workspace, CrmChange *change, GError **error)
{
  gboolean done = crm_change_commit_sync (change, crm_workspace_get_store (workspace), error) > 0;

  crm_change_free (change);
  return done;
}

static void
test_tried (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = record_fixture_dump (&fixture->app.record);
  g_autofree char *after = NULL;
  g_autofree char *renamed = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *window = open_sandbox (fixture);
  CrmWorkspace *sandbox = get_workspace (window);
  CrmChange *change = crm_workspace_begin (sandbox, "Try");

  crm_change_set_text (change, crm_entity_find ("company"), fixture->company, "name", "Vega");
  g_assert_true (commit (sandbox, change, &error));
  g_assert_no_error (error);
  renamed = read_name (sandbox, fixture->company);
  g_assert_cmpstr (renamed, ==, "Vega");
  kept = read_name (fixture->app.workspace, fixture->company);
  g_assert_cmpstr (kept, ==, "Orion");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  crm_shell_go_to (crm_window_get_shell (CRM_WINDOW (window)), crm_section_find ("companies"));
  gtk_window_set_default_size (window, 1000, 720);
  app_settle (300);
  app_picture (window, "sandbox");
  gtk_window_set_default_size (window, 360, 720);
  app_settle (300);
  app_picture (window, "sandbox-narrow");
  gtk_window_close (window);
  app_await_no_copies ();
  after = record_fixture_dump (&fixture->app.record);
  g_assert_cmpstr (after, ==, before);
}

/* What the whole program shares, and what the application does to the company, is out of reach. */
static void
test_reaches_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *window = open_sandbox (fixture);
  CrmWorkspace *sandbox = get_workspace (window);
  g_autoptr (CrmRecord) field = crm_record_new (crm_entity_find ("custom_field"));
  CrmChange *change = crm_workspace_begin (sandbox, "Try");

  crm_record_set_text (field, "label", "Rating");
  crm_record_set_text (field, "entity", "company");
  crm_change_add (change, field);
  g_assert_false (commit (sandbox, change, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (window), "app.import-everything", NULL));
  /* A sandbox has none of its own. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sandbox", NULL);
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "app.preferences", NULL));
  app_settle (300);
  app_picture (window, "sandbox-preferences");
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  app_settle (100);
  gtk_window_close (window);
  app_await_no_copies ();
}

static void
count_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ++*(int *) user_data;
}

/* The application works for the company; from the sandbox nothing of it is reached but what
 * concerns the program alone. */
static void
test_application (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GtkApplication) application =
      gtk_application_new ("org.example.Sandbox", G_APPLICATION_NON_UNIQUE);
  g_autoptr (GSimpleAction) import = g_simple_action_new ("import-everything", NULL);
  g_autoptr (GSimpleAction) about = g_simple_action_new ("about", NULL);
  g_autoptr (GError) error = NULL;
  GtkWindow *window;
  int n_import = 0;
  int n_about = 0;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (import, "activate", G_CALLBACK (count_cb), &n_import);
  g_signal_connect (about, "activate", G_CALLBACK (count_cb), &n_about);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (import));
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (about));
  gtk_window_set_application (fixture->app.window, application);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.import-everything", NULL);
  g_assert_cmpint (n_import, ==, 1);
  window = open_sandbox (fixture);
  g_assert_true (gtk_window_get_application (window) == application);
  gtk_widget_activate_action (GTK_WIDGET (window), "app.import-everything", NULL);
  g_assert_cmpint (n_import, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "app.about", NULL);
  g_assert_cmpint (n_about, ==, 1);
  gtk_window_close (window);
  app_await_no_copies ();
  gtk_window_set_application (fixture->app.window, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("voronka-cache-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  app_test_init (&argc, &argv);
  g_test_add ("/sandbox/tried", Fixture, NULL, set_up, test_tried, tear_down);
  g_test_add ("/sandbox/reaches-nothing", Fixture, NULL, set_up, test_reaches_nothing, tear_down);
  g_test_add ("/sandbox/application", Fixture, NULL, set_up, test_application, tear_down);
  result = g_test_run ();
  record_fixture_remove_folder (cache);
  return result;
}
