/* The list page in a window: rows, order, search, filters. */
#include "config.h"

#include "crm-filter-chip.h"
#include "crm-line.h"
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

/* --- Filters of other kinds, without their widgets */

static void
test_filter_by_kind (AppFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *field;
    CrmTest test;
    const char *values[2]; /* as machines write them */
    CrmPeriod period;
    const char *text;
    const char *titles;
  } cases[] = {
    { "name", CRM_TEST_CONTAINS, { "ALT" }, 0, "Name: “ALT”", "Altair" },
    { "name", CRM_TEST_EQUAL, { "Orion" }, 0, "Name: Orion", "Orion" },
    { "city", CRM_TEST_EMPTY, { NULL }, 0, "City: Is empty", "" },
    { "phone", CRM_TEST_NOT_EMPTY, { NULL }, 0, "Phone: Is filled in", "Orion" },
    { "revenue", CRM_TEST_AT_LEAST, { "20.01" }, 0, "Yearly revenue: ≥ 20.01", "Orion" },
    { "revenue", CRM_TEST_AT_MOST, { "20" }, 0, "Yearly revenue: ≤ 20.00", "Altair" },
    { "revenue", CRM_TEST_BETWEEN, { "1", "30" }, 0, "Yearly revenue: 1.00 – 30.00", "Altair" },
    { "revenue", CRM_TEST_BETWEEN, { NULL, "30" }, 0, "Yearly revenue: ≤ 30.00", "Altair" },
    { "responsible", CRM_TEST_CONTAINS, { "ann" }, 0, "Responsible: “ann”", "Orion" },
    { "created", CRM_TEST_PERIOD, { NULL }, CRM_PERIOD_TODAY, "Created: Today", ALL },
    { "created", CRM_TEST_PERIOD, { NULL }, CRM_PERIOD_LAST_YEAR, "Created: Last year", "" },
    { "founded", CRM_TEST_AT_LEAST, { NULL }, 0, "Year founded: …", ALL },
  };
  const CrmEntity *companies = crm_entity_find ("company");
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CrmField *field = crm_entity_field (companies, cases[i].field);
    g_autoptr (CrmFilter) filter = crm_filter_new (fixture->workspace, field);
    g_autofree char *text = NULL;
    CrmSpan span;
    crm_filter_set_test (filter, cases[i].test);
    span = crm_span_of_period (cases[i].period);
    crm_filter_set_span (filter, &span);
    for (guint j = 0; j < 2; j++) {
      g_auto (CrmValue) value = CRM_VALUE_INIT;
      if (cases[i].values[j] == NULL)
        continue;
      if (cases[i].test == CRM_TEST_CONTAINS)
        crm_value_set_text (&value, cases[i].values[j]);
      else
        g_assert_true (crm_field_parse (field, cases[i].values[j], &value, NULL));
      crm_filter_set_value (filter, j, &value);
    }
    text = crm_filter_dup_text (filter);
    g_test_message ("%s", text);
    g_assert_cmpstr (text, ==, cases[i].text);
    crm_filter_bar_add (page->filter_bar, filter, FALSE);
    list_assert_titles (page, cases[i].titles);
    crm_filter_bar_clear (page->filter_bar);
    list_assert_titles (page, ALL);
  }
}

static void
test_mine (AppFixture *fixture, gconstpointer data)
{
  gint64 me = crm_workspace_get_me (fixture->workspace);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, me);
  CrmListPage *page;
  GtkWidget *button;

  list_add_companies (fixture);
  g_assert_cmpint (me, !=, 0);
  record_fixture_add (&fixture->record, "company", "name", "Own", "responsible", number, NULL);
  page = list_show_page (fixture, "company", 1200);
  button = app_find (page, GTK_TYPE_TOGGLE_BUTTON, "Mine");
  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  list_assert_titles (page, "Own");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  list_wait (page);
  g_assert_cmpstr (adw_window_title_get_subtitle (page->window_title), ==, "5 records");
}

static void
type_search (CrmListPage *page, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search_entry), text);
  app_settle (250); /* the entry's own patience */
}

static void
test_search (AppFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *titles;
  } cases[] = {
    { "or", "Orion" },
    { "ВЕГ", "Вега Трейд" },
    { "zubr syn", "Żubr & Synowie <b>" },
    { "00032112", "Orion" },
    { "zzz", "" },
    { "“", "" },
    { "", ALL },
  };
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.search", NULL);
  app_settle (50);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         GTK_WIDGET (page->search_entry)));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].text);
    type_search (page, cases[i].text);
    list_assert_titles (page, cases[i].titles);
  }
  /* What is shown is what was typed last. */
  gtk_editable_set_text (GTK_EDITABLE (page->search_entry), "o");
  app_settle (130);
  gtk_editable_set_text (GTK_EDITABLE (page->search_entry), "al");
  app_settle (250);
  list_assert_titles (page, "Altair");
}

static GtkColumnViewColumn *
get_column (CrmListPage *page, const char *name)
{
  GListModel *columns = gtk_column_view_get_columns (page->column_view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    if (g_strcmp0 (gtk_column_view_column_get_id (column), name) == 0)
      return column;
  }
  g_assert_not_reached ();
}

/* As a click on the header does. */
static void
sort_by (CrmListPage *page, const char *name, GtkSortType order)
{
  gtk_column_view_sort_by_column (page->column_view, get_column (page, name), order);
}

static void
test_sort (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  list_assert_titles (page, ALL);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 2, TRUE);
  sort_by (page, "name", GTK_SORT_DESCENDING);
  list_assert_titles (page, "Żubr & Synowie <b>|Orion|Altair|Вега Трейд");
  /* The same record is chosen in the other order. */
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 1));
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 1);
  sort_by (page, "city", GTK_SORT_ASCENDING);
  list_wait (page);
  g_assert_cmpint (list_get_id (page, 3), !=, 0);
  g_assert_nonnull (gtk_column_view_column_get_sorter (get_column (page, "responsible")));
}

static void
new_record_cb (CrmWorkspace *workspace, gpointer entity, CrmRecord *draft, CrmRecord **seen)
{
  g_set_object (seen, draft);
}

static void
test_states (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (CrmRecord) draft = NULL;
  CrmListPage *page = list_show_page (fixture, "product", 1200);

  g_signal_connect (fixture->workspace, "new-record", G_CALLBACK (new_record_cb), &draft);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "empty");
  g_assert_cmpstr (adw_status_page_get_description (page->empty_page), ==,
                   crm_entity_get_purpose (crm_entity_find ("product")));
  list_picture (fixture, "list-empty");
  list_click (page->empty_new_button);
  g_assert_true (crm_record_get_entity (draft) == crm_entity_find ("product"));

  record_fixture_add (&fixture->record, "product", "name", "Window", NULL);
  list_wait (page);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "columns");
  type_search (page, "door");
  list_wait (page);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "nothing");
  list_picture (fixture, "list-nothing");
  list_click_labelled (page, "Show All");
  list_assert_titles (page, "Window");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page->search_entry)), ==, "");
}

/* What a table cannot bring is not offered from one. */
static void
test_not_imported (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page = list_show_page (fixture, "process_run", 1200);

  app_expect (page, GTK_TYPE_BUTTON, "Start a process", TRUE);
  g_assert_null (app_find (page, GTK_TYPE_BUTTON, "Import…"));
  page = list_show_page (fixture, "product", 1200);
  app_expect (page, GTK_TYPE_BUTTON, "Import…", TRUE);
}

/* While an answer is waited for the list stays, and says so only after a while. The reader is held
 * up until the gate opens, so that however slow the machine is the answer never comes too early. */
static gboolean
hold_func (CrmDatabase *database, gpointer gate, GCancellable *cancellable, GError **error)
{
  while (!g_atomic_int_get ((gint *) gate))
    g_usleep (1000);
  return TRUE;
}

typedef struct {
  CrmListPage *page;
  gint64 before; /* the last time that nothing was asked yet */
} Question;

static gboolean
is_asked (gpointer data)
{
  Question *question = data;

  if (!crm_list_loader_is_answered (question->page->loader))
    return TRUE;
  question->before = g_get_monotonic_time ();
  return FALSE;
}

static gboolean
is_spinning (gpointer data)
{
  return gtk_widget_get_visible (GTK_WIDGET (((CrmListPage *) data)->spinner));
}

static void
test_slow (AppFixture *fixture, gconstpointer data)
{
  gint gate = FALSE;
  Question question = { 0 };
  CrmListPage *page;

  list_add_companies (fixture);
  page = question.page = list_show_page (fixture, "company", 1200);
  crm_store_read_async (fixture->record.store, hold_func, &gate, NULL, NULL, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (page->search_entry), "orion");
  g_assert_true (app_wait_for (is_asked, &question));
  g_assert_false (is_spinning (page));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "columns");
  g_assert_true (app_wait_for (is_spinning, page));
  g_assert_cmpint (g_get_monotonic_time () - question.before, >=, 300 * G_TIME_SPAN_MILLISECOND);
  g_assert_false (crm_list_loader_is_answered (page->loader));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "columns");
  g_assert_nonnull (app_find (page, CRM_TYPE_LINE, NULL));
  g_atomic_int_set (&gate, TRUE);
  list_assert_titles (page, "Orion");
  g_assert_false (is_spinning (page));
}

/* Names show as they are. */
static void
test_hostile_names (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (10000, 'x');
  const char *const names[] = { "A & B <i>\"C\" 'D'</i> &amp;",
                                "A \360\237\222\266 \360\237\217\275",
                                "A \342\200\253\327\251\327\234\327\225\327\235", long_name };
  const int widths[] = { 1200, 360 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    record_fixture_add (&fixture->record, "company", "name", names[i], "city", names[i], NULL);
  for (gsize w = 0; w < G_N_ELEMENTS (widths); w++) {
    CrmListPage *page = list_show_page (fixture, "company", widths[w]);
    for (gsize i = 0; i + 1 < G_N_ELEMENTS (names); i++) {
      g_test_message ("%s", names[i]);
      g_assert_nonnull (list_find_text (page, names[i]));
    }
    /* The longest one is cut, and does not hold up the window. */
    g_assert_nonnull (list_find_prefix (page, "xxxxxxxxxx"));
    list_picture (fixture, w == 0 ? "list-hostile" : "list-hostile-narrow");
  }
}

static void
test_narrow (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 360);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "rows");
  g_assert_null (gtk_column_view_get_model (page->column_view));
  g_assert_nonnull (list_find_text (page, "Orion"));
  g_assert_nonnull (list_find_text (page, "Kyiv"));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 1, TRUE);
  gtk_window_set_default_size (fixture->window, 1200, 700);
  app_settle (300);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "columns");
  g_assert_null (gtk_list_view_get_model (page->list_view));
  /* What was chosen in rows is chosen in columns. */
  g_assert_true (
      gtk_selection_model_is_selected (gtk_column_view_get_model (page->column_view), 1));
}

static void
open_record_cb (CrmWorkspace *workspace, gpointer entity, gint64 id, gint64 *seen)
{
  *seen = id;
}

/* A row opens its record; what is added to a filtered list fits the filter. */
static void
test_ways (AppFixture *fixture, gconstpointer data)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmFilter) filter =
      crm_filter_new (fixture->workspace, crm_entity_field (companies, "relation"));
  CrmValue lost = { .type = CRM_VALUE_TEXT, .text = (char *) "lost" };
  g_autoptr (CrmRecord) draft = NULL;
  gint64 opened = 0;
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "open-record", G_CALLBACK (open_record_cb), &opened);
  g_signal_connect (fixture->workspace, "new-record", G_CALLBACK (new_record_cb), &draft);
  g_signal_emit_by_name (page->column_view, "activate", 1u);
  g_assert_cmpint (opened, ==, list_get_id (page, 1));
  crm_filter_toggle_value (filter, &lost, TRUE);
  crm_filter_bar_add (page->filter_bar, filter, FALSE);
  list_assert_titles (page, "Altair");
  gtk_widget_activate_action (GTK_WIDGET (page), "list.new", NULL);
  g_assert_cmpstr (crm_record_get_text (draft, "relation"), ==, "lost");
}

static void
test_overdue (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkWidget *late, *done;

  record_fixture_add (&fixture->record, "activity", "title", "Late", "due", "2020-01-02 10:00",
                      NULL);
  record_fixture_add (&fixture->record, "activity", "title", "Done", "due", "2020-01-03 10:00",
                      "state", "done", NULL);
  page = list_show_page (fixture, "activity", 1200);
  /* The list opens on what is to be done. */
  g_assert_null (list_find_text (page, "Done"));
  crm_list_page_open_view (page, 0);
  list_wait (page);
  late = list_find_text (page, "2 Jan 2020");
  done = list_find_text (page, "3 Jan 2020");
  g_assert_true (gtk_widget_has_css_class (late, "error"));
  g_assert_false (gtk_widget_has_css_class (done, "error"));
  /* And the name, by which one looks for it. */
  g_assert_true (gtk_widget_has_css_class (list_find_text (page, "Late"), "error"));
  g_assert_false (gtk_widget_has_css_class (list_find_text (page, "Done"), "error"));
}

/* Who hears rows hears their titles. */
static void
test_row_names (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_assert_nonnull (app_find (page->column_view, GTK_TYPE_WIDGET, "Żubr & Synowie <b>"));
  page = list_show_page (fixture, "company", 360);
  g_assert_nonnull (app_find (page->list_view, GTK_TYPE_WIDGET, "Żubr & Synowie <b>"));
}

/* Every button can be named. */
static void
assert_buttons_named (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_BUTTON (widget)) {
    g_autofree char *nameless = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, NULL);
    gboolean has_words = gtk_button_get_label (GTK_BUTTON (widget)) != NULL ||
                         gtk_button_get_icon_name (GTK_BUTTON (widget)) == NULL;
    GtkWidget *parent = gtk_widget_get_parent (widget);
    gboolean is_inside = GTK_IS_MENU_BUTTON (parent) || GTK_IS_COLUMN_VIEW (parent) ||
                         gtk_widget_get_ancestor (widget, GTK_TYPE_SEARCH_BAR) != NULL ||
                         gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL;
    if (!has_words && !is_inside)
      g_assert_nonnull (nameless);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_buttons_named (child);
}

static void
test_names (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (300);
  assert_buttons_named (GTK_WIDGET (page));
}

/* --- What is dear waits until it is wanted */

static int
measure_width (GtkWidget *widget)
{
  int natural;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
test_line (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *line = g_object_ref_sink (crm_line_new (4, 20));
  GtkWidget *label = g_object_ref_sink (gtk_label_new ("Żółć"));
  int width = measure_width (line);
  int height, label_height;

  crm_line_set_text (CRM_LINE (line), "Żółć, and much more than twenty characters of it\nin two");
  g_assert_cmpint (measure_width (line), ==, width);
  g_assert_cmpint (width, >, measure_width (label));
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &label_height, NULL, NULL, NULL);
  g_assert_cmpint (ABS (height - label_height), <=, 1);
  crm_line_set_text (CRM_LINE (line), "Orion");
  g_assert_cmpstr (crm_line_get_text (CRM_LINE (line)), ==, "Orion");
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (line),
                                                     GTK_ACCESSIBLE_PROPERTY_LABEL, "Orion"));
  g_object_unref (label);
  g_assert_finalize_object (line);
}

static void
assert_late (GtkMenuButton *button, const char *item)
{
  GtkPopover *popover;

  g_assert_null (gtk_menu_button_get_popover (button));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  g_assert_nonnull (app_find (popover, GTK_TYPE_LABEL, item));
  gtk_menu_button_popdown (button);
  gtk_menu_button_popup (button);
  g_assert_true (gtk_menu_button_get_popover (button) == popover);
  gtk_menu_button_popdown (button);
}

/* Columns that are as they are to be are not made anew, and menus not before they are opened. */
static void
test_late (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GListModel *columns;
  GtkColumnViewColumn *column, *other;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  columns = gtk_column_view_get_columns (page->column_view);
  column = g_list_model_get_item (columns, 0);
  crm_list_page_open_view (page, 0);
  other = g_list_model_get_item (columns, 0);
  g_assert_true (other == column);
  g_object_unref (other);
  crm_columns_set_shown (page->columns, crm_entity_field (page->entity, "city"), FALSE);
  crm_columns_reset (page->columns);
  other = g_list_model_get_item (columns, 0);
  g_assert_true (other != column);
  g_object_unref (other);
  g_object_unref (column);
  assert_late (page->menu_button, "Columns…");
  assert_late (page->views_button, "Save As…");
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
    { "/list-page/filter-by-kind", test_filter_by_kind },
    { "/list-page/mine", test_mine },
    { "/list-page/search", test_search },
    { "/list-page/sort", test_sort },
    { "/list-page/states", test_states },
    { "/list-page/not-imported", test_not_imported },
    { "/list-page/slow", test_slow },
    { "/list-page/hostile-names", test_hostile_names },
    { "/list-page/narrow", test_narrow },
    { "/list-page/ways", test_ways },
    { "/list-page/overdue", test_overdue },
    { "/list-page/row-names", test_row_names },
    { "/list-page/names", test_names },
    { "/list-page/line", test_line },
    { "/list-page/late", test_late },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
