/* A manager makes the invoice the company's own, issues and prints it, and goes on with its papers.
 */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-block-page.h"
#include "crm-document-page-private.h"
#include "crm-document-print.h"
#include "crm-document.h"
#include "crm-file-content.h"
#include "crm-form-page-private.h"
#include "crm-text-edit.h"

typedef struct {
  AppFixture app;
  gint64 seller;
  gint64 document;
  CrmDocumentPage *page;
  AdwNavigationView *view;
  gint64 opened;
} Story;

static void
opened_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, Story *story)
{
  story->opened = id;
}

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, Story *story)
{
  g_test_message ("said: %s", text);
}

static gint64
add_draft (Story *story, gint64 deal)
{
  g_autoptr (CrmChange) change = crm_change_new ("Draft", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_draft (change, record_fixture_reader (&story->app.record),
                                            "invoice", 0, deal, &error);

  g_assert_no_error (error);
  crm_change_commit_sync (change, story->app.record.store, &error);
  g_assert_no_error (error);
  return crm_change_get_id (change, stand_in);
}

/* A red square, as a company's logo. */
static void
add_logo (Story *story)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmChange) change = crm_change_new ("Logo", 0, CRM_ORIGIN_COMMAND);
  guint32 pixels[32 * 32];
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GError) error = NULL;
  gint64 file;

  for (gsize i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = 0xffc01c28;
  raw = g_bytes_new (pixels, sizeof pixels);
  texture = gdk_memory_texture_new (32, 32, GDK_MEMORY_B8G8R8A8, raw, 32 * 4);
  png = gdk_texture_save_to_png_bytes (texture);
  file = crm_change_add_file (change, crm_subject_make (companies, story->seller), "logo.png", png);
  crm_change_set_integer (change, companies, story->seller, "logo", file);
  crm_change_commit_sync (change, story->app.record.store, &error);
  g_assert_no_error (error);
}

static void
set_up (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  gint64 deal;

  app_fixture_set_up (&story->app, country);
  g_signal_connect (story->app.workspace, "open-record", G_CALLBACK (opened_cb), story);
  g_signal_connect (story->app.workspace, "said", G_CALLBACK (said_cb), story);
  story->seller = record_fixture_add (record, "company", "name", "Wisła Sp. z o.o.", "type",
                                      "my_company", "country", "pl", "tax_number", "5260250274",
                                      "legal_address", "ul. Prosta 1, 00-001 Warszawa", NULL);
  record_fixture_add (record, "bank_account", "company", "Wisła Sp. z o.o.", "account",
                      "PL61109010140000071219812874", "bank", "Bank S.A.", NULL);
  record_fixture_add (record, "company", "name", "Orion Sp. z o.o.", "legal_address",
                      "ul. Nowa 2, 00-002 Warszawa", "website", "orion.example", "payment_days",
                      "14", NULL);
  record_fixture_add (record, "product", "name", "Okno", "article", "GTX-7", "price", "1000",
                      "unit", "szt.", "vat_rate", "23", NULL);
  deal = record_fixture_add (record, "deal", "name", "Okna", "company", "Orion Sp. z o.o.",
                             "product", "Okno", "value", "1230", NULL);
  add_logo (story);
  story->document = add_draft (story, deal);
  record_fixture_set (record, "document_line", 1, "quantity", "2");
}

static void
tear_down (Story *story, gconstpointer country)
{
  crm_drafts_flush (crm_workspace_get_drafts (story->app.workspace));
  app_settle (200);
  app_fixture_tear_down (&story->app, country);
}

static gboolean
is_quiet (gpointer data)
{
  return !crm_document_preview_is_busy (data);
}

static gboolean
wait_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
settle (Story *story, CrmDocumentPreview *preview)
{
  for (int i = 0; i < 3; i++) {
    g_assert_true (crm_store_write (story->app.record.store, wait_func, NULL, NULL, NULL));
    app_settle (60);
  }
  g_assert_true (app_wait_for (is_quiet, preview));
  app_settle (60);
}

static char *
dup_shown (CrmDocumentPreview *preview)
{
  return crm_pdf_pages_dup_text (crm_document_preview_get_pages (preview), 0);
}

static void
assert_shown (CrmDocumentPreview *preview, const char *wanted)
{
  g_autofree char *text = dup_shown (preview);

  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is not on the page:\n%s", wanted, text);
}

static void
activate (Story *story, const char *action, const char *parameter)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (story->page), action,
                                             parameter != NULL ? "s" : NULL, parameter));
  settle (story, story->page->preview);
}

static guint
find_block (CrmFormDraft *draft, CrmFormPart part)
{
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (draft);

  for (guint i = 0; i < blocks->len; i++)
    if (((CrmFormBlock *) blocks->pdata[i])->part == part)
      return ((CrmFormBlock *) blocks->pdata[i])->ordinal;
  g_assert_not_reached ();
}

/* Logo, column, terms and colour, each as its row or button does it; then Save. */
static void
change_form (Story *story)
{
  CrmFormPage *page;
  CrmFormDraft *draft;
  GtkWidget *edit;
  g_autoptr (GError) error = NULL;
  guint table, terms;

  activate (story, "document.form", NULL);
  app_settle (400);
  page = CRM_FORM_PAGE (adw_navigation_view_get_visible_page (story->view));
  settle (story, page->preview);
  draft = crm_form_page_get_draft (page);
  g_assert_true (crm_form_draft_set_logo (draft, TRUE, 25, 25, CRM_FORM_SIDE_IS_RIGHT, &error));
  table = find_block (draft, CRM_FORM_PART_TABLE);
  g_assert_true (crm_form_draft_add_column (draft, table, "Kod", "{{article?}}", &error) != 0);
  g_assert_true (crm_form_draft_set_accent (draft, "#26a269", &error));
  terms = crm_form_draft_add_text (draft, 0, "Nowy tekst", &error);
  g_assert_no_error (error);
  crm_form_session_select (page->session, terms);
  app_settle (400);
  edit = app_find_type (page, CRM_TYPE_TEXT_EDIT);
  g_assert_nonnull (edit);
  gtk_text_buffer_set_text (crm_text_edit_get_buffer (CRM_TEXT_EDIT (edit)),
                            "Gwarancja: 24 miesiące. ", -1);
  crm_text_edit_insert_field (CRM_TEXT_EDIT (edit), "buyer.website");
  settle (story, page->preview);
  assert_shown (page->preview, "Gwarancja: 24 miesiące. orion.example");
  assert_shown (page->preview, "Kod");
  app_picture (GTK_WINDOW (story->app.window), "story-form");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "form.save", NULL));
  settle (story, page->preview);
  adw_navigation_view_pop (story->view);
  app_settle (400);
  settle (story, story->page->preview);
}

static char *
dup_stored_text (Story *story)
{
  CrmDatabase *reader = record_fixture_reader (&story->app.record);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) document =
      crm_record_load (reader, crm_entity_find ("document"), story->document, &error);
  g_autoptr (CrmRecord) file = crm_record_load (reader, crm_entity_find ("file"),
                                                crm_record_get_integer (document, "pdf"), &error);
  g_autoptr (GBytes) bytes =
      crm_file_read_content (reader, crm_record_get_text (file, "sha256"), &error);
  g_autoptr (CrmPdfPages) pages = crm_pdf_pages_new (bytes, &error);

  g_assert_no_error (error);
  return crm_pdf_pages_dup_text (pages, 0);
}

/* The printer's own way, into a file. */
static char *
print_to_file (Story *story)
{
  g_autofree char *path = g_build_filename (story->app.record.folder, "story.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrintOperation) operation = crm_document_print_operation_new (
      crm_document_preview_get_paper (story->page->preview), &error);
  g_autofree char *content = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CrmPdfPages) pages = NULL;

  g_assert_no_error (error);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, story->app.window, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  bytes = g_bytes_new (content, length);
  pages = crm_pdf_pages_new (bytes, &error);
  g_assert_no_error (error);
  return crm_pdf_pages_dup_text (pages, 0);
}

static gboolean
is_opened (gpointer data)
{
  return ((Story *) data)->opened != 0;
}

static void
assert_made (Story *story, const char *kind)
{
  g_autoptr (CrmRecord) made = NULL;

  story->opened = 0;
  activate (story, "document.make", kind);
  g_assert_true (app_wait_for (is_opened, story));
  made = crm_record_load (record_fixture_reader (&story->app.record), crm_entity_find ("document"),
                          story->opened, NULL);
  g_assert_cmpstr (crm_record_get_text (made, "kind"), ==, kind);
  g_assert_cmpint (crm_record_get_integer (made, "base"), ==, story->document);
}

static void
test_story (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, story->document);
  g_autofree char *stored = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *still = NULL;
  g_autofree char *file_name = NULL;
  g_autoptr (CrmRecord) document = NULL;

  story->page = crm_document_page_new (story->app.workspace, story->document);
  app_fixture_show (&story->app, ADW_NAVIGATION_PAGE (story->page), 1180, 780);
  story->view = ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (story->page), ADW_TYPE_NAVIGATION_VIEW));
  settle (story, story->page->preview);
  change_form (story);
  assert_shown (story->page->preview, "Gwarancja: 24 miesiące. orion.example");
  activate (story, "document.issue", NULL);
  stored = dup_stored_text (story);
  g_assert_nonnull (strstr (stored, "Gwarancja: 24 miesiące. orion.example"));
  g_assert_nonnull (strstr (stored, "Kod"));
  printed = print_to_file (story);
  g_assert_nonnull (strstr (printed, "GTX-7"));
  app_picture (GTK_WINDOW (story->app.window), "story-issued");

  /* One of the two is fitted, the other one is handed over. */
  assert_made (story, "act");
  record_fixture_set (record, "document_line", 2, "quantity", "1");
  assert_made (story, "waybill");
  record_fixture_add (record, "payment", "document", id, "amount", "500", NULL);
  app_settle (100);
  document = crm_record_load (record_fixture_reader (record), crm_entity_find ("document"),
                              story->document, NULL);
  g_assert_cmpint (crm_record_get_integer (document, "paid"), ==, 50000);
  assert_made (story, "correction");
  /* The paper that is sent is the one that was issued, whatever the form is by now. */
  file_name =
      crm_document_paper_dup_file_name (crm_document_preview_get_paper (story->page->preview));
  g_assert_true (g_str_has_suffix (file_name, ".pdf"));
  crm_workspace_delete (story->app.workspace, crm_entity_find ("form"), (gint64[]) { 1 }, 1);
  settle (story, story->page->preview);
  still = dup_stored_text (story);
  g_assert_cmpstr (still, ==, stored);
}

/* What the form wants and is empty is said before the document is locked. */
static void
test_warned (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  g_autoptr (CrmRecord) document = NULL;
  GtkWidget *button;

  record_fixture_add (record, "form", "name", "Strict", "kind", "invoice", "state", "in_use",
                      "base", "pl-invoice", "source",
                      "<form name='x'><body><text>{{buyer.phone}}</text></body></form>", NULL);
  story->page = crm_document_page_new (story->app.workspace, story->document);
  app_fixture_show (&story->app, ADW_NAVIGATION_PAGE (story->page), 1180, 780);
  settle (story, story->page->preview);
  activate (story, "document.issue", NULL);
  app_settle (300);
  document = crm_record_load (record_fixture_reader (record), crm_entity_find ("document"),
                              story->document, NULL);
  g_assert_false (crm_document_is_issued (document));
  app_picture (GTK_WINDOW (story->app.window), "story-warned");
  button = app_find (story->app.window, GTK_TYPE_BUTTON, "Issue Anyway");
  g_assert_nonnull (button);
  gtk_widget_activate (button);
  app_settle (300);
  settle (story, story->page->preview);
  g_assert_true (crm_record_reload (document, record_fixture_reader (record), NULL));
  g_assert_true (crm_document_is_issued (document));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  g_test_add ("/form-story/own-invoice", Story, "pl", set_up, test_story, tear_down);
  g_test_add ("/form-story/warned-before-issue", Story, "pl", set_up, test_warned, tear_down);
  return g_test_run ();
}
