/* Preferences: who works here, what is told, checking and copying one's data. */
#include "config.h"

#include "app-fixture.h"
#include "crm-alarm.h"
#include "crm-file-facts.h"
#include "crm-preferences.h"
#include "shell/fake-portal.h"

typedef struct {
  AppFixture app;
  GSettings *settings;
  CrmBackground *background;
  AdwDialog *dialog; /* borrowed */
  gint64 anna;
} PreferencesFixture;

static void
set_up_wide (PreferencesFixture *fixture, int width)
{
  app_fixture_set_up (&fixture->app, NULL);
  fixture->anna =
      record_fixture_add (&fixture->app.record, "person", "name", "Anna <b> & Co", NULL);
  fixture->settings = g_settings_new (APP_ID);
  app_fixture_show (&fixture->app, adw_navigation_page_new (gtk_label_new (""), "page"), width,
                    800);
  fixture->background = crm_background_new (fixture->settings);
  fixture->dialog = ADW_DIALOG (
      crm_preferences_new (fixture->app.workspace, fixture->settings, fixture->background));
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->app.window));
  app_settle (100);
}

static void
set_up (PreferencesFixture *fixture, gconstpointer unused)
{
  set_up_wide (fixture, 900);
}

static void
set_up_narrow (PreferencesFixture *fixture, gconstpointer unused)
{
  set_up_wide (fixture, 370); /* with the frame of a bare display */
}

static void
tear_down (PreferencesFixture *fixture, gconstpointer unused)
{
  g_settings_reset (fixture->settings, "colour-scheme");
  g_settings_reset (fixture->settings, "notify-own-changes");
  g_settings_reset (fixture->settings, "document-language");
  g_clear_object (&fixture->background);
  g_settings_reset (fixture->settings, "second-backup-folder");
  g_clear_object (&fixture->settings);
  app_fixture_tear_down (&fixture->app, NULL);
}

static GtkWidget *
find (PreferencesFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = app_find (fixture->dialog, type, name);

  g_assert_nonnull (widget);
  return widget;
}

static void
turn_to_data (PreferencesFixture *fixture)
{
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (fixture->dialog), "data");
  app_settle (100);
}

static gboolean
is_anna (gpointer data)
{
  PreferencesFixture *fixture = data;

  return crm_workspace_get_me (fixture->app.workspace) == fixture->anna;
}

static void
test_me (PreferencesFixture *fixture, gconstpointer unused)
{
  AdwComboRow *row =
      ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW, "Who works at this computer"));
  GListModel *names = adw_combo_row_get_model (row);
  CrmDatabase *reader = record_fixture_reader (&fixture->app.record);

  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 2);
  for (guint i = 0; i < 2; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (names), i), "Anna <b> & Co") == 0)
      adw_combo_row_set_selected (row, i);
  g_assert_true (app_wait_for (is_anna, fixture));
  g_assert_cmpint (crm_setup_get_me (reader), ==, fixture->anna);
}

static void
test_settings (PreferencesFixture *fixture, gconstpointer unused)
{
  GtkWidget *style = find (fixture, ADW_TYPE_COMBO_ROW, "Light or dark");
  GtkWidget *own = find (fixture, ADW_TYPE_SWITCH_ROW, "Tell of my own changes too");
  GtkWidget *language = find (fixture, ADW_TYPE_COMBO_ROW, "Language of new documents");
  g_autofree char *scheme = NULL;
  g_autofree char *code = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (style), 2);
  adw_switch_row_set_active (ADW_SWITCH_ROW (own), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (language), 1);
  scheme = g_settings_get_string (fixture->settings, "colour-scheme");
  code = g_settings_get_string (fixture->settings, "document-language");
  g_assert_cmpstr (scheme, ==, "force-dark");
  g_assert_true (g_settings_get_boolean (fixture->settings, "notify-own-changes"));
  g_assert_cmpstr (code, ==,
                   crm_entity_field (crm_entity_find ("document"), "language")->choices[0].code);
  adw_combo_row_set_selected (ADW_COMBO_ROW (language), 0);
  g_free (code);
  code = g_settings_get_string (fixture->settings, "document-language");
  g_assert_cmpstr (code, ==, "");
}

/* --- Reminders */

static gboolean
is_usual (gpointer data)
{
  PreferencesFixture *fixture = data;
  g_autofree char *usual =
      crm_alarm_dup_default (record_fixture_reader (&fixture->app.record), "call");

  return g_strcmp0 (usual, "30") == 0;
}

static void
turn_to_reminders (PreferencesFixture *fixture)
{
  g_signal_emit_by_name (find (fixture, ADW_TYPE_ACTION_ROW, "Reminders"), "activated");
  app_settle (400);
}

static void
test_reminders (PreferencesFixture *fixture, gconstpointer unused)
{
  GtkWidget *row;

  turn_to_reminders (fixture);
  app_picture (fixture->app.window, "preferences-reminders");
  row = find (fixture, ADW_TYPE_COMBO_ROW, "Call");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 4);
  g_assert_true (app_wait_for (is_usual, fixture));

  adw_switch_row_set_active (ADW_SWITCH_ROW (find (fixture, ADW_TYPE_SWITCH_ROW, "Quiet hours")),
                             TRUE);
  row = find (fixture, ADW_TYPE_COMBO_ROW, "From");
  g_assert_true (gtk_widget_is_sensitive (row));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 40);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 43);
  g_assert_true (g_settings_get_boolean (fixture->settings, "quiet-hours"));
  g_assert_cmpint (g_settings_get_int (fixture->settings, "quiet-from"), ==, 21 * 60 + 30);
  g_settings_reset (fixture->settings, "quiet-hours");
  g_settings_reset (fixture->settings, "quiet-from");
}

static void
test_narrow (PreferencesFixture *fixture, gconstpointer unused)
{
  app_picture (fixture->app.window, "preferences-narrow");
  turn_to_reminders (fixture);
  app_picture (fixture->app.window, "preferences-reminders-narrow");
}

static gboolean
has_answer (gpointer background)
{
  return crm_background_get_state (background) != CRM_BACKGROUND_ASKING;
}

static void
test_background (PreferencesFixture *fixture, gconstpointer answer)
{
  FakePortal *portal = fake_portal_new (GPOINTER_TO_INT (answer));
  gboolean granted = GPOINTER_TO_INT (answer) == FAKE_PORTAL_GRANTS;
  GtkWidget *row;

  turn_to_reminders (fixture);
  row = find (fixture, ADW_TYPE_SWITCH_ROW, "Remind me when the window is closed");
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (app_wait_for (has_answer, fixture->background));
  g_assert_cmpint (adw_switch_row_get_active (ADW_SWITCH_ROW (row)), ==, granted);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   crm_background_get_text (fixture->background));
  app_picture (fixture->app.window,
               granted ? "preferences-background" : "preferences-background-refused");
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_cmpint (crm_background_get_state (fixture->background), ==,
                   granted ? CRM_BACKGROUND_OFF : CRM_BACKGROUND_REFUSED);
  crm_background_set (fixture->background, FALSE, NULL);
  app_settle (100);
  fake_portal_free (portal);
}

static gboolean
is_sound (gpointer data)
{
  return app_find (((PreferencesFixture *) data)->dialog, ADW_TYPE_ACTION_ROW,
                   "Everything is sound") != NULL;
}

static gboolean
is_wrong (gpointer data)
{
  return app_find (((PreferencesFixture *) data)->dialog, ADW_TYPE_ACTION_ROW,
                   "Something is wrong: restore a backup, and keep this text") != NULL;
}

static gboolean
lose_words_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_database_execute (database, "DELETE FROM person_search", error);
}

static void
test_check (PreferencesFixture *fixture, gconstpointer unused)
{
  GtkWidget *button;

  turn_to_data (fixture);
  button = find (fixture, ADW_TYPE_BUTTON_ROW, "_Check My Data");
  g_signal_emit_by_name (button, "activated");
  g_assert_true (app_wait_for (is_sound, fixture));

  g_assert_true (crm_store_write (fixture->app.record.store, lose_words_func, NULL, NULL, NULL));
  g_signal_emit_by_name (button, "activated");
  g_assert_true (app_wait_for (is_wrong, fixture));
}

static gboolean
has_copy (gpointer data)
{
  return crm_store_get_last_backup (((PreferencesFixture *) data)->app.record.store) != 0;
}

static gboolean
says_when (gpointer data)
{
  GtkWidget *row =
      app_find (((PreferencesFixture *) data)->dialog, ADW_TYPE_ACTION_ROW, "Last checked backup");

  return row != NULL &&
         g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "None yet") != 0;
}

static void
test_back_up (PreferencesFixture *fixture, gconstpointer unused)
{
  turn_to_data (fixture);
  g_assert_false (says_when (fixture));
  g_signal_emit_by_name (find (fixture, ADW_TYPE_BUTTON_ROW, "_Back Up Now"), "activated");
  g_assert_true (app_wait_for (has_copy, fixture));
  g_assert_true (app_wait_for (says_when, fixture));
}

/* A folder of another disk is shown, and can be given up. */
static void
test_second_copy (PreferencesFixture *fixture, gconstpointer unused)
{
  GtkWidget *row;
  g_autoptr (GVariant) value = NULL;

  g_settings_set_value (fixture->settings, "second-backup-folder",
                        g_variant_new_bytestring ("/media/stick/копии"));
  adw_dialog_force_close (fixture->dialog);
  app_settle (300);
  fixture->dialog =
      ADW_DIALOG (crm_preferences_new (fixture->app.workspace, fixture->settings, NULL));
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->app.window));
  app_settle (100);
  turn_to_data (fixture);
  row = find (fixture, ADW_TYPE_ACTION_ROW, "Second copy");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "/media/stick/копии");
  app_picture (fixture->app.window, "preferences-second-copy");
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "No Second Copy"), "clicked");
  value = g_settings_get_value (fixture->settings, "second-backup-folder");
  g_assert_cmpstr (g_variant_get_bytestring (value), ==, "");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "None"));
}

static void
test_facts (PreferencesFixture *fixture, gconstpointer unused)
{
  gint64 last_change = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) facts = NULL;

  record_fixture_add (&fixture->app.record, "company", "name", "Vega", NULL);
  record_fixture_add (&fixture->app.record, "company", "name", "Lira", NULL);
  facts = crm_file_facts_read (fixture->app.record.path, &last_change, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_array_index (facts, CrmFileFact, 0).entity->name, ==, "company");
  g_assert_cmpint (g_array_index (facts, CrmFileFact, 0).n, ==, 2);
  g_assert_cmpint (last_change, >, 0);
  g_clear_pointer (&facts, g_array_unref);
  facts = crm_file_facts_read ("/nowhere/at.voronka", &last_change, &error);
  g_assert_null (facts);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (PreferencesFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/preferences/me", test_me },
    { "/preferences/settings", test_settings },
    { "/preferences/check", test_check },
    { "/preferences/back-up", test_back_up },
    { "/preferences/second-copy", test_second_copy },
    { "/preferences/file-facts", test_facts },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, PreferencesFixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add ("/preferences/reminders", PreferencesFixture, NULL, set_up, test_reminders,
              tear_down);
  g_test_add ("/preferences/reminders-narrow", PreferencesFixture, NULL, set_up_narrow, test_narrow,
              tear_down);
  g_test_add ("/preferences/background-granted", PreferencesFixture,
              GINT_TO_POINTER (FAKE_PORTAL_GRANTS), set_up, test_background, tear_down);
  g_test_add ("/preferences/background-refused", PreferencesFixture,
              GINT_TO_POINTER (FAKE_PORTAL_REFUSES), set_up, test_background, tear_down);
  return g_test_run ();
}
