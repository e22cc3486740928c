/* The import dialog, driven from the file to the result by what it shows. */
#include "config.h"

#include "app-fixture.h"
#include "crm-import-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GType type;
  const char *name;
} Wanted;

static AdwDialog *dialog = NULL; /* the one that is shown; borrowed from the window */

/* On the page that one sees: the one before it may still be on its way out. */
static GtkWidget *
find (GType type, const char *name)
{
  GtkWidget *view = app_find_type (dialog, ADW_TYPE_NAVIGATION_VIEW);
  return view != NULL ? app_find (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)),
                                  type, name)
                      : NULL;
}

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *found = find (wanted->type, wanted->name);
  return found != NULL && gtk_widget_is_sensitive (found);
}

static GtkWidget *
wait_for (AppFixture *fixture, GType type, const char *name)
{
  Wanted wanted = { type, name };
  if (!app_wait_for (is_there, &wanted)) {
    app_picture (fixture->window, "import-failure");
    g_error ("“%s” did not come", name);
  }
  return find (type, name);
}

static void
press (AppFixture *fixture, const char *name)
{
  GtkWidget *button = wait_for (fixture, GTK_TYPE_BUTTON, name);
  g_signal_emit_by_name (button, "clicked");
}

static char *
get_path (const char *name)
{
  return g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "import", name, NULL);
}

static void
show_dialog (AppFixture *fixture, const char *path, int width, int height)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  dialog = ADW_DIALOG (crm_import_dialog_new (fixture->workspace, NULL, file));
  app_fixture_show (fixture, adw_navigation_page_new (gtk_label_new (""), "Page"), width, height);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  app_settle (100);
}

static AdwComboRow *
find_row (AppFixture *fixture, const char *title)
{
  return ADW_COMBO_ROW (wait_for (fixture, ADW_TYPE_COMBO_ROW, title));
}

static const char *
get_selected (AdwComboRow *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (row));
}

static void
choose (AdwComboRow *row, const char *text)
{
  GListModel *model = adw_combo_row_get_model (row);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);
    if (strcmp (gtk_string_object_get_string (item), text) == 0) {
      adw_combo_row_set_selected (row, i);
      return;
    }
  }
  g_error ("there is no “%s”", text);
}

static gint64
count (AppFixture *fixture, const char *entity)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  return crm_query_count (all, record_fixture_reader (&fixture->record), NULL);
}

static void
import_file (AppFixture *fixture, const char *name, const char *button)
{
  g_autofree char *path = get_path (name);
  show_dialog (fixture, path, 1280, 900);
  press (fixture, "Next");
  press (fixture, "Next");
  press (fixture, button);
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  adw_dialog_close (dialog);
  app_settle (50);
}

static void
test_story (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = get_path ("pipeline.csv");

  import_file (fixture, "accounts.csv", "Import 6");
  import_file (fixture, "products.csv", "Import 4");
  import_file (fixture, "team.csv", "Import 3");
  g_assert_cmpint (count (fixture, "company"), ==, 6);

  show_dialog (fixture, path, 1280, 900);
  g_assert_cmpstr (get_selected (find_row (fixture, "Each row is")), ==, "Deal");
  wait_for (fixture, GTK_TYPE_LABEL, "8 rows, 8 columns");
  wait_for (fixture, GTK_TYPE_LABEL, "Norvik Trade");
  app_picture (fixture->window, "import-table");
  press (fixture, "Next");
  g_assert_cmpstr (get_selected (find_row (fixture, "deal_stage")), ==, "Stage");
  g_assert_cmpstr (get_selected (find_row (fixture, "engage_date")), ==, "Opened");
  app_picture (fixture->window, "import-columns");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "New: 8");
  wait_for (fixture, GTK_TYPE_LABEL, "Will be created besides: Stages: 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Engaging (new)");
  app_picture (fixture->window, "import-preview");
  press (fixture, "Import 8");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  app_picture (fixture->window, "import-result");
  g_assert_cmpint (count (fixture, "deal"), ==, 8);
  press (fixture, "Undo");
  app_settle (300);
  g_assert_cmpint (count (fixture, "deal"), ==, 0);
  g_assert_cmpint (count (fixture, "company"), ==, 6);
}

static void
test_wrong_rows_and_options (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = get_path ("mixed.csv");

  show_dialog (fixture, path, 1280, 900);
  press (fixture, "Next");
  choose (find_row (fixture, "Отзыв"), "Remark");
  app_settle (100);
  g_assert_cmpstr (get_selected (find_row (fixture, "Отзыв")), ==, "Remark");
  /* A remark holds several columns; a name does not. */
  g_assert_cmpstr (get_selected (find_row (fixture, "Примечание")), ==, "Remark");
  choose (find_row (fixture, "Отзыв"), "City");
  app_settle (100);
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "New: 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Already there: 0");
  wait_for (fixture, GTK_TYPE_LABEL, "Repeated in the file: 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Wrong: 2");
  wait_for (fixture, ADW_TYPE_ACTION_ROW, "Выручка: “много” is not a number");
  app_picture (fixture->window, "import-wrong");

  choose (find_row (fixture, "Rows that are there already"), "Add once more");
  wait_for (fixture, GTK_TYPE_LABEL, "New: 4");
  adw_switch_row_set_active (
      ADW_SWITCH_ROW (wait_for (fixture, ADW_TYPE_SWITCH_ROW, "All or nothing")), TRUE);
  app_settle (300);
  g_assert_false (
      gtk_widget_is_sensitive (app_find (fixture->window, GTK_TYPE_BUTTON, "Import 4")));
  adw_switch_row_set_active (
      ADW_SWITCH_ROW (wait_for (fixture, ADW_TYPE_SWITCH_ROW, "All or nothing")), FALSE);
  press (fixture, "Import 4");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  wait_for (fixture, GTK_TYPE_BUTTON, "Save Wrong Rows…");
  g_assert_cmpint (count (fixture, "company"), ==, 4);
}

static void
test_entity_and_manner (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = get_path ("people.csv");
  AdwComboRow *delimiter;

  show_dialog (fixture, path, 1280, 900);
  choose (find_row (fixture, "Each row is"), "Person");
  app_settle (100);
  adw_expander_row_set_expanded (
      ADW_EXPANDER_ROW (wait_for (fixture, ADW_TYPE_EXPANDER_ROW, "How the file is written")),
      TRUE);
  delimiter = find_row (fixture, "Between columns");
  g_assert_cmpstr (get_selected (delimiter), ==, "Comma");
  choose (delimiter, "Semicolon");
  wait_for (fixture, GTK_TYPE_LABEL, "6 rows, 1 column");
  choose (find_row (fixture, "Between columns"), "Comma");
  wait_for (fixture, GTK_TYPE_LABEL, "5 rows, 6 columns");
  g_assert_cmpstr (get_selected (find_row (fixture, "Each row is")), ==, "Person");
  app_picture (fixture->window, "import-manner");
}

/* A table that may be anything: one says what its rows are before one goes on. */
static void
test_asks_what_it_is (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "cities.csv", NULL);

  g_assert_true (g_file_set_contents (path, "id;name;region\n1;Kogalym;Yugra\n", -1, NULL));
  show_dialog (fixture, path, 1280, 900);
  g_assert_cmpstr (get_selected (find_row (fixture, "Each row is")), ==, "Choose…");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "Nothing in the file says what its rows are: choose it");
  app_picture (fixture->window, "import-asks");
  choose (find_row (fixture, "Each row is"), "Company");
  press (fixture, "Next");
  g_assert_cmpstr (get_selected (find_row (fixture, "name")), ==, "Name");
  press (fixture, "Next");
  press (fixture, "Import 1");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  g_assert_cmpint (count (fixture, "company"), ==, 1);
  adw_dialog_close (dialog);
  /* What was said is remembered. */
  show_dialog (fixture, path, 1280, 900);
  g_assert_cmpstr (get_selected (find_row (fixture, "Each row is")), ==, "Company");
}

/* What a thousand rows lack is told once. */
static void
test_one_reason_for_all (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "companies.csv", NULL);
  g_autoptr (GString) table = g_string_new ("Country,City\n");

  for (int i = 0; i < 1117; i++)
    g_string_append_printf (table, "Poland,City %d\n", i);
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  show_dialog (fixture, path, 1280, 900);
  choose (find_row (fixture, "Each row is"), "Company");
  press (fixture, "Next");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "Wrong: 1117");
  wait_for (fixture, ADW_TYPE_ACTION_ROW, "Company: “Name” must be filled in");
  wait_for (fixture, GTK_TYPE_LABEL, "Lines 2, 3, 4, 5, 6 and 1112 more");
  app_picture (fixture->window, "import-one-reason");
}

static gboolean
is_working (gpointer data)
{
  GtkWidget *bar = find (GTK_TYPE_PROGRESS_BAR, NULL);
  return bar != NULL && gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)) > 0.02;
}

static void
test_stop (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "many.csv", NULL);
  g_autoptr (GString) table = g_string_new ("Name,City,Segment\n");

  for (int i = 0; i < 60000; i++)
    g_string_append_printf (table, "Company %d,City %d,Segment %d\n", i, i % 100, i % 7);
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  show_dialog (fixture, path, 1280, 900);
  press (fixture, "Next");
  press (fixture, "Next");
  press (fixture, "Import 60000");
  g_assert_true (app_wait_for (is_working, NULL));
  app_picture (fixture->window, "import-work");
  press (fixture, "Stop");
  wait_for (fixture, GTK_TYPE_LABEL,
            "New: 60000"); /* back at the preview, as if nothing had been */
  g_assert_cmpint (count (fixture, "company"), ==, 0);
  g_assert_cmpint (count (fixture, "choice"), >, 0);
}

static void
test_bad_file (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "bad.csv", NULL);
  g_autofree char *bytes = g_malloc0 (4096);

  memcpy (bytes, "PK\003\004", 4);
  g_assert_true (g_file_set_contents (path, bytes, 4096, NULL));
  show_dialog (fixture, path, 1280, 900);
  wait_for (fixture, GTK_TYPE_LABEL, "This File Cannot Be Imported");
  wait_for (fixture, GTK_TYPE_BUTTON, "Choose File…");
  app_picture (fixture->window, "import-bad");
}

static gboolean
is_on_page (gpointer tag)
{
  GtkWidget *view = app_find_type (dialog, ADW_TYPE_NAVIGATION_VIEW);
  return view != NULL &&
         g_strcmp0 (adw_navigation_page_get_tag (
                        adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view))),
                    tag) == 0;
}

static gboolean
is_previewed (gpointer data)
{
  GtkWidget *grid = find (GTK_TYPE_COLUMN_VIEW, NULL);
  return grid != NULL && gtk_column_view_get_model (GTK_COLUMN_VIEW (grid)) != NULL;
}

/* By the names of actions alone, so that it goes in any language and the pictures can be seen. */
static void
test_walk (AppFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *tag;
    const char *action;
  } steps[] = {
    { "table", "import.columns" },
    { "columns", "import.preview" },
    { "preview", "import.start" },
    { "result", "import.show" },
  };
  static const int widths[] = { 1280, 360 };
  static const char *const files[] = { "mixed.csv", "pipeline.csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++) {
    g_autofree char *path = get_path (files[i]);
    g_autofree char *first = g_strdup_printf ("import-%d-file", widths[i]);
    show_dialog (fixture, NULL, widths[i], 800);
    app_picture (fixture->window, first);
    show_dialog (fixture, path, widths[i], 800);
    for (gsize j = 0; j < G_N_ELEMENTS (steps); j++) {
      g_autofree char *name = g_strdup_printf ("import-%d-%s", widths[i], steps[j].tag);
      g_assert_true (app_wait_for (is_on_page, (gpointer) steps[j].tag));
      if (strcmp (steps[j].tag, "preview") == 0)
        g_assert_true (app_wait_for (is_previewed, NULL));
      app_settle (50);
      app_picture (fixture->window, name);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, widths[i]);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), steps[j].action, NULL));
    }
    app_settle (50);
  }
}

static void
test_leaves_nothing_behind (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = get_path ("pipeline.csv");
  gpointer gone;

  show_dialog (fixture, path, 1280, 900);
  gone = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  press (fixture, "Next");
  press (fixture, "Next");
  adw_dialog_close (dialog); /* while the preview is read */
  app_settle (300);
  g_assert_null (gone);
  g_assert_cmpint (count (fixture, "deal"), ==, 0);
}

/* Another sheet of a workbook is another table. */
static void
test_sheets (AppFixture *fixture, gconstpointer country)
{
  g_autofree char *path = get_path ("sheets.xlsx");

  show_dialog (fixture, path, 1280, 900);
  g_assert_cmpstr (get_selected (find_row (fixture, "Each row is")), ==, "Company");
  g_assert_cmpstr (get_selected (find_row (fixture, "Sheet")), ==, "Firms");
  app_picture (fixture->window, "import-sheet");
  choose (find_row (fixture, "Sheet"), "Goods");
  wait_for (fixture, GTK_TYPE_LABEL, "3 rows, 3 columns");
  choose (find_row (fixture, "Each row is"), "Product");
  app_settle (100);
  press (fixture, "Next");
  press (fixture, "Next");
  press (fixture, "Import 3");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  g_assert_cmpint (count (fixture, "product"), ==, 3);
}

static void
paste (AppFixture *fixture, const char *text)
{
  gdk_clipboard_set_text (gdk_display_get_clipboard (gdk_display_get_default ()), text);
  show_dialog (fixture, NULL, 1280, 900);
  press (fixture, "Paste");
}

/* Rows of the clipboard go the same way as those of a file, and a chosen column decides which
 * record they are. */
static void
test_paste_and_key (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) company = NULL;

  paste (fixture, "Company\tINN\tCity\nOrion\t7707083893\tMoscow\nVega\t7736050003\tKazan\n");
  wait_for (fixture, GTK_TYPE_LABEL, "2 rows, 3 columns");
  press (fixture, "Next");
  press (fixture, "Next");
  press (fixture, "Import 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  adw_dialog_close (dialog);
  app_settle (50);

  paste (fixture, "Company\tINN\tCity\nOrion Stroy\t7707083893\tTver\n");
  press (fixture, "Next");
  press (fixture, "Next");
  choose (find_row (fixture, "Rows that are there already"), "Update");
  choose (find_row (fixture, "Which record a row is"), "Tax number");
  wait_for (fixture, GTK_TYPE_LABEL, "Changed: 1");
  app_picture (fixture->window, "import-key");
  press (fixture, "Import 1");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  g_assert_cmpint (count (fixture, "company"), ==, 2);
  company = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("company"),
                             1, NULL);
  g_assert_cmpstr (crm_record_get_text (company, "name"), ==, "Orion Stroy");
  g_assert_cmpstr (crm_record_get_text (company, "city"), ==, "Tver");
}

/* What no column gives is chosen once for all; a row that is there already is decided about alone.
 */
static void
test_defaults_and_duplicates (AppFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) added = NULL;
  GtkWidget *choice;

  paste (fixture, "Company\tPhone\nVega\t+7 495 123-45-67\n");
  press (fixture, "Next");
  press (fixture, "Next");
  press (fixture, "Import 1");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  adw_dialog_close (dialog);
  app_settle (50);

  paste (fixture, "Company\tPhone\nOrion\t\n\"OOO VEGA\"\t8 (495) 123-45-67\n");
  press (fixture, "Next");
  choose (find_row (fixture, "Add a field"), "Relation");
  app_settle (100);
  g_assert_cmpstr (get_selected (find_row (fixture, "Add a field")), ==, "Choose…");
  choose (find_row (fixture, "Add a field"), "City");
  app_settle (100);
  gtk_editable_set_text (GTK_EDITABLE (wait_for (fixture, GTK_TYPE_TEXT, "City")), "Perm");
  app_picture (fixture->window, "import-defaults");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "New: 1");
  wait_for (fixture, GTK_TYPE_LABEL, "Duplicates: 1");
  choice = wait_for (fixture, GTK_TYPE_DROP_DOWN, "Duplicate in line 3");
  app_picture (fixture->window, "import-duplicates");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  wait_for (fixture, GTK_TYPE_LABEL, "New: 2");
  choice = wait_for (fixture, GTK_TYPE_DROP_DOWN, "Duplicate in line 3");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  wait_for (fixture, GTK_TYPE_LABEL, "Changed: 1");
  press (fixture, "Import 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  g_assert_cmpint (count (fixture, "company"), ==, 2);
  added = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("company"), 2,
                           NULL);
  g_assert_cmpstr (crm_record_get_text (added, "city"), ==, "Perm");
}

/* A row that is an earlier one by its number, but says otherwise, is not lost without a word. */
static void
test_repeated_rows (AppFixture *fixture, gconstpointer country)
{
  GtkWidget *choice;

  paste (fixture, "Company\tINN\nOrion\t7707083893\nOrion Stroy\t7707083893\nOrion\t7707083893\n");
  press (fixture, "Next");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL, "New: 1");
  wait_for (fixture, GTK_TYPE_LABEL, "Repeated in the file: 2");
  wait_for (fixture, GTK_TYPE_LABEL, "the same as line 2 of the file");
  wait_for (fixture, GTK_TYPE_LABEL, "Repeated");
  app_picture (fixture->window, "import-repeated");
  choice = wait_for (fixture, GTK_TYPE_DROP_DOWN, "Duplicate in line 3");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  wait_for (fixture, GTK_TYPE_LABEL, "New: 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Repeated in the file: 1");
  press (fixture, "Import 2");
  wait_for (fixture, GTK_TYPE_LABEL, "Imported");
  wait_for (fixture, GTK_TYPE_LABEL, "2 added\n1 row repeats an earlier one and was left out");
  g_assert_cmpint (count (fixture, "company"), ==, 2);
}

/* Whoever imports invoices with a row a line is told how the lines come in. */
static void
test_lines_too (AppFixture *fixture, gconstpointer country)
{
  paste (fixture, "Invoice Number\tInvoice Date\tCustomer Name\tItem Name\tQuantity\tItem Price\n"
                  "INV-1\t2026-11-02\tOrion\tNails\t2\t10.50\n"
                  "INV-1\t2026-11-02\tOrion\tPaint\t1\t4.25\n");
  choose (find_row (fixture, "Each row is"), "Document");
  press (fixture, "Next");
  press (fixture, "Next");
  wait_for (fixture, GTK_TYPE_LABEL,
            "The file holds “Lines” too: import it once more afterwards, with “Line” for each row");
  app_picture (fixture->window, "import-lines");
}

static void
test_paste_nothing (AppFixture *fixture, gconstpointer country)
{
  paste (fixture, " \n");
  wait_for (fixture, GTK_TYPE_BUTTON, "Choose File…");
  g_assert_cmpint (count (fixture, "company"), ==, 0);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/import-dialog/" path, AppFixture, NULL, app_fixture_set_up, func,                  \
              app_fixture_tear_down)
  ADD ("story", test_story);
  ADD ("wrong-rows-and-options", test_wrong_rows_and_options);
  ADD ("entity-and-manner", test_entity_and_manner);
  ADD ("sheets", test_sheets);
  ADD ("paste-and-key", test_paste_and_key);
  ADD ("defaults-and-duplicates", test_defaults_and_duplicates);
  ADD ("repeated-rows", test_repeated_rows);
  ADD ("lines-too", test_lines_too);
  ADD ("paste-nothing", test_paste_nothing);
  ADD ("asks-what-it-is", test_asks_what_it_is);
  ADD ("one-reason-for-all", test_one_reason_for_all);
  ADD ("stop", test_stop);
  ADD ("bad-file", test_bad_file);
  ADD ("walk", test_walk);
  ADD ("leaves-nothing-behind", test_leaves_nothing_behind);
  return g_test_run ();
}
