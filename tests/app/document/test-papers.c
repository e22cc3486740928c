/* Many papers at once, and the e-invoice file of one: what is written, what is said, and that the
 * window never waits. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "crm-debtors-dialog.h"
#include "crm-document-page-private.h"
#include "crm-document-print.h"
#include "crm-document.h"
#include "crm-document-repeat.h"
#include "crm-einvoice-output.h"
#include "crm-record-page.h"
#include "crm-paper-batch.h"
#include "crm-paper-pages.h"
#include "crm-pdf-pages.h"

typedef struct {
  AppFixture app;
  char *folder;
} Fixture;

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, Fixture *fixture)
{
  g_error ("%s: %s", heading, text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->app.record;

  app_fixture_set_up (&fixture->app, "pl");
  g_signal_connect (fixture->app.workspace, "reported", G_CALLBACK (reported_cb), fixture);
  fixture->folder = g_dir_make_tmp ("voronka-papers-XXXXXX", NULL);
  record_fixture_add (record, "company", "name", "Wisła Sp. z o.o.", "type", "my_company",
                      "country", "pl", "tax_number", "5260250274", "legal_address",
                      "ul. Źródlana 5, Warszawa", NULL);
  record_fixture_add (record, "bank_account", "company", "Wisła Sp. z o.o.", "account",
                      "PL61109010140000071219812874", NULL);
  record_fixture_add (record, "company", "name", "Śnieżka", "country", "pl", "tax_number",
                      "8567346215", "legal_address", "al. Niepodległości 18, Gdynia", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_fixture_tear_down (&fixture->app, "pl");
  record_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static CrmDatabase *
get_reader (Fixture *fixture)
{
  return record_fixture_reader (&fixture->app.record);
}

/* Documents with a line each, in one change. */
static GArray *
add_documents (Fixture *fixture, const char *kind, int n, gboolean issued)
{
  g_autoptr (CrmChange) change = crm_change_new ("Drafts", 0, CRM_ORIGIN_COMMAND);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++) {
    gint64 id = crm_document_add_draft (change, get_reader (fixture), kind, 2, 0, &error);
    g_autoptr (CrmRecord) line = crm_record_new (crm_entity_find ("document_line"));
    g_assert_no_error (error);
    crm_record_set_text (line, "name", "Okno");
    crm_record_set_text (line, "vat_rate", "23");
    crm_record_set_integer (line, "document", id);
    crm_record_set_integer (line, "price", 1000000 + i * 10000);
    crm_change_add (change, line);
    g_array_append_val (ids, id);
  }
  crm_change_commit_sync (change, fixture->app.record.store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++) {
    gint64 *id = &g_array_index (ids, gint64, i);
    *id = crm_change_get_id (change, *id);
  }
  for (guint i = 0; issued && i < ids->len; i++) {
    g_autoptr (CrmChange) one = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
    g_assert_true (
        crm_document_add_issue (one, get_reader (fixture), g_array_index (ids, gint64, i), &error));
    crm_change_commit_sync (one, fixture->app.record.store, &error);
    g_assert_no_error (error);
  }
  return ids;
}

static void
show_wide (Fixture *fixture, int width)
{
  AdwNavigationPage *page = adw_navigation_page_new (gtk_label_new ("…"), "Documents");
  app_fixture_show (&fixture->app, page, width, 600);
}

static void
show (Fixture *fixture)
{
  show_wide (fixture, 700);
}

/* Waits for it: a busy machine takes its time. */
static GtkWidget *
find_soon (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *found = NULL;

  for (int i = 0; i < 200 && found == NULL; i++) {
    app_settle (50);
    found = app_find (fixture->app.window, type, name);
  }
  g_assert_nonnull (found);
  return found;
}

static GtkWidget *
find_button (Fixture *fixture, const char *name)
{
  return find_soon (fixture, GTK_TYPE_BUTTON, name);
}

static gboolean
has_said (gpointer data)
{
  return ((Fixture *) data)->app.said != NULL;
}

static int
count_files (Fixture *fixture, const char *suffix)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  int n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_suffix (name, suffix);
  return n;
}

static void
test_pdfs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "invoice", 5, TRUE);
  g_autoptr (GArray) drafts = add_documents (fixture, "proforma", 2, FALSE);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) one = g_file_get_child (folder, "all.pdf");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CrmPdfPages) pages = NULL;
  g_autofree char *text = NULL;

  g_array_append_vals (ids, drafts->data, drafts->len);
  show (fixture);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_PDFS, folder);
  g_assert_true (app_wait_for (has_said, fixture));
  g_assert_cmpstr (fixture->app.said, ==, "7 files were written");
  g_assert_cmpint (count_files (fixture, ".pdf"), ==, 7);
  /* Into the same folder again: what is there stays. */
  g_clear_pointer (&fixture->app.said, g_free);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_PDFS, folder);
  g_assert_true (app_wait_for (has_said, fixture));
  g_assert_cmpint (count_files (fixture, ".pdf"), ==, 14);
  g_clear_pointer (&fixture->app.said, g_free);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_ONE_PDF, one);
  g_assert_true (app_wait_for (has_said, fixture));
  g_assert_cmpstr (fixture->app.said, ==, "7 documents are in the PDF");
  bytes = g_file_load_bytes (one, NULL, NULL, NULL);
  pages = crm_pdf_pages_new (bytes, NULL);
  g_assert_cmpint (crm_pdf_pages_get_n_pages (pages), ==, 7);
  text = crm_pdf_pages_dup_text (pages, 1);
  g_assert_nonnull (strstr (text, "Okno"));
}

static void
test_einvoices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "invoice", 3, TRUE);
  g_autoptr (GArray) others = add_documents (fixture, "proposal", 1, TRUE);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GArray) broken = NULL;

  /* One that lacks something, one that is of no such kind. */
  record_fixture_set (&fixture->app.record, "company", 2, "tax_number", "8567346216");
  broken = add_documents (fixture, "invoice", 1, TRUE);
  g_array_append_vals (ids, broken->data, 1);
  g_array_append_vals (ids, others->data, 1);
  show (fixture);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_EINVOICES, folder);
  for (int i = 0; i < 100 && count_files (fixture, ".xml") < 3; i++)
    app_settle (50);
  app_settle (200);
  g_assert_cmpint (count_files (fixture, ".xml"), ==, 3);
  find_soon (fixture, ADW_TYPE_ALERT_DIALOG, "3 files were written");
  app_picture (fixture->app.window, "einvoices-left-out");
}

static void
test_breaches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = NULL;
  int width = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("einvoice-breaches-%d", width);

  record_fixture_set (&fixture->app.record, "company", 2, "tax_number", "8567346216");
  record_fixture_set (&fixture->app.record, "company", 2, "legal_address", "");
  ids = add_documents (fixture, "invoice", 1, TRUE);
  show_wide (fixture, width);
  crm_einvoice_output (GTK_WIDGET (fixture->app.window), fixture->app.workspace,
                       g_array_index (ids, gint64, 0), CRM_EINVOICE_KSEF);
  find_soon (fixture, GTK_TYPE_LABEL, "“Buyer: Legal address” is not filled in");
  app_settle (200);
  app_picture (fixture->app.window, name);
}

/* The menu of an issued Polish invoice has both formats; a draft's has none. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) drafts = add_documents (fixture, "invoice", 1, FALSE);
  g_autoptr (GArray) issued = add_documents (fixture, "invoice", 1, TRUE);
  CrmDocumentPage *page =
      crm_document_page_new (fixture->app.workspace, g_array_index (drafts, gint64, 0));
  g_autoptr (GMenuModel) formats = NULL;

  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (page), 900, 600);
  app_settle (200);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (page->einvoice_section)), ==, 0);
  page = crm_document_page_new (fixture->app.workspace, g_array_index (issued, gint64, 0));
  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (page), 900, 600);
  for (int i = 0; i < 200 && g_menu_model_get_n_items (G_MENU_MODEL (page->einvoice_section)) == 0;
       i++)
    app_settle (50);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (page->einvoice_section)), ==, 1);
  formats =
      g_menu_model_get_item_link (G_MENU_MODEL (page->einvoice_section), 0, G_MENU_LINK_SUBMENU);
  g_assert_cmpint (g_menu_model_get_n_items (formats), ==, 2);
  app_picture (fixture->app.window, "issued-invoice");
}

/* --- The window while a thousand are made */

typedef struct {
  gint64 last, worst;
} Pulse;

static gboolean
pulse_cb (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();

  pulse->worst = MAX (pulse->worst, now - pulse->last);
  pulse->last = now;
  return G_SOURCE_CONTINUE;
}

static void
test_no_stall (Fixture *fixture, gconstpointer data)
{
  int n = g_test_slow () ? 1000 : 60;
  g_autoptr (GArray) ids = add_documents (fixture, "proforma", n, FALSE);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  Pulse pulse = { g_get_monotonic_time (), 0 };
  gint64 begun = pulse.last;
  guint source;

  show (fixture);
  pulse.last = g_get_monotonic_time ();
  source = g_timeout_add (5, pulse_cb, &pulse);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_PDFS, folder);
  for (int i = 0; i < 60 && fixture->app.said == NULL; i++)
    app_wait_for (has_said, fixture);
  g_source_remove (source);
  g_assert_nonnull (fixture->app.said);
  g_assert_cmpint (count_files (fixture, ".pdf"), ==, n);
  g_test_message ("%d PDFs in %" G_GINT64_FORMAT " ms, the window waited at most %" G_GINT64_FORMAT
                  " ms",
                  n, (g_get_monotonic_time () - begun) / 1000, pulse.worst / 1000);
  /* One frame takes what it takes on a busy machine; a thousand papers take a minute. */
  g_assert_cmpint (pulse.worst, <, 1500000);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "proforma", 80, FALSE);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  GtkWidget *stop;

  show (fixture);
  crm_paper_batch_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace, ids,
                       CRM_PAPER_BATCH_PDFS, folder);
  app_settle (150);
  app_picture (fixture->app.window, "papers-progress");
  stop = app_find (fixture->app.window, GTK_TYPE_BUTTON, "Stop");
  if (stop == NULL)
    stop = app_find (fixture->app.window, GTK_TYPE_BUTTON, "Cancel");
  g_assert_nonnull (stop);
  gtk_widget_activate (stop);
  g_assert_true (app_wait_for (has_said, fixture));
  g_assert_true (g_str_has_prefix (fixture->app.said, "Stopped."));
  g_assert_cmpint (count_files (fixture, ".pdf"), <, 80);
}

/* As one job of the printer: here into a file. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "invoice", 3, TRUE);
  g_autoptr (GArray) drafts = add_documents (fixture, "proforma", 1, FALSE);
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (fixture->folder, "print.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_array_append_vals (ids, drafts->data, 1);
  for (guint i = 0; i < ids->len; i++) {
    g_ptr_array_add (papers,
                     crm_document_paper_read (get_reader (fixture), g_array_index (ids, gint64, i),
                                              CRM_DOCUMENT_PAPER_STAMP, NULL, &error));
    g_assert_no_error (error);
  }
  show (fixture);
  operation = crm_document_print_operation_new_many (papers, &error);
  g_assert_no_error (error);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, fixture->app.window,
                           &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  {
    g_autoptr (GBytes) bytes = g_bytes_new (content, length);
    g_autoptr (CrmPdfPages) pages = crm_pdf_pages_new (bytes, NULL);
    g_assert_cmpint (crm_pdf_pages_get_n_pages (pages), ==, 4);
  }
}

/* --- Letters */

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gboolean *done)
{
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  *done = TRUE;
}

static gboolean
is_printed (gpointer data)
{
  return *(gboolean *) data;
}

/* The printer goes on after the operation is done. */
static gboolean
is_written (gpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  return g_file_get_contents (data, &content, &length, NULL) && length > 8 &&
         memmem (content, length, "%PDF", 4) == content &&
         memmem (content + length - 8, 8, "%%EOF", 5) != NULL;
}

/* The desktop's dialog, once it can be pressed. */
static gboolean
is_dialog_ready (gpointer data)
{
  GtkWidget **button = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (l->data), "GtkPrintUnixDialog"))
      *button = app_find (l->data, GTK_TYPE_BUTTON, "Print");
  return *button != NULL && gtk_widget_is_sensitive (*button);
}

/* By a printer of the desktop: the one that prints to a file. */
static void
test_printer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "invoice", 2, TRUE);
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (fixture->folder, "printer.pdf", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (CrmPdfPages) pages = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  GtkWidget *button = NULL;
  gboolean done = FALSE;
  gsize length;

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (papers,
                     crm_document_paper_read (get_reader (fixture), g_array_index (ids, gint64, i),
                                              CRM_DOCUMENT_PAPER_STAMP, NULL, &error));
  show (fixture);
  g_object_set (gtk_settings_get_default (), "gtk-print-backends", "file", NULL);
  operation = crm_document_print_operation_new_many (papers, &error);
  g_assert_no_error (error);
  gtk_print_settings_set_printer (settings, "Print to File");
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_operation_set_print_settings (operation, settings);
  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), &done);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, fixture->app.window,
                           &error);
  g_assert_no_error (error);
  g_assert_true (app_wait_for (is_dialog_ready, &button));
  gtk_widget_activate (button);
  g_assert_true (app_wait_for (is_printed, &done));
  g_assert_true (app_wait_for (is_written, path));
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  g_assert_no_error (error);
  bytes = g_bytes_new (content, length);
  pages = crm_pdf_pages_new (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_pdf_pages_get_n_pages (pages), ==, 2);
}

static void
test_letters (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->app.record;
  g_autoptr (GArray) ids = NULL;
  int width = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("debtors-%d", width);
  gint64 n = 0;

  record_fixture_add (record, "company", "name", "Hurtownia Budowlana „Pod Lipami” i Wspólnicy",
                      "country", "pl", NULL);
  ids = add_documents (fixture, "invoice", 3, TRUE);
  for (guint i = 0; i < ids->len; i++)
    record_fixture_set (record, "document", g_array_index (ids, gint64, i), "due_date",
                        "2026-01-10");
  record_fixture_add (record, "payment", "document", "1", "company", "Śnieżka", "amount", "50",
                      "date", "2026-01-12", NULL);
  show_wide (fixture, width);
  adw_dialog_present (
      crm_debtors_dialog_new (GTK_WIDGET (fixture->app.window), fixture->app.workspace),
      GTK_WIDGET (fixture->app.window));
  find_button (fixture, "Make");
  app_settle (300);
  app_picture (fixture->app.window, name);
  gtk_widget_activate (find_button (fixture, "Make"));
  find_soon (fixture, ADW_TYPE_ALERT_DIALOG, "1 letter was made");
  g_free (g_steal_pointer (&name));
  name = g_strdup_printf ("letters-made-%d", width);
  app_picture (fixture->app.window, name);
  g_assert_true (crm_database_query_integer (
      get_reader (fixture),
      "SELECT count (*) FROM document WHERE kind = 'reminder' AND issued IS NOT NULL", 0, &n,
      NULL));
  g_assert_cmpint (n, ==, 1);
  gtk_widget_activate (find_button (fixture, "Later"));
  app_settle (300);
  g_assert_true (record_fixture_undo (record));
}

static char *mails; /* where the mail program writes down what it was asked for */

static void
write_below (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* Before anything asks which programs there are. */
static void
install_mail_program (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *script = g_build_filename (folder, "mail", NULL);
  g_autofree char *text = NULL;
  g_autofree char *entry =
      g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Mail\nExec=sh %s %%u\n"
                       "MimeType=x-scheme-handler/mailto;\n",
                       script);

  mails = g_build_filename (folder, "mails", NULL);
  text = g_strdup_printf ("echo \"$1\" >> %s\n", mails);
  write_below (folder, "mail", text);
  write_below (folder, "mail.desktop", entry);
  write_below (g_get_user_config_dir (), "mimeapps.list",
               "[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n");
}

static guint
count_mails (void)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents (mails, &text, NULL, NULL))
    return 0;
  for (const char *at = strstr (text, "mailto:"); at != NULL; at = strstr (at + 1, "mailto:"))
    n++;
  return n;
}

/* Where a mail program takes no attachment, a letter waits until the one before has its PDF. */
static void
test_mailed_letters (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->app.record;
  g_autoptr (GArray) ids = NULL;

  record_fixture_add (record, "company", "name", "Bałtyk", "country", "pl", NULL);
  ids = add_documents (fixture, "invoice", 2, FALSE);
  record_fixture_set (record, "document", g_array_index (ids, gint64, 1), "company", "Bałtyk");
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (CrmChange) change = crm_change_new ("Issue", 0, CRM_ORIGIN_COMMAND);
    g_autoptr (GError) error = NULL;
    g_assert_true (crm_document_add_issue (change, get_reader (fixture),
                                           g_array_index (ids, gint64, i), &error));
    crm_change_commit_sync (change, record->store, &error);
    g_assert_no_error (error);
    record_fixture_set (record, "document", g_array_index (ids, gint64, i), "due_date",
                        "2026-01-10");
  }
  show (fixture);
  adw_dialog_present (
      crm_debtors_dialog_new (GTK_WIDGET (fixture->app.window), fixture->app.workspace),
      GTK_WIDGET (fixture->app.window));
  gtk_widget_activate (find_button (fixture, "Make"));
  find_soon (fixture, ADW_TYPE_ALERT_DIALOG, "2 letters were made");
  gtk_widget_activate (find_button (fixture, "Send by Mail…"));
  find_soon (fixture, ADW_TYPE_ALERT_DIALOG, "Letter 1 of 2");
  app_settle (500);
  app_picture (fixture->app.window, "letters-next");
  g_assert_cmpuint (count_mails (), ==, 1);
  gtk_widget_activate (find_button (fixture, "Next Letter"));
  for (int i = 0; i < 100 && count_mails () < 2; i++)
    app_settle (50);
  app_settle (300);
  g_assert_cmpuint (count_mails (), ==, 2);
  g_assert_null (app_find_type (fixture->app.window, ADW_TYPE_ALERT_DIALOG));
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  adw_dialog_present (
      crm_debtors_dialog_new (GTK_WIDGET (fixture->app.window), fixture->app.workspace),
      GTK_WIDGET (fixture->app.window));
  find_soon (fixture, GTK_TYPE_LABEL, "Nobody Is Late");
  app_picture (fixture->app.window, "debtors-nobody");
}

/* --- Repeating */

static void
new_record_cb (CrmWorkspace *workspace, gpointer entity, CrmRecord *draft, CrmRecord **taken)
{
  *taken = g_object_ref (draft);
}

static void
test_repeat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = add_documents (fixture, "invoice", 1, TRUE);
  CrmDocumentPage *page =
      crm_document_page_new (fixture->app.workspace, g_array_index (ids, gint64, 0));
  g_autoptr (CrmRecord) draft = NULL;

  app_fixture_show (&fixture->app, ADW_NAVIGATION_PAGE (page), 700, 700);
  app_settle (300);
  g_signal_connect (fixture->app.workspace, "new-record", G_CALLBACK (new_record_cb), &draft);
  gtk_widget_activate_action (GTK_WIDGET (page), "document.repeat", NULL);
  for (int i = 0; i < 200 && draft == NULL; i++)
    app_settle (50);
  g_assert_nonnull (draft);
  g_assert_cmpstr (crm_record_get_text (draft, "name"), ==, "Invoice, Śnieżka");
  adw_dialog_present (ADW_DIALOG (crm_new_dialog_new (fixture->app.workspace,
                                                      crm_entity_find ("recurrence"), draft)),
                      GTK_WIDGET (fixture->app.window));
  app_settle (500);
  app_picture (fixture->app.window, "repeat-new");
}

int
main (int argc, char **argv)
{
  install_mail_program ();
  app_test_init (&argc, &argv);
  crm_document_register ();
#define ADD(name, func) g_test_add ("/papers/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pdfs", test_pdfs);
  ADD ("einvoices", test_einvoices);
  g_test_add ("/papers/breaches", Fixture, GINT_TO_POINTER (700), set_up, test_breaches, tear_down);
  g_test_add ("/papers/breaches/narrow", Fixture, GINT_TO_POINTER (360), set_up, test_breaches,
              tear_down);
  ADD ("menu", test_menu);
  ADD ("print", test_print);
  ADD ("printer", test_printer);
  ADD ("stop", test_stop);
  ADD ("no-stall", test_no_stall);
  ADD ("nobody-late", test_nobody);
  ADD ("repeat", test_repeat);
  g_test_add ("/papers/letters", Fixture, GINT_TO_POINTER (700), set_up, test_letters, tear_down);
  g_test_add ("/papers/letters/narrow", Fixture, GINT_TO_POINTER (360), set_up, test_letters,
              tear_down);
  ADD ("letters/mailed", test_mailed_letters);
  return g_test_run ();
}
