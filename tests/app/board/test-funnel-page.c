/* The funnel: figures and drawing agree, every part opens its deals. */
#include "config.h"

#include "app-fixture.h"
#include "crm-funnel-page.h"

typedef struct {
  GPtrArray *titles; /* owned */
  gint64 count;
} Opened;

static void
add_deals (AppFixture *fixture)
{
  static const char *const ways[][3] = {
    { "First contact", "Proposal", "Won" },  { "First contact", "Proposal", "Contract" },
    { "First contact", "Lost", NULL },       { "First contact", "Proposal", "First contact" },
    { "First contact", "Proposal", "Lost" }, { NULL, NULL, NULL }
  };

  for (int i = 0; i < 36; i++) {
    g_autofree char *value = g_strdup_printf ("%d000", i % 9 + 1);
    gint64 deal = record_fixture_add (&fixture->record, "deal", "name", "Windows", "value", value,
                                      "currency", "EUR", NULL);
    for (int j = 0; j < 3 && ways[i % 6][j] != NULL; j++)
      record_fixture_set (&fixture->record, "deal", deal, "stage", ways[i % 6][j]);
  }
}

static void
open_list_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title, Opened *opened)
{
  g_ptr_array_add (opened->titles, g_strdup (title));
  opened->count = crm_query_count (query, crm_workspace_get_reader (workspace), NULL);
}

static gboolean
has_opened (gpointer data)
{
  return ((Opened *) data)->titles->len > 0;
}

static gboolean
has_funnel (gpointer data)
{
  return app_find (data, GTK_TYPE_BUTTON, "Lost there: 6 (20 %)") != NULL;
}

static void
show (AppFixture *fixture, int width)
{
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_funnel_page_new (fixture->workspace)), width,
                    800);
  app_settle (200);
}

static void
press (AppFixture *fixture, Opened *opened, const char *name)
{
  GtkWidget *button = app_find (fixture->window, GTK_TYPE_BUTTON, name);

  g_ptr_array_set_size (opened->titles, 0);
  if (button == NULL)
    g_error ("there is no “%s”", name);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (app_wait_for (has_opened, opened));
}

static void
test_opens_the_deals (AppFixture *fixture, gconstpointer country)
{
  Opened opened = { g_ptr_array_new_with_free_func (g_free), 0 };
  GtkWidget *toggle;

  add_deals (fixture);
  g_signal_connect (fixture->workspace, "open-list", G_CALLBACK (open_list_cb), &opened);
  show (fixture, 1100);
  g_assert_true (app_wait_for (has_funnel, fixture->window));
  app_picture (fixture->window, "funnel");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Came: 36. Won: 6 (17 %)."));
  press (fixture, &opened, "Lost there: 6 (20 %)");
  g_assert_cmpstr (opened.titles->pdata[0], ==, "First contact: Lost there");
  g_assert_cmpint (opened.count, ==, 6);
  press (fixture, &opened, "Went back: 6 (25 %)");
  g_assert_cmpint (opened.count, ==, 6);
  press (fixture, &opened,
         "Proposal, Came: 24 (100 %), Moved on: 12 (50 %), Went back: 6 (25 %), "
         "Lost there: 6 (25 %)");
  g_assert_cmpint (opened.count, ==, 24);
  toggle = app_find (fixture->window, GTK_TYPE_TOGGLE_BUTTON, "As a Table");
  g_assert_nonnull (toggle);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  app_settle (200);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Conversion"));
  app_picture (fixture->window, "funnel-table");
  g_signal_handlers_disconnect_by_data (fixture->workspace, &opened);
  g_ptr_array_unref (opened.titles);
}

static gboolean
is_said_empty (gpointer data)
{
  return app_find (data, GTK_TYPE_LABEL, "No Deals Here") != NULL;
}

static void
test_follows (AppFixture *fixture, gconstpointer country)
{
  show (fixture, 360);
  g_assert_true (app_wait_for (is_said_empty, fixture->window));
  app_picture (fixture->window, "funnel-empty");
  add_deals (fixture);
  g_assert_true (app_wait_for (has_funnel, fixture->window));
  app_picture (fixture->window, "funnel-narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)
  ADD ("/funnel-page/opens-the-deals", test_opens_the_deals);
  ADD ("/funnel-page/follows", test_follows);
  return g_test_run ();
}
