/* History in the window: taking back, the steps, the trash, any moment, what changed since. */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-as-of.h"
#include "crm-entry-list.h"
#include "crm-history-dialog.h"
#include "crm-throwaway.h"
#include "crm-window.h"

typedef struct {
  AppFixture app;
  CrmWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, "other");
  fixture->window =
      app_fixture_show_window (&fixture->app, width != NULL ? GPOINTER_TO_INT (width) : 1000, 720);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

static void
expect (gpointer root, const char *text, gboolean there)
{
  app_expect (root, GTK_TYPE_WIDGET, text, there);
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button;

  expect (root, name, TRUE);
  button = app_find (root, GTK_TYPE_BUTTON, name);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_settle (100);
}

/* Opens the menu of a row by its name and chooses. */
static void
choose (gpointer root, const char *row, const char *choice)
{
  g_autofree char *name = g_strdup_printf ("Menu: %s", row);
  GtkWidget *menu;
  GtkWidget *item;

  expect (root, name, TRUE);
  menu = app_find (root, GTK_TYPE_MENU_BUTTON, name);
  g_assert_nonnull (menu);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  app_settle (100);
  item = app_find (menu, GTK_TYPE_WIDGET, choice);
  g_assert_nonnull (item);
  while (!g_str_equal (G_OBJECT_TYPE_NAME (item), "GtkModelButton"))
    item = gtk_widget_get_parent (item);
  g_signal_emit_by_name (item, "clicked");
  app_settle (200);
}

static char *
read_city (Fixture *fixture, gint64 id)
{
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (fixture->app.workspace),
                                                  crm_entity_find ("company"), id, NULL);

  return record != NULL ? g_strdup (crm_record_get_text (record, "city")) : g_strdup ("gone");
}

typedef struct {
  Fixture *fixture;
  gint64 id;
  const char *city;
} City;

static gboolean
has_city (gpointer data)
{
  const City *city = data;
  g_autofree char *found = read_city (city->fixture, city->id);

  return g_strcmp0 (found, city->city) == 0;
}

static void
expect_city (Fixture *fixture, gint64 id, const char *text)
{
  City city = { fixture, id, text };

  g_assert_true (app_wait_for (has_city, &city));
}

static gint64
add_orion (Fixture *fixture)
{
  RecordFixture *record = &fixture->app.record;
  gint64 id =
      record_fixture_add (record, "company", "name", "Orion & <Sons>", "city", "Kyiv", NULL);

  record_fixture_set (record, "company", id, "city", "Lviv");
  record_fixture_set (record, "company", id, "website", "https://orion.example");
  return id;
}

static void
test_history_of_a_record (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  AdwDialog *dialog;

  crm_workspace_open_record (fixture->app.workspace, crm_entity_find ("company"), id);
  app_settle (100);
  dialog = crm_history_dialog_new (fixture->app.workspace, crm_entity_find ("company"), id, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  expect (dialog, "Kyiv → Lviv", TRUE);
  expect (dialog, "Created", TRUE);
  app_picture (fixture->app.window, "history");
  /* The change of the city alone goes; the site, set later, stays. */
  choose (dialog, "City", "Take Back This Change…");
  expect (fixture->window, "City: Lviv → Kyiv", TRUE);
  /* What another change did is not spoken of. */
  g_assert_null (
      app_find (fixture->window, GTK_TYPE_LABEL, "Website: https://orion.example → empty"));
  app_picture (fixture->app.window, "history-take-back");
  press (fixture->window, "Take Back");
  expect_city (fixture, id, "Kyiv");
  expect (dialog, "Lviv → Kyiv", TRUE);
  crm_workspace_undo (fixture->app.workspace);
  expect_city (fixture, id, "Lviv");
  adw_dialog_force_close (dialog);
}

static void
test_changed_since_is_asked (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  AdwDialog *dialog;

  record_fixture_set (&fixture->app.record, "company", id, "city", "Odesa");
  dialog = crm_history_dialog_new (fixture->app.workspace, crm_entity_find ("company"), id,
                                   crm_entity_field (crm_entity_find ("company"), "city"));
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  expect (dialog, "Lviv → Odesa", TRUE);
  /* One field: nothing else is there. */
  g_assert_null (app_find (dialog, GTK_TYPE_LABEL, "Created"));
  crm_workspace_undo (fixture->app.workspace);
  expect_city (fixture, id, "Lviv");
  record_fixture_set (&fixture->app.record, "company", id, "city", "Poltava");
  expect (dialog, "Lviv → Poltava", TRUE);
  adw_dialog_force_close (dialog);
  app_settle (100);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.steps", NULL));
  app_settle (100);
  /* "Set" is the label of all; the oldest of them is undone with all after it. */
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  expect (dialog, "Steps Taken", TRUE);
  expect (dialog, "Menu: Add", TRUE);
  app_picture (fixture->app.window, "steps");
  choose (dialog, "Add", "Undo Up to Here");
  expect_city (fixture, id, "gone");
  choose (dialog, "Add", "Redo Up to Here");
  expect_city (fixture, id, "Kyiv");
  adw_dialog_force_close (dialog);
}

static void
test_touched_since (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  gint64 change = 0;
  AdwDialog *dialog;

  record_fixture_set (&fixture->app.record, "company", id, "city", "Odesa");
  dialog = crm_history_dialog_new (fixture->app.workspace, crm_entity_find ("company"), id, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  choose (dialog, "Created", "Bring the Record Back to This Moment…");
  expect (fixture->window, "City: Odesa → Kyiv", TRUE);
  app_picture (fixture->app.window, "history-bring-back");
  press (fixture->window, "Bring Back");
  expect_city (fixture, id, "Kyiv");
  crm_workspace_undo (fixture->app.workspace);
  expect_city (fixture, id, "Odesa");
  choose (dialog, "Created", "Take Back This Change…");
  expect (fixture->window, "Changed since by", TRUE);
  app_picture (fixture->app.window, "history-touched");
  press (fixture->window, "Leave Those");
  expect_city (fixture, id, "Odesa");
  choose (dialog, "Created", "Take Back This Change…");
  press (fixture->window, "Take Along");
  expect_city (fixture, id, "gone");
  g_assert_cmpint (change, ==, 0);
  adw_dialog_force_close (dialog);
}

static void
test_trash (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  gint64 other = record_fixture_add (&fixture->app.record, "company", "name", "Vega", NULL);
  GtkWidget *check;

  record_fixture_delete (&fixture->app.record, "company", id);
  record_fixture_delete (&fixture->app.record, "company", other);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.trash", NULL));
  app_settle (100);
  expect (fixture->window, "Orion & <Sons>", TRUE);
  expect (fixture->window, "Vega", TRUE);
  app_picture (fixture->app.window, "trash");
  choose (fixture->window, "Vega", "Restore");
  expect (fixture->window, "Vega", FALSE);
  check = app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, "Select: Orion & <Sons>");
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  app_settle (300);
  press (fixture->window, "Restore 1 Record");
  expect_city (fixture, id, "Lviv");
  expect (fixture->window, "Nothing Is in the Trash", TRUE);
  app_picture (fixture->app.window, "trash-empty");
  crm_workspace_undo (fixture->app.workspace);
  expect_city (fixture, id, "gone");
}

static void
test_any_moment (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  AdwDialog *dialog =
      crm_history_dialog_new (fixture->app.workspace, crm_entity_find ("company"), id, NULL);
  CrmWorkspace *past;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  CrmChange *change;
  GtkWindow *window;

  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  choose (dialog, "Created", "See Everything at This Moment");
  window = app_await_copy ();
  gtk_window_set_default_size (window, 1000, 720);
  past = crm_shell_get_workspace (crm_window_get_shell (CRM_WINDOW (window)));
  record = crm_record_load (crm_workspace_get_reader (past), crm_entity_find ("company"), id, NULL);
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Kyiv");
  /* Terms are late or not as they were then. */
  g_assert_cmpint (crm_workspace_get_now (past), ==, crm_record_get_integer (record, "created"));
  crm_shell_go_to (crm_window_get_shell (CRM_WINDOW (window)), crm_section_find ("companies"));
  expect (window, "Orion & <Sons>", TRUE);
  app_picture (window, "past-list");
  crm_workspace_open_record (past, crm_entity_find ("company"), id);
  app_settle (300);
  app_picture (window, "past-record");
  /* An attempt is answered by a sentence, and nothing is written. */
  change = crm_workspace_begin (past, "Try");
  crm_change_set_text (change, crm_entity_find ("company"), id, "city", "Nowhere");
  g_assert_cmpint (crm_change_commit_sync (change, crm_workspace_get_store (past), &error), <, 0);
  crm_change_free (change);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "as it was on"));
  gtk_window_close (window);
  adw_dialog_force_close (dialog);
  app_await_no_copies ();
}

static void
test_what_changed (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);

  record_fixture_delete (
      &fixture->app.record, "company",
      record_fixture_add (&fixture->app.record, "company", "name", "Vega", NULL));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.changed-since", NULL));
  app_settle (100);
  expect (fixture->window, "Orion & <Sons>", TRUE);
  expect (fixture->window, "Company · Created", TRUE);
  /* It came and went meanwhile. */
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "Vega"));
  app_picture (fixture->app.window, "changed-since");
  record_fixture_set (&fixture->app.record, "company", id, "name", "Lira");
  expect (fixture->window, "Lira", TRUE);
}

static void
test_narrow (Fixture *fixture, gconstpointer unused)
{
  gint64 id = add_orion (fixture);
  AdwDialog *dialog =
      crm_history_dialog_new (fixture->app.workspace, crm_entity_find ("company"), id, NULL);

  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  app_settle (300);
  app_picture (fixture->app.window, "history-narrow");
  adw_dialog_force_close (dialog);
  app_settle (300);
}

static void
test_narrow_changes (Fixture *fixture, gconstpointer unused)
{
  add_orion (fixture);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.changed-since", NULL));
  app_settle (300);
  app_picture (fixture->app.window, "changed-since-narrow");
}

static void
test_as_of_dialog (Fixture *fixture, gconstpointer unused)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.as-of", NULL));
  app_settle (300);
  app_picture (fixture->app.window, "as-of-narrow");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  adw_dialog_force_close (dialog);
  app_settle (300);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("voronka-cache-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  app_test_init (&argc, &argv);
#define CASE(name, width, func)                                                                    \
  g_test_add ("/history-pages/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)
  CASE ("record", 0, test_history_of_a_record);
  CASE ("field-and-steps", 0, test_changed_since_is_asked);
  CASE ("touched-since", 0, test_touched_since);
  CASE ("trash", 0, test_trash);
  CASE ("any-moment", 0, test_any_moment);
  CASE ("changed-since", 0, test_what_changed);
  CASE ("narrow", 360, test_narrow);
  CASE ("narrow-changes", 360, test_narrow_changes);
  CASE ("as-of-dialog", 360, test_as_of_dialog);
  result = g_test_run ();
  record_fixture_remove_folder (cache);
  return result;
}
