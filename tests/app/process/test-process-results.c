/* On the page of a process: how its steps ended, and what it would have done. */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-clock.h"
#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-process-page.h"
#include "crm-process.h"
#include "crm-trial-dialog.h"

static char *opened;
static gint64 n_opened;

static void
open_list_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title)
{
  g_free (opened);
  opened = g_strdup (title);
  n_opened = crm_query_count (query, crm_workspace_get_reader (workspace), NULL);
}

static void
set_up (AppFixture *fixture, gconstpointer country)
{
  app_fixture_set_up (fixture, country);
  g_clear_pointer (&opened, g_free);
  g_signal_connect (fixture->workspace, "open-list", G_CALLBACK (open_list_cb), NULL);
}

typedef struct {
  gint64 company;
  gint64 run;
  gint64 activity;
  const char *outcome;
} Step;

static gboolean
step_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (CrmChange) change = crm_change_new ("Step", 1, CRM_ORIGIN_WINDOW);

  if (step->company != 0) {
    gint64 process = crm_process_find (database, "classic", error);
    step->run = crm_process_start (change, database, step->company, 0, process, 0, error);
    if (step->run == 0 || crm_change_commit (change, database, error) < 0)
      return FALSE;
    step->run = crm_change_get_id (change, step->run);
    return TRUE;
  }
  return crm_process_finish (
             change, database, step->activity,
             crm_process_find_outcome (database, step->activity, step->outcome, error), NULL,
             error) &&
         crm_change_commit (change, database, error) >= 0;
}

/* A first call that ended so. */
static void
call (AppFixture *fixture, const char *company, const char *outcome)
{
  g_autoptr (GError) error = NULL;
  Step step = { .company =
                    record_fixture_add (&fixture->record, "company", "name", company, NULL) };
  gint64 task = 0;
  g_autofree char *sql = NULL;

  crm_store_write (fixture->record.store, step_func, &step, NULL, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT max(id) FROM activity WHERE run = %d", (int) step.run);
  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->record), sql, 0, &task, NULL));
  step = (Step) { .activity = task, .outcome = outcome };
  crm_store_write (fixture->record.store, step_func, &step, NULL, &error);
  g_assert_no_error (error);
}

static void
expect (gpointer root, const char *name)
{
  app_expect (root, GTK_TYPE_WIDGET, name, TRUE);
}

static GtkWidget *
find_row (gpointer root, const char *title)
{
  GtkWidget *widget;

  expect (root, title);
  widget = app_find (root, GTK_TYPE_LABEL, title);
  g_assert_nonnull (widget);
  return gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
}

static void
show (AppFixture *fixture, int width, int height)
{
  gint64 process = crm_process_find (record_fixture_reader (&fixture->record), "classic", NULL);

  call (fixture, "Orion", "possible");
  call (fixture, "Vega", "possible");
  call (fixture, "Lira", "refused");
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_process_page_new (fixture->workspace, process)), width,
                    height);
}

static void
test_results (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *toggle, *row;

  show (fixture, 1200, 800);
  expect (fixture->window, "How Its Steps Ended");
  toggle = app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "How Its Steps Ended");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  row = find_row (fixture->window, "2 · 67 %");
  app_settle (200);
  app_picture (fixture->window, "results");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Interested");
  g_signal_emit_by_name (row, "activated");
  g_assert_cmpstr (opened, ==, "Interested");
  g_assert_cmpint (n_opened, ==, 2);
  /* What is done meanwhile is counted. */
  call (fixture, "Deneb", "possible");
  expect (fixture->window, "3 · 75 %");
}

static gboolean
has_report (gpointer window)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (window);

  return CRM_IS_TRIAL_DIALOG (dialog) && app_find (dialog, GTK_TYPE_LABEL, "Tasks by Step") != NULL;
}

static void
test_trial (AppFixture *fixture, gconstpointer width)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *button, *row;
  AdwDialog *dialog;

  show (fixture, GPOINTER_TO_INT (width), 800);
  before = record_fixture_dump (&fixture->record);
  expect (fixture->window, "Try on Last Year…");
  button = app_find (fixture->window, GTK_TYPE_BUTTON, "Try on Last Year…");
  g_signal_emit_by_name (button, "clicked");
  app_settle (300);
  app_picture (fixture->window, "trial-question");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_true (CRM_IS_TRIAL_DIALOG (dialog));
  /* The deals are of this year. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_find_type (dialog, ADW_TYPE_COMBO_ROW)), 1);
  button = app_find (dialog, GTK_TYPE_BUTTON, "Try");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (app_wait_for (has_report, fixture->window));
  app_settle (300);
  app_picture (fixture->window, "trial-report");
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
  row = find_row (dialog, "Started");
  g_signal_emit_by_name (row, "activated");
  app_settle (300);
  g_assert_cmpstr (opened, ==, "Started");
  g_assert_cmpint (n_opened, ==, 3);
}

static void
test_trial_wide (AppFixture *fixture, gconstpointer country)
{
  test_trial (fixture, GINT_TO_POINTER (1200));
}

static void
test_trial_narrow (AppFixture *fixture, gconstpointer country)
{
  test_trial (fixture, GINT_TO_POINTER (360));
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("voronka-cache-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_command_register_processes ();
#define CASE(name, func)                                                                           \
  g_test_add ("/process-results/" name, AppFixture, "other", set_up, func, app_fixture_tear_down)
  CASE ("results", test_results);
  CASE ("trial", test_trial_wide);
  CASE ("trial-narrow", test_trial_narrow);
  result = g_test_run ();
  record_fixture_remove_folder (cache);
  return result;
}
