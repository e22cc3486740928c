/* How far long work is, from the thread that does it to a bar that a person looks at. */
#include "config.h"

#include "crm-work-progress.h"

#include <glib/gi18n.h>

#include "crm-alert.h"

#define LOOK_MS 100

/* The thread that works may hold it longer than the window lives; what belongs to the window is let
 * go of by crm_work_progress_end(). */
struct _CrmWorkProgress {
  gatomicrefcount references;
  int thousandths;           /* atomic */
  GCancellable *cancellable; /* owned */

  /* Of the main thread. */
  GtkProgressBar *bar; /* owned */
  GtkLabel *label;     /* owned */
  AdwDialog *dialog;   /* owned; NULL once it is closed */
  guint look;
};

/**
 * crm_work_progress_new:
 *
 * Returns: (transfer full): of work that is about to begin
 */
CrmWorkProgress *
crm_work_progress_new (void)
{
  CrmWorkProgress *self = g_new0 (CrmWorkProgress, 1);

  g_atomic_ref_count_init (&self->references);
  self->cancellable = g_cancellable_new ();
  return self;
}

CrmWorkProgress *
crm_work_progress_ref (CrmWorkProgress *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
crm_work_progress_release (gpointer data)
{
  CrmWorkProgress *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (self->look == 0);
  g_object_unref (self->cancellable);
  g_free (self);
}

/**
 * crm_work_progress_tell:
 * @done: how much is done
 * @total: of how much; 0: not known
 * @data: a CrmWorkProgress
 *
 * Any thread.
 */
void
crm_work_progress_tell (guint64 done, guint64 total, gpointer data)
{
  CrmWorkProgress *self = data;
  g_atomic_int_set (&self->thousandths, total > 0 ? (int) (MIN (done, total) * 1000 / total) : 0);
}

/**
 * crm_work_progress_get_cancellable:
 * @self: of some work
 *
 * Returns: (transfer none): what stops the work
 */
GCancellable *
crm_work_progress_get_cancellable (CrmWorkProgress *self)
{
  return self->cancellable;
}

static gboolean
look_cb (gpointer data)
{
  CrmWorkProgress *self = data;
  int thousandths = g_atomic_int_get (&self->thousandths);
  g_autofree char *text = g_strdup_printf ("%d %%", thousandths / 10);

  gtk_progress_bar_set_fraction (self->bar, thousandths / 1000.0);
  if (self->label != NULL)
    gtk_label_set_text (self->label, text);
  return G_SOURCE_CONTINUE;
}

/**
 * crm_work_progress_watch:
 * @self: of work that is under way
 * @bar: says how far it is
 * @label: (nullable): says it in percent
 */
void
crm_work_progress_watch (CrmWorkProgress *self, GtkProgressBar *bar, GtkLabel *label)
{
  g_return_if_fail (self->look == 0);
  self->bar = g_object_ref (bar);
  g_set_object (&self->label, label);
  self->look = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, CrmWorkProgress *self)
{
  if (g_str_equal (response, "stop"))
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->dialog);
}

/**
 * crm_work_progress_present:
 * @self: of work that is under way
 * @parent: over what; has to be in a window
 * @heading: what is done
 * @body: with what
 * @may_hide: whether the dialog may be closed without stopping the work
 */
void
crm_work_progress_present (CrmWorkProgress *self, GtkWidget *parent, const char *heading,
                           const char *body, gboolean may_hide)
{
  GtkWidget *bar = gtk_progress_bar_new ();
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (heading, body));

  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_alert_dialog_set_extra_child (dialog, bar);
  adw_alert_dialog_add_response (dialog, "stop", _ ("_Cancel"));
  if (may_hide)
    adw_alert_dialog_add_response (dialog, "hide", _ ("_Go on Working"));
  adw_alert_dialog_set_close_response (dialog, may_hide ? "hide" : "stop");
  self->dialog = g_object_ref_sink (ADW_DIALOG (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), self);
  crm_work_progress_watch (self, GTK_PROGRESS_BAR (bar), NULL);
  adw_dialog_present (self->dialog, parent);
}

/**
 * crm_work_progress_end:
 * @self: of work that has come to its end, or was stopped
 *
 * Closes the dialog and lets go of the widgets.
 */
void
crm_work_progress_end (CrmWorkProgress *self)
{
  g_clear_handle_id (&self->look, g_source_remove);
  if (self->dialog != NULL) {
    g_signal_handlers_disconnect_by_data (self->dialog, self);
    adw_dialog_force_close (self->dialog);
    g_clear_object (&self->dialog);
  }
  g_clear_object (&self->bar);
  g_clear_object (&self->label);
}
