/* The desk: who works here, what they look at, how they arrange the window. */
#include "config.h"

#include "app-fixture.h"
#include "crm-window.h"

typedef struct {
  AppFixture app;
  CrmWindow *window;
} DeskFixture;

static void
show (DeskFixture *fixture)
{
  fixture->window = app_fixture_show_window (&fixture->app, 1100, 760);
}

static void
set_up (DeskFixture *fixture, gconstpointer unused)
{
  app_fixture_set_up (&fixture->app, "other");
}

static void
tear_down (DeskFixture *fixture, gconstpointer unused)
{
  app_fixture_tear_down (&fixture->app, NULL);
}

static void
expect (DeskFixture *fixture, const char *name, gboolean there)
{
  app_expect (fixture->window, GTK_TYPE_WIDGET, name, there);
}

static GtkWidget *
find (DeskFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = app_find (fixture->window, type, name);

  g_test_message ("%s", name);
  g_assert_nonnull (widget);
  return widget;
}

static void
act (DeskFixture *fixture, const char *action, GVariant *target)
{
  GtkWidget *shell = GTK_WIDGET (crm_window_get_shell (fixture->window));
  g_autoptr (GVariant) variant = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (shell, action, variant));
  app_settle (100);
}

static void
test_who_works (DeskFixture *fixture, gconstpointer unused)
{
  gint64 anna = record_fixture_add (&fixture->app.record, "person", "name", "Anna_A <b>", NULL);

  show (fixture);
  expect (fixture, "Who Works Here: Administrator", TRUE);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (find (fixture, GTK_TYPE_MENU_BUTTON, "Who Works Here: Administrator")));
  app_settle (300);
  app_picture (fixture->app.window, "seat-menu");
  gtk_menu_button_popdown (
      GTK_MENU_BUTTON (find (fixture, GTK_TYPE_MENU_BUTTON, "Who Works Here: Administrator")));
  app_settle (300);
  act (fixture, "seat.person", g_variant_new_int64 (anna));
  expect (fixture, "Who Works Here: Anna_A <b>", TRUE);
  g_assert_cmpint (crm_workspace_get_me (fixture->app.workspace), ==, anna);
  g_assert_cmpint (crm_setup_get_me (record_fixture_reader (&fixture->app.record)), ==, anna);
  act (fixture, "seat.people", NULL);
  expect (fixture, "Administrator", TRUE);
}

static gboolean
somebody_sits (gpointer data)
{
  return crm_workspace_get_me (((DeskFixture *) data)->app.workspace) != 0;
}

static void
test_asked_at_the_start (DeskFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 anna = record_fixture_add (record, "person", "name", "Anna", "post", "Seller", NULL);

  record_fixture_add (record, "person", "name", "Borys", NULL);
  record_fixture_delete (record, "person",
                         crm_setup_get_me (record_fixture_reader (&fixture->app.record)));
  g_clear_object (&fixture->app.workspace);
  fixture->app.workspace = crm_workspace_new (record->store);
  g_assert_cmpint (crm_workspace_get_me (fixture->app.workspace), ==, 0);
  show (fixture);
  expect (fixture, "Who Is Working?", TRUE);
  app_settle (300);
  app_picture (fixture->app.window, "seat-question");
  g_signal_emit_by_name (find (fixture, ADW_TYPE_ACTION_ROW, "Anna"), "activated");
  g_assert_true (app_wait_for (somebody_sits, fixture));
  g_assert_cmpint (crm_workspace_get_me (fixture->app.workspace), ==, anna);
  expect (fixture, "Who Works Here: Anna", TRUE);
}

static void
test_nobody_is_asked_alone (DeskFixture *fixture, gconstpointer unused)
{
  show (fixture);
  g_assert_null (app_find (fixture->window, GTK_TYPE_WIDGET, "Who Is Working?"));
}

static void
test_focus (DeskFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;
  gint64 segment;
  GtkWidget *button;

  record_fixture_add (record, "choice", "name", "Builders", "list", "segment", NULL);
  record_fixture_add (record, "company", "name", "Brick", "segment", "Builders", NULL);
  record_fixture_add (record, "company", "name", "Shop", NULL);
  segment = record_fixture_add (record, "person_segment", "segment", "Builders", "person",
                                "Administrator", NULL);
  show (fixture);
  act (fixture, "win.go-to", g_variant_new_string ("companies"));
  expect (fixture, "Shop", TRUE);
  act (fixture, "seat.focus", g_variant_new_string ("area"));
  expect (fixture, "Only your segments and what is yours are shown", TRUE);
  expect (fixture, "Shop", FALSE);
  expect (fixture, "Brick", TRUE);
  app_settle (300);
  app_picture (fixture->app.window, "focus-banner");
  /* One press brings everything back. */
  button = find (fixture, GTK_TYPE_BUTTON, "Show Everything");
  g_signal_emit_by_name (button, "clicked");
  expect (fixture, "Shop", TRUE);
  expect (fixture, "Show Everything", FALSE);
  /* Whose segment is taken away sees everything. */
  act (fixture, "seat.focus", g_variant_new_string ("area"));
  expect (fixture, "Shop", FALSE);
  record_fixture_delete (record, "person_segment", segment);
  expect (fixture, "Shop", TRUE);
}

static void
test_own_records (DeskFixture *fixture, gconstpointer unused)
{
  RecordFixture *record = &fixture->app.record;

  record_fixture_add (record, "choice", "name", "Builders", "list", "segment", NULL);
  record_fixture_add (record, "person_segment", "segment", "Builders", "person", "Administrator",
                      NULL);
  record_fixture_add (record, "company", "name", "Mine", "responsible", "Administrator", NULL);
  record_fixture_add (record, "company", "name", "Shop", NULL);
  show (fixture);
  act (fixture, "seat.focus", g_variant_new_string ("area"));
  act (fixture, "win.go-to", g_variant_new_string ("companies"));
  expect (fixture, "Mine", TRUE);
  expect (fixture, "Shop", FALSE);
}

static int
place_of (DeskFixture *fixture, const char *name)
{
  GtkWidget *label =
      app_find (app_find (fixture->window, GTK_TYPE_LIST_BOX, "Sections"), GTK_TYPE_LABEL, name);
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static gboolean
companies_come_first (gpointer data)
{
  int companies = place_of (data, "Companies");
  return companies >= 0 && companies < place_of (data, "Today");
}

static gboolean
contacts_are_hidden (gpointer data)
{
  return place_of (data, "Contacts") < 0;
}

static gboolean
all_as_it_comes (gpointer data)
{
  return !contacts_are_hidden (data) && !companies_come_first (data);
}

static void
test_arrange (DeskFixture *fixture, gconstpointer unused)
{
  show (fixture);
  act (fixture, "win.go-to", g_variant_new_string ("companies"));
  act (fixture, "seat.arrange", NULL);
  app_settle (300);
  app_picture (fixture->app.window, "desk");
  gtk_switch_set_active (GTK_SWITCH (find (fixture, GTK_TYPE_SWITCH, "Show “Contacts”")), FALSE);
  g_assert_true (app_wait_for (contacts_are_hidden, fixture));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_BUTTON, "Move Companies Up"), "clicked");
  g_assert_true (app_wait_for (companies_come_first, fixture));
  g_assert_true (contacts_are_hidden (fixture));
  app_settle (300);
  app_picture (fixture->app.window, "desk-arranged");
  /* It is kept in the file, for whoever arranged it. */
  crm_window_show_workspace (fixture->window, fixture->app.workspace);
  app_settle (300);
  g_assert_true (companies_come_first (fixture));
  g_assert_true (contacts_are_hidden (fixture));
  act (fixture, "seat.arrange", NULL);
  app_settle (300);
  g_signal_emit_by_name (find (fixture, ADW_TYPE_BUTTON_ROW, "_As It Comes"), "activated");
  g_assert_true (app_wait_for (all_as_it_comes, fixture));
}

static void
test_cards (DeskFixture *fixture, gconstpointer unused)
{
  show (fixture);
  act (fixture, "win.go-to", g_variant_new_string ("today"));
  expect (fixture, "Nothing is overdue", TRUE);
  act (fixture, "seat.arrange", NULL);
  app_settle (300);
  gtk_switch_set_active (GTK_SWITCH (find (fixture, GTK_TYPE_SWITCH, "Show “Overdue Documents”")),
                         FALSE);
  expect (fixture, "Nothing is overdue", FALSE);
  expect (fixture, "No payment is awaited", TRUE);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (DeskFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/desk/who-works", test_who_works },
    { "/desk/asked-at-the-start", test_asked_at_the_start },
    { "/desk/nobody-is-asked-alone", test_nobody_is_asked_alone },
    { "/desk/focus", test_focus },
    { "/desk/own-records", test_own_records },
    { "/desk/arrange", test_arrange },
    { "/desk/cards", test_cards },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DeskFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
