/* Requests to colleagues in the window: asked with what must be given, answered with what must come
 * back, refused with a reason; each press is taken back by one Undo. */
#include "config.h"

#include <glib/gstdio.h>

#include "app-fixture.h"
#include "crm-answer-sheet.h"
#include "crm-ask-dialog.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-error.h"
#include "crm-field-row.h"
#include "crm-preferences.h"
#include "crm-record-page.h"
#include "crm-request-rows.h"
#include "crm-tasks-page.h"
#include "crm-today-page.h"

static void
set_up (AppFixture *fixture, gconstpointer country)
{
  g_setenv ("VORONKA_NOW", "2026-11-23T10:00", TRUE);
  app_fixture_set_up (fixture, country);
  record_fixture_add (&fixture->record, "person", "name", "Oleh", "role", "project_manager", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Orion", "responsible", "1", NULL);
}

static void
tear_down (AppFixture *fixture, gconstpointer country)
{
  app_fixture_tear_down (fixture, country);
  g_unsetenv ("VORONKA_NOW");
}

static void
await (AppFixture *fixture, const char *text)
{
  app_expect (fixture->window, GTK_TYPE_WIDGET, text, TRUE);
}

static gboolean
can_press (AppFixture *fixture, const char *name)
{
  return gtk_widget_is_sensitive (app_find (fixture->window, GTK_TYPE_BUTTON, name));
}

/* The row that answers a question. */
static void
type (gpointer root, const char *question, const char *text)
{
  GtkWidget *row = app_find (root, CRM_TYPE_FIELD_ROW, question);

  g_assert_nonnull (row);
  crm_field_row_set_typed (CRM_FIELD_ROW (row), text);
  crm_field_row_touch (CRM_FIELD_ROW (row));
}

static GFile *
write_file (AppFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "cubic metres", -1, NULL));
  return g_file_new_for_path (path);
}

/* Orion's page, "Ask a Colleague…", an estimate. */
static void
ask (AppFixture *fixture)
{
  GtkWidget *dialog;

  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (
                        crm_record_page_new (fixture->workspace, crm_entity_find ("company"), 1)),
                    900, 900);
  g_assert_true (gtk_widget_activate_action (app_find_type (fixture->window, CRM_TYPE_RECORD_PAGE),
                                             "record.ask", NULL));
  await (fixture, "What the client needs");
  dialog = app_find_type (fixture->window, CRM_TYPE_ASK_DIALOG);
  g_assert_false (can_press (fixture, "Ask"));
  app_picture (fixture->window, "request-ask");
  type (dialog, "What the client needs", "Two gates");
  g_assert_true (can_press (fixture, "Ask"));
  app_press (fixture->window, "Ask");
  app_expect_records (fixture,
                      "activity WHERE state = 'attention' AND responsible = 2 AND asker = 1 AND "
                      "company = 1 AND title = 'Prepare an estimate'");
}

static void
test_ask (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;

  ask (fixture);
  app_expect_records (fixture, "request_answer WHERE text = 'Two gates'");
  app_expect_records (fixture, "reminder WHERE kind = 'request' AND person = 2");
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
  app_settle (200);
  gtk_window_set_default_size (fixture->window, 360, 720);
  g_assert_true (gtk_widget_activate_action (app_find_type (fixture->window, CRM_TYPE_RECORD_PAGE),
                                             "record.ask", NULL));
  await (fixture, "What the client needs");
  app_settle (300);
  app_picture (fixture->window, "request-ask-narrow");
}

static void
test_answer (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (GFile) file = write_file (fixture, "estimate.txt");
  GtkWidget *sheet;

  ask (fixture);
  crm_workspace_set_me (fixture->workspace, 2);
  app_settle (200);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 700);
  app_press (fixture->window, "Answer…: Prepare an estimate");
  await (fixture, "Sum and terms");
  sheet = app_find_type (fixture->window, CRM_TYPE_ANSWER_SHEET);
  g_assert_false (can_press (fixture, "Answer"));
  type (sheet, "Sum and terms", "40 000, a month");
  g_assert_false (can_press (fixture, "Answer"));
  crm_request_rows_attach (crm_answer_sheet_get_rows (CRM_ANSWER_SHEET (sheet)), 1, file);
  await (fixture, "estimate.txt");
  app_picture (fixture->window, "request-answer");
  app_press (fixture->window, "Answer");
  app_expect_records (fixture, "activity WHERE state = 'done' AND asker = 1");
  app_expect_records (fixture, "request_answer WHERE text = '40 000, a month'");
  app_expect_records (fixture, "file WHERE name = 'estimate.txt'");
  app_expect_records (fixture, "reminder WHERE kind = 'answer' AND person = 1");
  crm_workspace_set_me (fixture->workspace, 1);
  app_settle (200);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  await (fixture, "Answered");
  app_picture (fixture->window, "request-today");
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (
                        crm_record_page_new (fixture->workspace, crm_entity_find ("activity"), 1)),
                    1100, 900);
  await (fixture, "40 000, a month");
  app_picture (fixture->window, "request-card");
}

static void
test_refuse (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *more;
  GtkWidget *entry;
  GtkWidget *dialog;

  ask (fixture);
  crm_workspace_set_me (fixture->workspace, 2);
  app_settle (200);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 700);
  await (fixture, "More for “Prepare an estimate”");
  more = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, "More for “Prepare an estimate”");
  g_assert_true (gtk_widget_activate_action (more, "task.refuse", NULL));
  await (fixture, "Why Is It Refused?");
  dialog = app_find_type (fixture->window, ADW_TYPE_ALERT_DIALOG);
  app_settle (200);
  g_assert_false (gtk_widget_is_sensitive (app_find (dialog, GTK_TYPE_BUTTON, "Refuse")));
  entry = app_find (fixture->window, GTK_TYPE_ENTRY, "Reason");
  gtk_editable_set_text (GTK_EDITABLE (entry), "On leave");
  g_assert_true (gtk_widget_is_sensitive (app_find (dialog, GTK_TYPE_BUTTON, "Refuse")));
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Refuse"), "clicked");
  app_expect_records (fixture, "activity WHERE state = 'cancelled' AND outcome = 'On leave'");
  app_expect_records (fixture, "reminder WHERE kind = 'answer' AND person = 1");
}

/* Another kind, and back again: what was typed and attached is still there. */
static void
test_other_kind (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (GFile) file = write_file (fixture, "plan.txt");
  CrmAskDialog *dialog;
  GtkWidget *kind;
  guint selected;

  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_tasks_page_new (fixture->workspace, NULL)),
                    900, 700);
  dialog = crm_ask_dialog_new (fixture->workspace, NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->window));
  await (fixture, "What the client needs");
  type (dialog, "What the client needs", "Two gates");
  type (dialog, "What to do", "Count the gates");
  crm_request_rows_attach (crm_ask_dialog_get_rows (dialog), 1, file);
  await (fixture, "plan.txt");
  g_assert_true (can_press (fixture, "Ask"));
  kind = app_find_type (dialog, ADW_TYPE_COMBO_ROW);
  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (kind));
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), selected + 1);
  app_settle (200);
  g_assert_null (app_find (dialog, CRM_TYPE_FIELD_ROW, "What the client needs"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), selected);
  await (fixture, "plan.txt");
  g_assert_true (can_press (fixture, "Ask"));
  app_press (fixture->window, "Ask");
  app_expect_records (fixture, "request_answer WHERE text = 'Two gates'");
  app_expect_records (fixture, "activity WHERE title = 'Count the gates'");
  app_expect_records (fixture, "file WHERE name = 'plan.txt'");
}

static gboolean
has_no_dialog (gpointer data)
{
  return app_find_type (data, ADW_TYPE_DIALOG) == NULL;
}

/* Closing loses nothing unasked. */
static void
close_typed (AppFixture *fixture, GtkWidget *dialog, const char *question, const char *text)
{
  type (dialog, question, text);
  adw_dialog_close (ADW_DIALOG (dialog));
  await (fixture, "Discard What You Typed?");
  app_press (fixture->window, "Keep Editing");
  adw_dialog_close (ADW_DIALOG (dialog));
  app_press (fixture->window, "Discard");
  g_assert_true (app_wait_for (has_no_dialog, fixture->window));
}

static GtkWidget *
present (AppFixture *fixture, gpointer dialog, const char *awaited)
{
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->window));
  await (fixture, awaited);
  return dialog;
}

static void
test_discard (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *dialog;

  ask (fixture);
  crm_workspace_set_me (fixture->workspace, 2);
  g_assert_true (app_wait_for (has_no_dialog, fixture->window));
  dialog =
      present (fixture, crm_ask_dialog_new (fixture->workspace, NULL), "What the client needs");
  adw_dialog_close (ADW_DIALOG (dialog));
  g_assert_true (app_wait_for (has_no_dialog, fixture->window));
  dialog =
      present (fixture, crm_ask_dialog_new (fixture->workspace, NULL), "What the client needs");
  close_typed (fixture, dialog, "What the client needs", "Three gates");
  dialog =
      present (fixture, crm_ask_dialog_new (fixture->workspace, NULL), "What the client needs");
  close_typed (fixture, dialog, "What to do", "Three gates");

  dialog = present (fixture, crm_answer_sheet_new (fixture->workspace, 1), "Sum and terms");
  adw_dialog_close (ADW_DIALOG (dialog));
  g_assert_true (app_wait_for (has_no_dialog, fixture->window));
  dialog = present (fixture, crm_answer_sheet_new (fixture->workspace, 1), "Sum and terms");
  close_typed (fixture, dialog, "Sum and terms", "40 000");
  app_expect_records (fixture, "activity WHERE state = 'attention'");
}

/* --- A question that a field of the company answers */

static void
write_rows (AppFixture *fixture, CrmRequestRows *rows, CrmRecord *task, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Answer", 0, CRM_ORIGIN_COMMAND);

  g_assert_true (crm_request_rows_flush (rows));
  crm_request_rows_write (rows, change, crm_record_get_id (task));
  crm_change_commit_sync (change, fixture->record.store, error);
}

static void
test_field (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) task = NULL;
  g_autoptr (CrmRecord) answer = crm_record_new (crm_entity_find ("request_answer"));
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *rows;

  record_fixture_add (&fixture->record, "deal", "name", "Gates", "company", "Orion", "value",
                      "100.00", NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Ask", "deal", "Gates", NULL);
  task = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"), 1,
                          NULL);
  crm_record_set_text (answer, "name", "Sum");
  crm_record_set_text (answer, "form", "field");
  crm_record_set_integer (answer, "required", 1);
  crm_record_set_text (answer, "field", "value");
  crm_record_set_integer (answer, "activity", 1);
  g_ptr_array_add (answers, answer);
  rows = crm_request_rows_new (fixture->workspace, task, answers);
  app_fixture_show (fixture, adw_navigation_page_new (rows, "Rows"), 700, 500);

  /* It is left alone here and changed elsewhere: that stays. */
  record_fixture_set (&fixture->record, "deal", 1, "value", "250.00");
  write_rows (fixture, CRM_REQUEST_ROWS (rows), task, &error);
  g_assert_no_error (error);
  app_expect_records (fixture, "deal WHERE value = 25000");

  /* Both change it: nobody's is lost unseen. */
  type (rows, "Sum", "300");
  write_rows (fixture, CRM_REQUEST_ROWS (rows), task, &error);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  app_expect_records (fixture, "deal WHERE value = 25000");
}

/* Kinds are made and changed in the preferences. */
static void
test_kinds (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  AdwPreferencesDialog *preferences;

  app_fixture_show (fixture, adw_navigation_page_new (gtk_label_new ("x"), "x"), 900, 900);
  preferences = ADW_PREFERENCES_DIALOG (crm_preferences_new (fixture->workspace, settings, NULL));
  adw_dialog_present (ADW_DIALOG (preferences), GTK_WIDGET (fixture->window));
  app_settle (100);
  g_signal_emit_by_name (app_find (preferences, ADW_TYPE_ACTION_ROW, "Dictionaries"), "activated");
  await (fixture, "Prepare an estimate");
  g_signal_emit_by_name (app_find (preferences, ADW_TYPE_ACTION_ROW, "Prepare an estimate"),
                         "activated");
  await (fixture, "Sum and terms");
  app_settle (400);
  app_picture (fixture->window, "request-kind");
  g_signal_emit_by_name (app_find (preferences, ADW_TYPE_ACTION_ROW, "Sum and terms"), "activated");
  await (fixture, "Must be given");
  app_settle (400);
  app_picture (fixture->window, "request-question");
  gtk_editable_set_text (GTK_EDITABLE (app_find (fixture->window, ADW_TYPE_ENTRY_ROW, "Question")),
                         "Price");
  app_press (fixture->window, "Save");
  app_expect_records (fixture,
                      "request_item WHERE name = 'Price' AND form = 'text' AND required = 1");
  await (fixture, "Price");
  g_assert_true (record_fixture_undo (&fixture->record));
  await (fixture, "Sum and terms");
}

#define ADD(name, func) g_test_add ("/requests/" name, AppFixture, "other", set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_command_register_processes ();
  ADD ("ask", test_ask);
  ADD ("answer", test_answer);
  ADD ("refuse", test_refuse);
  ADD ("other-kind", test_other_kind);
  ADD ("discard", test_discard);
  ADD ("field", test_field);
  ADD ("kinds", test_kinds);
  return g_test_run ();
}
