/* "Start Sale" and outcomes from wherever a record stands: a row of a list, a deal, the palette. */
#include "config.h"

#include "../form/form-fixture.h"
#include "../list/list-fixture.h"
#include "crm-gate-sheet.h"
#include "crm-outcome-buttons.h"
#include "crm-palette.h"
#include "crm-set-field-dialog.h"
#include "crm-today-page.h"
#include "crm-window.h"
#include "sale-fixture.h"

/* The right button on the row with this text. */
static GtkWidget *
open_row_menu (CrmListPage *page, const char *text)
{
  GtkWidget *view = GTK_WIDGET (page->column_view);
  GtkWidget *cell = list_find_prefix (view, text);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  graphene_point_t point;

  g_assert_nonnull (cell);
  g_assert_true (gtk_widget_compute_point (cell, view, &GRAPHENE_POINT_INIT (20, 8), &point));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_GESTURE_CLICK (controller) &&
        gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
      g_signal_emit_by_name (controller, "pressed", 1, (double) point.x, (double) point.y);
  }
  g_assert_nonnull (page->row_menu);
  app_settle (200);
  return page->row_menu;
}

static void
test_list_row (AppFixture *fixture, gconstpointer country)
{
  CrmListPage *page;
  GtkWidget *menu, *entry;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  page = list_show_page (fixture, "company", 1280);
  menu = open_row_menu (page, "Orion");
  list_picture (fixture, "sale-list-company");
  g_assert_nonnull (app_find (menu, GTK_TYPE_WIDGET, "Start Sale"));
  g_assert_true (gtk_widget_activate_action (menu, "deed.start", NULL));
  sale_expect (fixture, "activity WHERE title LIKE 'Cold call%' AND state = 'new'");
  gtk_popover_popdown (GTK_POPOVER (menu));

  /* Every way it can end, and what it would do. */
  page = list_show_page (fixture, "activity", 1280);
  menu = open_row_menu (page, "Cold call");
  list_picture (fixture, "sale-list-task");
  g_assert_nonnull (app_find (menu, GTK_TYPE_BUTTON, "No answer: Cold call"));
  g_assert_nonnull (app_find (menu, GTK_TYPE_BUTTON, "Refused: Cold call"));
  entry = app_find (menu, GTK_TYPE_BUTTON, "Interested: Cold call");
  g_assert_nonnull (entry);
  gtk_test_accessible_assert_property (
      entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Company: Relation becomes “Possible”\nDeal: Stage becomes “First contact”\n"
      "Task “Commercial proposal” for Administrator, due 24 Nov 2026 18:00");
  g_signal_emit_by_name (entry, "clicked");
  sale_expect (fixture, "company WHERE relation = 'possible'");
  g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (sale_count (fixture, "company WHERE relation = 'possible'"), ==, 0);

  /* Of two companies nothing is started at once. */
  record_fixture_add (&fixture->record, "company", "name", "Altair", NULL);
  page = list_show_page (fixture, "company", 1280);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  menu = open_row_menu (page, "Orion");
  g_assert_null (app_find (menu, GTK_TYPE_WIDGET, "Start Sale"));
}

/* What did not get a button of its own is in a menu that says what it would do. */
static void
test_more (AppFixture *fixture, gconstpointer country)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmRecord) task = NULL;
  AdwNavigationPage *page;
  GtkWidget *more;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  sale_show_record (fixture, "company", 1);
  sale_press (fixture, "Start Sale");
  sale_expect (fixture, "activity");
  task = crm_record_load (record_fixture_reader (&fixture->record), tasks, 1, NULL);
  page = adw_navigation_page_new (crm_outcome_buttons_new (fixture->workspace, task, 1), "Buttons");
  app_fixture_show (fixture, page, 600, 400);
  more = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, "More results: Cold call");
  g_assert_nonnull (more);
  gtk_menu_button_popup (GTK_MENU_BUTTON (more));
  app_settle (200);
  list_picture (fixture, "sale-more");
  sale_press (fixture, "Refused: Cold call");
  sale_expect (fixture, "company WHERE relation = 'uninterested'");
}

/* For a deal that is there already; once. */
static void
test_deal (AppFixture *fixture, gconstpointer country)
{
  gint64 alone;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", NULL);
  alone = record_fixture_add (&fixture->record, "deal", "name", "For nobody", NULL);
  sale_show_record (fixture, "deal", 1);
  app_picture (fixture->window, "sale-deal");
  sale_press_twice (fixture, "Start Sale", "process_run WHERE deal = 1 AND company = 1");
  g_assert_cmpint (sale_count (fixture, "deal"), ==, 2);
  sale_await (fixture, "Interested: Cold call");
  app_settle (200);
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Start Sale"));
  app_picture (fixture->window, "sale-deal-started");

  /* It is said what is missing, and nothing is done. */
  sale_show_record (fixture, "deal", alone);
  sale_press (fixture, "Start Sale");
  app_settle (300);
  g_assert_cmpint (sale_count (fixture, "process_run"), ==, 1);
}

/* What happens next: the step that is open, then those that follow; each opens what it names. */
static void
test_way_ahead (AppFixture *fixture, gconstpointer country)
{
  CrmWindow *window = crm_window_new (NULL);
  const char *tag;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  fixture->window = GTK_WINDOW (window);
  crm_window_show_workspace (window, fixture->workspace);
  gtk_window_set_default_size (fixture->window, 1280, 800);
  gtk_window_present (fixture->window);
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("company"), 1);
  app_settle (200);
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "What Happens Next"));
  sale_press (fixture, "Start Sale");
  sale_await (fixture, "Cold call (Today 18:00)");
  sale_await (fixture, "Commercial proposal");
  sale_await (fixture, "Get the contract signed");
  g_assert_null (app_find (fixture->window, GTK_TYPE_BUTTON, "Issue the invoice"));
  app_settle (200);
  app_picture (fixture->window, "sale-way");
  gtk_window_set_default_size (fixture->window, 360, 760);
  app_settle (300);
  app_picture (fixture->window, "sale-way-narrow");
  gtk_window_set_default_size (fixture->window, 1280, 800);
  app_settle (200);

  /* It goes on as the sale does. */
  sale_press (fixture, "Interested: Cold call");
  sale_await (fixture, "Commercial proposal (Tomorrow 18:00)");
  sale_await (fixture, "Issue the invoice");

  sale_press (fixture, "Get the contract signed");
  app_settle (500);
  app_picture (fixture->window, "sale-way-process");
  tag = adw_navigation_page_get_tag (crm_shell_get_page (crm_window_get_shell (window)));
  g_assert_cmpstr (tag, ==, "task_type:8");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_WIDGET, "The process, step by step"));
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("outcome"), 17);
  app_settle (500);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_WIDGET, "The process, step by step"));
}

/* A deal is lost by the field of its page as by any other way: it is asked why, and one Undo takes
 * both back. */
static void
test_loss (AppFixture *fixture, gconstpointer country)
{
  static const char *const lost =
      "deal JOIN stage ON stage.id = deal.stage JOIN choice ON choice.id"
      " = deal.lost_reason WHERE stage.outcome = 'lost'"
      " AND choice.name = 'Too expensive'";
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *sheet;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", NULL);
  before = record_fixture_dump (&fixture->record);
  sale_show_record (fixture, "deal", 1);
  form_choose (fixture->window, "Stage", NULL, "Lost");
  app_settle (300);
  app_picture (fixture->window, "sale-loss");
  g_assert_cmpint (sale_count (fixture, "deal JOIN stage ON stage.id = deal.stage"
                                        " WHERE stage.outcome = 'lost'"),
                   ==, 0);
  sheet = app_find_type (fixture->window, CRM_TYPE_GATE_SHEET);
  g_assert_nonnull (sheet);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (app_find (sheet, GTK_TYPE_CHECK_BUTTON, "Too expensive")), TRUE);
  app_settle (200);
  form_press (sheet, "Move");
  sale_expect (fixture, lost);
  app_settle (300);
  sale_assert_undone (fixture, before);

  /* Escape leaves everything as it was. */
  g_assert_true (record_fixture_undo (&fixture->record));
  sale_show_record (fixture, "deal", 1);
  form_choose (fixture->window, "Stage", NULL, "Lost");
  app_settle (300);
  adw_dialog_close (ADW_DIALOG (app_find_type (fixture->window, CRM_TYPE_GATE_SHEET)));
  app_settle (300);
  g_assert_cmpint (sale_count (fixture, "deal JOIN stage ON stage.id = deal.stage"
                                        " WHERE stage.outcome = 'lost'"),
                   ==, 0);
  g_assert_nonnull (app_find (form_find_row (fixture->window, "Stage"), GTK_TYPE_LABEL, "New"));

  /* The row of stages asks by the same sheet. */
  sale_press (fixture, "Move to “Lost”");
  app_settle (300);
  sheet = app_find_type (fixture->window, CRM_TYPE_GATE_SHEET);
  g_assert_nonnull (sheet);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (app_find (sheet, GTK_TYPE_CHECK_BUTTON, "Too expensive")), TRUE);
  app_settle (200);
  form_press (sheet, "Move");
  sale_expect (fixture, lost);
  app_settle (300);
  g_assert_true (record_fixture_undo (&fixture->record));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (before, ==, after);
}

/* What a process wrote to the client waits until a person sends it, on the deal and on Today. */
static void
test_messages (AppFixture *fixture, gconstpointer country)
{
  record_fixture_add (&fixture->record, "company", "name", "Orion", "email", "office@orion.example",
                      NULL);
  sale_show_record (fixture, "company", 1);
  sale_press (fixture, "Start Sale");
  sale_press (fixture, "Interested: Cold call");
  sale_press (fixture, "Sent: Commercial proposal");
  sale_answer (fixture, NULL, "Value", "40000", NULL);
  sale_await (fixture, "Mark as Sent: Our proposal for Orion");
  sale_await (fixture, "Open in the Mail Program: Our proposal for Orion");
  app_settle (300);
  app_picture (fixture->window, "sale-messages");
  sale_show_record (fixture, "deal", 1);
  sale_press_twice (fixture, "Do Not Send: Our proposal for Orion",
                    "message WHERE state = 'cancelled'");
  g_assert_true (record_fixture_undo (&fixture->record));

  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_today_page_new (fixture->workspace)), 1280,
                    800);
  sale_await (fixture, "Mark as Sent: Our proposal for Orion");
  app_settle (300);
  app_picture (fixture->window, "sale-messages-today");
  gtk_window_set_default_size (fixture->window, 360, 760);
  app_settle (300);
  app_picture (fixture->window, "sale-messages-narrow");

  /* On its own page, too; what was sent is not offered again. */
  sale_show_record (fixture, "message", 1);
  sale_await (fixture, "Open in the Mail Program: Our proposal for Orion");
  app_picture (fixture->window, "sale-message");
  sale_press_twice (fixture, "Mark as Sent: Our proposal for Orion",
                    "message WHERE state = 'sent' AND sent = unixepoch ('2026-11-23T10:00')");
  app_settle (300);
  g_assert_null (
      app_find (fixture->window, GTK_TYPE_BUTTON, "Mark as Sent: Our proposal for Orion"));
}

static gboolean
has_gate_sheet (gpointer data)
{
  return app_find_type (data, CRM_TYPE_GATE_SHEET) != NULL;
}

static gboolean
has_no_gate_sheet (gpointer data)
{
  return !has_gate_sheet (data);
}

static void
fill_in (AppFixture *fixture, const char *deal, const char *value)
{
  GtkWidget *sheet;

  g_assert_true (app_wait_for (has_gate_sheet, fixture->window));
  app_settle (200);
  sheet = app_find_type (fixture->window, CRM_TYPE_GATE_SHEET);
  g_assert_nonnull (app_find (sheet, GTK_TYPE_LABEL, deal));
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (sale_find_row (sheet), GTK_TYPE_EDITABLE)),
                         value);
  app_settle (200);
  form_press (sheet, "Move");
}

static CrmListPage *
move_all (AppFixture *fixture)
{
  CrmListPage *page = list_show_page (fixture, "deal", 1200);
  GtkWidget *dialog;

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (400);
  list_click (app_find (page, GTK_TYPE_BUTTON, "Move to Stage…"));
  app_settle (300);
  dialog = app_find_type (fixture->window, CRM_TYPE_SET_FIELD_DIALOG);
  form_choose (dialog, "Stage", NULL, "Proposal");
  app_settle (200);
  list_click_labelled (dialog, "Apply");
  app_settle (400);
  return page;
}

/* A gate that stops a group leads through all that it stops, then the others go. */
static void
test_stopped (AppFixture *fixture, gconstpointer country)
{
  static const char *const moved = "deal JOIN stage ON stage.id = deal.stage"
                                   " WHERE stage.name = 'Proposal'";

  record_fixture_add (&fixture->record, "gate", "stage", "Proposal", "field", "value", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Doors", "value", "100", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Roof", NULL);

  move_all (fixture);
  sale_await (fixture, "Fill In One by One");
  app_picture (fixture->window, "sale-stopped");
  g_assert_nonnull (
      list_find_prefix (fixture->window, "2 deals cannot enter “Proposal” yet: Roof, Windows."));
  g_assert_cmpint (sale_count (fixture, moved), ==, 0);
  sale_press (fixture, "Fill In One by One");
  fill_in (fixture, "Roof", "10");
  sale_expect (fixture, "deal WHERE name = 'Roof' AND value = 1000");
  fill_in (fixture, "Windows", "20");
  sale_expect (fixture, "deal JOIN stage ON stage.id = deal.stage"
                        " WHERE stage.name = 'Proposal' AND deal.name = 'Doors'");
  g_assert_cmpint (sale_count (fixture, moved), ==, 3);
  g_assert_true (app_wait_for (has_no_gate_sheet, fixture->window));
  for (int i = 0; i < 3; i++)
    g_assert_true (record_fixture_undo (&fixture->record));
  g_assert_cmpint (sale_count (fixture, moved), ==, 0);
  g_assert_cmpint (sale_count (fixture, "deal WHERE value IS NULL"), ==, 2);

  /* Or the others alone. */
  move_all (fixture);
  sale_press (fixture, "Move the Others");
  sale_expect (fixture, moved);
  app_settle (300);
  g_assert_cmpint (sale_count (fixture, moved), ==, 1);
}

static gboolean
has_why (gpointer data)
{
  return app_find (data, GTK_TYPE_MENU_BUTTON, "Why? Relation") != NULL;
}

static gboolean
has_no_why (gpointer data)
{
  return !has_why (data);
}

/* From a value that a rule set to the rule and to its cause. */
static void
test_why (AppFixture *fixture, gconstpointer country)
{
  CrmWindow *window = crm_window_new (NULL);
  CrmShell *shell;
  GtkWidget *why;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  fixture->window = GTK_WINDOW (window);
  crm_window_show_workspace (window, fixture->workspace);
  shell = crm_window_get_shell (window);
  gtk_window_set_default_size (fixture->window, 1280, 800);
  gtk_window_present (fixture->window);
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("company"), 1);
  sale_press (fixture, "Start Sale");
  sale_await (fixture, "Interested: Cold call");
  g_assert_false (has_why (fixture->window));
  sale_press (fixture, "Interested: Cold call");
  g_assert_true (app_wait_for (has_why, fixture->window));
  why = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, "Why? Relation");
  gtk_menu_button_popup (GTK_MENU_BUTTON (why));
  app_settle (200);
  list_picture (fixture, "sale-why");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Sale: Cold call → Interested"));
  sale_press (fixture, "Open the Task “Cold call”");
  app_settle (300);
  g_assert_cmpstr (adw_navigation_page_get_tag (crm_shell_get_page (shell)), ==, "activity:1");
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("company"), 1);
  g_assert_true (app_wait_for (has_why, fixture->window));
  why = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, "Why? Relation");
  gtk_menu_button_popup (GTK_MENU_BUTTON (why));
  app_settle (200);
  sale_press (fixture, "Show in the Process");
  app_settle (300);
  g_assert_cmpstr (adw_navigation_page_get_tag (crm_shell_get_page (shell)), ==, "outcome:1");

  /* What a person sets needs no answer. */
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("company"), 1);
  g_assert_true (app_wait_for (has_why, fixture->window));
  record_fixture_set (&fixture->record, "company", 1, "relation", "permanent");
  g_assert_true (app_wait_for (has_no_why, fixture->window));
}

typedef struct {
  GtkWindow *window;
  const char *row;
} Sought;

static gboolean
has_row (gpointer data)
{
  Sought *sought = data;
  return app_find (sought->window, GTK_TYPE_LIST_BOX_ROW, sought->row) != NULL;
}

static CrmPalette *
seek (AppFixture *fixture, const char *text, const char *row)
{
  Sought sought = { fixture->window, row };
  AdwDialog *palette;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.palette", NULL));
  app_settle (100);
  palette = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  crm_palette_search (CRM_PALETTE (palette), text);
  g_assert_true (app_wait_for (has_row, &sought));
  return CRM_PALETTE (palette);
}

static void
test_palette (AppFixture *fixture, gconstpointer country)
{
  CrmWindow *window = crm_window_new (NULL);
  CrmPalette *palette;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "company", "name", "Altair", NULL);
  fixture->window = GTK_WINDOW (window);
  crm_window_show_workspace (window, fixture->workspace);
  gtk_window_set_default_size (fixture->window, 1000, 700);
  gtk_window_present (fixture->window);
  app_settle (100);

  /* Named after the command, from wherever one is. */
  palette = seek (fixture, "start sale ori", "Start Sale: Orion");
  app_picture (fixture->window, "sale-palette");
  g_assert_null (app_find (palette, GTK_TYPE_LIST_BOX_ROW, "Start Sale: Altair"));
  gtk_widget_activate (app_find (palette, GTK_TYPE_LIST_BOX_ROW, "Start Sale: Orion"));
  sale_expect (fixture, "process_run WHERE company = 1");

  /* With what is open. */
  crm_workspace_open_record (fixture->workspace, crm_entity_find ("company"), 2);
  app_settle (300);
  palette = seek (fixture, "start", "Start Sale: Altair");
  gtk_widget_activate (app_find (palette, GTK_TYPE_LIST_BOX_ROW, "Start Sale: Altair"));
  sale_expect (fixture, "process_run WHERE company = 2");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/sale/list-row", AppFixture, "other", sale_set_up, test_list_row, sale_tear_down);
  g_test_add ("/sale/more", AppFixture, "other", sale_set_up, test_more, sale_tear_down);
  g_test_add ("/sale/deal", AppFixture, "other", sale_set_up, test_deal, sale_tear_down);
  g_test_add ("/sale/way-ahead", AppFixture, "other", sale_set_up, test_way_ahead, sale_tear_down);
  g_test_add ("/sale/loss", AppFixture, "other", sale_set_up, test_loss, sale_tear_down);
  g_test_add ("/sale/messages", AppFixture, "other", sale_set_up, test_messages, sale_tear_down);
  g_test_add ("/sale/stopped", AppFixture, "other", sale_set_up, test_stopped, sale_tear_down);
  g_test_add ("/sale/why", AppFixture, "other", sale_set_up, test_why, sale_tear_down);
  g_test_add ("/sale/palette", AppFixture, "other", sale_set_up, test_palette, sale_tear_down);
  return g_test_run ();
}
