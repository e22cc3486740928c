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

/* --- Selection */

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, GString *said)
{
  g_string_append_printf (said, "%s%s;", text, with_undo ? " (undo)" : "");
}

static void
select_titled (CrmListPage *page, const char *title)
{
  CrmRecordList *list = crm_list_loader_get_list (page->loader);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
    if (g_strcmp0 (crm_record_get_title (record), title) == 0) {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), i, FALSE);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
test_delete_and_undo (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), said);
  select_titled (page, "Orion");
  select_titled (page, "Altair");
  app_settle (200);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "2 selected"));
  list_picture (fixture, "list-selected");
  list_click (app_find (page, GTK_TYPE_BUTTON, "Delete"));
  app_settle (300);
  g_assert_cmpstr (said->str, ==, "2 records deleted (undo);");
  list_assert_titles (page, "Вега Трейд|Żubr & Synowie <b>");
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 0);
  crm_workspace_undo (fixture->workspace);
  app_settle (300);
  list_assert_titles (page, ALL);
}

/* What is chosen and where one stands outlast changes by others. */
static void
test_update_in_place (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkAdjustment *adjustment;
  double before;
  gint64 id;
  guint position;

  list_add_many (fixture, 2000);
  page = list_show_page (fixture, "company", 1200);
  adjustment = gtk_scrolled_window_get_vadjustment (page->columns_window);
  gtk_column_view_scroll_to (page->column_view, 1000, NULL, GTK_LIST_SCROLL_SELECT, NULL);
  app_settle (200);
  before = gtk_adjustment_get_value (adjustment);
  id = list_get_id (page, 1000);
  g_assert_cmpfloat (before, >, 1000);

  /* In place. */
  record_fixture_set (&fixture->record, "company", id, "phone", "+380441112233");
  app_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 1000));
  g_assert_nonnull (strstr (list_dup_cells (page), "Company 001000|Potential client||||"
                                                   "+380441112233"));

  /* The row moves: it stays chosen, and the others stay where they are. */
  record_fixture_set (&fixture->record, "company", id, "name", "Company 001500a");
  list_wait (page);
  app_settle (200);
  g_assert_true (crm_record_list_find (crm_list_loader_get_list (page->loader), id, &position));
  g_assert_cmpuint (position, ==, 1500);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 1500));
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 1);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), before, 1);

  /* A row comes above: what is looked at stays under the eye, the number of pixels above grows. */
  record_fixture_add (&fixture->record, "company", "name", "Aaa", NULL);
  list_wait (page);
  app_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, before + 10);
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
    { "/list-page/delete-and-undo", test_delete_and_undo },
    { "/list-page/update-in-place", test_update_in_place },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
