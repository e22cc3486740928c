/* What a store is asked to write and to read, and the threads that do it, one job after another. */
#include "config.h"

#include "crm-store-private.h"

#include <glib/gi18n-lib.h>

#include "crm-database-private.h"

/* The log is moved into the file when it has this many pages, as SQLite itself would. */
#define LOG_PAGES 1000
/* Beyond this it is emptied whole, even if readers have to be waited for. */
#define LOG_PAGES_TOO_MANY 16384

/* One call of crm_store_write() or crm_store_read() and their _async forms. */
typedef struct {
  CrmStore *store; /* owned */
  CrmStoreFunc func;
  gpointer data; /* owned where @destroy is set */
  GDestroyNotify destroy;
  GCancellable *cancellable; /* owned */
  GTask *task;               /* owned; NULL for whoever waits */
  GError *error;             /* owned */
  gboolean is_done;          /* guarded by @mutex, for whoever waits */
  GMutex mutex;
  GCond cond;
} Job;

static Job *
make_job (CrmStore *store, CrmStoreFunc func, gpointer data, GDestroyNotify destroy,
          GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (store);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_set_object (&job->cancellable, cancellable);
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_clear_object (&job->store);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job);
}

/* "changed" comes before the callback: both run here, on the opening thread's context. */
static gboolean
return_task_cb (gpointer data)
{
  Job *job = data;

  crm_store_tell_changes (job->store);
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (job->task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
finish_job (Job *job)
{
  if (job->task != NULL) {
    crm_store_call_soon (job->store, return_task_cb, job, free_job);
    return;
  }
  g_mutex_lock (&job->mutex);
  job->is_done = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

static gboolean
refuse_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Stopped. Nothing was written."));
  return TRUE;
}

static gboolean
write_in_transaction (CrmDatabase *database, Job *job, GError **error)
{
  gboolean done;

  if (crm_store_refuse_write (job->store, error) || refuse_cancelled (job->cancellable, error))
    return FALSE;
  g_clear_object (&database->announcement);
  if (!crm_database_begin (database, error))
    return FALSE;
  crm_database_set_cancellable (database, job->cancellable);
  done = job->func (database, job->data, job->cancellable, error);
  /* From here on it is too late to stop: half a commit there is not. */
  crm_database_set_cancellable (database, NULL);
  if (!done) {
    crm_database_rollback (database);
    return FALSE;
  }
  if (!crm_database_in_transaction (database)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s”: the change was undone by a failure."),
                 database->name);
    return FALSE;
  }
  return crm_database_commit (database, error);
}

/* A log too big is a file that grows and reads that slow down; a failure here is the disk's. */
static void
move_log (CrmDatabase *database, CrmStore *store)
{
  g_autoptr (GError) error = NULL;

  if (database->n_wal_pages >= LOG_PAGES && database->failure == NULL &&
      !crm_database_checkpoint (database, database->n_wal_pages >= LOG_PAGES_TOO_MANY, &error))
    g_info ("checkpoint: %s", error->message);
  if (database->failure != NULL)
    crm_store_fail (store, database->failure);
}

/* Writer thread. */
static void
run_write (CrmDatabase *database, gpointer data)
{
  Job *job = data;
  /* Not held: the job may be gone after finish_job(), but a store that goes waits for this thread.
   */
  CrmStore *store = job->store;
  gboolean done = write_in_transaction (database, job, &job->error);
  g_autoptr (GObject) announcement = crm_database_steal_announcement (database);

  if (!done && job->error == NULL)
    g_set_error (&job->error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” was not changed."), database->name);
  if (database->failure != NULL)
    crm_store_fail (store, database->failure);
  if (done) {
    g_mutex_lock (&store->mutex);
    store->n_commits++;
    if (announcement != NULL)
      g_queue_push_tail (&store->announcements, g_steal_pointer (&announcement));
    g_mutex_unlock (&store->mutex);
  }
  finish_job (job);
  move_log (database, store);
}

/* Reader thread. */
static void
run_read (CrmDatabase *database, gpointer data)
{
  Job *job = data;
  gboolean done = FALSE;

  if (!refuse_cancelled (job->cancellable, &job->error) &&
      crm_database_begin (database, &job->error)) {
    crm_database_set_cancellable (database, job->cancellable);
    done = job->func (database, job->data, job->cancellable, &job->error);
    crm_database_set_cancellable (database, NULL);
    crm_database_rollback (database);
  }
  if (!done && job->error == NULL)
    g_set_error (&job->error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” could not be read."),
                 database->name);
  if (database->failure != NULL)
    crm_store_fail (job->store, database->failure);
  finish_job (job);
}

/**
 * crm_store_start:
 * @self: a store that is being opened
 * @writer: (transfer full) (nullable): the connection that writes
 * @reader: (transfer full): the reader thread's connection
 *
 * Starts the threads.
 */
void
crm_store_start (CrmStore *self, CrmDatabase *writer, CrmDatabase *reader)
{
  if (writer != NULL)
    self->writing = crm_worker_new ("crm-writer", writer, run_write);
  self->reading = crm_worker_new ("crm-reader", reader, run_read);
}

static gboolean
refuse_closed (CrmStore *self, GError **error)
{
  if (!self->is_closed)
    return FALSE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is closed."), self->path);
  return TRUE;
}

/* The worker that is to do a job, or the reason why none does. */
static CrmWorker *
find_worker (CrmStore *self, gboolean writes, GError **error)
{
  /* What the opening thread's own small reads have met concerns everybody. */
  if (g_thread_self () == self->opener && self->reader != NULL && self->reader->failure != NULL)
    crm_store_fail (self, self->reader->failure);
  if (refuse_closed (self, error) || (writes && crm_store_refuse_write (self, error)))
    return NULL;
  return writes ? self->writing : self->reading;
}

static void
push_task (CrmStore *self, gboolean writes, Job *job, gpointer tag, GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  CrmWorker *worker = find_worker (self, writes, &error);

  g_task_set_source_tag (task, tag);
  g_task_set_static_name (task, writes ? "crm-store-write" : "crm-store-read");
  job->task = task;
  if (worker == NULL) {
    g_task_return_error (task, error);
    free_job (job);
    return;
  }
  crm_worker_push (worker, job);
}

/**
 * crm_store_write_async:
 * @self: a store
 * @func: (scope notified): writes; runs on the writer thread inside one transaction
 * @data: (closure func): for @func; not to be touched until the callback
 * @destroy: (nullable): frees @data, on the calling thread
 * @cancellable: (nullable): stops @func; after it has returned nothing stops any more
 * @callback: called on the opening thread's main context, after "changed"
 * @user_data: for @callback
 *
 * Writes come one after another in the order of the calls. Any failure undoes the whole
 * transaction.
 */
void
crm_store_write_async (CrmStore *self, CrmStoreFunc func, gpointer data, GDestroyNotify destroy,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CRM_IS_STORE (self));
  g_return_if_fail (func != NULL);

  push_task (self, TRUE, make_job (self, func, data, destroy, cancellable), crm_store_write_async,
             callback, user_data);
}

/**
 * crm_store_write_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether what was written is on the disk; if not, nothing of it is
 * Errors: those of the function, %CRM_ERROR_READ_ONLY, %CRM_ERROR_FULL, %CRM_ERROR_CANCELLED and
 * others
 */
gboolean
crm_store_write_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * crm_store_write:
 * @self: a store
 * @func: (scope call): writes; runs on the writer thread inside one transaction
 * @data: (closure func): for @func
 * @cancellable: (nullable): stops @func
 * @error: return location for an error
 *
 * Waits for the writer thread. "changed" is emitted before it returns when it is called on the
 * opening thread; elsewhere it is emitted there.
 *
 * Returns: whether what was written is on the disk; if not, nothing of it is
 */
gboolean
crm_store_write (CrmStore *self, CrmStoreFunc func, gpointer data, GCancellable *cancellable,
                 GError **error)
{
  CrmWorker *worker;
  Job *job;
  gboolean done;

  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  worker = find_worker (self, TRUE, error);
  if (worker == NULL)
    return FALSE;
  /* It would wait for itself. */
  g_return_val_if_fail (!crm_worker_is_current (worker), FALSE);
  job = make_job (self, func, data, NULL, cancellable);
  crm_worker_push (worker, job);

  g_mutex_lock (&job->mutex);
  while (!job->is_done)
    g_cond_wait (&job->cond, &job->mutex);
  g_mutex_unlock (&job->mutex);

  if (g_thread_self () == self->opener)
    crm_store_tell_changes (self);
  else
    crm_store_tell_changes_soon (self);
  done = job->error == NULL;
  if (!done)
    g_propagate_error (error, g_steal_pointer (&job->error));
  free_job (job);
  return done;
}

/**
 * crm_store_read_async:
 * @self: a store
 * @func: (scope notified): reads; runs on the reader thread inside one read transaction
 * @data: (closure func): for @func; not to be touched until the callback
 * @destroy: (nullable): frees @data, on the calling thread
 * @cancellable: (nullable): stops @func, in the middle of a statement too
 * @callback: called on the opening thread's main context
 * @user_data: for @callback
 */
void
crm_store_read_async (CrmStore *self, CrmStoreFunc func, gpointer data, GDestroyNotify destroy,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CRM_IS_STORE (self));
  g_return_if_fail (func != NULL);

  push_task (self, FALSE, make_job (self, func, data, destroy, cancellable), crm_store_read_async,
             callback, user_data);
}

/**
 * crm_store_read_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether the function read what it wanted
 */
gboolean
crm_store_read_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
