/* The document editor: lines, totals, the live page, issue, payment and print. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "../form/form-fixture.h"
#include "crm-agreements-dialog.h"
#include "crm-document-print.h"
#include "crm-document.h"
#include "crm-file-content.h"
#include "document-page-fixture.h"

static CrmLineCell *
get_cell (PageFixture *fixture, guint line, const char *field)
{
  CrmLineRow *row = crm_document_lines_get_row (fixture->page->lines, line);

  g_assert_nonnull (row);
  return crm_line_row_get_cell (row, field);
}

static void
type (PageFixture *fixture, guint line, const char *field, const char *text)
{
  CrmLineCell *cell = get_cell (fixture, line, field);
  GtkWidget *editable = gtk_widget_get_first_child (GTK_WIDGET (cell));

  gtk_widget_grab_focus (GTK_WIDGET (cell));
  gtk_editable_set_text (GTK_EDITABLE (editable), text);
  crm_line_cell_commit (cell);
  page_fixture_settle (fixture);
}

static void
test_line_edited (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) document = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  page_fixture_assert_shown (fixture, "40 000,50");
  page_fixture_assert_shown (fixture, "Орион & <b>Строй</b>");
  type (fixture, 0, "price", "1234.56");
  document = page_fixture_load (fixture, "document", fixture->document);
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 123456);
  page_fixture_assert_shown (fixture, "1 234,56");
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_LABEL, "1,234.56"));
  app_picture (GTK_WINDOW (fixture->app.window), "document-wide");
}

static void
test_wrong_number_stays (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) line = NULL;
  CrmLineCell *cell;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  type (fixture, 0, "price", "twelve");
  cell = get_cell (fixture, 0, "price");
  g_assert_cmpstr (crm_line_cell_get_text (cell), ==, "twelve");
  g_assert_nonnull (crm_line_cell_get_problem (cell));
  g_assert_nonnull (
      app_find (fixture->app.window, GTK_TYPE_LABEL, crm_line_cell_get_problem (cell)));
  app_picture (GTK_WINDOW (fixture->app.window), "document-wrong");
  line = page_fixture_load (fixture, "document_line", 1);
  g_assert_cmpint (crm_record_get_integer (line, "price"), ==, 400005000);
  /* Nothing is issued on top of it. */
  page_fixture_activate (fixture, "document.issue");
  {
    g_autoptr (CrmRecord) document = page_fixture_load (fixture, "document", fixture->document);
    g_assert_false (crm_document_is_issued (document));
  }
  type (fixture, 0, "price", "12");
  g_assert_null (crm_line_cell_get_problem (get_cell (fixture, 0, "price")));
  g_assert_true (crm_record_reload (line, page_fixture_get_reader (fixture), NULL));
  g_assert_cmpint (crm_record_get_integer (line, "price"), ==, 120000);
}

static void
test_product_line (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) line = NULL;
  g_autoptr (CrmRecord) document = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  crm_document_lines_add (fixture->page->lines, 2, NULL);
  page_fixture_settle (fixture);
  g_assert_cmpuint (crm_document_lines_get_n_lines (fixture->page->lines), ==, 2);
  line = page_fixture_load (fixture, "document_line", 2);
  g_assert_cmpstr (crm_record_get_text (line, "name"), ==, "Монтаж окна");
  g_assert_cmpstr (crm_record_get_text (line, "unit"), ==, "усл");
  g_assert_cmpstr (crm_record_get_text (line, "vat_rate"), ==, "22");
  page_fixture_assert_shown (fixture, "Монтаж окна");
  page_fixture_assert_shown (fixture, "43 000,50");
  crm_document_lines_move (fixture->page->lines, 1, 0);
  page_fixture_settle (fixture);
  g_assert_cmpstr (crm_line_cell_get_text (get_cell (fixture, 0, "name")), ==, "Монтаж окна");
  document = page_fixture_load (fixture, "document", fixture->document);
  g_assert_cmpint (crm_record_get_integer (document, "total"), ==, 4300050);
}

static void
test_issue_and_undo (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) file = NULL;
  g_autoptr (GBytes) stored = NULL;
  GBytes *shown;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  page_fixture_activate (fixture, "document.issue");
  document = page_fixture_load (fixture, "document", fixture->document);
  g_assert_true (crm_document_is_issued (document));
  g_assert_cmpstr (crm_record_get_text (document, "number"), ==, "1");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==,
                   "Invoice 1");
  /* What is seen is what was stored. */
  file = page_fixture_load (fixture, "file", crm_record_get_integer (document, "pdf"));
  stored = crm_file_read_content (page_fixture_get_reader (fixture),
                                  crm_record_get_text (file, "sha256"), &error);
  g_assert_no_error (error);
  shown = crm_pdf_pages_get_bytes (crm_document_preview_get_pages (fixture->page->preview));
  g_assert_true (g_bytes_equal (shown, stored));
  g_assert_false (gtk_editable_get_editable (
      GTK_EDITABLE (gtk_widget_get_first_child (GTK_WIDGET (get_cell (fixture, 0, "price"))))));
  app_picture (GTK_WINDOW (fixture->app.window), "document-issued");

  crm_workspace_undo (fixture->app.workspace);
  page_fixture_settle (fixture);
  g_assert_true (crm_record_reload (document, page_fixture_get_reader (fixture), NULL));
  g_assert_false (crm_document_is_issued (document));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==,
                   "Invoice (draft)");
  type (fixture, 0, "quantity", "2");
  page_fixture_assert_shown (fixture, "80 001,00");
}

static void
test_paid (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) document = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->page->actions), "paid"));
  page_fixture_activate (fixture, "document.issue");
  page_fixture_activate (fixture, "document.paid");
  document = page_fixture_load (fixture, "document", fixture->document);
  g_assert_cmpint (crm_record_get_integer (document, "paid"), ==, 4000050);
  g_assert_cmpstr (crm_record_get_text (document, "status"), ==, "completed");
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_LABEL, "Paid in full"));
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->page->actions), "paid"));
}

static void
test_issue_refused (PageFixture *fixture, gconstpointer country)
{
  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", 0), 1280, 800);
  page_fixture_activate (fixture, "document.issue");
  g_assert_cmpstr (fixture->app.said, ==, "Before it can be issued, “Buyer” must be filled in");
  app_picture (GTK_WINDOW (fixture->app.window), "document-empty");
}

static void
read_paper_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(CrmDocumentPaper **) user_data = crm_document_paper_read_finish (result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static CrmDocumentPaper *
read_paper (PageFixture *fixture, CrmDocumentPaperFlags flags)
{
  CrmDocumentPaper *paper = NULL;

  crm_document_paper_read_async (fixture->app.workspace, fixture->document, flags, NULL,
                                 read_paper_cb, &paper);
  g_assert_true (app_wait_for (is_there, &paper));
  return paper;
}

static void
test_without_form (PageFixture *fixture, gconstpointer country)
{
  gint64 formless = 0;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (CrmDocumentPaper) paper = NULL;
  g_autoptr (GError) error = NULL;

  /* A Ukrainian correction is made in bookkeeping. */
  record_fixture_set (&fixture->app.record, "company", 1, "country", "ua");
  formless = page_fixture_draft (fixture, "correction", fixture->deal);
  page_fixture_show (fixture, formless, 1280, 800);
  g_assert_null (crm_document_preview_get_pages (fixture->page->preview));
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_BUTTON, "Attach a File…"));
  app_picture (GTK_WINDOW (fixture->app.window), "document-no-form");
  /* A PDF that is attached is its paper. */
  change = crm_change_new ("File", 0, CRM_ORIGIN_COMMAND);
  fixture->document = page_fixture_draft (fixture, "invoice", fixture->deal);
  paper = read_paper (fixture, CRM_DOCUMENT_PAPER_STAMP);
  crm_change_add_file (change, crm_subject_make (crm_entity_find ("document"), formless),
                       "Correction.pdf", crm_document_paper_get_bytes (paper));
  crm_change_commit_sync (change, fixture->app.record.store, &error);
  g_assert_no_error (error);
  page_fixture_settle (fixture);
  page_fixture_assert_shown (fixture, "40 000,50");
}

static char *
dup_text (CrmPdfPages *pages)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < crm_pdf_pages_get_n_pages (pages); i++) {
    g_autofree char *page = crm_pdf_pages_dup_text (pages, i);
    g_string_append (text, page);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
export_and_compare (PageFixture *fixture, CrmDocumentPaperFlags flags)
{
  g_autoptr (CrmDocumentPaper) paper = read_paper (fixture, flags);
  g_autofree char *path = g_build_filename (fixture->app.record.folder, "printed.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPdfPages) printed = NULL, kept = NULL;
  g_autofree char *printed_text = NULL;
  g_autofree char *kept_text = NULL;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  double width, height;

  operation = crm_document_print_operation_new (paper, &error);
  g_assert_no_error (error);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, fixture->app.window,
                           &error);
  g_assert_no_error (error);
  file = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  bytes = g_mapped_file_get_bytes (file);
  printed = crm_pdf_pages_new (bytes, &error);
  g_assert_no_error (error);
  kept = crm_pdf_pages_new (crm_document_paper_get_bytes (paper), &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_pdf_pages_get_n_pages (printed), ==, crm_pdf_pages_get_n_pages (kept));
  crm_pdf_pages_get_size (printed, 0, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595, 1);
  g_assert_cmpfloat_with_epsilon (height, 842, 1);
  printed_text = dup_text (printed);
  kept_text = dup_text (kept);
  g_assert_cmpstr (printed_text, ==, kept_text);
  g_assert_nonnull (strstr (printed_text, "Орион & <b>Строй</b>"));
}

static void
test_print (PageFixture *fixture, gconstpointer country)
{
  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  export_and_compare (fixture, CRM_DOCUMENT_PAPER_STAMP);
  page_fixture_activate (fixture, "document.issue");
  export_and_compare (fixture, CRM_DOCUMENT_PAPER_STAMP);
  export_and_compare (fixture, 0);
}

static void
test_many_lines (PageFixture *fixture, gconstpointer country)
{
  gint64 id = page_fixture_draft (fixture, "invoice", fixture->deal);
  g_autoptr (CrmChange) change = crm_change_new ("Lines", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  CrmPdfPages *pages;

  for (int i = 0; i < 500; i++) {
    g_autoptr (CrmRecord) line = crm_record_new (crm_entity_find ("document_line"));
    g_autofree char *name = g_strdup_printf ("Строка %d & <i>", i + 2);
    crm_record_set_text (line, "name", name);
    crm_record_set_integer (line, "document", id);
    crm_record_set_integer (line, "position", i + 2);
    crm_record_set_integer (line, "price", 100000);
    crm_record_set_text (line, "vat_rate", "22");
    crm_change_add (change, line);
  }
  crm_change_commit_sync (change, fixture->app.record.store, &error);
  g_assert_no_error (error);
  page_fixture_show (fixture, id, 1280, 800);
  pages = crm_document_preview_get_pages (fixture->page->preview);
  g_assert_cmpint (crm_pdf_pages_get_n_pages (pages), >, 5);
  g_assert_cmpuint (crm_document_lines_get_n_lines (fixture->page->lines), ==, 501);
  page_fixture_assert_shown (fixture, "Строка 501 & <i>");
  /* Only what can be seen has widgets. */
  g_assert_null (crm_document_lines_get_row (fixture->page->lines, 450));
  app_picture (GTK_WINDOW (fixture->app.window), "document-many");
  export_and_compare (fixture, CRM_DOCUMENT_PAPER_STAMP);
}

static gboolean
press (PageFixture *fixture, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (GTK_WIDGET (fixture->page->lines));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
  }
  page_fixture_settle (fixture);
  return handled;
}

static gboolean
has_focus (PageFixture *fixture, guint line, const char *field)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->app.window);
  return focus != NULL &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (get_cell (fixture, line, field)));
}

static void
test_keyboard (PageFixture *fixture, gconstpointer country)
{
  GtkEditable *entry;
  g_autoptr (CrmRecord) line = NULL;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  crm_document_lines_start_line (fixture->page->lines);
  entry =
      GTK_EDITABLE (app_find (fixture->app.window, GTK_TYPE_ENTRY, "Add a product or a service"));
  g_assert_nonnull (entry);
  /* A product by its article: letters, down, Enter. */
  gtk_editable_set_text (entry, "GTX");
  app_settle (300);
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_LABEL, "GTX-7 · 12,500.00"));
  g_assert_true (press (fixture, GDK_KEY_Down, 0));
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (crm_document_lines_get_n_lines (fixture->page->lines), ==, 2);
  line = page_fixture_load (fixture, "document_line", 2);
  g_assert_cmpstr (crm_record_get_text (line, "name"), ==, "Окно ПВХ");
  g_assert_cmpint (crm_record_get_integer (line, "price"), ==, 125000000);
  g_assert_true (has_focus (fixture, 1, "quantity"));
  /* Up and down stay in the column; Enter behind the last line goes to the new one. */
  g_assert_true (press (fixture, GDK_KEY_Up, 0));
  g_assert_true (has_focus (fixture, 0, "quantity"));
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_true (has_focus (fixture, 1, "quantity"));
  g_assert_true (press (fixture, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_cmpint (crm_record_get_id (crm_line_row_get_line (
                       crm_document_lines_get_row (fixture->page->lines, 0))),
                   ==, 2);
  g_assert_true (has_focus (fixture, 0, "quantity"));
  g_assert_true (press (fixture, GDK_KEY_Delete, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  g_assert_cmpuint (crm_document_lines_get_n_lines (fixture->page->lines), ==, 1);
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (fixture->app.window), GTK_WIDGET (entry)));
  /* What is no product is a line all the same. */
  gtk_editable_set_text (entry, "  Доставка  ");
  g_signal_emit_by_name (entry, "activate");
  page_fixture_settle (fixture);
  g_assert_cmpstr (crm_line_cell_get_text (get_cell (fixture, 1, "name")), ==, "Доставка");
}

static void
new_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft, char **type)
{
  g_set_str (type, crm_record_get_text (draft, "type"));
}

static void
test_own_company (AppFixture *app, gconstpointer country)
{
  PageFixture fixture = { .app = *app };
  g_autoptr (CrmRecord) document = NULL;
  g_autofree char *type = NULL;
  gint64 id = page_fixture_draft (&fixture, "invoice", 0);
  AdwBanner *banner;

  g_signal_connect (app->workspace, "new-record", G_CALLBACK (new_record_cb), &type);
  page_fixture_show (&fixture, id, 1060, 800);
  banner = fixture.page->own;
  g_assert_true (adw_banner_get_revealed (banner));
  app_picture (fixture.app.window, "document-no-own");
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_cmpstr (type, ==, "my_company");
  record_fixture_add (&app->record, "company", "name", "ООО «Северный ветер»", "type", "my_company",
                      "country", "ru", NULL);
  page_fixture_settle (&fixture);
  g_assert_false (adw_banner_get_revealed (banner));
  document = page_fixture_load (&fixture, "document", id);
  g_assert_cmpstr (crm_record_get_reference_title (
                       document, crm_entity_field_index (crm_entity_find ("document"), "seller")),
                   ==, "ООО «Северный ветер»");
  page_fixture_assert_shown (&fixture, "Северный ветер");
  g_signal_handlers_disconnect_by_data (app->workspace, &type);
  app->window = fixture.app.window;
}

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, PageFixture *fixture)
{
  fixture->document = id;
}

static gboolean
is_open (gpointer data)
{
  return ((PageFixture *) data)->document != 0;
}

static void
test_create_and_copy (PageFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmRecord) first = NULL, copy = NULL;
  gint64 id;

  g_signal_connect (fixture->app.workspace, "open-record", G_CALLBACK (open_record_cb), fixture);
  crm_document_page_create (fixture->app.workspace, NULL, 0, fixture->deal);
  g_assert_true (app_wait_for (is_open, fixture));
  id = fixture->document;
  first = page_fixture_load (fixture, "document", id);
  g_assert_cmpstr (crm_record_get_text (first, "kind"), ==, "invoice");
  g_assert_cmpint (crm_record_get_integer (first, "company"), ==, fixture->buyer);
  page_fixture_show (fixture, id, 1280, 800);
  fixture->document = 0;
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "document.duplicate", NULL));
  g_assert_true (app_wait_for (is_open, fixture));
  g_assert_cmpint (fixture->document, !=, id);
  copy = page_fixture_load (fixture, "document", fixture->document);
  g_assert_cmpint (crm_record_get_integer (copy, "total"), ==, 4000050);
}

static void
activate_make (PageFixture *fixture, const char *kind)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "document.make", "s", kind));
  app_settle (300);
}

/* An act is made from the invoice once; then the window says that nothing is left. */
static void
test_make_from (PageFixture *fixture, gconstpointer country)
{
  gint64 invoice = page_fixture_draft (fixture, "invoice", fixture->deal);
  g_autoptr (CrmRecord) act = NULL;

  g_signal_connect (fixture->app.workspace, "open-record", G_CALLBACK (open_record_cb), fixture);
  page_fixture_show (fixture, invoice, 1280, 800);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (fixture->page->make_section)), ==, 1);
  fixture->document = 0;
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "document.make", "s", "act"));
  g_assert_true (app_wait_for (is_open, fixture));
  act = page_fixture_load (fixture, "document", fixture->document);
  g_assert_cmpstr (crm_record_get_text (act, "kind"), ==, "act");
  g_assert_cmpint (crm_record_get_integer (act, "base"), ==, invoice);
  g_assert_cmpint (crm_record_get_integer (act, "total"), ==, 4000050);
  g_clear_pointer (&fixture->app.said, g_free);
  activate_make (fixture, "waybill");
  g_assert_nonnull (fixture->app.said);
  page_fixture_show (fixture, fixture->document, 1280, 800);
  page_fixture_assert_shown (fixture, "40 000,50");
  app_picture (GTK_WINDOW (fixture->app.window), "document-act");
}

/* B10, B11: as many agreements as there are, each with its own deal, in one step. */
static void
test_agreements (PageFixture *fixture, gconstpointer country)
{
  AppFixture *app = &fixture->app;
  gint64 contract = page_fixture_draft (fixture, "contract", fixture->deal);
  g_autofree char *before = NULL, *after = NULL;
  GtkWidget *dialog, *second;
  GtkWidget *create;

  record_fixture_add (&app->record, "person", "name", "Oleh", NULL);
  g_signal_connect (app->workspace, "open-record", G_CALLBACK (open_record_cb), fixture);
  page_fixture_show (fixture, contract, 1280, 800);
  before = record_fixture_dump (&app->record);
  activate_make (fixture, "agreement");
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (app->window)));
  g_assert_true (CRM_IS_AGREEMENTS_DIALOG (dialog));
  create = app_find (dialog, GTK_TYPE_BUTTON, "Create");
  g_assert_false (gtk_widget_is_sensitive (create));
  form_type (form_find_row (dialog, "Name"), "Logo");
  form_type (form_find_row (dialog, "Value"), "250");
  form_choose (dialog, "Responsible", NULL, "Oleh");
  g_signal_emit_by_name (app_find (dialog, GTK_TYPE_BUTTON, "Add Another"), "clicked");
  app_settle (200);
  g_assert_false (gtk_widget_is_sensitive (create));
  second = gtk_widget_get_ancestor (app_find (dialog, GTK_TYPE_LABEL, "Agreement 2"),
                                    ADW_TYPE_PREFERENCES_GROUP);
  form_type (form_find_row (second, "Name"), "Texts");
  form_type (form_find_row (second, "Value"), "9,90");
  form_type (form_find_row (second, "Remark"), "Until spring");
  app_settle (300);
  app_picture (app->window, "document-agreements");
  g_assert_true (gtk_widget_is_sensitive (create));
  g_signal_emit_by_name (create, "clicked");
  app_settle (400);
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (app->window)));
  g_assert_cmpint (page_fixture_count (fixture,
                                       "document AS made JOIN deal ON deal.id = made.deal"
                                       " WHERE made.kind = 'agreement' AND made.base IS NOT NULL"
                                       " AND made.total = deal.value"),
                   ==, 2);
  g_assert_cmpint (page_fixture_count (fixture, "deal JOIN person ON person.id = deal.responsible"
                                                " WHERE deal.name = 'Logo' AND deal.value = 25000"
                                                " AND person.name = 'Oleh'"),
                   ==, 1);
  g_assert_cmpint (
      page_fixture_count (fixture,
                          "deal WHERE name = 'Texts' AND value = 990 AND note = 'Until spring'"),
      ==, 1);
  g_assert_true (record_fixture_undo (&app->record));
  after = record_fixture_dump (&app->record);
  g_assert_cmpstr (after, ==, before);
}

static void
test_zoom_and_stamp (PageFixture *fixture, gconstpointer country)
{
  GtkWidget *sheet;
  GdkContentFormats *formats;
  int fitting;

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  sheet = app_find (fixture->app.window, GTK_TYPE_WIDGET, "Page 1 of 1");
  fitting = gtk_widget_get_width (sheet);
  page_fixture_activate (fixture, "document.zoom-in");
  g_assert_cmpint (gtk_widget_get_width (sheet), >, fitting);
  page_fixture_activate (fixture, "document.zoom-out");
  page_fixture_activate (fixture, "document.zoom-out");
  g_assert_cmpint (gtk_widget_get_width (sheet), <, fitting);
  page_fixture_activate (fixture, "document.zoom-fit");
  g_assert_cmpint (gtk_widget_get_width (sheet), ==, fitting);
  page_fixture_activate (fixture, "document.stamp");
  page_fixture_assert_shown (fixture, "40 000,50");
  page_fixture_activate (fixture, "document.copy");
  app_settle (300);
  formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (fixture->page)));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "application/pdf"));
  g_assert_true (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
}

static void
test_names (PageFixture *fixture, gconstpointer country)
{
  static const char *const buttons[] = { "Print",    "Save as PDF",   "Document Menu",  "Zoom In",
                                         "Zoom Out", "Fit the Width", "Delete the Line" };

  page_fixture_show (fixture, page_fixture_draft (fixture, "invoice", fixture->deal), 1280, 800);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (app_find (fixture->app.window, GTK_TYPE_WIDGET, buttons[i]) == NULL)
      g_error ("Nothing is called “%s”", buttons[i]);
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_TEXT, "Price, line 1"));
  g_assert_nonnull (app_find (fixture->app.window, GTK_TYPE_WIDGET, "Page 1 of 1"));
}

static void
test_looks (PageFixture *fixture, gconstpointer country)
{
  gint64 id = page_fixture_draft (fixture, "invoice", fixture->deal);

  page_fixture_show (fixture, id, 1060, 800);
  crm_document_lines_add (fixture->page->lines, 1, NULL);
  crm_document_lines_add (fixture->page->lines, 2, NULL);
  crm_document_lines_add (fixture->page->lines, 0,
                          "Комплект оборудования для производства <особо> тонкостенных изделий "
                          "из нержавеющей стали");
  page_fixture_settle (fixture);
  app_picture (GTK_WINDOW (fixture->app.window), "looks-light");
  page_fixture_show_view (fixture, "details");
  app_picture (GTK_WINDOW (fixture->app.window), "looks-details");
  page_fixture_show_view (fixture, "lines");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  app_settle (300);
  app_picture (GTK_WINDOW (fixture->app.window), "looks-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  page_fixture_show (fixture, id, 360, 640);
  app_picture (GTK_WINDOW (fixture->app.window), "looks-narrow");
  page_fixture_show_view (fixture, "details");
  app_picture (GTK_WINDOW (fixture->app.window), "looks-narrow-details");
  page_fixture_show_view (fixture, "paper");
  app_picture (GTK_WINDOW (fixture->app.window), "looks-narrow-paper");
  g_assert_cmpstr (adw_multi_layout_view_get_layout_name (fixture->page->layouts), ==, "narrow");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
#define ADD(path, func)                                                                            \
  g_test_add ("/document-page/" path, PageFixture, "ru", page_fixture_set_up, func,                \
              page_fixture_tear_down)
  ADD ("line-edited", test_line_edited);
  ADD ("wrong-number-stays", test_wrong_number_stays);
  ADD ("product-line", test_product_line);
  ADD ("issue-and-undo", test_issue_and_undo);
  ADD ("paid", test_paid);
  ADD ("issue-refused", test_issue_refused);
  ADD ("without-form", test_without_form);
  ADD ("print", test_print);
  ADD ("many-lines", test_many_lines);
  ADD ("zoom-and-stamp", test_zoom_and_stamp);
  ADD ("keyboard", test_keyboard);
  ADD ("create-and-copy", test_create_and_copy);
  ADD ("make-from", test_make_from);
  ADD ("agreements", test_agreements);
  g_test_add ("/document-page/own-company", AppFixture, "ru", app_fixture_set_up, test_own_company,
              app_fixture_tear_down);
  ADD ("names", test_names);
  ADD ("looks", test_looks);
  return g_test_run ();
}
