/* Many papers at once: printed, as PDF, as e-invoice files. */
#include "config.h"

#include "crm-paper-batch.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-document-print.h"
#include "crm-einvoice.h"
#include "crm-error.h"
#include "crm-paper-pages.h"
#include "crm-problems.h"
#include "crm-work-progress.h"

/* So few are made before one asks how far they are. */
#define FEW 3

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  char *path;              /* owned; of the company file */
  GArray *ids;             /* owned; gint64 */
  CrmPaperBatchKind kind;
  GFile *target;             /* owned; a file or a folder; NULL for the printer */
  CrmWorkProgress *progress; /* a reference */

  /* Of the thread until it is done. */
  GPtrArray *papers;    /* owned; CrmDocumentPaper, where they go out together */
  CrmPaperPages *pages; /* owned; of the papers, where they are printed */
  GPtrArray *problems;  /* owned; sentences */
  GHashTable *names;    /* owned; of files that were written */
  guint n_written;
} Batch;

static void
free_batch (Batch *batch)
{
  g_object_unref (batch->parent);
  g_object_unref (batch->workspace);
  g_free (batch->path);
  g_array_unref (batch->ids);
  g_clear_object (&batch->target);
  g_clear_pointer (&batch->progress, crm_work_progress_release);
  g_clear_pointer (&batch->pages, crm_paper_pages_free);
  g_ptr_array_unref (batch->papers);
  g_ptr_array_unref (batch->problems);
  g_hash_table_unref (batch->names);
  g_free (batch);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, free_batch)

/* --- In the thread */

static gboolean
is_taken (Batch *batch, const char *name)
{
  g_autoptr (GFile) file = g_file_get_child (batch->target, name);

  return g_hash_table_contains (batch->names, name) || g_file_query_exists (file, NULL);
}

/* "Invoice 7.pdf", "Invoice 7 (2).pdf": none takes the place of another, nor of a file that was in
 * the folder before. */
static GFile *
new_file (Batch *batch, const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *free_name = g_strdup (name);

  for (int i = 2; is_taken (batch, free_name); i++) {
    g_free (free_name);
    free_name = g_strdup_printf ("%.*s (%d)%s", (int) (dot - name), name, i, dot);
  }
  g_hash_table_add (batch->names, g_strdup (free_name));
  return g_file_get_child (batch->target, free_name);
}

static gboolean
write_bytes (Batch *batch, GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (!g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                cancellable, error))
    return FALSE;
  batch->n_written++;
  return TRUE;
}

/* "Invoice 7" */
static char *
dup_name (CrmRecord *document)
{
  g_autofree char *kind = crm_record_format (
      document, crm_entity_field_index (crm_record_get_entity (document), "kind"));
  const char *number = crm_record_get_text (document, "number");
  return g_strconcat (kind, number != NULL ? " " : NULL, number, NULL);
}

/* The first format that fits is the one of its country. */
static gboolean
find_format (CrmDatabase *database, CrmRecord *document, CrmEinvoiceFormat *format)
{
  static const CrmEinvoiceFormat order[] = { CRM_EINVOICE_KSEF, CRM_EINVOICE_UPD,
                                             CRM_EINVOICE_UBL };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (crm_einvoice_format_fits (order[i], database, document)) {
      *format = order[i];
      return TRUE;
    }
  return FALSE;
}

static gboolean
make_einvoice (Batch *batch, CrmDatabase *database, gint64 id, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (CrmRecord) document =
      crm_record_load (database, crm_entity_find ("document"), id, error);
  g_auto (GStrv) breaches = NULL;
  g_autoptr (CrmEinvoice) einvoice = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *list = NULL;
  g_autofree char *name = NULL;
  CrmEinvoiceFormat format = CRM_EINVOICE_UBL;

  if (document == NULL)
    return FALSE;
  name = dup_name (document);
  if (!find_format (database, document, &format)) {
    g_ptr_array_add (batch->problems,
                     /* Translators: %s is a document: "Contract 7" */
                     g_strdup_printf (_ ("%s: there is no e-invoice file for this kind"), name));
    return TRUE;
  }
  einvoice = crm_document_make_einvoice (database, id, format, &breaches, &local);
  if (einvoice == NULL) {
    list = local != NULL ? g_strdup (local->message) : g_strjoinv ("; ", breaches);
    g_ptr_array_add (batch->problems, g_strdup_printf ("%s: %s", name, list));
    return TRUE;
  }
  file = new_file (batch, einvoice->name);
  return write_bytes (batch, file, einvoice->bytes, cancellable, error);
}

static gboolean
make_paper (Batch *batch, CrmDatabase *database, gint64 id, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (CrmDocumentPaper) paper =
      crm_document_paper_read (database, id, CRM_DOCUMENT_PAPER_STAMP, cancellable, error);
  g_autofree char *name = NULL;
  g_autoptr (GFile) file = NULL;

  if (paper == NULL)
    return FALSE;
  if (crm_document_paper_get_bytes (paper) == NULL) {
    g_ptr_array_add (batch->problems,
                     g_strdup_printf ("%s: %s", crm_document_paper_get_title (paper),
                                      crm_document_paper_get_reason (paper)));
    return TRUE;
  }
  if (batch->kind != CRM_PAPER_BATCH_PDFS) {
    g_ptr_array_add (batch->papers, g_steal_pointer (&paper));
    return TRUE;
  }
  name = crm_document_paper_dup_file_name (paper);
  file = new_file (batch, name);
  return write_bytes (batch, file, crm_document_paper_get_bytes (paper), cancellable, error);
}

static gboolean
join (Batch *batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmPaperPages) pages = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (batch->papers->len == 0)
    return TRUE;
  pages = crm_paper_pages_new (batch->papers, error);
  bytes = pages != NULL ? crm_paper_pages_to_pdf (pages, cancellable, error) : NULL;
  if (bytes == NULL || !write_bytes (batch, batch->target, bytes, cancellable, error))
    return FALSE;
  batch->n_written = batch->papers->len;
  return TRUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Batch *batch = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (batch->path, CRM_DATABASE_READ, &error);
  gboolean done = database != NULL;

  for (guint i = 0; i < batch->ids->len && done; i++) {
    gint64 id = g_array_index (batch->ids, gint64, i);
    crm_work_progress_tell (i, batch->ids->len, batch->progress);
    done = !g_cancellable_set_error_if_cancelled (cancellable, &error) &&
           (batch->kind == CRM_PAPER_BATCH_EINVOICES
                ? make_einvoice (batch, database, id, cancellable, &error)
                : make_paper (batch, database, id, cancellable, &error));
  }
  if (done && batch->kind == CRM_PAPER_BATCH_ONE_PDF)
    done = join (batch, cancellable, &error);
  else if (done && batch->kind == CRM_PAPER_BATCH_PRINT && batch->papers->len > 0) {
    batch->pages = crm_paper_pages_new (batch->papers, &error);
    done = batch->pages != NULL;
  }
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- What is said at the end */

static char *
dup_written (Batch *batch)
{
  g_autofree char *number = crm_decimal_format (batch->n_written, 0, 0, crm_number_style_local ());

  if (batch->kind == CRM_PAPER_BATCH_ONE_PDF)
    /* Translators: %s is a number */
    return g_strdup_printf (
        ngettext ("%s document is in the PDF", "%s documents are in the PDF", batch->n_written),
        number);
  /* Translators: %s is a number */
  return g_strdup_printf (
      ngettext ("%s file was written", "%s files were written", batch->n_written), number);
}

static void
show_problems (Batch *batch, const char *said)
{
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u document was left out:", "%u documents were left out:", batch->problems->len),
      batch->problems->len);

  crm_problems_show (batch->parent, said, body, batch->problems);
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (operation, &error);
    crm_workspace_report (workspace, _ ("This could not be printed"), error);
  }
}

static void
print (Batch *batch)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  GtkRoot *root = gtk_widget_get_root (batch->parent);

  if (batch->pages == NULL)
    return;
  operation = crm_document_print_operation_new_pages (
      g_steal_pointer (&batch->pages), batch->papers->len == 1
                                           ? crm_document_paper_get_title (batch->papers->pdata[0])
                                           : _ ("Documents"));
  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), g_object_ref (batch->workspace));
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Batch) batch = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *said = dup_written (batch);

  crm_work_progress_end (batch->progress);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED)) {
    g_autofree char *stopped = g_strdup_printf ("%s %s", _ ("Stopped."), said);
    crm_workspace_say (batch->workspace, stopped);
  } else if (!done) {
    crm_workspace_report (batch->workspace, _ ("The documents could not be put out"), error);
  } else if (batch->kind == CRM_PAPER_BATCH_PRINT) {
    if (batch->problems->len > 0)
      show_problems (batch, _ ("Not All Can Be Printed"));
    print (batch);
  } else if (batch->problems->len > 0) {
    show_problems (batch, said);
  } else {
    crm_workspace_say (batch->workspace, said);
  }
}

/**
 * crm_paper_batch_run:
 * @parent: over what progress is shown; in a window
 * @workspace: where the documents are
 * @ids: (element-type gint64): which
 * @kind: what is made of them
 * @target: (nullable): the file or the folder; %NULL for the printer
 */
void
crm_paper_batch_run (GtkWidget *parent, CrmWorkspace *workspace, GArray *ids,
                     CrmPaperBatchKind kind, GFile *target)
{
  Batch *batch = g_new0 (Batch, 1);
  g_autoptr (GTask) task = NULL;

  batch->parent = g_object_ref (parent);
  batch->workspace = g_object_ref (workspace);
  batch->path = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  batch->ids = g_array_ref (ids);
  batch->kind = kind;
  g_set_object (&batch->target, target);
  batch->papers = g_ptr_array_new_with_free_func (g_object_unref);
  batch->problems = g_ptr_array_new_with_free_func (g_free);
  batch->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  batch->progress = crm_work_progress_new ();
  if (ids->len > FEW)
    crm_work_progress_present (batch->progress, parent, _ ("Preparing Documents"), "", FALSE);
  task = g_task_new (NULL, crm_work_progress_get_cancellable (batch->progress), done_cb, batch);
  g_task_set_task_data (task, batch, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

/* --- Where to */

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  GArray *ids;             /* owned */
  CrmPaperBatchKind kind;
} Request;

static void
free_request (Request *request)
{
  g_object_unref (request->parent);
  g_object_unref (request->workspace);
  g_array_unref (request->ids);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, free_request)

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GFile) file =
      request->kind == CRM_PAPER_BATCH_ONE_PDF
          ? gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL)
          : gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    crm_paper_batch_run (request->parent, request->workspace, request->ids, request->kind, file);
}

/**
 * crm_paper_batch_start:
 * @parent: over what is asked; in a window
 * @workspace: where the documents are
 * @ids: (element-type gint64): which
 * @kind: what is made of them
 */
void
crm_paper_batch_start (GtkWidget *parent, CrmWorkspace *workspace, GArray *ids,
                       CrmPaperBatchKind kind)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  Request *request;

  if (kind == CRM_PAPER_BATCH_PRINT) {
    crm_paper_batch_run (parent, workspace, ids, kind, NULL);
    return;
  }
  request = g_new0 (Request, 1);
  request->parent = g_object_ref (parent);
  request->workspace = g_object_ref (workspace);
  request->ids = g_array_ref (ids);
  request->kind = kind;
  dialog = gtk_file_dialog_new ();
  if (kind == CRM_PAPER_BATCH_ONE_PDF) {
    g_autofree char *name = g_strdup_printf ("%s.pdf", _ ("Documents"));
    gtk_file_dialog_set_title (dialog, _ ("Save the PDF"));
    gtk_file_dialog_set_initial_name (dialog, name);
    gtk_file_dialog_save (dialog, window, NULL, chosen_cb, request);
  } else {
    gtk_file_dialog_set_title (dialog, _ ("Choose a Folder for the Files"));
    gtk_file_dialog_select_folder (dialog, window, NULL, chosen_cb, request);
  }
}
