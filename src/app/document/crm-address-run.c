/* Envelopes and labels are made in a thread, then printed or saved. */
#include "config.h"

#include "crm-address-run.h"

#include <glib/gi18n.h>

#include "crm-error.h"
#include "crm-problems.h"
#include "crm-work-progress.h"

/* So few are made before one asks how far they are. */
#define FEW 50

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  char *path;              /* owned; of the company file */
  const CrmEntity *entity;
  GArray *ids; /* owned */
  CrmAddressPaper paper;
  CrmDocumentOutput output;
  CrmWorkProgress *progress; /* a reference */

  /* Of the thread until it is done. */
  CrmDocumentPaper *made; /* owned */
  GPtrArray *problems;    /* owned; sentences */
} Run;

static void
free_run (Run *run)
{
  g_object_unref (run->parent);
  g_object_unref (run->workspace);
  g_free (run->path);
  g_array_unref (run->ids);
  g_clear_pointer (&run->progress, crm_work_progress_release);
  g_clear_object (&run->made);
  g_ptr_array_unref (run->problems);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, free_run)

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (run->path, CRM_DATABASE_READ, &error);
  CrmFormLayout *layout =
      database != NULL
          ? crm_address_lay_out (database, run->entity, run->ids, &run->paper, run->problems,
                                 crm_work_progress_tell, run->progress, cancellable, &error)
          : NULL;

  if (layout != NULL)
    run->made = crm_document_paper_new_for_layout (layout, cancellable, &error);
  if (run->made != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_problems (Run *run)
{
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u address was left out:", "%u addresses were left out:", run->problems->len),
      run->problems->len);

  crm_problems_show (run->parent, _ ("Not All Can Be Printed"), body, run->problems);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  crm_work_progress_end (run->progress);
  if (done && run->problems->len > 0)
    show_problems (run);
  if (done)
    crm_document_output_paper (run->parent, run->workspace, run->made, run->output);
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_workspace_say (run->workspace, _ ("Stopped."));
  else
    crm_workspace_report (run->workspace, _ ("This could not be printed"), error);
}

/**
 * crm_address_run:
 * @parent: over what progress is shown; in a window
 * @workspace: where the records are
 * @entity: of which kind
 * @ids: (element-type gint64): which
 * @paper: what it is printed on
 * @output: %CRM_DOCUMENT_PRINT or %CRM_DOCUMENT_SAVE
 */
void
crm_address_run (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity, GArray *ids,
                 const CrmAddressPaper *paper, CrmDocumentOutput output)
{
  Run *run = g_new0 (Run, 1);
  g_autoptr (GTask) task = NULL;

  run->parent = g_object_ref (parent);
  run->workspace = g_object_ref (workspace);
  run->path = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  run->entity = entity;
  run->ids = g_array_ref (ids);
  run->paper = *paper;
  run->output = output;
  run->problems = g_ptr_array_new_with_free_func (g_free);
  run->progress = crm_work_progress_new ();
  if (ids->len > FEW)
    crm_work_progress_present (
        run->progress, parent,
        paper->sheet != NULL ? _ ("Preparing Labels") : _ ("Preparing Envelopes"), "", FALSE);
  task = g_task_new (NULL, crm_work_progress_get_cancellable (run->progress), done_cb, run);
  g_task_set_task_data (task, run, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}
