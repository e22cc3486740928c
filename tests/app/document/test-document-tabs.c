/* What hangs on a document and what becomes of its money: the tabs of its page, a discount, parts
 * of a payment, and the page that is dragged out of the window. */
#include "config.h"

#include <string.h>

#include "../form/form-fixture.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-document-preview-private.h"
#include "crm-gaps.h"
#include "crm-instalments-dialog.h"
#include "document-page-fixture.h"

/* A shown view stack of the page goes to a tab, as its switcher does. */
static void
go_to_tab (PageFixture *fixture, const char *name)
{
  page_fixture_show_view (fixture, name);
  app_settle (200);
}

static const char *
get_tab_title (PageFixture *fixture, const char *name)
{
  AdwViewStack *views = ADW_VIEW_STACK (app_find_type (fixture->app.window, ADW_TYPE_VIEW_STACK));

  return adw_view_stack_page_get_title (
      adw_view_stack_get_page (views, adw_view_stack_get_child_by_name (views, name)));
}

/* Tasks, money, what was made from it, files and what happened stand beside its lines. */
static void
test_tabs (PageFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->app.record;
  gint64 id = page_fixture_draft (fixture, "invoice", fixture->deal);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  record_fixture_set (record, "document", id, "number", "17");
  record_fixture_add (record, "activity", "title", "Отправить счёт", "kind", "task", "document",
                      text, NULL);
  record_fixture_add (record, "receipt", "purpose", "Аванс", "amount", "10000", "date",
                      "2030-01-15", "document", text, NULL);
  page_fixture_show (fixture, id, 1060, 800);
  g_assert_cmpstr (get_tab_title (fixture, "tasks"), ==, "Tasks 1");
  go_to_tab (fixture, "tasks");
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Отправить счёт", TRUE);
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-tasks");
  go_to_tab (fixture, "finance");
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Left to pay", TRUE);
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Аванс", TRUE);
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_WIDGET, "New payment"));
  record_fixture_add (record, "payment", "document", text, "amount", "50000", NULL);
  page_fixture_settle (fixture);
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Overpaid", TRUE);
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-finance");
  go_to_tab (fixture, "timeline");
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-timeline");
  /* The same stays in view where there is little room. */
  page_fixture_show (fixture, id, 360, 640);
  go_to_tab (fixture, "finance");
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Overpaid", TRUE);
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-narrow-finance");
  go_to_tab (fixture, "tasks");
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-narrow-tasks");
  go_to_tab (fixture, "papers");
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-narrow-papers");
  go_to_tab (fixture, "files");
  app_picture (GTK_WINDOW (fixture->app.window), "tabs-narrow-files");
}

/* Paid in parts, and paid too much: both from the tab of money, each taken back by one Undo. */
static void
test_money (PageFixture *fixture, gconstpointer country)
{
  RecordFixture *record = &fixture->app.record;
  gint64 id = page_fixture_draft (fixture, "invoice", fixture->deal);
  gint64 other = page_fixture_draft (fixture, "invoice", fixture->deal);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *shown = NULL;
  GtkWidget *dialog;

  page_fixture_show (fixture, id, 1060, 800);
  page_fixture_activate (fixture, "document.issue");
  page_fixture_settle (fixture);
  page_fixture_show (fixture, other, 1060, 800);
  page_fixture_activate (fixture, "document.issue");
  page_fixture_settle (fixture);
  /* On a telephone too. */
  page_fixture_show (fixture, id, 360, 640);
  crm_instalments_dialog_show (GTK_WIDGET (fixture->page), fixture->app.workspace, id);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "instalments-narrow");
  app_press (fixture->app.window, "Cancel");
  page_fixture_show (fixture, id, 1060, 800);
  go_to_tab (fixture, "finance");
  g_signal_emit_by_name (
      app_expect (fixture->app.window, ADW_TYPE_BUTTON_ROW, "Divide into Instalments…", TRUE),
      "activated");
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "What is expected", TRUE);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->app.window)));
  adw_spin_row_set_value (ADW_SPIN_ROW (app_expect (dialog, ADW_TYPE_SPIN_ROW, "How many", TRUE)),
                          4);
  adw_spin_row_set_value (
      ADW_SPIN_ROW (app_expect (dialog, ADW_TYPE_SPIN_ROW, "First one, %", TRUE)), 40);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "instalments");
  app_press (dialog, "Plan");
  page_fixture_settle (fixture);
  app_expect_records (&fixture->app, "receipt WHERE amount = 1600020");
  g_assert_cmpint (page_fixture_count (fixture, "receipt WHERE state = 'planned'"), ==, 4);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "instalments-planned");
  crm_workspace_undo (fixture->app.workspace);
  page_fixture_settle (fixture);
  g_assert_cmpint (page_fixture_count (fixture, "receipt"), ==, 0);
  /* In part, as a person enters it: what is left stands there already. */
  g_signal_emit_by_name (app_expect (fixture->app.window, ADW_TYPE_BUTTON_ROW, "New payment", TRUE),
                         "activated");
  app_expect (fixture->app.window, GTK_TYPE_BUTTON, "Create", TRUE);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->app.window)));
  shown = form_dup_shown (form_find_row (dialog, "Amount"));
  g_assert_cmpstr (shown, ==, "₽40,000.50");
  form_type (form_find_row (dialog, "Amount"), "500");
  app_press (dialog, "Create");
  app_expect_records (&fixture->app, "payment WHERE amount = 50000 AND currency = 'RUB'");
  app_expect_records (&fixture->app, "document WHERE paid = 50000 AND status = 'signed'");
  page_fixture_settle (fixture);
  record_fixture_add (record, "payment", "document", text, "amount", "49500", "currency", "RUB",
                      NULL);
  page_fixture_settle (fixture);
  app_press (fixture->app.window, "Share Out…");
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Share This Payment Out?", TRUE);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "share-out");
  app_press (fixture->app.window, "Share Out");
  app_expect_records (&fixture->app, "payment WHERE amount = 999950");
  g_assert_cmpint (page_fixture_count (fixture, "payment WHERE amount = 3950050"), ==, 1);
  page_fixture_settle (fixture);
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Left to pay", TRUE);
}

/* As much off every line, in one step that is taken back as one. */
static void
test_discount (PageFixture *fixture, gconstpointer country)
{
  GtkWidget *button;
  GtkWidget *spin;
  g_autoptr (CrmRecord) document = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1060, 800);
  crm_document_lines_add (fixture->page->lines, 1, NULL);
  page_fixture_settle (fixture);
  button = gtk_widget_get_ancestor (
      app_expect (fixture->app.window, GTK_TYPE_LABEL, "Discount…", TRUE), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  spin = app_expect (fixture->app.window, GTK_TYPE_SPIN_BUTTON, "Discount on all lines, %", TRUE);
  app_picture (GTK_WINDOW (fixture->app.window), "discount");
  gtk_editable_set_text (GTK_EDITABLE (spin), "10");
  app_press (fixture->app.window, "Take It Off");
  page_fixture_settle (fixture);
  document = page_fixture_load (fixture, "document", fixture->document);
  /* 40 000.50 and 12 500 */
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 3600045 + 1125000);
  page_fixture_assert_shown (fixture, "Скидка");
  crm_workspace_undo (fixture->app.workspace);
  page_fixture_settle (fixture);
  g_assert_true (crm_record_reload (document, page_fixture_get_reader (fixture), NULL));
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 4000050 + 1250000);
  /* What is issued has no such button. */
  page_fixture_activate (fixture, "document.issue");
  page_fixture_settle (fixture);
  g_assert_null (app_find (fixture->app.window, GTK_TYPE_LABEL, "Discount…"));
}

/* What another program takes of a page that is dragged to it. */
static void
test_drag_out (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (GListModel) controllers = NULL;
  g_autoptr (GtkEventController) source = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->page->preview->sheets));
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && source == NULL; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DRAG_SOURCE (controller))
      source = g_object_ref (controller);
  }
  g_assert_nonnull (source);
  g_signal_emit_by_name (source, "prepare", 10.0, 10.0, &content);
  g_assert_nonnull (content);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, &error));
  g_assert_no_error (error);
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  name = g_file_get_basename (files->data);
  g_assert_true (g_str_has_suffix (name, ".pdf"));
  bytes = g_file_load_bytes (files->data, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (
      bytes,
      crm_document_paper_get_bytes (crm_document_preview_get_paper (fixture->page->preview))));
}

static void
issue (PageFixture *fixture, gint64 id)
{
  g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_document_add_issue (change, page_fixture_get_reader (fixture), id, &error));
  crm_change_commit_sync (change, fixture->app.record.store, &error);
  g_assert_no_error (error);
}

/* Which numbers no document has, as a list that people can read. */
static void
test_gaps (PageFixture *fixture, gconstpointer country)
{
  gint64 first = page_fixture_draft (fixture, "invoice", fixture->deal);
  gint64 second = page_fixture_draft (fixture, "invoice", fixture->deal);
  g_autofree char *sentence = NULL;
  int year;

  page_fixture_show (fixture, first, 1060, 800);
  issue (fixture, first);
  crm_gaps_show (GTK_WIDGET (fixture->page), fixture->app.workspace);
  app_expect (fixture->app.window, GTK_TYPE_LABEL, "No Number Is Missing", TRUE);
  app_press (fixture->app.window, "Close");
  record_fixture_set (&fixture->app.record, "sequence", 1, "next", "5");
  issue (fixture, second);
  crm_gaps_show (GTK_WIDGET (fixture->page), fixture->app.workspace);
  crm_date_to_ymd (crm_clock_today (), &year, NULL, NULL);
  sentence = g_strdup_printf ("Invoice, ООО «Северный ветер», %d: 2 – 4", year);
  app_expect (fixture->app.window, GTK_TYPE_LABEL, sentence, TRUE);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "gaps");
}

/* Money that came for no document yet goes to what is open from its own page. */
static void
test_on_account (PageFixture *fixture, gconstpointer country)
{
  gint64 id = page_fixture_draft (fixture, "invoice", fixture->deal);
  gint64 payment;
  CrmRecordPage *page;

  issue (fixture, id);
  payment = record_fixture_add (&fixture->app.record, "payment", "company", "Орион & <b>Строй</b>",
                                "amount", "50000", "currency", "RUB", NULL);
  page = crm_record_page_new (fixture->app.workspace, crm_entity_find ("payment"), payment);
  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (page), 700, 700);
  app_expect (fixture->app.window, GTK_TYPE_WIDGET, "Not needed by its document", TRUE);
  app_picture (GTK_WINDOW (fixture->app.window), "on-account");
  app_press (fixture->app.window, "Share Out…");
  app_press (fixture->app.window, "Share Out");
  app_expect_records (&fixture->app, "document WHERE paid = 4000050 AND status = 'completed'");
  app_expect_records (&fixture->app, "payment WHERE document IS NULL AND amount = 999950");
  crm_workspace_undo (fixture->app.workspace);
  app_expect_records (&fixture->app, "payment WHERE document IS NULL AND amount = 5000000");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
#define ADD(path, func)                                                                            \
  g_test_add ("/document-tabs/" path, PageFixture, "ru", page_fixture_set_up, func,                \
              page_fixture_tear_down)
  ADD ("tabs", test_tabs);
  ADD ("discount", test_discount);
  ADD ("money", test_money);
  ADD ("drag-out", test_drag_out);
  ADD ("gaps", test_gaps);
  ADD ("on-account", test_on_account);
  return g_test_run ();
}
