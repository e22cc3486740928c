/* The base as it was, in a second window. */
#include "config.h"

#include "crm-as-of-window.h"

#include <glib/gi18n.h>

#include "crm-as-of.h"
#include "crm-date.h"
#include "crm-throwaway.h"
#include "crm-window.h"

#define TICK_MILLISECONDS 100

/**
 * Journey:
 *
 * The copy from its making to the moment its window is closed, when it is removed.
 */
typedef struct {
  CrmWorkspace *workspace; /* owned; of the present */
  GtkApplication *application;
  GtkWidget *parent; /* owned */
  AdwDialog *dialog; /* owned; while it is made */
  GtkProgressBar *bar;
  guint tick;
  GCancellable *cancellable; /* owned */
  gint thousandths;          /* atomic */
  char *source;              /* owned */
  char *path;                /* owned; of the copy */
  gint64 change;
  gint64 moment;
} Journey;

static void
free_journey (Journey *journey)
{
  g_clear_handle_id (&journey->tick, g_source_remove);
  g_clear_object (&journey->workspace);
  g_clear_object (&journey->application);
  g_clear_object (&journey->parent);
  g_clear_object (&journey->dialog);
  g_clear_object (&journey->cancellable);
  g_free (journey->source);
  g_free (journey->path);
  g_free (journey);
}

/* --- The window */

static void
open_window (Journey *journey)
{
  g_autofree char *when = crm_moment_format (journey->moment, NULL);
  /* Translators: %s is a date and time. Why a company file may only be read. */
  g_autofree char *reason =
      g_strdup_printf (_ ("This is the base as it was on %s; nothing can be changed here."), when);
  g_autofree char *banner =
      /* Translators: %s is a date and time */
      g_strdup_printf (_ ("The base as it was on %s. Nothing can be changed here."), when);
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open_past (journey->path, journey->moment, reason, &error);
  CrmWindow *window;

  if (store == NULL) {
    crm_throwaway_remove (journey->path);
    crm_workspace_report (journey->workspace, _ ("The past could not be shown"), error);
    return;
  }
  window = crm_window_new (journey->application);
  crm_window_show_copy (window, store, "past", banner);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- Making the copy */

static void
progress_cb (guint permille, gpointer data)
{
  g_atomic_int_set (&((Journey *) data)->thousandths, (gint) permille);
}

static gboolean
tick_cb (gpointer data)
{
  Journey *journey = data;

  gtk_progress_bar_set_fraction (journey->bar, g_atomic_int_get (&journey->thousandths) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Journey *journey = data;
  GError *error = NULL;

  crm_throwaway_tidy ();
  if (crm_as_of_write (journey->source, journey->path, journey->change, progress_cb, journey,
                       cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Journey *journey = user_data;
  g_autoptr (GError) error = NULL;
  gboolean made = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_handle_id (&journey->tick, g_source_remove);
  adw_dialog_force_close (journey->dialog);
  if (made && g_cancellable_is_cancelled (journey->cancellable))
    crm_throwaway_remove (journey->path);
  else if (made)
    open_window (journey);
  else if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_report (journey->workspace, _ ("The past could not be shown"), error);
  free_journey (journey);
}

static void
close_attempt_cb (AdwDialog *dialog, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
cancel_cb (GtkButton *button, GCancellable *cancellable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  g_cancellable_cancel (cancellable);
}

static void
show_progress (Journey *journey)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *label = gtk_label_new (_ ("Going back in time…"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_add_css_class (label, "title-3");
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (cancel, "pill");
  journey->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (journey->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Going back in time…"), -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (journey->bar));
  gtk_box_append (GTK_BOX (box), cancel);
  journey->dialog = g_object_ref_sink (adw_dialog_new ());
  adw_dialog_set_title (journey->dialog, _ ("As Of a Date"));
  adw_dialog_set_content_width (journey->dialog, 360);
  adw_dialog_set_can_close (journey->dialog, FALSE);
  adw_dialog_set_child (journey->dialog, box);
  g_signal_connect_object (journey->dialog, "close-attempt", G_CALLBACK (close_attempt_cb),
                           journey->cancellable, 0);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), journey->cancellable, 0);
  journey->tick = g_timeout_add (TICK_MILLISECONDS, tick_cb, journey);
  adw_dialog_present (journey->dialog, journey->parent);
}

/**
 * crm_as_of_window_open:
 * @workspace: of the present
 * @parent: a widget of its window
 * @change: the last change that is seen
 * @moment: what the window calls it, seconds since 1970 in UTC
 */
void
crm_as_of_window_open (CrmWorkspace *workspace, GtkWidget *parent, gint64 change, gint64 moment)
{
  Journey *journey = g_new0 (Journey, 1);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (parent));
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (root));
  g_autoptr (GTask) task = NULL;

  journey->workspace = g_object_ref (workspace);
  journey->application = application != NULL ? g_object_ref (application) : NULL;
  journey->parent = g_object_ref (root);
  journey->cancellable = g_cancellable_new ();
  journey->source = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  journey->path = crm_throwaway_dup_path ();
  journey->change = change;
  journey->moment = moment;
  show_progress (journey);
  task = g_task_new (NULL, journey->cancellable, made_cb, journey);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, journey, NULL);
  g_task_run_in_thread (task, make_in_thread);
}
