/* Sums of several currencies on the board and under a list, by the rates there are. */
#include "config.h"

#include "app-fixture.h"
#include "crm-board-column.h"
#include "crm-board-page.h"
#include "crm-list-page.h"

static GtkWidget *
find (AppFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = app_find (fixture->window, type, name);

  if (widget == NULL)
    g_error ("there is no %s “%s”", g_type_name (type), name);
  return widget;
}

static void
add_rate (AppFixture *fixture, const char *currency, const char *rate)
{
  record_fixture_add (&fixture->record, "rate", "currency", currency, "date", "2020-03-01", "rate",
                      rate, NULL);
}

static const char *
find_text (gpointer root, const char *part)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *found = NULL;
    if (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), part) != NULL)
      return gtk_widget_get_tooltip_text (child) != NULL ? gtk_widget_get_tooltip_text (child) : "";
    found = find_text (child, part);
    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  gpointer root;
  const char *part;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;
  return find_text (shown->root, shown->part) != NULL;
}

#define assert_shown(within, what)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    Shown shown = { within, what };                                                                \
    g_assert_true (app_wait_for (is_shown, &shown));                                               \
  }                                                                                                \
  G_STMT_END

static void
add_deals (AppFixture *fixture)
{
  record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", "stage",
                      "New", "value", "1000", "currency", "EUR", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "Doors", "company", "Orion", "stage", "New",
                      "value", "100", "currency", "USD", NULL);
}

static void
test_board (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *column;

  add_deals (fixture);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_board_page_new (fixture->workspace)), 1280,
                    700);
  app_settle (300);
  column = find (fixture, CRM_TYPE_BOARD_COLUMN, "New");
  g_assert_null (find_text (column, "≈"));
  g_assert_nonnull (strstr (find_text (column, "1,000.00"), "There is no rate of USD"));
  add_rate (fixture, "USD", "4.25");
  app_settle (300);
  app_picture (fixture->window, "money-board");
  column = find (fixture, CRM_TYPE_BOARD_COLUMN, "New");
  assert_shown (column, "1,425.00");
  g_assert_nonnull (strstr (find_text (column, "1,425.00"), "100.00"));
  g_assert_true (record_fixture_undo (&fixture->record));
  app_settle (300);
  g_assert_null (find_text (find (fixture, CRM_TYPE_BOARD_COLUMN, "New"), "≈"));
}

static void
test_list (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("deal"));

  add_deals (fixture);
  app_fixture_show (fixture,
                    ADW_NAVIGATION_PAGE (crm_list_page_new (fixture->workspace, query, "Deals")),
                    1100, 600);
  assert_shown (fixture->window, " + ");
  add_rate (fixture, "USD", "4.25");
  assert_shown (fixture->window, "≈\u00a0");
  app_picture (fixture->window, "money-list");
  g_assert_nonnull (find_text (fixture->window, "1,425.00"));
  g_assert_nonnull (strstr (find_text (fixture->window, "1,425.00"), "100.00"));
}

#define ADD(path, func)                                                                            \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("/money/board", test_board);
  ADD ("/money/list", test_list);
  return g_test_run ();
}
