/* The calendar: what stands where, moved, stretched, drawn and taken back. */
#include "config.h"

#include "app-fixture.h"
#include "crm-calendar-block.h"
#include "crm-calendar-cell.h"
#include "crm-calendar-days.h"
#include "crm-calendar-grid.h"
#include "crm-calendar-month.h"
#include "crm-calendar-page.h"
#include "crm-calendar-row.h"
#include "crm-calendar-text.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-working-time.h"

/* A Tuesday. */
#define NOW "2026-11-24T10:20:00"

static gint64
at (int day, int hour, int minute)
{
  return crm_moment_from_wall (crm_date_from_ymd (2026, 11, day), (hour * 60 + minute) * 60);
}

static void
add (AppFixture *fixture, const char *title, const char *kind, gint64 start, gint64 end,
     const char *repeat)
{
  g_autofree char *me =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_workspace_get_me (fixture->workspace));
  g_autofree char *from = crm_moment_to_iso (start);
  g_autofree char *until = crm_moment_to_iso (end);

  record_fixture_add (&fixture->record, "activity", "title", title, "kind", kind, "start", from,
                      "ends", until, "responsible", me, "company", "1", "repeat",
                      repeat != NULL ? repeat : "", NULL);
}

static void
show (AppFixture *fixture, const char *view, int width, int height)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_string (settings, "calendar-view", view);
  g_settings_reset (settings, "calendar-whose");
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_calendar_page_new (fixture->workspace, settings)),
                    width, height);
}

static void
fill (AppFixture *fixture)
{
  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  add (fixture, "Contract", "meeting", at (24, 10, 0), at (24, 11, 0), NULL);
  add (fixture, "Offer", "call", at (24, 10, 30), at (24, 12, 0), NULL);
  add (fixture, "Planning", "meeting", at (23, 9, 0), at (23, 9, 30), "FREQ=WEEKLY");
  record_fixture_add (&fixture->record, "activity", "title", "Fair", "kind", "task", "start",
                      "2026-11-25", "ends", "2026-11-28", "all_day", "yes", "responsible", "1",
                      NULL);
  for (int i = 0; i < 7; i++) {
    g_autofree char *title = g_strdup_printf ("Letter %d", i + 1);
    add (fixture, title, "letter", at (26, 9 + i, 0), at (26, 9 + i, 45), NULL);
  }
}

/* --- Waiting */

static GtkWidget *
expect (AppFixture *fixture, const char *name, gboolean there)
{
  return app_expect (fixture->window, CRM_TYPE_CALENDAR_BLOCK, name, there);
}

static CrmRecord *
load (AppFixture *fixture, gint64 id)
{
  return crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("activity"),
                          id, NULL);
}

/* --- The hand: what the pointer does, on the surface that takes it */

static gpointer
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (g_type_is_a (G_OBJECT_TYPE (controller), type))
      return controller;
  }
  return NULL;
}

static gboolean
press (GtkWidget *surface, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (surface);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
  }
  return handled;
}

static void
drag (GtkWidget *surface, double x, double y, double dx, double dy, gboolean escapes)
{
  GtkGesture *gesture = find_controller (surface, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  if (escapes)
    g_assert_true (press (surface, GDK_KEY_Escape, 0));
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
  app_settle (300);
}

static void
release_alt (GtkWidget *surface)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (surface);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-released", GDK_KEY_Alt_L, 0, 0);
  }
  app_settle (300);
}

static void
drag_block (GtkWidget *surface, GtkWidget *block, gboolean by_edge, double dx, double dy,
            gboolean escapes)
{
  graphene_rect_t bounds;
  double y;

  g_assert_true (gtk_widget_compute_bounds (block, surface, &bounds));
  y = (double) bounds.origin.y + (by_edge ? (double) bounds.size.height - 2 : 4);
  drag (surface, (double) bounds.origin.x + 10, y, dx, dy, escapes);
}

typedef struct {
  AppFixture *fixture;
  const char *label;
  GtkWidget *button;
} Answer;

static gboolean
is_asked (gpointer data)
{
  Answer *wanted = data;
  GtkWidget *dialog = app_find_type (wanted->fixture->window, ADW_TYPE_ALERT_DIALOG);

  wanted->button = dialog != NULL ? app_find (dialog, GTK_TYPE_BUTTON, wanted->label) : NULL;
  return wanted->button != NULL;
}

static void
answer (AppFixture *fixture, const char *label)
{
  Answer wanted = { fixture, label, NULL };

  g_test_message ("%s", label);
  g_assert_true (app_wait_for (is_asked, &wanted));
  g_signal_emit_by_name (wanted.button, "clicked");
  app_settle (400);
}

/* --- What is seen */

static void
test_views (AppFixture *fixture, gconstpointer data)
{
  fill (fixture);
  show (fixture, "week", 1100, 800);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November", TRUE);
  expect (fixture, "Task, Fair, All day, Wednesday 25 November – Friday 27 November", TRUE);
  app_picture (fixture->window, "calendar-week");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  app_picture (fixture->window, "calendar-week-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  show (fixture, "month", 1100, 800);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 30 November", TRUE);
  expect (fixture, "Letter reminder, Letter 1, Orion, 9:00–9:45, Thursday 26 November", TRUE);
  expect (fixture, "Letter reminder, Letter 7, Orion, 15:00–15:45, Thursday 26 November", FALSE);
  g_assert_nonnull (
      app_find (fixture->window, CRM_TYPE_CALENDAR_CELL, "Thursday 26 November, 8 entries"));
  app_picture (fixture->window, "calendar-month");
  show (fixture, "day", 1100, 800);
  expect (fixture, "Call, Offer, Orion, 10:30–12:00, Tuesday 24 November", TRUE);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November", FALSE);
  app_picture (fixture->window, "calendar-day");
  show (fixture, "agenda", 1100, 800);
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Tuesday 24 November · Today"));
  g_assert_nonnull (app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Contract"));
  app_picture (fixture->window, "calendar-agenda");
}

static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  static const char *const views[] = { "month", "week", "day", "agenda" };

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    g_autofree char *name = g_strdup_printf ("calendar-%s-narrow", views[i]);
    show (fixture, views[i], 360, 720);
    app_settle (300);
    app_picture (fixture->window, name);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
  }
  show (fixture, "month", 360, 720);
  app_settle (300);
  /* The day one is at stands beneath the dots. */
  g_assert_nonnull (app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Contract"));
  g_assert_null (app_find (fixture->window, ADW_TYPE_ACTION_ROW, "Fair"));
}

static void
test_empty (AppFixture *fixture, gconstpointer data)
{
  show (fixture, "agenda", 900, 700);
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_BUTTON, "New Meeting"));
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Nothing Is Planned"));
  app_picture (fixture->window, "calendar-empty");
}

/* --- What is done */

static void
test_drag (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *grid, *block;
  g_autoptr (CrmRecord) moved = NULL;
  g_autoptr (CrmRecord) stretched = NULL;
  double hour, day;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  block = expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  hour = crm_calendar_grid_get_y (CRM_CALENDAR_GRID (grid), 60);
  day =
      (gtk_widget_get_width (grid) - crm_calendar_grid_measure_gutter (CRM_CALENDAR_GRID (grid))) /
      7.0;
  /* Escape takes it back. */
  drag_block (grid, block, FALSE, day, hour, TRUE);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  /* It snaps to quarters. */
  drag_block (grid, block, FALSE, day, 1.3 * hour, FALSE);
  block = expect (fixture, "Meeting, Contract, Orion, 11:15–12:15, Wednesday 25 November", TRUE);
  moved = load (fixture, 1);
  g_assert_cmpint (crm_record_get_integer (moved, "start"), ==, at (25, 11, 15));
  g_assert_cmpint (crm_record_get_integer (moved, "ends"), ==, at (25, 12, 15));
  drag_block (grid, block, TRUE, 0, hour, FALSE);
  expect (fixture, "Meeting, Contract, Orion, 11:15–13:15, Wednesday 25 November", TRUE);
  stretched = load (fixture, 1);
  g_assert_cmpint (crm_record_get_integer (stretched, "ends"), ==, at (25, 13, 15));
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Meeting, Contract, Orion, 11:15–12:15, Wednesday 25 November", TRUE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
}

/* Lets what stands on one surface go on a place of the other. */
static void
drag_over (GtkWidget *from, GtkWidget *block, GtkWidget *to, double x, double y)
{
  graphene_rect_t bounds;
  graphene_point_t target;

  g_assert_true (gtk_widget_compute_bounds (block, from, &bounds));
  g_assert_true (
      gtk_widget_compute_point (to, from, &GRAPHENE_POINT_INIT ((float) x, (float) y), &target));
  drag (from, (double) bounds.origin.x + 10, (double) bounds.origin.y + 4,
        (double) (target.x - bounds.origin.x) - 10, (double) (target.y - bounds.origin.y) - 4,
        FALSE);
}

static void
test_all_day (AppFixture *fixture, gconstpointer data)
{
  const char *const timed = "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November";
  const char *const whole = "Meeting, Contract, Orion, All day, Wednesday 25 November";
  GtkWidget *grid, *head, *block, *scroller;
  g_autoptr (CrmRecord) moved = NULL;
  double hour, day, gutter, scrolled;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  block = expect (fixture, timed, TRUE);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  head = app_find_type (fixture->window, CRM_TYPE_CALENDAR_ROW);
  hour = crm_calendar_grid_get_y (CRM_CALENDAR_GRID (grid), 60);
  gutter = crm_calendar_grid_measure_gutter (CRM_CALENDAR_GRID (grid));
  day = (gtk_widget_get_width (grid) - gutter) / 7.0;
  scroller = gtk_widget_get_ancestor (grid, GTK_TYPE_SCROLLED_WINDOW);
  scrolled = gtk_adjustment_get_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  g_assert_cmpfloat (scrolled, >, 0);
  drag_over (grid, block, head, gutter + 3.5 * day, 8);
  block = expect (fixture, whole, TRUE);
  /* One still looks at the same hours, but for what was passed at their edge. */
  g_assert_cmpfloat (gtk_adjustment_get_value (
                         gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller))),
                     >, scrolled - 64);
  g_assert_true (gtk_widget_is_ancestor (block, head));
  moved = load (fixture, 1);
  g_assert_true (crm_record_get_integer (moved, "all_day"));
  /* Back among the hours it takes one, at a quarter. */
  drag_over (head, block, grid, gutter + 4.5 * day, 14.3 * hour);
  expect (fixture, "Meeting, Contract, Orion, 14:15–15:15, Thursday 26 November", TRUE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, whole, TRUE);
  crm_workspace_undo (fixture->workspace);
  block = expect (fixture, timed, TRUE);
  /* The same by keys, and the focus goes with it. */
  gtk_widget_grab_focus (block);
  g_assert_true (press (grid, GDK_KEY_Home, GDK_ALT_MASK));
  g_assert_true (press (grid, GDK_KEY_Right, GDK_ALT_MASK));
  release_alt (grid);
  block = expect (fixture, whole, TRUE);
  g_assert_true (gtk_widget_is_focus (block));
  g_assert_true (press (head, GDK_KEY_End, GDK_ALT_MASK));
  g_assert_true (press (head, GDK_KEY_Down, GDK_ALT_MASK));
  release_alt (head);
  block = expect (fixture, "Meeting, Contract, Orion, 9:15–10:15, Wednesday 25 November", TRUE);
  g_assert_true (gtk_widget_is_focus (block));
  /* There and back is nothing. */
  g_assert_true (press (grid, GDK_KEY_Home, GDK_ALT_MASK));
  g_assert_true (press (grid, GDK_KEY_End, GDK_ALT_MASK));
  release_alt (grid);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, whole, TRUE);
}

/* A finger that has waited holds what is beneath it, and the hours do not scroll meanwhile. */
static void
test_touch (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *grid, *block, *scroller;
  GtkGesture *gesture, *hold;
  graphene_rect_t bounds;
  double hour;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  block = expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  scroller = gtk_widget_get_ancestor (grid, GTK_TYPE_SCROLLED_WINDOW);
  hour = crm_calendar_grid_get_y (CRM_CALENDAR_GRID (grid), 60);
  gesture = find_controller (grid, GTK_TYPE_GESTURE_DRAG);
  hold = find_controller (grid, GTK_TYPE_GESTURE_LONG_PRESS);
  g_assert_true (gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (hold)));
  g_assert_true (gtk_widget_compute_bounds (block, grid, &bounds));
  g_signal_emit_by_name (gesture, "drag-begin", (double) bounds.origin.x + 10,
                         (double) bounds.origin.y + 4);
  g_signal_emit_by_name (hold, "pressed", (double) bounds.origin.x + 10,
                         (double) bounds.origin.y + 4);
  g_assert_false (gtk_scrolled_window_get_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller)));
  g_signal_emit_by_name (gesture, "drag-update", 0.0, hour);
  app_picture (fixture->window, "calendar-held");
  g_signal_emit_by_name (gesture, "drag-end", 0.0, hour);
  g_assert_true (gtk_scrolled_window_get_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller)));
  expect (fixture, "Meeting, Contract, Orion, 11:00–12:00, Tuesday 24 November", TRUE);
}

static void
test_keys (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *grid, *block;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  block = expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  /* From the slot at nine down: half past nine, then what stands at ten and half past. */
  gtk_widget_grab_focus (grid);
  g_assert_true (press (grid, GDK_KEY_Down, 0));
  g_assert_true (gtk_widget_is_focus (grid));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "9:30, Tuesday 24 November");
  g_assert_true (press (grid, GDK_KEY_Down, 0));
  g_assert_true (gtk_widget_is_focus (block));
  g_assert_true (press (grid, GDK_KEY_Down, 0));
  g_assert_true (gtk_widget_is_focus (
      expect (fixture, "Call, Offer, Orion, 10:30–12:00, Tuesday 24 November", TRUE)));
  g_assert_true (press (grid, GDK_KEY_Up, 0));
  /* Held with Alt it moves, and is written once it is let go. */
  g_assert_true (press (grid, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (press (grid, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (press (grid, GDK_KEY_Right, GDK_ALT_MASK));
  release_alt (grid);
  expect (fixture, "Meeting, Contract, Orion, 10:30–11:30, Wednesday 25 November", TRUE);
  g_assert_true (press (grid, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK));
  release_alt (grid);
  expect (fixture, "Meeting, Contract, Orion, 10:30–11:45, Wednesday 25 November", TRUE);
  /* The focus has gone with it. */
  g_assert_true (CRM_IS_CALENDAR_BLOCK (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_true (press (grid, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (press (grid, GDK_KEY_Escape, 0));
  release_alt (grid);
  expect (fixture, "Meeting, Contract, Orion, 10:30–11:45, Wednesday 25 November", TRUE);
  g_assert_true (press (grid, GDK_KEY_Delete, 0));
  expect (fixture, "Meeting, Contract, Orion, 10:30–11:45, Wednesday 25 November", FALSE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Meeting, Contract, Orion, 10:30–11:45, Wednesday 25 November", TRUE);
}

static void
test_repeating (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *month, *block;

  fill (fixture);
  show (fixture, "month", 1100, 800);
  block = expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 30 November", TRUE);
  month = app_find_type (fixture->window, CRM_TYPE_CALENDAR_MONTH);
  gtk_widget_grab_focus (block);
  press (month, GDK_KEY_Right, GDK_ALT_MASK);
  release_alt (month);
  app_picture (fixture->window, "calendar-ask");
  answer (fixture, "Only This One");
  block = expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Tuesday 1 December", TRUE);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 30 November", FALSE);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November", TRUE);
  crm_workspace_undo (fixture->workspace);
  block = expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 30 November", TRUE);
  gtk_widget_grab_focus (block);
  press (month, GDK_KEY_Right, GDK_ALT_MASK);
  release_alt (month);
  answer (fixture, "All of Them");
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Tuesday 24 November", TRUE);
  block = expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Tuesday 1 December", TRUE);
  gtk_widget_grab_focus (block);
  press (month, GDK_KEY_Delete, 0);
  app_picture (fixture->window, "calendar-ask-delete");
  answer (fixture, "This and Later Ones");
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Tuesday 1 December", FALSE);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Tuesday 24 November", TRUE);
}

static void
type_title (AppFixture *fixture, const char *title)
{
  GtkWidget *dialog = app_find_type (fixture->window, ADW_TYPE_DIALOG);
  GtkWidget *text = app_find (dialog, GTK_TYPE_TEXT, NULL);

  g_assert_nonnull (text);
  gtk_editable_set_text (GTK_EDITABLE (text), title);
}

static void
test_draw (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *grid, *dialog, *combo;
  double hour;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  hour = crm_calendar_grid_get_y (CRM_CALENDAR_GRID (grid), 60);
  /* Sunday is the first day of this locale; its column is empty. */
  drag (grid, crm_calendar_grid_measure_gutter (CRM_CALENDAR_GRID (grid)) + 20, 14 * hour, 0,
        1.5 * hour, FALSE);
  dialog = app_find_type (fixture->window, ADW_TYPE_DIALOG);
  g_assert_nonnull (dialog);
  app_picture (fixture->window, "calendar-new");
  type_title (fixture, "Retrospective");
  combo = app_find (dialog, ADW_TYPE_COMBO_ROW, "Repeats");
  g_assert_nonnull (combo);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Cancel"), "clicked");
  app_settle (200);
  combo = app_find (fixture->window, GTK_TYPE_BUTTON, "Keep Editing");
  g_assert_nonnull (combo);
  g_signal_emit_by_name (combo, "clicked");
  app_settle (200);
  gtk_widget_activate_action (app_find (dialog, GTK_TYPE_BUTTON, "Create"), "meeting.create", NULL);
  expect (fixture, "Meeting, Retrospective, 14:00–15:30, Sunday 22 November", TRUE);
  expect (fixture, "Meeting, Retrospective, 14:00–15:30, Saturday 28 November", TRUE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Meeting, Retrospective, 14:00–15:30, Sunday 22 November", FALSE);
}

static void
test_open (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *block, *button, *popover;
  g_autoptr (CrmRecord) done = NULL;

  fill (fixture);
  show (fixture, "week", 1100, 800);
  block = expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  /* As a screen reader presses it. */
  g_assert_true (gtk_widget_activate_action (block, "entry.open", NULL));
  app_settle (200);
  popover = app_find_type (fixture->window, GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  app_picture ((GtkWindow *) popover, "calendar-open");
  button = app_find (popover, GTK_TYPE_BUTTON, "Done: Contract");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November, Done", TRUE);
  done = load (fixture, 1);
  g_assert_cmpstr (crm_record_get_text (done, "state"), ==, "done");
  /* Of a series one is done, the others go on. */
  block = expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November", TRUE);
  gtk_widget_activate (block);
  app_settle (200);
  popover = app_find_type (fixture->window, GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  app_picture ((GtkWindow *) popover, "calendar-open-series");
  button = app_find (popover, GTK_TYPE_BUTTON, "Done");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November, Done", TRUE);
  crm_workspace_undo (fixture->workspace);
  expect (fixture, "Meeting, Planning, Orion, 9:00–9:30, Monday 23 November", TRUE);
}

/* --- Whose */

static GtkWidget *
find_check (AppFixture *fixture, const char *label)
{
  GtkWidget *button = app_find (fixture->window, GTK_TYPE_MENU_BUTTON, NULL);

  while (button != NULL && gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) == NULL)
    button = NULL;
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_settle (200);
  return app_find (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), GTK_TYPE_CHECK_BUTTON,
                   label);
}

static void
test_persons (AppFixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  GtkWidget *check, *block;
  g_autofree char *anna = NULL;
  gint64 part;

  fill (fixture);
  anna = g_strdup_printf (
      "%" G_GINT64_FORMAT,
      record_fixture_add (record, "person", "name", "Anna Petrova", "active", "yes", NULL));
  record_fixture_add (record, "activity", "title", "Fitting", "kind", "meeting", "start",
                      "2026-11-24T10:15", "ends", "2026-11-24T11:30", "responsible", anna, NULL);
  show (fixture, "week", 1100, 800);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", FALSE);
  check = find_check (fixture, "Anna Petrova");
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  block = expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November", TRUE);
  g_assert_true (gtk_widget_has_css_class (block, "success"));
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, "Administrator")), TRUE);
  block =
      expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", TRUE);
  g_assert_true (gtk_widget_has_css_class (block, "person-1"));
  block = expect (
      fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November, Administrator", TRUE);
  g_assert_true (gtk_widget_has_css_class (block, "person-0"));
  app_picture ((GtkWindow *) gtk_widget_get_ancestor (check, GTK_TYPE_POPOVER), "calendar-whose");
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (check, GTK_TYPE_POPOVER)));
  app_settle (200);
  app_picture (fixture->window, "calendar-persons");

  /* Somebody joins them. */
  record_fixture_add (record, "person", "name", "Boris", "active", "yes", NULL);
  app_settle (300);
  g_assert_nonnull (find_check (fixture, "Boris"));
  check = find_check (fixture, "Anna Petrova");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", TRUE);

  /* What somebody else leads and I take part in is mine too, and so it is told to whom else. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, "Mine")), TRUE);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", FALSE);
  part = record_fixture_add (record, "participant", "activity", "Fitting", "person", "1", NULL);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", TRUE);
  record_fixture_delete (record, "participant", part);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", FALSE);

  /* Where nobody sits nothing is mine. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, "Mine")), TRUE);
  expect (fixture, "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", FALSE);
  crm_workspace_set_me (fixture->workspace, 0);
  expect (fixture, "Meeting, Fitting, 10:15–11:30, Tuesday 24 November, Anna Petrova", TRUE);
  g_assert_null (find_check (fixture, "Mine"));
  check = find_check (fixture, "Everybody's");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

/* --- Very many */

/* Thirty at once: some stand there, the others are counted. */
static void
test_at_once (AppFixture *fixture, gconstpointer data)
{
  guint n = 0;
  GtkWidget *grid, *count;
  g_autofree char *more = NULL;

  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  for (int i = 0; i < 30; i++) {
    g_autofree char *title = g_strdup_printf ("Call %d", i);
    add (fixture, title, "call", at (24, 10, 0), at (24, 11, 0), NULL);
  }
  show (fixture, "week", 1100, 800);
  expect (fixture, "Call, Call 0, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  for (int i = 0; i < 30; i++) {
    g_autofree char *name =
        g_strdup_printf ("Call, Call %d, Orion, 10:00–11:00, Tuesday 24 November", i);
    n += app_find (fixture->window, CRM_TYPE_CALENDAR_BLOCK, name) != NULL ? 1 : 0;
  }
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <, 20);
  app_picture (fixture->window, "calendar-at-once");
  /* The count can be reached from the keys, and leads to the day. */
  app_settle (300);
  more = g_strdup_printf ("+%u more, 10:00, Tuesday 24 November", 30 - n);
  count = app_find (fixture->window, GTK_TYPE_BUTTON, more);
  g_assert_nonnull (count);
  grid = app_find_type (fixture->window, CRM_TYPE_CALENDAR_GRID);
  gtk_widget_grab_focus (grid);
  for (guint i = 0; i < n + 4 && !gtk_widget_is_focus (count); i++)
    press (grid, GDK_KEY_Down, 0);
  g_assert_true (gtk_widget_is_focus (count));
  g_signal_emit_by_name (count, "clicked");
  app_settle (400);
  expect (fixture, "Call, Call 20, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
  show (fixture, "day", 1100, 800);
  expect (fixture, "Call, Call 20, Orion, 10:00–11:00, Tuesday 24 November", TRUE);
}

static guint
count_blocks (GtkWidget *widget)
{
  guint n = CRM_IS_CALENDAR_BLOCK (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_blocks (child);
  return n;
}

static void
add_many (AppFixture *fixture, int n)
{
  CrmChange *change = crm_workspace_begin (fixture->workspace, "Many");
  const CrmEntity *entity = crm_entity_find ("activity");

  for (int i = 0; i < n; i++) {
    g_autoptr (CrmRecord) draft = crm_record_new (entity);
    g_autofree char *title = g_strdup_printf ("Meeting %d", i);
    gint64 start = at (1 + i % 30, 7 + i / 30 % 13, i % 4 * 15);
    crm_record_set_text (draft, "title", title);
    crm_record_set_integer (draft, "start", start);
    crm_record_set_integer (draft, "ends", start + 1800);
    crm_record_set_integer (draft, "responsible", 1);
    crm_change_add (change, draft);
  }
  g_assert_cmpint (crm_change_commit_sync (change, fixture->record.store, NULL), >, 0);
  crm_change_free (change);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

/* Only what can be seen is there as a widget. */
static void
test_many (AppFixture *fixture, gconstpointer data)
{
  static const char *const views[] = { "month", "week", "day", "agenda" };
  GtkWidget *more;
  guint n_before;

  add_many (fixture, 5000);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    g_autofree char *name = g_strdup_printf ("calendar-%s-many", views[i]);
    gint64 begin = g_get_monotonic_time ();
    show (fixture, views[i], 1100, 800);
    app_settle (10);
    g_test_message ("%s: %" G_GINT64_FORMAT " ms", views[i],
                    (g_get_monotonic_time () - begin) / 1000);
    g_assert_cmpuint (count_blocks (GTK_WIDGET (fixture->window)), <, 1500);
    app_settle (300);
    app_picture (fixture->window, name);
  }
  /* What a list does not show at first can be asked for. */
  more = app_find (fixture->window, ADW_TYPE_BUTTON_ROW, "Show More");
  g_assert_nonnull (more);
  n_before = count_rows (GTK_WIDGET (fixture->window));
  g_signal_emit_by_name (more, "activated");
  app_settle (300);
  g_assert_cmpuint (count_rows (GTK_WIDGET (fixture->window)), >, n_before + 200);
}

/* Hours and days that are set elsewhere are followed at once. */
static gboolean
free_thursday (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_working_time_set_hours (database, 4, 0, 0, error);
}

static void
test_working (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *cell;

  show (fixture, "month", 1100, 800);
  app_settle (300);
  cell = app_find (fixture->window, CRM_TYPE_CALENDAR_CELL, "Thursday 26 November, 0 entries");
  g_assert_nonnull (cell);
  g_assert_false (gtk_widget_has_css_class (cell, "free"));
  g_assert_true (crm_store_write (fixture->record.store, free_thursday, NULL, NULL, NULL));
  app_settle (300);
  g_assert_true (gtk_widget_has_css_class (cell, "free"));
  record_fixture_add (&fixture->record, "own_day", "name", "Inventory", "date", "2026-11-25", NULL);
  app_settle (300);
  g_assert_nonnull (app_find (fixture->window, CRM_TYPE_CALENDAR_CELL,
                              "Wednesday 25 November, Inventory, 0 entries"));
}

int
main (int argc, char **argv)
{
  g_setenv ("VORONKA_NOW", NOW, TRUE);
  app_test_init (&argc, &argv);
#define TEST(name, function)                                                                       \
  g_test_add ("/calendar-page/" name, AppFixture, NULL, app_fixture_set_up, function,              \
              app_fixture_tear_down)
  TEST ("views", test_views);
  TEST ("narrow", test_narrow);
  TEST ("empty", test_empty);
  TEST ("drag", test_drag);
  TEST ("all-day", test_all_day);
  TEST ("touch", test_touch);
  TEST ("keys", test_keys);
  TEST ("repeating", test_repeating);
  TEST ("draw", test_draw);
  TEST ("open", test_open);
  TEST ("persons", test_persons);
  TEST ("at-once", test_at_once);
  TEST ("many", test_many);
  TEST ("working", test_working);
  return g_test_run ();
}
