/* What takes long before a company file is open, while the window stays alive. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-consistency.h"
#include "crm-prepare.h"
#include "crm-start-page.h"

/* How often the page follows. */
#define PROGRESS_MILLISECONDS 100

typedef struct {
  char *path;         /* owned */
  CrmStartPage *page; /* owned */
  guint source;
  char *shown; /* owned; what the page says */

  GMutex mutex;
  gboolean has_begun;    /* guarded, as what follows */
  CrmPrepareStage stage; /* where has_begun */
  int step;
  int n_steps;
} Preparing;

static void
free_preparing (gpointer data)
{
  Preparing *preparing = data;

  g_clear_handle_id (&preparing->source, g_source_remove);
  g_clear_object (&preparing->page);
  g_mutex_clear (&preparing->mutex);
  g_free (preparing->path);
  g_free (preparing->shown);
  g_free (preparing);
}

/* Preparing thread. */
static void
note_stage (CrmPrepareStage stage, int step, int n_steps, gpointer data)
{
  Preparing *preparing = data;

  g_mutex_lock (&preparing->mutex);
  preparing->has_begun = TRUE;
  preparing->stage = stage;
  preparing->step = step;
  preparing->n_steps = n_steps;
  g_mutex_unlock (&preparing->mutex);
}

static char *
describe (CrmPrepareStage stage, int step, int n_steps)
{
  switch (stage) {
  case CRM_PREPARE_CHECKING:
    return g_strdup (_ ("Checking the file…"));
  case CRM_PREPARE_COPYING:
    return g_strdup (_ ("Making a verified copy first…"));
  case CRM_PREPARE_MIGRATING:
    /* Translators: the numbers of the step and of all steps */
    return g_strdup_printf (_ ("Bringing the file to the new version: step %d of %d…"), step,
                            n_steps);
  case CRM_PREPARE_REBUILDING:
    return g_strdup (_ ("Making the search index anew…"));
  }
  g_assert_not_reached ();
}

static gboolean
show_stage_cb (gpointer user_data)
{
  Preparing *preparing = user_data;
  g_autofree char *text = NULL;

  g_mutex_lock (&preparing->mutex);
  if (preparing->has_begun)
    text = describe (preparing->stage, preparing->step, preparing->n_steps);
  g_mutex_unlock (&preparing->mutex);
  if (text != NULL && g_set_str (&preparing->shown, text))
    crm_start_page_set_text (preparing->page, text);
  return G_SOURCE_CONTINUE;
}

/* After a recovery, or with another ICU, what is derived from the records is made anew. A file
 * without it is usable, so a failure is no reason not to open it. */
static void
rebuild (Preparing *preparing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = crm_store_open (preparing->path, CRM_STORE_READ_WRITE, &error);

  note_stage (CRM_PREPARE_REBUILDING, 1, 1, preparing);
  if (store == NULL || !crm_consistency_rebuild_if_needed (store, &error) ||
      !crm_store_close (store, &error))
    g_message ("%s", error->message);
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Preparing *preparing = data;
  GError *error = NULL;

  if (!crm_prepare_run (preparing->path, note_stage, preparing, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  rebuild (preparing);
  g_task_return_boolean (task, TRUE);
}

static void
show_stopped (CrmApplication *self)
{
  CrmStartPage *page =
      crm_start_page_new ("process-stop-symbolic", _ ("The File Is Not Open"),
                          _ ("Opening was stopped. Nothing is lost; it begins anew next time."));

  crm_start_page_add_button (page, _ ("_Open"), "app.retry");
  crm_start_page_add_button (page, _ ("_Quit"), "app.quit");
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (page));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmApplication *self = CRM_APPLICATION (source);
  GTask *task = G_TASK (result);
  Preparing *preparing = g_task_get_task_data (task);
  gboolean is_wanted = g_task_get_cancellable (task) == self->preparing;
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (task, &error);

  g_clear_handle_id (&preparing->source, g_source_remove);
  if (is_wanted) {
    g_clear_object (&self->preparing);
    /* What may only be read is not prepared; the store says what can be done with it. */
    if (done || g_error_matches (error, CRM_ERROR, CRM_ERROR_READ_ONLY))
      crm_application_open_prepared (self);
    else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
      show_stopped (self);
    else
      crm_application_show_fault (self, error);
  }
  g_application_release (G_APPLICATION (self));
}

/**
 * crm_application_prepare:
 * @self: the application, with the path of a file and no file open
 *
 * Checks the file and brings it to this program's version on a thread of its own, then opens it.
 * The page that the window shows meanwhile says what is done, and can stop it.
 */
void
crm_application_prepare (CrmApplication *self)
{
  g_autoptr (GTask) task = NULL;
  Preparing *preparing = g_new0 (Preparing, 1);

  g_mutex_init (&preparing->mutex);
  preparing->path = g_strdup (self->path);
  preparing->page = g_object_ref_sink (crm_start_page_new (
      "document-open-recent-symbolic", _ ("Opening Your Company File"), _ ("Checking the file…")));
  crm_start_page_show_progress (preparing->page);
  crm_start_page_add_button (preparing->page, _ ("_Stop"), "app.stop-opening");
  preparing->source = g_timeout_add (PROGRESS_MILLISECONDS, show_stage_cb, preparing);
  self->preparing = g_cancellable_new ();
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (preparing->page));

  task = g_task_new (self, self->preparing, prepared_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, preparing, free_preparing);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, prepare_in_thread);
}

/**
 * crm_application_stop_preparing:
 * @self: the application
 *
 * Gives up a file that is being prepared, for another or for the end. The file stays of the version
 * it has reached.
 */
void
crm_application_stop_preparing (CrmApplication *self)
{
  if (self->preparing != NULL)
    g_cancellable_cancel (self->preparing);
  g_clear_object (&self->preparing);
}
