/* What is chosen in a list, and where one stands in it. */
#include "config.h"

#include "crm-columns-dialog.h"
#include "crm-export-dialog.h"
#include "crm-field-row.h"
#include "crm-set-field-dialog.h"
#include "list-fixture.h"

#define ALL "Вега Трейд|Altair|Orion|Żubr & Synowie <b>"

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
  g_autofree char *cells = NULL;
  double before;
  gint64 id;
  guint position;

  list_add_many (fixture, 2000);
  page = list_show_page (fixture, "company", 1200);
  adjustment = gtk_scrolled_window_get_vadjustment (page->columns_window);
  gtk_column_view_scroll_to (page->column_view, 1000, NULL, GTK_LIST_SCROLL_SELECT, NULL);
  app_settle (800); /* until the bar has come */
  before = gtk_adjustment_get_value (adjustment);
  id = list_get_id (page, 1000);
  g_assert_cmpfloat (before, >, 1000);

  /* In place. */
  record_fixture_set (&fixture->record, "company", id, "phone", "+380441112233");
  app_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 1000));
  cells = list_dup_cells (page);
  g_assert_nonnull (strstr (cells, "Company 001000|Potential client||||+380441112233"));

  /* The row moves: it stays chosen, and the others stay where they are. */
  record_fixture_set (&fixture->record, "company", id, "name", "Company 001500a");
  list_wait (page);
  app_settle (200);
  g_assert_true (crm_record_list_find (crm_list_loader_get_list (page->loader), id, &position));
  g_assert_cmpuint (position, ==, 1500);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), 1500));
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 1);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), before, 1);
  before = gtk_adjustment_get_value (adjustment);

  /* A row comes above: what is looked at stays under the eye, the number of pixels above grows. */
  record_fixture_add (&fixture->record, "company", "name", "Aaa", NULL);
  list_wait (page);
  app_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, before + 10);
}

/* The record in the row at the upper edge. */
static gint64
get_top (CrmListPage *page)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (page->columns_window);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->selection));
  double height = gtk_adjustment_get_upper (adjustment) / n;

  return list_get_id (page, (guint) (gtk_adjustment_get_value (adjustment) / height + 0.01));
}

/* An import changes too much to be told row by row: the list is another one, the place the same. */
static void
test_replaced (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  GtkAdjustment *adjustment;
  CrmRecordList *list;
  double before;
  gint64 top, chosen;
  guint position;

  list_add_many (fixture, 2000);
  page = list_show_page (fixture, "company", 1200);
  adjustment = gtk_scrolled_window_get_vadjustment (page->columns_window);
  gtk_column_view_scroll_to (page->column_view, 1000, NULL, GTK_LIST_SCROLL_SELECT, NULL);
  app_settle (800); /* until the bar has come */
  list = crm_list_loader_get_list (page->loader);
  before = gtk_adjustment_get_value (adjustment);
  chosen = list_get_id (page, 1000);
  top = get_top (page);
  list_add_between (fixture, 2500);
  g_assert_true (crm_list_loader_get_list (page->loader) == list ||
                 crm_list_loader_is_answered (page->loader));
  list_wait (page);
  app_settle (300);
  g_assert_true (crm_list_loader_get_list (page->loader) != list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page->selection)), ==, 4500);
  g_assert_true (crm_record_list_find (crm_list_loader_get_list (page->loader), chosen, &position));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page->selection), position));
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 1);
  /* The row at the edge is still there, far down as it now is. */
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, before + 100);
  g_assert_cmpint (get_top (page), ==, top);
}

static void
test_sums (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  record_fixture_add (&fixture->record, "deal", "name", "A", "value", "10.50", "currency", "UAH",
                      NULL);
  record_fixture_add (&fixture->record, "deal", "name", "B", "value", "5", NULL);
  record_fixture_add (&fixture->record, "deal", "name", "C", "value", "1000", "currency", "EUR",
                      NULL);
  page = list_show_page (fixture, "deal", 1200);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  app_settle (400);
  g_assert_nonnull (list_find_text (page, "3 selected"));
  /* Whoever names no currency means one's own. */
  g_assert_nonnull (list_find_text (page, "Value ₴15.50 + €1,000.00"));
}

/* One click may be the first of two: the bar waits. */
static void
test_bar_waits (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), 0, TRUE);
  app_settle (200);
  g_assert_null (list_find_text (page, "1 selected"));
  app_settle (500);
  g_assert_nonnull (list_find_text (page, "1 selected"));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.unselect", NULL);
  app_settle (300);
  g_assert_null (list_find_text (page, "1 selected"));
}

static void
test_set_field (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (CrmRecord) record = NULL;
  CrmListPage *page;
  GtkWidget *dialog, *row, *entry;
  gint64 id;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), said);
  select_titled (page, "Orion");
  select_titled (page, "Altair");
  id = list_get_id (page, 1);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.set-field", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->window, CRM_TYPE_SET_FIELD_DIALOG);
  g_assert_nonnull (dialog);
  row = app_find (dialog, ADW_TYPE_COMBO_ROW, "Field");
  for (guint i = 0; i < g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row)));
       i++) {
    g_autoptr (GtkStringObject) label =
        g_list_model_get_item (adw_combo_row_get_model (ADW_COMBO_ROW (row)), i);
    if (g_strcmp0 (gtk_string_object_get_string (label), "City") == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  }
  app_settle (100);
  entry = app_find_type (app_find_type (dialog, CRM_TYPE_FIELD_ROW), GTK_TYPE_TEXT);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Odesa");
  list_picture (fixture, "list-set-field");
  list_click_labelled (dialog, "Apply");
  app_settle (300);
  g_assert_cmpstr (said->str, ==, "City set in 2 records (undo);");
  record = crm_record_load (crm_workspace_get_reader (fixture->workspace),
                            crm_entity_find ("company"), id, NULL);
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Odesa");
  /* What is chosen is still chosen. */
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 2);
  crm_workspace_undo (fixture->workspace);
  app_settle (300);
  crm_record_reload (record, crm_workspace_get_reader (fixture->workspace), NULL);
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Łódź");
}

static void
read_text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copy (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  CrmListPage *page;

  record_fixture_add (&fixture->record, "company", "name", "Or\tion", "city", "Kyiv", "type",
                      "client", NULL);
  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), said);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  gtk_widget_activate_action (GTK_WIDGET (page), "list.copy", NULL);
  app_settle (300);
  g_assert_cmpstr (said->str, ==, "5 rows copied;");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (page)), NULL, read_text_cb,
                                 &text);
  g_assert_true (app_wait_for (has_text, &text));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 7); /* headings, five rows, the end */
  g_assert_cmpstr (lines[0], ==,
                   "Name\tType\tRelation\tSegment\tResponsible\tPhone\tCity\tTax number");
  /* What breaks cells became a space. */
  g_assert_true (g_strv_contains ((const char *const *) lines, "Or ion\tClient\t\t\t\t\tKyiv\t"));
}

/* Columns are chosen, ordered and kept. */
static void
test_columns (AppFixture *fixture, gconstpointer data)
{
  const CrmEntity *companies = crm_entity_find ("company");
  CrmListPage *page;
  g_autoptr (GArray) fields = NULL;
  GtkWidget *dialog;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.columns", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->window, CRM_TYPE_COLUMNS_DIALOG);
  g_assert_nonnull (dialog);
  list_click (app_find (dialog, GTK_TYPE_BUTTON, "Move Type Up"));
  gtk_switch_set_active (GTK_SWITCH (app_find (dialog, GTK_TYPE_SWITCH, "Phone")), FALSE);
  app_settle (100);
  crm_columns_set_shown (page->columns, crm_entity_field (companies, "revenue"), TRUE);
  app_settle (100);
  list_picture (fixture, "list-columns");
  fields = crm_columns_dup_fields (page->columns);
  g_assert_cmpint (g_array_index (fields, int, 0), ==, crm_entity_field_index (companies, "type"));
  g_assert_nonnull (list_find_text (page, "₴1,250,000.50"));
  g_assert_null (list_find_text (page, "+380441234567"));
  app_settle (700);

  /* Another page of the same entity, as after a start, shows them again. */
  page = list_show_page (fixture, "company", 1200);
  g_array_unref (fields);
  fields = crm_columns_dup_fields (page->columns);
  g_assert_cmpuint (fields->len, ==, 8);
  g_assert_cmpint (g_array_index (fields, int, 0), ==, crm_entity_field_index (companies, "type"));
  g_assert_cmpint (g_array_index (fields, int, 7), ==,
                   crm_entity_field_index (companies, "revenue"));
  crm_columns_reset (page->columns);
  g_array_unref (fields);
  fields = crm_columns_dup_fields (page->columns);
  g_assert_cmpint (g_array_index (fields, int, 0), ==, 0);
  app_settle (700);
}

static void
choose_labelled (gpointer row, const char *label)
{
  GListModel *labels = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), label) == 0) {
      adw_combo_row_set_selected (row, i);
      return;
    }
  g_assert_not_reached ();
}

/* What is chosen goes into a file, in the columns that are shown. */
static void
test_export (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *path = g_build_filename (fixture->record.folder, "out.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  CrmListPage *page;
  GtkWidget *dialog;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), said);
  select_titled (page, "Orion");
  select_titled (page, "Altair");
  gtk_widget_activate_action (GTK_WIDGET (page), "list.export", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->window, CRM_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (list_find_text (dialog, "Selected 2"));
  list_picture (fixture, "list-export");
  choose_labelled (app_find (dialog, ADW_TYPE_COMBO_ROW, "Format"), "Spreadsheet (CSV)");
  crm_export_dialog_write (CRM_EXPORT_DIALOG (dialog), file);
  app_settle (600);
  g_assert_cmpstr (said->str, ==, "2 records exported;");
  g_assert_null (app_find_type (fixture->window, CRM_TYPE_EXPORT_DIALOG));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Orion"));
  g_assert_nonnull (strstr (text, "Altair"));
  g_assert_null (strstr (text, "Вега"));
  g_assert_nonnull (strstr (text, "Tax number"));
  g_assert_null (strstr (text, "Yearly revenue"));
}

/* A grouped list is written group after group, and says by what. */
static void
test_export_grouped (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "out.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  const char *lost, *permanent, *returned;
  CrmListPage *page;
  GtkWidget *dialog;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  crm_columns_set_shown (page->columns, crm_entity_field (page->entity, "relation"), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "group.by", "s", "relation");
  list_wait (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "group.close-all", NULL);
  list_wait (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.export", NULL);
  app_settle (300);
  dialog = app_find_type (fixture->window, CRM_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (dialog);
  choose_labelled (app_find (dialog, ADW_TYPE_COMBO_ROW, "Format"), "Spreadsheet (CSV)");
  crm_export_dialog_write (CRM_EXPORT_DIALOG (dialog), file);
  app_settle (600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfRelation,Name,"));
  lost = strstr (text, "Went away,Altair");
  returned = strstr (text, "Returned,Żubr & Synowie <b>");
  permanent = strstr (text, "Permanent,Orion");
  g_assert_true (lost != NULL && lost < returned && returned < permanent);
  /* The next list is opened as this one was left. */
  gtk_widget_activate_action (GTK_WIDGET (page), "group.by", "s", "");
  crm_columns_reset (page->columns);
  list_wait (page);
}

/* A folder that is not there: a sentence, no file, and the window lives. */
static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, GString *reported)
{
  g_string_append (reported, heading);
}

static void
test_export_fails (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) reported = g_string_new (NULL);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all.csv");
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 1200);
  g_signal_connect (fixture->workspace, "reported", G_CALLBACK (reported_cb), reported);
  gtk_widget_activate_action (GTK_WIDGET (page), "list.export", NULL);
  app_settle (300);
  crm_export_dialog_write (
      CRM_EXPORT_DIALOG (app_find_type (fixture->window, CRM_TYPE_EXPORT_DIALOG)), file);
  app_settle (600);
  g_assert_cmpstr (reported->str, ==, "The file could not be written");
}

/* The order by menu, as by header. */
static void
test_sort_menu (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;

  list_add_companies (fixture);
  page = list_show_page (fixture, "company", 360);
  gtk_widget_activate_action (GTK_WIDGET (page), "sort.descending", NULL);
  list_assert_titles (page, "Żubr & Synowie <b>|Orion|Altair|Вега Трейд");
  gtk_widget_activate_action (GTK_WIDGET (page), "sort.by", "s", "phone");
  list_wait (page);
  g_assert_cmpstr (crm_query_get_sort (crm_list_loader_get_query (page->loader), NULL), ==,
                   "phone");
}

/* Choosing everything looks at no row. */
static void
test_select_all (AppFixture *fixture, gconstpointer data)
{
  CrmListPage *page;
  CrmRecordList *list;

  list_add_many (fixture, 5000);
  page = list_show_page (fixture, "company", 1200);
  list = crm_list_loader_get_list (page->loader);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (page->selection));
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 5000);
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (page->selection), 7);
  app_settle (300);
  g_assert_cmpuint (crm_bitset_selection_get_n_selected (page->selection), ==, 4999);
  for (guint i = 0; i < 5000; i += 700) {
    gtk_column_view_scroll_to (page->column_view, i, NULL, GTK_LIST_SCROLL_NONE, NULL);
    app_settle (20);
  }
  g_assert_cmpuint (crm_record_list_get_n_alive (list), <, 1000);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (AppFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/list-selection/delete-and-undo", test_delete_and_undo },
    { "/list-selection/update-in-place", test_update_in_place },
    { "/list-selection/replaced", test_replaced },
    { "/list-selection/sums", test_sums },
    { "/list-selection/bar-waits", test_bar_waits },
    { "/list-selection/set-field", test_set_field },
    { "/list-selection/copy", test_copy },
    { "/list-selection/columns", test_columns },
    { "/list-selection/export", test_export },
    { "/list-selection/export-grouped", test_export_grouped },
    { "/list-selection/export-fails", test_export_fails },
    { "/list-selection/sort-menu", test_sort_menu },
    { "/list-selection/select-all", test_select_all },
  };

  app_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AppFixture, "ua", app_fixture_set_up, tests[i].test,
                app_fixture_tear_down);
  return g_test_run ();
}
