/* The processes under way in time: bars by state, scale, headings, keyboard, and ten thousand rows.
 */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-clock.h"
#include "crm-command-process.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-gantt-bar.h"
#include "crm-gantt-page.h"
#include "crm-gantt-rows.h"
#include "crm-gantt-track.h"
#include "crm-gantt.h"
#include "crm-process.h"
#include "crm-record-page.h"
#include "crm-section.h"
#include "crm-window.h"

#define DAY 86400

static char *opened;

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  g_free (opened);
  opened = g_strdup_printf ("%s:%d", entity->name, (int) id);
}

static void
set_up (AppFixture *fixture, gconstpointer country)
{
  app_fixture_set_up (fixture, country);
  g_clear_pointer (&opened, g_free);
  g_signal_connect (fixture->workspace, "open-record", G_CALLBACK (open_record_cb), NULL);
}

static gint64
start (AppFixture *fixture, const char *company, const char *code, gint64 person)
{
  CrmStore *store = crm_workspace_get_store (fixture->workspace);
  CrmDatabase *reader = crm_workspace_get_reader (fixture->workspace);
  gint64 id = record_fixture_add (&fixture->record, "company", "name", company, NULL);
  g_autoptr (CrmChange) change = crm_change_new ("Start", person, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  gint64 process = crm_process_find (reader, code, &error);
  gint64 run = crm_process_start (change, reader, id, 0, process, 0, &error);

  g_assert_no_error (error);
  crm_change_commit_sync (change, store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, run);
}

/* The one open task of a run begins and ends so many days from now. */
static gint64
plan (AppFixture *fixture, gint64 run, int start_day, int due_day)
{
  CrmStore *store = crm_workspace_get_store (fixture->workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) those = crm_query_filter_integer (all, "run", CRM_OP_EQUAL, run);
  g_autoptr (GPtrArray) tasks =
      crm_query_fetch_all (those, crm_workspace_get_reader (fixture->workspace), -1, NULL);
  g_autoptr (CrmChange) change = crm_change_new ("Plan", 0, CRM_ORIGIN_WINDOW);
  gint64 id = crm_record_get_id (tasks->pdata[tasks->len - 1]);
  g_autoptr (GError) error = NULL;

  crm_change_set_integer (change, crm_entity_find ("activity"), id, "start",
                          crm_clock_now () + start_day * DAY);
  crm_change_set_integer (change, crm_entity_find ("activity"), id, "due",
                          crm_clock_now () + due_day * DAY);
  crm_change_commit_sync (change, store, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
has_bars (gpointer window)
{
  return app_find_type (window, CRM_TYPE_GANTT_BAR_WIDGET) != NULL;
}

static GtkWidget *
find_bar (gpointer widget, const char *style)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = CRM_IS_GANTT_BAR_WIDGET (child) && gtk_widget_has_css_class (child, style) &&
                               gtk_widget_get_visible (child)
                           ? child
                           : find_bar (child, style);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
expect (AppFixture *fixture, const char *name)
{
  app_expect (fixture->window, GTK_TYPE_WIDGET, name, TRUE);
}

static void
test_page (AppFixture *fixture, gconstpointer country)
{
  gint64 anna = record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  gint64 late = plan (fixture, start (fixture, "Orion", "classic", anna), -6, -2);
  gint64 open = plan (fixture, start (fixture, "Vega", "classic", anna), -1, 3);
  g_autofree char *wanted = g_strdup_printf ("activity:%d", (int) late);
  GtkWidget *bar;
  GtkDropDown *grouping;

  plan (fixture, start (fixture, "Lira", "agency", anna), 2, 9);
  g_assert_cmpint (open, !=, late);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_gantt_page_new (fixture->workspace, NULL)),
                    1100, 500);
  g_assert_true (app_wait_for (has_bars, fixture->window));
  app_settle (200);
  app_picture (fixture->window, "gantt");
  g_assert_nonnull (find_bar (fixture->window, "open"));
  g_assert_nonnull (find_bar (fixture->window, "planned"));
  bar = find_bar (fixture->window, "late");
  g_assert_nonnull (bar);
  g_assert_cmpint (gtk_widget_get_width (bar), >, 4 * 18);
  g_assert_true (gtk_widget_grab_focus (bar));
  g_assert_true (gtk_widget_activate (bar));
  g_assert_cmpstr (opened, ==, wanted);
  /* A day is wider than a day of a week. */
  {
    int width = gtk_widget_get_width (bar);
    gtk_widget_activate_action (bar, "gantt.zoom-in", NULL);
    gtk_widget_activate_action (bar, "gantt.now", NULL);
    app_settle (200);
    g_assert_cmpint (gtk_widget_get_width (bar), >, 2 * width);
    app_picture (fixture->window, "gantt-day");
    gtk_widget_activate_action (bar, "gantt.zoom-out", NULL);
    gtk_widget_activate_action (bar, "gantt.zoom-out", NULL);
    app_settle (200);
    g_assert_cmpint (gtk_widget_get_width (bar), <, width);
    app_picture (fixture->window, "gantt-month");
    gtk_widget_activate_action (bar, "gantt.zoom-in", NULL);
  }
  grouping = GTK_DROP_DOWN (app_find_type (fixture->window, GTK_TYPE_DROP_DOWN));
  gtk_drop_down_set_selected (grouping, 1);
  app_settle (100);
  expect (fixture, "Anna");
  app_picture (fixture->window, "gantt-people");
  /* What is done elsewhere is seen. */
  record_fixture_set (&fixture->record, "activity", late, "title", "Call them at last");
  app_settle (600);
  bar = find_bar (fixture->window, "late");
  g_assert_nonnull (bar);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (bar), "Call them at last"));
}

static void
test_narrow (AppFixture *fixture, gconstpointer country)
{
  plan (fixture, start (fixture, "Orion", "classic", 0), -6, -2);
  plan (fixture, start (fixture, "Vega", "classic", 0), -1, 3);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_gantt_page_new (fixture->workspace, NULL)),
                    360, 720);
  g_assert_true (app_wait_for (has_bars, fixture->window));
  app_settle (300);
  app_picture (fixture->window, "gantt-narrow");
}

static void
test_empty (AppFixture *fixture, gconstpointer country)
{
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_gantt_page_new (fixture->workspace, NULL)),
                    600, 500);
  expect (fixture, "Nothing Is Under Way");
}

/* --- A run on its page */

static gboolean
is_stopped (gpointer data)
{
  AppFixture *fixture = data;
  gint64 n = 0;

  g_assert_true (crm_database_query_integer (
      record_fixture_reader (&fixture->record),
      "SELECT count (*) FROM process_run WHERE state = 'cancelled' AND reason = 'Too dear'", 0, &n,
      NULL));
  return n == 1;
}

static void
test_run (AppFixture *fixture, gconstpointer country)
{
  gint64 anna = record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  gint64 run = start (fixture, "Orion", "classic", anna);
  GtkWidget *button, *dialog, *row;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  plan (fixture, run, -6, -2);
  before = record_fixture_dump (&fixture->record);
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("process_run"), run)),
                    1100, 800);
  g_assert_true (app_wait_for (has_bars, fixture->window));
  expect (fixture, "Anna");
  app_settle (300);
  app_picture (fixture->window, "run");
  button = app_find (fixture->window, GTK_TYPE_BUTTON, "Stop the Process…");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_settle (300);
  row = app_find_type (fixture->window, ADW_TYPE_ENTRY_ROW);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), " Too dear ");
  app_picture (fixture->window, "run-stop");
  dialog = gtk_widget_get_ancestor (row, ADW_TYPE_ALERT_DIALOG);
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (dialog, "response", "stop");
  g_assert_true (app_wait_for (is_stopped, fixture));
  app_settle (500);
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Stop the Process…"));
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
}

static void
test_run_narrow (AppFixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "Orion", "classic", 0);

  plan (fixture, run, -6, -2);
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_record_page_new (
                        fixture->workspace, crm_entity_find ("process_run"), run)),
                    360, 720);
  g_assert_true (app_wait_for (has_bars, fixture->window));
  app_settle (300);
  app_picture (fixture->window, "run-narrow");
}

/* --- In the window: a list that says how far they are, and the chart beside it */

static void
test_section (AppFixture *fixture, gconstpointer country)
{
  gint64 anna = record_fixture_add (&fixture->record, "person", "name", "Anna", NULL);
  CrmWindow *window = crm_window_new (NULL);
  GtkWidget *switcher;

  plan (fixture, start (fixture, "Orion", "classic", anna), -6, -2);
  plan (fixture, start (fixture, "Vega", "classic", anna), -1, 3);
  fixture->window = GTK_WINDOW (window);
  crm_window_show_workspace (window, fixture->workspace);
  gtk_window_set_default_size (fixture->window, 1280, 700);
  gtk_window_present (fixture->window);
  crm_shell_go_to (crm_window_get_shell (window), crm_section_find ("processes"));
  expect (fixture, "Whose turn it is");
  expect (fixture, "Anna");
  app_settle (300);
  app_picture (fixture->window, "runs-list");
  switcher = app_find_type (fixture->window, ADW_TYPE_TOGGLE_GROUP);
  g_assert_nonnull (switcher);
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (switcher), "gantt");
  g_assert_true (app_wait_for (has_bars, fixture->window));
  app_settle (300);
  app_picture (fixture->window, "runs-gantt");
  gtk_window_set_default_size (fixture->window, 360, 700);
  app_settle (300);
  app_picture (fixture->window, "runs-gantt-narrow");
}

/* --- Only what is seen */

static guint
count_tracks (GtkWidget *widget)
{
  guint n = CRM_IS_GANTT_TRACK (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_tracks (child);
  return n;
}

static void
test_many (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (GListStore) items = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  gint64 now = crm_clock_now ();
  CrmGantt *gantt = crm_gantt_new ();
  AdwNavigationPage *page;
  gint64 began;

  for (int i = 0; i < 10000; i++) {
    g_autofree char *title = g_strdup_printf ("Sale %d", i);
    g_autoptr (CrmGanttItem) item = crm_gantt_item_new (title, NULL, "process_run", i + 1);
    for (int j = 0; j < 8; j++)
      crm_gantt_item_add_bar (item, now + (i % 90 + j * 3 - 60) * DAY,
                              now + (i % 90 + j * 3 - 58) * DAY, (CrmGanttState) (j % 4), "Call",
                              "activity", i * 8 + j + 1);
    g_list_store_append (items, item);
  }
  began = g_get_monotonic_time ();
  crm_gantt_set_items (gantt, G_LIST_MODEL (items), now);
  page = adw_navigation_page_new (GTK_WIDGET (gantt), "Gantt");
  app_fixture_show (fixture, page, 1100, 700);
  app_settle (100);
  g_test_message ("10,000 rows shown in %d ms", (int) ((g_get_monotonic_time () - began) / 1000));
  g_assert_cmpuint (count_tracks (GTK_WIDGET (gantt)), <, 400);
  app_picture (fixture->window, "gantt-many");
}

/* --- What is read anew disturbs nobody */

static void
add_row (GListStore *items, gint64 id, int label)
{
  g_autofree char *title = g_strdup_printf ("Sale %d", (int) id);
  g_autofree char *text = g_strdup_printf ("Call %d", label);
  g_autoptr (CrmGanttItem) item = crm_gantt_item_new (title, NULL, "process_run", id);

  crm_gantt_item_add_bar (item, crm_clock_now () - DAY, crm_clock_now () + DAY, CRM_GANTT_OPEN,
                          text, "activity", id);
  g_list_store_append (items, item);
}

/* Some of twelve rows in an order of their own. */
static GListModel *
make_rows (void)
{
  GListStore *items = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  int n = g_test_rand_int_range (0, 12);
  int first = g_test_rand_int_range (0, 12);
  int step = g_test_rand_bit () ? 1 : 5;

  for (int i = 0; i < n; i++)
    if (g_test_rand_int_range (0, 5) > 0)
      add_row (items, 1 + (first + i * step) % 12, g_test_rand_int_range (0, 3));
  return G_LIST_MODEL (items);
}

static void
test_follow (void)
{
  for (int i = 0; i < 2000; i++) {
    g_autoptr (GListStore) store = G_LIST_STORE (make_rows ());
    g_autoptr (GListModel) items = make_rows ();
    guint n = g_list_model_get_n_items (items);
    g_autofree char *first = NULL;

    for (guint j = 0; j < n; j++) {
      g_autoptr (CrmGanttItem) item = g_list_model_get_item (items, j);
      g_object_set_data (G_OBJECT (item), "label",
                         GINT_TO_POINTER (crm_gantt_item_get_bar (item, 0)->label[5]));
    }
    crm_gantt_rows_follow (store, items);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, n);
    for (guint j = 0; j < n; j++) {
      g_autoptr (CrmGanttItem) shown = g_list_model_get_item (G_LIST_MODEL (store), j);
      g_autoptr (CrmGanttItem) item = g_list_model_get_item (items, j);
      g_assert_cmpint (crm_gantt_item_get_id (shown), ==, crm_gantt_item_get_id (item));
      g_assert_cmpint (crm_gantt_item_get_bar (shown, 0)->label[5], ==,
                       GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "label")));
    }
  }
}

static GtkWidget *
find_bar_of (gpointer widget, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *tip = CRM_IS_GANTT_BAR_WIDGET (child) && gtk_widget_get_visible (child)
                          ? gtk_widget_get_tooltip_text (child)
                          : NULL;
    GtkWidget *found =
        tip != NULL && g_str_has_prefix (tip, label) ? child : find_bar_of (child, label);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Far down in the list, in a bar, while rows come, go, change and move. */
static void
test_undisturbed (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (GListStore) items = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  g_autoptr (GListStore) later = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  g_autoptr (GListStore) moved = g_list_store_new (CRM_TYPE_GANTT_ITEM);
  CrmGantt *gantt = crm_gantt_new ();
  GtkWidget *list, *bar;
  GtkAdjustment *adjustment;

  for (int i = 1; i <= 200; i++)
    add_row (items, i, i);
  crm_gantt_set_items (gantt, G_LIST_MODEL (items), crm_clock_now ());
  app_fixture_show (fixture, adw_navigation_page_new (GTK_WIDGET (gantt), "Gantt"), 1100, 600);
  app_settle (200);
  list = app_find_type (fixture->window, GTK_TYPE_LIST_VIEW);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 120, GTK_LIST_SCROLL_NONE, NULL);
  app_settle (200);
  bar = find_bar_of (fixture->window, "Call 121");
  g_assert_nonnull (bar);
  g_assert_true (gtk_widget_grab_focus (bar));
  app_settle (100);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1000);

  add_row (later, 1000, 1000);
  for (int i = 1; i <= 200; i++)
    if (i != 7 && i != 119)
      add_row (later, i, i == 121 ? 5000 : i);
  crm_gantt_set_items (gantt, G_LIST_MODEL (later), crm_clock_now ());
  app_settle (200);
  g_assert_true (gtk_window_get_focus (fixture->window) == bar);
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (bar), "Call 5000"));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1000);

  /* It goes to the head of the list, and whoever was in it too. */
  add_row (moved, 121, 5000);
  for (int i = 1; i <= 200; i++)
    if (i != 7 && i != 119 && i != 121)
      add_row (moved, i, i);
  crm_gantt_set_items (gantt, G_LIST_MODEL (moved), crm_clock_now ());
  app_settle (200);
  bar = gtk_window_get_focus (fixture->window);
  g_assert_nonnull (bar);
  g_assert_true (gtk_widget_is_ancestor (bar, list));
  g_assert_nonnull (find_bar_of (bar, "Call 5000"));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_command_register_processes ();
#define CASE(name, func)                                                                           \
  g_test_add ("/gantt/" name, AppFixture, "other", set_up, func, app_fixture_tear_down)
  CASE ("page", test_page);
  CASE ("narrow", test_narrow);
  CASE ("empty", test_empty);
  CASE ("run", test_run);
  CASE ("run-narrow", test_run_narrow);
  CASE ("section", test_section);
  CASE ("many", test_many);
  CASE ("undisturbed", test_undisturbed);
  g_test_add_func ("/gantt/follow", test_follow);
  return g_test_run ();
}
