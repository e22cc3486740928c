/* Preferences of the calendar: the file for other programs, working hours, days of our own. */
#include "config.h"

#include "app-fixture.h"
#include "crm-calendar-feed.h"
#include "crm-date.h"
#include "crm-preferences.h"
#include "crm-working-time.h"

#include <string.h>

/* A width that stands for a file that cannot be written. */
#define WRONG_PATH 901

typedef struct {
  AppFixture app;
  GSettings *settings;
  AdwDialog *dialog; /* borrowed */
} TimeFixture;

static gboolean
set_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_feed_set (database, "/nowhere/at/all.ics", 0, error);
}

static void
set_up (TimeFixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, NULL);
  record_fixture_add (&fixture->app.record, "activity", "title", "Talk", "start",
                      "2099-12-01T10:00", NULL);
  record_fixture_add (&fixture->app.record, "own_day", "name", "Inventory", "date", "2026-12-30",
                      NULL);
  if (GPOINTER_TO_INT (width) == WRONG_PATH)
    g_assert_true (crm_store_write (fixture->app.record.store, set_func, NULL, NULL, NULL));
  fixture->settings = g_settings_new (APP_ID);
  app_fixture_show (&fixture->app, adw_navigation_page_new (gtk_label_new (""), "page"),
                    width != NULL ? GPOINTER_TO_INT (width) : 900, 1000);
  fixture->dialog =
      ADW_DIALOG (crm_preferences_new (fixture->app.workspace, fixture->settings, NULL));
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->app.window));
  app_settle (100);
  g_signal_emit_by_name (app_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Calendar"), "activated");
  app_settle (400);
}

static void
tear_down (TimeFixture *fixture, gconstpointer width)
{
  g_clear_object (&fixture->settings);
  app_fixture_tear_down (&fixture->app, NULL);
}

static char *
dup_path (TimeFixture *fixture)
{
  const char *path = fixture->app.record.path;

  return g_strdup_printf ("%.*s.ics", (int) (strlen (path) - strlen (".voronka")), path);
}

static void
scroll_down (TimeFixture *fixture)
{
  GtkWidget *row = app_find (fixture->dialog, ADW_TYPE_SWITCH_ROW, "Keep a calendar file");
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (position, gtk_adjustment_get_upper (position));
  app_settle (100);
}

static gboolean
has_file (gpointer data)
{
  g_autofree char *path = dup_path (data);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
says_right (gpointer data)
{
  return app_find (((TimeFixture *) data)->dialog, ADW_TYPE_ACTION_ROW, "The file is up to date") !=
         NULL;
}

static gboolean
says_wrong (gpointer data)
{
  return app_find (((TimeFixture *) data)->dialog, ADW_TYPE_ACTION_ROW,
                   "The file cannot be written") != NULL;
}

static void
test_feed (TimeFixture *fixture, gconstpointer width)
{
  GtkWidget *row = app_find (fixture->dialog, ADW_TYPE_SWITCH_ROW, "Keep a calendar file");
  g_autofree char *path = dup_path (fixture);
  g_autofree char *text = NULL;

  app_picture (fixture->app.window, "time-page");
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (app_wait_for (has_file, fixture));
  g_assert_true (app_wait_for (says_right, fixture));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "SUMMARY:Talk"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  app_settle (300);
  {
    g_autofree char *kept =
        crm_calendar_feed_dup_path (record_fixture_reader (&fixture->app.record));
    g_assert_null (kept);
  }
}

/* What cannot be written says so when the page is opened. */
static void
test_wrong_path (TimeFixture *fixture, gconstpointer width)
{
  g_assert_true (app_wait_for (says_wrong, fixture));
  app_settle (200);
  scroll_down (fixture);
  app_picture (fixture->app.window, "time-page-wrong");
}

static gboolean
is_free (gpointer data)
{
  TimeFixture *fixture = data;
  int from, to;

  return !crm_working_time_get_hours (record_fixture_reader (&fixture->app.record), 5, &from, &to);
}

static void
test_hours (TimeFixture *fixture, gconstpointer width)
{
  GtkWidget *friday = app_find (fixture->dialog, ADW_TYPE_EXPANDER_ROW, "Friday");
  g_autoptr (CrmWorkingCalendar) calendar = NULL;
  gint64 inventory = crm_date_from_ymd (2026, 12, 30);

  g_assert_false (is_free (fixture));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (friday), FALSE);
  g_assert_true (app_wait_for (is_free, fixture));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (friday)), ==, "Free");
  calendar = crm_working_time_load (record_fixture_reader (&fixture->app.record));
  g_assert_false (crm_working_calendar_is_working (calendar, crm_date_from_ymd (2026, 12, 4)));
  g_assert_false (crm_working_calendar_is_working (calendar, inventory));
  g_assert_cmpstr (crm_working_calendar_get_name (calendar, inventory), ==, "Inventory");
  g_assert_nonnull (app_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Inventory"));
}

static void
test_narrow (TimeFixture *fixture, gconstpointer width)
{
  scroll_down (fixture);
  app_picture (fixture->app.window, "time-page-360");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/time-page/feed", TimeFixture, NULL, set_up, test_feed, tear_down);
  g_test_add ("/time-page/wrong-path", TimeFixture, GINT_TO_POINTER (WRONG_PATH), set_up,
              test_wrong_path, tear_down);
  g_test_add ("/time-page/hours", TimeFixture, NULL, set_up, test_hours, tear_down);
  g_test_add ("/time-page/narrow", TimeFixture, GINT_TO_POINTER (372), set_up, test_narrow,
              tear_down);
  return g_test_run ();
}
