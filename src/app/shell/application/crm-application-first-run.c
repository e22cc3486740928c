/* The first run: one's own company file comes into being. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-company-file.h"

static void
create_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = crm_company_file_default ();
  GError *error = NULL;

  if (crm_beginning_create (data, path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmApplication *self = CRM_APPLICATION (source);
  g_autoptr (CrmFirstRun) first_run = user_data;
  g_autofree char *path = crm_company_file_default ();
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    crm_first_run_fail (first_run, error->message);
    return;
  }
  crm_application_close_file (self);
  g_set_str (&self->path, path);
  self->store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (self->store == NULL) {
    crm_first_run_fail (first_run, error->message);
    return;
  }
  crm_application_attend (self);
  crm_first_run_set_workspace (first_run, self->workspace);
}

static void
begin_cb (CrmFirstRun *first_run, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (user_data, NULL, created_cb, g_object_ref (first_run));

  g_task_set_task_data (task, crm_first_run_get_beginning (first_run),
                        (GDestroyNotify) crm_beginning_free);
  g_application_hold (user_data);
  g_task_run_in_thread (task, create_in_thread);
}

static void
look_around_cb (CrmFirstRun *first_run, gpointer user_data)
{
  crm_application_open_demo (user_data, CRM_DEMO_USUAL);
}

static void
finished_cb (CrmFirstRun *first_run, gpointer user_data)
{
  crm_application_show_workspace (user_data);
}

/**
 * crm_application_first_run:
 * @self: the application
 *
 * Asks who one is; nothing is made before it is said.
 */
void
crm_application_first_run (CrmApplication *self)
{
  CrmFirstRun *first_run = crm_first_run_new ();

  g_signal_connect (first_run, "begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (first_run, "look-around", G_CALLBACK (look_around_cb), self);
  g_signal_connect (first_run, "finished", G_CALLBACK (finished_cb), self);
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (first_run));
}
