/* What is done with a paper. */
#include "config.h"

#include "crm-document-output.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "crm-alert.h"
#include "crm-document-print.h"
#include "crm-paper-content.h"
#include "crm-save-bytes.h"

/* One output under way. */
typedef struct {
  GtkWidget *widget; /* owned */
  CrmWorkspace *workspace;
  gint64 document;
  CrmDocumentOutput output;
  CrmDocumentPaper *paper; /* NULL: a letter without one */
  /* Of a letter; owned; NULL: as the document says. */
  char *address;
  char *subject;
  char *body;
  CrmDocumentSent sent;
  CrmDocumentSentFunc func; /* NULL: nobody waits */
  gpointer data;
} Job;

static void
free_job (Job *job)
{
  if (job->func != NULL)
    job->func (job->sent, job->data);
  g_object_unref (job->widget);
  g_object_unref (job->workspace);
  g_clear_object (&job->paper);
  g_free (job->address);
  g_free (job->subject);
  g_free (job->body);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, free_job)

static GtkWindow *
get_window (Job *job)
{
  GtkRoot *root = gtk_widget_get_root (job->widget);
  return root != NULL && GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
report (Job *job, const char *heading, const GError *error)
{
  if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_workspace_report (job->workspace, heading, error);
}

/* --- Print */

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (operation, &error);
    report (job, _ ("This could not be printed"), error);
  }
}

static void
print (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrintOperation) operation = crm_document_print_operation_new (job->paper, &error);

  if (operation == NULL) {
    report (job, _ ("This could not be printed"), error);
    free_job (job);
    return;
  }
  g_signal_connect (operation, "done", G_CALLBACK (print_done_cb), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (job),
                           NULL);
}

/* --- Save */

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL)
    report (job, _ ("The PDF could not be saved"), error);
  else
    crm_save_bytes (job->workspace, file, crm_document_paper_get_bytes (job->paper),
                    _ ("The PDF could not be saved"));
}

static void
save (Job *job)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *name = crm_document_paper_dup_file_name (job->paper);

  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_set_name (filter, _ ("PDF documents"));
  gtk_file_dialog_set_title (dialog, _ ("Save the PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_save (dialog, get_window (job), NULL, save_chosen_cb, job);
}

/* --- Open */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    report (job, _ ("The PDF could not be opened"), error);
}

static void
open_pdf (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = crm_paper_write_private (job->paper, job->document, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (file == NULL) {
    report (job, _ ("The PDF could not be opened"), error);
    free_job (job);
    return;
  }
  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, get_window (job), NULL, opened_cb, job);
}

/* --- Copy */

static void
copy (Job *owned)
{
  g_autoptr (Job) job = owned;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content =
      crm_paper_dup_content (job->paper, job->document, &error);

  if (content == NULL) {
    report (job, _ ("The PDF could not be copied"), error);
    return;
  }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (job->widget), content);
  job->sent = CRM_DOCUMENT_BESIDE;
  crm_workspace_say (job->workspace, _ ("PDF copied: paste it into a letter or a folder"));
}

/* --- Send */

static char *
dup_address (Job *job)
{
  static const char *const sources[] = { "contact", "company" };
  CrmDatabase *reader = crm_workspace_get_reader (job->workspace);
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmRecord) document = NULL;

  if (job->address != NULL)
    return g_strdup (job->address);
  document = crm_record_load (reader, documents, job->document, NULL);
  for (gsize i = 0; document != NULL && i < G_N_ELEMENTS (sources); i++) {
    const CrmEntity *target = crm_field_get_target (crm_entity_field (documents, sources[i]));
    g_autoptr (CrmRecord) record =
        crm_record_load (reader, target, crm_record_get_integer (document, sources[i]), NULL);
    const char *address = record != NULL ? crm_record_get_text (record, "email") : NULL;
    if (address != NULL)
      return g_strdup (address);
  }
  return NULL;
}

static const char *
get_subject (Job *job)
{
  return job->subject != NULL ? job->subject : crm_document_paper_get_title (job->paper);
}

static void
mailto_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)) {
    report (job, _ ("No mail program could be opened"), error);
    return;
  }
  if (job->paper != NULL)
    copy (g_steal_pointer (&job));
  else
    crm_workspace_say (job->workspace, _ ("Opened in the mail program"));
}

/* Without the portal a mail program takes no attachment: the PDF waits in the clipboard. */
static void
send_by_mailto (Job *job)
{
  g_autofree char *address = dup_address (job);
  g_autofree char *to = g_uri_escape_string (address != NULL ? address : "", "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (get_subject (job), NULL, FALSE);
  g_autofree char *body = g_uri_escape_string (job->body != NULL ? job->body : "", NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s%s%s", to, subject,
                                          *body != '\0' ? "&body=" : "", body);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, get_window (job), NULL, mailto_cb, job);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, NULL);

  if (answer == NULL) {
    send_by_mailto (job);
    return;
  }
  crm_workspace_say (job->workspace, _ ("Opened in the mail program"));
  job->sent = CRM_DOCUMENT_ATTACHED;
  free_job (job);
}

static void
send_by_portal (Job *job, GDBusConnection *bus, int file)
{
  g_autofree char *address = dup_address (job);
  /* -1: without an attachment. */
  g_autoptr (GUnixFDList) files = file >= 0 ? g_unix_fd_list_new_from_array (&file, 1) : NULL;
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  gint32 handle = 0;

  if (address != NULL) {
    const char *const addresses[] = { address, NULL };
    g_variant_builder_add (&options, "{sv}", "addresses", g_variant_new_strv (addresses, -1));
  }
  g_variant_builder_add (&options, "{sv}", "subject", g_variant_new_string (get_subject (job)));
  if (job->body != NULL)
    g_variant_builder_add (&options, "{sv}", "body", g_variant_new_string (job->body));
  if (files != NULL)
    g_variant_builder_add (
        &options, "{sv}", "attachment_fds",
        g_variant_new_fixed_array (G_VARIANT_TYPE_HANDLE, &handle, 1, sizeof handle));
  g_dbus_connection_call_with_unix_fd_list (
      bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "org.freedesktop.portal.Email", "ComposeEmail", g_variant_new ("(sa{sv})", "", &options),
      G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, files, NULL, composed_cb, job);
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autoptr (GFile) file =
      job->paper != NULL ? crm_paper_write_private (job->paper, job->document, &error) : NULL;
  int handle = -1;

  if (job->paper != NULL && file == NULL) {
    report (job, _ ("The letter could not be prepared"), error);
    return;
  }
  if (file != NULL)
    handle = g_open (g_file_peek_path (file), O_RDONLY | O_CLOEXEC, 0);
  if (bus != NULL && (handle >= 0 || file == NULL))
    send_by_portal (g_steal_pointer (&job), bus, handle);
  else
    send_by_mailto (g_steal_pointer (&job));
}

/* --- Which of them */

static void
put_out (Job *job)
{
  switch (job->output) {
  case CRM_DOCUMENT_PRINT:
    print (job);
    break;
  case CRM_DOCUMENT_SAVE:
    save (job);
    break;
  case CRM_DOCUMENT_OPEN:
    open_pdf (job);
    break;
  case CRM_DOCUMENT_COPY:
    copy (job);
    break;
  case CRM_DOCUMENT_SEND:
    g_bus_get (G_BUS_TYPE_SESSION, NULL, send_cb, job);
    break;
  }
}

static void
warned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (response, "go-on") == 0)
    put_out (g_steal_pointer (&job));
}

static void
warn (Job *job)
{
  g_autofree char *warning = crm_document_paper_dup_warning (job->paper);
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (crm_alert_new (crm_document_paper_get_heading (job->paper), warning));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "go-on", _ ("_Go On"), NULL);
  adw_alert_dialog_set_default_response (dialog, "go-on");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, job->widget, NULL, warned_cb, job);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  job->paper = crm_document_paper_read_finish (result, &error);
  if (job->paper == NULL)
    report (job, _ ("The page could not be made"), error);
  else if (crm_document_paper_get_bytes (job->paper) == NULL && job->subject != NULL) {
    /* The letter is worth sending without it. */
    crm_workspace_say (job->workspace, crm_document_paper_get_reason (job->paper));
    g_clear_object (&job->paper);
    put_out (g_steal_pointer (&job));
  } else if (crm_document_paper_get_bytes (job->paper) == NULL)
    crm_workspace_say (job->workspace, crm_document_paper_get_reason (job->paper));
  else if (crm_document_paper_get_heading (job->paper) != NULL)
    warn (g_steal_pointer (&job));
  else
    put_out (g_steal_pointer (&job));
}

/**
 * crm_document_output:
 * @widget: in the window that asks
 * @workspace: where the document is
 * @document: its id
 * @output: what is done with it
 * @stamp: with the pictures of stamp and signatures
 */
void
crm_document_output (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                     CrmDocumentOutput output, gboolean stamp)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->workspace = g_object_ref (workspace);
  job->document = document;
  job->output = output;
  crm_document_paper_read_async (workspace, document, stamp ? CRM_DOCUMENT_PAPER_STAMP : 0, NULL,
                                 read_cb, job);
}

/**
 * crm_document_send:
 * @widget: in the window that asks
 * @workspace: where the document is
 * @document: its id
 * @stamp: with the pictures of stamp and signatures
 * @func: (scope async): told when it is open in the mail program, or will not be
 * @data: for @func
 *
 * Opens a letter with the document in the mail program, where a person sends it.
 */
void
crm_document_send (GtkWidget *widget, CrmWorkspace *workspace, gint64 document, gboolean stamp,
                   CrmDocumentSentFunc func, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->workspace = g_object_ref (workspace);
  job->document = document;
  job->output = CRM_DOCUMENT_SEND;
  job->func = func;
  job->data = data;
  crm_document_paper_read_async (workspace, document, stamp ? CRM_DOCUMENT_PAPER_STAMP : 0, NULL,
                                 read_cb, job);
}

/**
 * crm_document_output_paper:
 * @widget: in the window that asks
 * @workspace: where it is of
 * @paper: with pages
 * @output: what is done with it
 */
void
crm_document_output_paper (GtkWidget *widget, CrmWorkspace *workspace, CrmDocumentPaper *paper,
                           CrmDocumentOutput output)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->workspace = g_object_ref (workspace);
  job->paper = g_object_ref (paper);
  job->output = output;
  put_out (job);
}

/**
 * crm_document_compose:
 * @widget: in the window that asks
 * @workspace: where it is
 * @document: that goes with the letter; 0: none
 * @address: (nullable): to whom
 * @subject: what it is about
 * @body: (nullable): the text
 *
 * Opens a letter in the mail program, where a person sends it.
 */
void
crm_document_compose (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                      const char *address, const char *subject, const char *body)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->workspace = g_object_ref (workspace);
  job->document = document;
  job->output = CRM_DOCUMENT_SEND;
  job->address = g_strdup (address != NULL ? address : "");
  job->subject = g_strdup (subject);
  job->body = g_strdup (body);
  if (document != 0)
    crm_document_paper_read_async (workspace, document, 0, NULL, read_cb, job);
  else
    put_out (job);
}
