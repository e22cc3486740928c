/* The sandbox, in a second window. */
#include "config.h"

#include "crm-sandbox-window.h"

#include <glib/gi18n.h>

#include "crm-error.h"
#include "crm-sandbox.h"
#include "crm-throwaway.h"
#include "crm-window.h"
#include "crm-work-progress.h"

typedef struct {
  CrmWorkspace *workspace;     /* owned; of the company */
  GtkApplication *application; /* owned; NULL where there is none */
  CrmWorkProgress *progress;   /* owned */
  char *source;                /* owned */
  char *path;                  /* owned; of the copy */
} Making;

static void
free_making (Making *making)
{
  g_clear_object (&making->workspace);
  g_clear_object (&making->application);
  g_clear_pointer (&making->progress, crm_work_progress_release);
  g_free (making->source);
  g_free (making->path);
  g_free (making);
}

static void
open_window (Making *making)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (making->path, CRM_STORE_READ_WRITE, &error);
  CrmWindow *window;

  if (store == NULL) {
    crm_throwaway_remove (making->path);
    crm_workspace_report (making->workspace, _ ("The sandbox could not be opened"), error);
    return;
  }
  window = crm_window_new (making->application);
  crm_window_show_copy (window, store, "sandbox",
                        _ ("Sandbox: nothing here reaches your company. It is thrown away when "
                           "this window is closed."));
  gtk_window_set_title (GTK_WINDOW (window), _ ("Sandbox"));
  gtk_window_present (GTK_WINDOW (window));
}

static void
progress_cb (guint permille, gpointer data)
{
  crm_work_progress_tell (permille, 1000, data);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;

  crm_throwaway_tidy ();
  if (crm_sandbox_write (making->source, making->path, progress_cb, making->progress, cancellable,
                         &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Making *making = user_data;
  g_autoptr (GError) error = NULL;
  gboolean made = g_task_propagate_boolean (G_TASK (result), &error);
  GCancellable *cancellable = crm_work_progress_get_cancellable (making->progress);

  crm_work_progress_end (making->progress);
  if (made && g_cancellable_is_cancelled (cancellable))
    crm_throwaway_remove (making->path);
  else if (made)
    open_window (making);
  else if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_report (making->workspace, _ ("The sandbox could not be opened"), error);
  free_making (making);
}

/**
 * crm_sandbox_open:
 * @workspace: of the company
 * @parent: a widget of its window
 */
void
crm_sandbox_open (CrmWorkspace *workspace, GtkWidget *parent)
{
  Making *making = g_new0 (Making, 1);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (parent));
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (root));
  g_autoptr (GTask) task = NULL;

  making->workspace = g_object_ref (workspace);
  making->application = application != NULL ? g_object_ref (application) : NULL;
  making->progress = crm_work_progress_new ();
  making->source = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  making->path = crm_throwaway_dup_path ();
  crm_work_progress_present (making->progress, root, _ ("Making a Copy…"),
                             _ ("Your company stays as it is."), FALSE);
  task = g_task_new (NULL, crm_work_progress_get_cancellable (making->progress), made_cb, making);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, making, NULL);
  g_task_run_in_thread (task, make_in_thread);
}
