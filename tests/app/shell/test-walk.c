/* Every page and dialog, walked through by the keyboard alone and listened to: all that takes the
 * focus has a name, all that is drawn by hand says what it is, and the focus never falls to
 * nothing. */
#include "config.h"

#include <string.h>

#include "../form/form-fixture.h"
#include "app-fixture.h"
#include "crm-calendar-page.h"
#include "crm-command-process.h"
#include "crm-demo.h"
#include "crm-document.h"
#include "crm-preferences.h"
#include "crm-process.h"
#include "crm-record-page.h"
#include "crm-views-page.h"
#include "crm-window.h"

#define MOST_STEPS 400

typedef struct {
  AppFixture app;
  CrmWindow *window;
} Fixture;

static gboolean
start_sale_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new ("Start", 1, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("process"));
  g_autoptr (GPtrArray) processes = crm_query_fetch_all (all, database, 1, error);

  return processes != NULL && processes->len > 0 &&
         crm_process_start (change, database, 1, 0, crm_record_get_id (processes->pdata[0]), 0,
                            error) != 0 &&
         crm_change_commit (change, database, error) >= 0;
}

static void
show_window (Fixture *fixture, int width)
{
  fixture->window = crm_window_new (NULL);
  fixture->app.window = GTK_WINDOW (fixture->window);
  crm_window_show_workspace (fixture->window, fixture->app.workspace);
  gtk_window_set_default_size (fixture->app.window, width, 800);
  gtk_window_present (fixture->app.window);
  app_settle (300);
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GError) error = NULL;

  app_fixture_set_up (&fixture->app, "ua");
  g_assert_true (crm_demo_fill (fixture->app.record.store, 12, 3, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (crm_store_write (fixture->app.record.store, start_sale_func, NULL, NULL, &error));
  g_assert_no_error (error);
  show_window (fixture, GPOINTER_TO_INT (width));
}

static void
set_up_empty (Fixture *fixture, gconstpointer width)
{
  app_fixture_set_up (&fixture->app, "ua");
  show_window (fixture, GPOINTER_TO_INT (width));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

/* --- What is drawn by hand */

static gboolean
says_something (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
is_decoration (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  return role == GTK_ACCESSIBLE_ROLE_PRESENTATION || role == GTK_ACCESSIBLE_ROLE_NONE;
}

/* Our own widgets that draw themselves, or a picture that is all there is of a button. */
static void
check_drawn (GtkWidget *widget, const char *where)
{
  static const char *const drawn[] = { "CrmFunnelBand",   "CrmCalendarBlock",  "CrmCalendarCell",
                                       "CrmCalendarGrid", "CrmDayRing",        "CrmDocumentSheet",
                                       "CrmStepChart",    "CrmGanttAxis",      "CrmGanttBarWidget",
                                       "CrmGanttTrack",   "CrmProcessDrawing", "CrmOutcomeBar" };

  if (!gtk_widget_get_mapped (widget))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (drawn); i++)
    if (strcmp (G_OBJECT_TYPE_NAME (widget), drawn[i]) == 0 && !is_decoration (widget) &&
        !says_something (widget)) {
      g_test_message ("%s: %s is drawn and says nothing", where, drawn[i]);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_drawn (child, where);
}

/* --- The walk */

static gboolean
is_seen (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

/* Tab goes round through what is shown, and nowhere else. */
static void
walk (Fixture *fixture, const char *where)
{
  GtkWindow *window = fixture->app.window;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (int i = 0; i < MOST_STEPS; i++) {
    GtkWidget *focus;
    gboolean moved = gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    focus = gtk_window_get_focus (window);
    if (!moved)
      break;
    /* What was scrolled to comes into view with the next frame. */
    if (focus != NULL && !is_seen (focus))
      app_settle (200);
    focus = gtk_window_get_focus (window);
    if (focus == NULL || !is_seen (focus)) {
      g_test_message ("%s: after %d steps the focus is %s", where, i,
                      focus == NULL ? "nowhere" : G_OBJECT_TYPE_NAME (focus));
      g_test_fail ();
      return;
    }
    if (!g_hash_table_add (seen, focus))
      break;
  }
  if (g_hash_table_size (seen) == 0) {
    g_test_message ("%s: nothing takes the focus", where);
    g_test_fail ();
  }
}

static void
check (Fixture *fixture, const char *where)
{
  g_test_message ("--- %s", where);
  app_settle (200);
  form_check_names (GTK_WIDGET (fixture->window));
  check_drawn (GTK_WIDGET (fixture->window), where);
  walk (fixture, where);
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static void
close_dialogs (Fixture *fixture)
{
  AdwDialog *dialog;

  for (int i = 0; i < 5 && (dialog = get_dialog (fixture)) != NULL; i++) {
    adw_dialog_force_close (dialog);
    app_settle (200);
  }
}

/* Where a page or a dialog went, the focus comes back to what is there. */
static void
check_focus_is_somewhere (Fixture *fixture, const char *where)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->app.window);

  if (focus == NULL || !is_seen (focus)) {
    g_test_message ("%s: the focus is %s", where,
                    focus == NULL ? "nowhere" : G_OBJECT_TYPE_NAME (focus));
    g_test_fail ();
  }
}

static GtkWidget *
get_page (Fixture *fixture)
{
  return GTK_WIDGET (crm_shell_get_page (crm_window_get_shell (fixture->window)));
}

static void
go_to (Fixture *fixture, const char *section)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go-to", "s", section));
  app_settle (100);
}

static void
test_sections (Fixture *fixture, gconstpointer width)
{
  static const struct {
    const char *section;
    const char *views[5];
  } with_views[] = {
    { "deals", { "board", "list", "funnel", "forecast", NULL } },
    { "processes", { "running", "gantt", "rules", NULL } },
    { "tasks", { "days", "list", NULL } },
  };
  static const char *const times[] = { "month", "week", "day", "agenda" };
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections; i++) {
    go_to (fixture, sections[i].name);
    check_focus_is_somewhere (fixture, sections[i].name);
    check (fixture, sections[i].name);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (with_views); i++) {
    go_to (fixture, with_views[i].section);
    for (const char *const *view = with_views[i].views; *view != NULL; view++) {
      g_autofree char *where = g_strdup_printf ("%s, %s", with_views[i].section, *view);
      crm_views_page_show (
          CRM_VIEWS_PAGE (gtk_widget_get_ancestor (get_page (fixture), CRM_TYPE_VIEWS_PAGE)),
          *view);
      check (fixture, where);
    }
  }
  go_to (fixture, "calendar");
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *where = g_strdup_printf ("calendar, %s", times[i]);
    crm_calendar_page_go (CRM_CALENDAR_PAGE (get_page (fixture)),
                          crm_workspace_get_today (fixture->app.workspace), times[i]);
    check (fixture, where);
  }
}

/* The page of a record of every kind that people open, and the tabs of one of them. */
static void
test_records (Fixture *fixture, gconstpointer width)
{
  static const char *const names[] = { "contact",     "deal",      "product",  "campaign",
                                       "activity",    "person",    "document", "process",
                                       "process_run", "task_type", "company" };
  g_autoptr (GtkSelectionModel) tabs = NULL;
  GtkWidget *stack;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const CrmEntity *entity = crm_entity_find (names[i]);
    g_autoptr (CrmQuery) all = crm_query_new (entity);
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

    g_assert_true (
        crm_query_read_ids (all, record_fixture_reader (&fixture->app.record), 1, 0, ids, NULL));
    g_assert_cmpuint (ids->len, ==, 1);
    crm_workspace_open_record (fixture->app.workspace, entity, g_array_index (ids, gint64, 0));
    app_settle (300);
    check (fixture, names[i]);
  }
  stack = app_find_type (get_page (fixture), ADW_TYPE_VIEW_STACK);
  tabs = adw_view_stack_get_pages (ADW_VIEW_STACK (stack));
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (tabs)); i++) {
    g_autoptr (AdwViewStackPage) tab = g_list_model_get_item (G_LIST_MODEL (tabs), i);

    if (!adw_view_stack_page_get_visible (tab))
      continue;
    adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), adw_view_stack_page_get_child (tab));
    check (fixture, adw_view_stack_page_get_name (tab));
  }
}

/* What the window's actions open. */
static void
test_dialogs (Fixture *fixture, gconstpointer width)
{
  static const struct {
    const char *action;
    const char *target;
  } actions[] = {
    { "win.new", NULL },
    { "win.new-task", NULL },
    { "win.quick-task", NULL },
    { "win.ask", NULL },
    { "win.new-record", "company" },
    { "win.new-record", "deal" },
    { "win.new-record", "document" },
    { "win.new-record", "person" },
    { "win.new-record", "process" },
    { "win.start-sale", "company:1" },
    { "win.import", NULL },
    { "win.find-duplicates", "company" },
    { "win.palette", NULL },
    { "win.steps", NULL },
    { "win.as-of", NULL },
    { "win.shortcuts", NULL },
    { "list.export", NULL },
    { "list.columns", NULL },
    { "view.save-as", NULL },
  };

  go_to (fixture, "companies");
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GVariant) target =
        actions[i].target != NULL ? g_variant_ref_sink (g_variant_new_string (actions[i].target))
                                  : NULL;
    g_autofree char *where = g_strdup_printf ("%s %s", actions[i].action,
                                              actions[i].target != NULL ? actions[i].target : "");

    go_to (fixture, "companies");
    if (!gtk_widget_activate_action_variant (get_page (fixture), actions[i].action, target)) {
      g_test_message ("%s: there is no such action", where);
      g_test_fail ();
      continue;
    }
    app_settle (250);
    if (get_dialog (fixture) != NULL)
      check_focus_is_somewhere (fixture, where);
    check (fixture, where);
    close_dialogs (fixture);
    check_focus_is_somewhere (fixture, where);
  }
}

static void
test_pages (Fixture *fixture, gconstpointer width)
{
  static const char *const actions[] = { "win.trash", "win.forms", "win.changed-since" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), actions[i], NULL));
    check (fixture, actions[i]);
    close_dialogs (fixture);
  }
}

/* The preferences, and what is behind their rows. */
static void
test_preferences (Fixture *fixture, gconstpointer width)
{
  static const char *const rows[] = { "Reminders", "Calendar", "Fields", "Dictionaries" };
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  for (gsize i = 0; i <= G_N_ELEMENTS (rows); i++) {
    CrmPreferences *preferences = crm_preferences_new (fixture->app.workspace, settings, NULL);

    adw_dialog_present (ADW_DIALOG (preferences), GTK_WIDGET (fixture->window));
    app_settle (250);
    if (i < G_N_ELEMENTS (rows)) {
      GtkWidget *row = app_find (preferences, ADW_TYPE_ACTION_ROW, rows[i]);
      if (row == NULL)
        g_test_message ("no row %s", rows[i]);
      else
        g_signal_emit_by_name (row, "activated");
    }
    check (fixture, i < G_N_ELEMENTS (rows) ? rows[i] : "Preferences");
    close_dialogs (fixture);
  }
}

#define ADD(name, width, set_up, func)                                                             \
  g_test_add ("/walk/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  crm_command_register_processes ();

  ADD ("sections", 1200, set_up, test_sections);
  ADD ("sections-narrow", 360, set_up, test_sections);
  ADD ("sections-empty", 1000, set_up_empty, test_sections);
  ADD ("records", 1200, set_up, test_records);
  ADD ("dialogs", 1200, set_up, test_dialogs);
  ADD ("pages", 1000, set_up, test_pages);
  ADD ("preferences", 800, set_up, test_preferences);

  return g_test_run ();
}
