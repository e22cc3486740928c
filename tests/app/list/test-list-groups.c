/* A list in groups, in a window: headings, keys, what is chosen, totals. */
#include "config.h"

#include "crm-group-row.h"
#include "list-fixture.h"

static void
add_deals (AppFixture *fixture)
{
  static const struct {
    const char *name, *stage, *value, *currency, *opened;
  } deals[] = {
    { "Windows for the office", "1", "120000", "UAH", "2026-03-02" },
    { "Doors", "1", "40000.50", "UAH", "2026-03-20" },
    { "Glass roof", "2", "9000", "EUR", "2026-04-01" },
    { "Front of the mall", "2", "700000", "UAH", "2026-10-01" },
    { "Repair", "3", "1500", "UAH", "2026-11-05" },
    { "Small works", "1", "300", "UAH", "2026-11-07" },
  };
  RecordFixture *record = &fixture->record;

  record_fixture_add (record, "company", "name", "Orion", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    record_fixture_add (record, "deal", "name", deals[i].name, "stage", deals[i].stage, "value",
                        deals[i].value, "currency", deals[i].currency, "company", "Orion", "opened",
                        deals[i].opened, NULL);
  app_settle (10);
}

static void
group_by (CrmListPage *page, const char *text)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "group.by", "s", text));
  list_wait (page);
}

/* "[New 3] Doors|Small works|[Talks 2]": what rows there are. */
static char *
dup_rows (CrmListPage *page)
{
  CrmRecordList *list = crm_list_loader_get_list (page->loader);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);
    if (text->len > 0)
      g_string_append_c (text, '|');
    if (CRM_IS_GROUP_HEADER (item))
      g_string_append_printf (text, "[%s %d]", crm_group_header_get_label (CRM_GROUP_HEADER (item)),
                              (int) crm_group_header_get_count (CRM_GROUP_HEADER (item)));
    else
      g_string_append (text, crm_record_get_title (CRM_RECORD (item)));
  }
  return g_string_free (text, FALSE);
}

#define assert_rows(page, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *rows = dup_rows (page);                                                       \
    g_assert_cmpstr (rows, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_headings (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *name;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 1100);
  group_by (page, "opened:quarter");
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q2 2026 1]|Glass roof|"
                     "[Q4 2026 3]|Front of the mall|Repair|Small works");
  g_assert_cmpstr (adw_window_title_get_subtitle (page->window_title), ==, "6 records");
  /* The heading is as wide as the row, whatever its first column. */
  name = list_find_text (page->column_view, "Q4 2026");
  g_assert_nonnull (name);
  list_picture (fixture, "groups-quarter");
  g_assert_nonnull (list_find_prefix (page->column_view, "Value ₴701,800.00"));
  group_by (page, "stage");
  list_picture (fixture, "groups-stage");
  g_assert_nonnull (list_find_prefix (page->column_view, "Value ₴700,000.00 + €9,000.00"));
  app_settle (400);
  g_assert_nonnull (list_find_prefix (
      page->totals, "Altogether: Value ₴861,800.50 + €9,000.00 (average ₴172,360.10)"));
  group_by (page, "");
  g_assert_null (list_find_text (page->column_view, "Q4 2026"));
}

static GtkEventController *
find_keys (GtkWidget *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  GtkEventController *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      found = controller;
  }
  return found;
}

static gboolean
press (CrmListPage *page, guint key, GdkModifierType modifiers)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (GTK_WIDGET (page->column_view)), "key-pressed", key, 0,
                         modifiers, &handled);
  list_wait (page);
  return handled;
}

static void
test_keys (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 1100);
  group_by (page, "opened:quarter");
  gtk_column_view_scroll_to (page->column_view, 1, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  app_settle (50);
  /* From a row to its heading, and then the group closes. */
  g_assert_false (press (page, GDK_KEY_Right, 0));
  g_assert_true (press (page, GDK_KEY_Left, 0));
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q2 2026 1]|Glass roof|"
                     "[Q4 2026 3]|Front of the mall|Repair|Small works");
  g_assert_true (press (page, GDK_KEY_Left, 0));
  assert_rows (page, "[Q1 2026 2]|[Q2 2026 1]|Glass roof|[Q4 2026 3]|Front of the mall|Repair|"
                     "Small works");
  g_assert_true (press (page, GDK_KEY_Right, 0));
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q2 2026 1]|Glass roof|"
                     "[Q4 2026 3]|Front of the mall|Repair|Small works");
  g_assert_true (press (page, GDK_KEY_Left, GDK_CONTROL_MASK));
  assert_rows (page, "[Q1 2026 2]|[Q2 2026 1]|[Q4 2026 3]");
  list_picture (fixture, "groups-closed");
  g_assert_true (press (page, GDK_KEY_Right, GDK_CONTROL_MASK));
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q2 2026 1]|Glass roof|"
                     "[Q4 2026 3]|Front of the mall|Repair|Small works");
  /* Enter and a double click do what a click does. */
  g_signal_emit_by_name (page->column_view, "activate", 3);
  list_wait (page);
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q2 2026 1]|[Q4 2026 3]|"
                     "Front of the mall|Repair|Small works");
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (page), "list.toggle-group", "s", "2026-Q2"));
  list_wait (page);
  g_assert_true (list_find_text (page->column_view, "Glass roof") != NULL);
}

static void
test_selection (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 1100);
  group_by (page, "opened:quarter");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (20);
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 6);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 0, TRUE);
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 0);
  /* What is chosen stays so when its group moves. */
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 4, TRUE);
  record_fixture_set (&fixture->record, "deal", list_get_id (page, 4), "opened", "2026-11-11");
  list_wait (page);
  assert_rows (page, "[Q1 2026 2]|Doors|Windows for the office|[Q4 2026 4]|Front of the mall|"
                     "Glass roof|Repair|Small works");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 5));
}

static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  add_deals (fixture);
  page = list_show_page (fixture, "deal", 360);
  group_by (page, "stage");
  g_assert_nonnull (app_find_type (page->list_view, CRM_TYPE_GROUP_ROW));
  list_picture (fixture, "groups-narrow");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(name, func)                                                                            \
  g_test_add (name, AppFixture, "ua", app_fixture_set_up, func, app_fixture_tear_down)
  add ("/list-groups/headings", test_headings);
  add ("/list-groups/keys", test_keys);
  add ("/list-groups/selection", test_selection);
  add ("/list-groups/narrow", test_narrow);
#undef add
  return g_test_run ();
}
