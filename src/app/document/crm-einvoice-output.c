/* The e-invoice file of one document: where to, and what is missing. */
#include "config.h"

#include "crm-einvoice-output.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-save-bytes.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmEinvoice *einvoice;   /* owned */
} Job;

static void
free_job (Job *job)
{
  g_object_unref (job->workspace);
  crm_einvoice_free (job->einvoice);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, free_job)

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    crm_save_bytes (job->workspace, file, job->einvoice->bytes, _ ("The file could not be saved"));
}

static void
show_breaches (GtkWidget *widget, GStrv breaches)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      crm_alert_new (_ ("Something Is Missing"),
                     _ ("Nothing was written. Others would refuse a file like this:")));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (gsize i = 0; breaches[i] != NULL; i++) {
    GtkWidget *label = gtk_label_new (breaches[i]);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_set_name (box, "breaches");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  adw_alert_dialog_set_extra_child (dialog, scrolled);
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/**
 * crm_einvoice_output:
 * @widget: in the window that asks
 * @workspace: where the document is
 * @document: id of an issued document
 * @format: what to write
 */
void
crm_einvoice_output (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                     CrmEinvoiceFormat format)
{
  g_auto (GStrv) breaches = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEinvoice) einvoice = crm_document_make_einvoice (
      crm_workspace_get_reader (workspace), document, format, &breaches, &error);
  g_autoptr (GtkFileDialog) dialog = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  Job *job;

  if (error != NULL) {
    crm_workspace_say (workspace, error->message);
    return;
  }
  if (einvoice == NULL) {
    show_breaches (widget, breaches);
    return;
  }
  job = g_new0 (Job, 1);
  job->workspace = g_object_ref (workspace);
  job->einvoice = g_steal_pointer (&einvoice);
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Save the E-Invoice File"));
  gtk_file_dialog_set_initial_name (dialog, job->einvoice->name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        job);
}
