/* Runs the search beside the window. */
#include "config.h"

#include "crm-duplicates-run.h"

#include <glib/gi18n.h>

struct _CrmDuplicatesRun {
  gatomicrefcount references;
  char *path; /* owned */
  const CrmEntity *entity;
  GCancellable *cancellable; /* owned */
  int permille;              /* atomic */
};

static CrmDuplicatesRun *
ref_run (CrmDuplicatesRun *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
unref_run (gpointer data)
{
  CrmDuplicatesRun *self = data;
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->path);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
progress_cb (guint permille, gpointer data)
{
  CrmDuplicatesRun *self = data;
  g_atomic_int_set (&self->permille, (int) permille);
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmDuplicatesRun *self = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (self->path, CRM_DATABASE_READ, &error);
  g_autoptr (GArray) pairs = NULL;

  if (database != NULL) {
    crm_database_set_cancellable (database, cancellable);
    pairs = crm_duplicate_search (database, self->entity, progress_cb, self, cancellable, &error);
  }
  if (pairs == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, crm_duplicate_group (pairs), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * crm_duplicates_run_start:
 * @workspace: the workspace
 * @entity: whose records
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * Returns: (transfer full): the search under way; crm_duplicates_run_stop() gives it back
 */
CrmDuplicatesRun *
crm_duplicates_run_start (CrmWorkspace *workspace, const CrmEntity *entity,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  CrmDuplicatesRun *self = g_new0 (CrmDuplicatesRun, 1);
  g_autoptr (GTask) task = NULL;

  g_atomic_ref_count_init (&self->references);
  self->path = g_strdup (crm_store_get_path (crm_workspace_get_store (workspace)));
  self->entity = entity;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, callback, user_data);
  g_task_set_task_data (task, ref_run (self), unref_run);
  g_task_run_in_thread (task, run_thread);
  return self;
}

double
crm_duplicates_run_get_fraction (CrmDuplicatesRun *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

void
crm_duplicates_run_stop (CrmDuplicatesRun *self)
{
  g_cancellable_cancel (self->cancellable);
  unref_run (self);
}

GPtrArray *
crm_duplicates_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * crm_duplicate_tell_apart:
 * @workspace: the workspace
 * @entity: of the records
 * @ids: (array length=n_ids): records that are not duplicates of one another
 * @n_ids: at least 2
 *
 * One change, with an Undo.
 */
void
crm_duplicate_tell_apart (CrmWorkspace *workspace, const CrmEntity *entity, const gint64 *ids,
                          gsize n_ids)
{
  CrmChange *change = crm_workspace_begin (workspace, _ ("Not duplicates"));
  const CrmEntity *pairs = crm_entity_find ("different");

  for (gsize i = 0; i < n_ids; i++)
    for (gsize j = 0; j < i; j++) {
      g_autoptr (CrmRecord) pair = crm_record_new (pairs);
      crm_record_set_integer (pair, "first", crm_subject_make (entity, ids[j]));
      crm_record_set_integer (pair, "second", crm_subject_make (entity, ids[i]));
      crm_change_add (change, pair);
    }
  crm_workspace_commit_and_say (workspace, change, _ ("They are not shown as duplicates any more"));
}
