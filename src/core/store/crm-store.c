/* A company file in use: its lock, its one writer thread, its readers, and word of every commit. */
#include "config.h"

#include "crm-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-backup.h"
#include "crm-clock.h"
#include "crm-database-private.h"
#include "crm-file.h"

/* The log is moved into the file when it has this many pages, as SQLite itself would. */
#define LOG_PAGES 1000
/* Beyond this it is emptied whole, even if readers have to be waited for. */
#define LOG_PAGES_TOO_MANY 16384

G_DEFINE_FINAL_TYPE (CrmStore, crm_store, G_TYPE_OBJECT)

typedef enum { PROP_FAILURE = 1, N_PROPERTIES } CrmStoreProperty;
static GParamSpec *properties[N_PROPERTIES];

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

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

/* Tells, in the order of the commits, all that is not yet told. Opening thread. */
static void
tell_changes (CrmStore *self)
{
  gboolean failed;

  for (;;) {
    g_autoptr (GObject) announcement = NULL;

    g_mutex_lock (&self->mutex);
    announcement = g_queue_pop_head (&self->announcements);
    failed = self->failure != NULL;
    g_mutex_unlock (&self->mutex);
    if (announcement == NULL)
      break;
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, announcement);
  }
  if (failed && !self->telling_failure) {
    self->telling_failure = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
  }
}

static gboolean
tell_changes_cb (gpointer data)
{
  g_autoptr (CrmStore) self = g_weak_ref_get (data);

  if (self != NULL)
    tell_changes (self);
  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
call_in_context (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

/* A store that nobody holds any more has nobody to tell: waiting for the main loop must not keep
 * it. */
static void
tell_changes_soon (CrmStore *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  call_in_context (self->context, tell_changes_cb, weak, free_weak_ref);
}

/**
 * crm_store_fail:
 * @self: a store
 * @sentence: what has happened
 *
 * Stops all writing until the file is opened anew; reading goes on. Any thread.
 */
void
crm_store_fail (CrmStore *self, const char *sentence)
{
  gboolean is_first;

  g_mutex_lock (&self->mutex);
  is_first = self->failure == NULL;
  if (is_first)
    self->failure = g_strdup (sentence);
  g_mutex_unlock (&self->mutex);
  if (is_first)
    tell_changes_soon (self);
}

/* "changed" comes before the callback: both run here, on the opening thread's context. */
static gboolean
return_task_cb (gpointer data)
{
  Job *job = data;

  tell_changes (job->store);
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
    call_in_context (job->store->context, return_task_cb, job, free_job);
    return;
  }
  g_mutex_lock (&job->mutex);
  job->is_done = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

static gboolean
refuse_write (CrmStore *self, GError **error)
{
  g_autofree char *sentence = NULL;

  g_mutex_lock (&self->mutex);
  sentence = g_strdup (self->failure);
  g_mutex_unlock (&self->mutex);
  if (sentence == NULL)
    sentence = g_strdup (self->read_only_reason);
  if (sentence == NULL)
    return FALSE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY, sentence);
  return TRUE;
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

  if (refuse_write (job->store, error) || refuse_cancelled (job->cancellable, error))
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
  if (refuse_closed (self, error) || (writes && refuse_write (self, error)))
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
    tell_changes (self);
  else
    tell_changes_soon (self);
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

/**
 * crm_store_get_path:
 * @self: a store
 *
 * Returns: (transfer none): the company file
 */
const char *
crm_store_get_path (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->path;
}

/**
 * crm_store_is_writable:
 * @self: a store
 *
 * Returns: whether it takes changes now
 */
gboolean
crm_store_is_writable (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  return !self->is_closed && !refuse_write (self, NULL);
}

gint64
crm_store_get_now (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), crm_clock_now ());

  return self->past_moment != 0 ? self->past_moment : crm_clock_now ();
}

/**
 * crm_store_get_read_only_reason:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why the file can only be read
 */
const char *
crm_store_get_read_only_reason (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->read_only_reason;
}

/**
 * crm_store_get_failure: (get-property failure)
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what stopped all writing
 */
const char *
crm_store_get_failure (CrmStore *self)
{
  const char *failure;

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  /* Once set it stays, so it may be used after the mutex is free. */
  g_mutex_lock (&self->mutex);
  failure = self->failure;
  g_mutex_unlock (&self->mutex);
  return failure;
}

/**
 * crm_store_get_reader:
 * @self: a store
 *
 * Returns: (transfer none): a connection for small reads on the opening thread
 */
CrmDatabase *
crm_store_get_reader (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->reader;
}

/**
 * crm_store_dup_backup_folder:
 * @self: a store
 *
 * Returns: (transfer full): where the file's copies are kept
 */
char *
crm_store_dup_backup_folder (CrmStore *self)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  folder = g_path_get_dirname (self->path);
  return g_build_filename (folder, "backups", NULL);
}

static gboolean
close_writer (CrmDatabase *writer, GError **error)
{
  gboolean done = TRUE;

  if (writer->failure == NULL) {
    g_autoptr (GError) local = NULL;

    /* Statistics for the planner are a service; a full disk must not keep the file open. */
    if (!crm_database_execute (writer, "PRAGMA optimize", &local))
      g_info ("optimize: %s", local->message);
    done = crm_database_checkpoint (writer, TRUE, error);
  }
  /* What the kernel may have forgotten must not be moved into the file. */
  if (writer->failure != NULL)
    sqlite3_db_config (writer->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  crm_database_close (writer);
  return done;
}

/**
 * crm_store_close:
 * @self: a store
 * @error: return location for an error
 *
 * Finishes what has been asked for, moves the log into the file and gives the lock back. What was
 * written is safe even where this fails. Closing twice is allowed.
 *
 * Returns: whether the file stands closed and whole
 */
gboolean
crm_store_close (CrmStore *self, GError **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  if (self->is_closed)
    return TRUE;
  self->is_closed = TRUE;
  g_cancellable_cancel (self->closing);
  g_clear_pointer (&self->checking, g_thread_join);
  if (self->reading != NULL)
    crm_database_close (crm_worker_stop (g_steal_pointer (&self->reading)));
  g_clear_pointer (&self->reader, crm_database_close);
  if (self->writing != NULL)
    done = close_writer (crm_worker_stop (g_steal_pointer (&self->writing)), error);
  if (done && self->lock != NULL)
    crm_store_keep_backup_state (self);
  g_clear_pointer (&self->lock, crm_lock_release);
  return done;
}

static void
crm_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmStore *self = CRM_STORE (object);

  switch ((CrmStoreProperty) id) {
  case PROP_FAILURE:
    g_value_set_string (value, crm_store_get_failure (self));
    break;
  case N_PROPERTIES:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    break;
  }
}

static void
crm_store_dispose (GObject *object)
{
  CrmStore *self = CRM_STORE (object);
  g_autoptr (GError) error = NULL;

  if (!crm_store_close (self, &error))
    g_info ("close: %s", error->message);
  G_OBJECT_CLASS (crm_store_parent_class)->dispose (object);
}

static void
crm_store_finalize (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  g_queue_clear_full (&self->announcements, g_object_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->opener, g_thread_unref);
  g_clear_object (&self->closing);
  g_free (self->path);
  g_free (self->read_only_reason);
  g_free (self->failure);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (crm_store_parent_class)->finalize (object);
}

static void
crm_store_class_init (CrmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_store_get_property;
  object_class->dispose = crm_store_dispose;
  object_class->finalize = crm_store_finalize;

  /**
   * CrmStore:failure:
   *
   * What the disk or a damaged page has done to the file; nothing is written any more.
   */
  properties[PROP_FAILURE] =
      g_param_spec_string ("failure", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * CrmStore::changed:
   * @self: the store
   * @announcement: what the commit has changed
   *
   * Emitted on the opening thread after each commit that announced something.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
crm_store_init (CrmStore *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->announcements);
  self->closing = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->opener = g_thread_ref (g_thread_self ());
}
