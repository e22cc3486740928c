/* The bare list of related records inside a page. */
#include "config.h"

#include "list-fixture.h"

typedef struct {
  AppFixture app;
  GtkWidget *view;
  gint64 orion;
} ViewFixture;

static void
set_up (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("contact"));
  g_autoptr (CrmQuery) query = NULL;
  GtkWidget *box, *window;

  app_fixture_set_up (&fixture->app, "ua");
  fixture->orion = record_fixture_add (&fixture->app.record, "company", "name", "Orion", NULL);
  query = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, fixture->orion);
  fixture->view = GTK_WIDGET (crm_list_view_new (fixture->app.workspace, query));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 24, NULL);
  gtk_box_append (GTK_BOX (box), fixture->view);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("End"));
  window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), box);
  app_fixture_show (&fixture->app, adw_navigation_page_new (window, "Related"), 1100, 700);
}

static void
tear_down (ViewFixture *fixture, gconstpointer data)
{
  app_fixture_tear_down (&fixture->app, data);
}

static void
add_contacts (ViewFixture *fixture, int first, int n)
{
  for (int i = first; i < first + n; i++) {
    g_autofree char *name = g_strdup_printf ("Person %02d", i);
    record_fixture_add (&fixture->app.record, "contact", "name", name, "company", "Orion", "post",
                        "Director", "email", "someone@example.com", NULL);
  }
  app_settle (200);
}

/* As high as its rows, and no higher than eight of them. */
static void
test_height (ViewFixture *fixture, gconstpointer data)
{
  int empty = gtk_widget_get_height (fixture->view);
  int heights[3];

  g_assert_nonnull (app_find (fixture->view, GTK_TYPE_LABEL,
                              crm_entity_get_purpose (crm_entity_find ("contact"))));
  list_picture (&fixture->app, "related-empty");
  add_contacts (fixture, 0, 1);
  heights[0] = gtk_widget_get_height (fixture->view);
  add_contacts (fixture, 1, 1);
  heights[1] = gtk_widget_get_height (fixture->view);
  add_contacts (fixture, 2, 6);
  heights[2] = gtk_widget_get_height (fixture->view);
  g_assert_cmpint (heights[0], >, empty);
  g_assert_cmpint (heights[2] - heights[0], ==, 7 * (heights[1] - heights[0]));
  g_assert_null (app_find (fixture->view, GTK_TYPE_BUTTON, "Show All 8"));
  add_contacts (fixture, 8, 4);
  g_assert_cmpint (gtk_widget_get_height (fixture->view), ==, heights[2]);
  g_assert_nonnull (app_find (fixture->view, GTK_TYPE_BUTTON, "Show All 12"));
  list_picture (&fixture->app, "related-wide");
}

static void
test_narrow (ViewFixture *fixture, gconstpointer data)
{
  add_contacts (fixture, 0, 3);
  gtk_window_set_default_size (fixture->app.window, 360, 600);
  app_settle (200);
  g_assert_null (app_find_type (fixture->view, GTK_TYPE_COLUMN_VIEW));
  g_assert_nonnull (app_find_type (fixture->view, CRM_TYPE_RECORD_ROW));
  list_picture (&fixture->app, "related-narrow");
  gtk_window_set_default_size (fixture->app.window, 1100, 600);
  app_settle (200);
  g_assert_nonnull (app_find_type (fixture->view, GTK_TYPE_COLUMN_VIEW));
}

static void
new_record_cb (CrmWorkspace *workspace, gpointer entity, CrmRecord *draft, CrmRecord **seen)
{
  g_assert_true (entity == crm_entity_find ("contact"));
  *seen = crm_record_copy (draft);
}

static void
open_list_cb (CrmWorkspace *workspace, gpointer query, const char *title, char **seen)
{
  g_assert_true (crm_query_get_entity (query) == crm_entity_find ("contact"));
  *seen = g_strdup (title);
}

static void
open_record_cb (CrmWorkspace *workspace, gpointer entity, gint64 id, gint64 *seen)
{
  *seen = id;
}

/* What is added belongs to the record whose list it is. */
static void
test_ways (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) draft = NULL;
  g_autofree char *title = NULL;
  gint64 opened = 0;

  add_contacts (fixture, 0, 9);
  g_signal_connect (fixture->app.workspace, "new-record", G_CALLBACK (new_record_cb), &draft);
  g_signal_connect (fixture->app.workspace, "open-list", G_CALLBACK (open_list_cb), &title);
  g_signal_connect (fixture->app.workspace, "open-record", G_CALLBACK (open_record_cb), &opened);
  list_click_labelled (fixture->view, "New contact");
  g_assert_nonnull (draft);
  g_assert_cmpint (crm_record_get_integer (draft, "company"), ==, fixture->orion);
  list_click_labelled (fixture->view, "Show All 9");
  g_assert_cmpstr (title, ==, "Contacts: Orion");
  g_signal_emit_by_name (app_find_type (fixture->view, GTK_TYPE_COLUMN_VIEW), "activate", 0u);
  g_assert_cmpint (opened, !=, 0);
}

/* The column that is the same in all rows is not shown. */
static void
test_columns (ViewFixture *fixture, gconstpointer data)
{
  g_autofree char *cells = NULL;

  add_contacts (fixture, 0, 1);
  cells = list_dup_cells (fixture->view);
  g_assert_cmpstr (cells, ==, "Person 00|Director||someone@example.com||");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (ViewFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-view/height", test_height },
    { "/list-view/narrow", test_narrow },
    { "/list-view/ways", test_ways },
    { "/list-view/columns", test_columns },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, ViewFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
