/* The list page in a window: rows, order, search, filters. */
#include "config.h"

#include "crm-filter-chip.h"
#include "list-fixture.h"

#define ALL "Вега Трейд|Altair|Orion|Żubr & Synowie <b>"

static void
test_first_rows (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  g_autofree char *cells = NULL;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  cells = list_dup_cells (page);
  g_assert_nonnull (strstr (cells, "Orion|Client|Permanent||Anna|+380441234567|Kyiv|00032112"));
  g_assert_nonnull (strstr (cells, "Żubr & Synowie <b>|Potential client|Returned||||Kyiv|"));
  g_assert_cmpstr (adw_window_title_get_subtitle (page->window_title), ==, "4 records");
  list_picture (fixture, "list-companies");
}

static void
test_filters (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *button, *chip;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  crm_filter_bar_choose_field (page->filter_bar);
  app_settle (100);
  button = app_find (fixture->window, GTK_TYPE_LIST_BOX_ROW, "Relation");
  g_assert_nonnull (button);
  list_picture (fixture, "list-add-filter");
  gtk_widget_activate (button);
  app_settle (200);
  button = app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, "Permanent");
  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  list_assert_titles (page, "Orion");
  button = app_find (fixture->window, GTK_TYPE_CHECK_BUTTON, "Returned");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  list_assert_titles (page, "Orion|Żubr & Synowie <b>");
  g_assert_cmpstr (adw_window_title_get_subtitle (page->window_title), ==, "2 found");
  chip = app_find_type (page, CRM_TYPE_FILTER_CHIP);
  g_assert_nonnull (app_find (chip, GTK_TYPE_LABEL, "Relation: Permanent, Returned"));
  list_picture (fixture, "list-filtered");
  button = gtk_widget_get_last_child (chip);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==,
                   "Remove Filter Relation: Permanent, Returned");
  list_click (button);
  g_assert_null (app_find_type (page, CRM_TYPE_FILTER_CHIP));
  list_assert_titles (page, ALL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (AppFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-page/first-rows", test_first_rows },
    { "/list-page/filters", test_filters },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
