/* A company file in use: its lock, its one writer thread, its readers, and word of every commit. */
#include "config.h"

#include "crm-store-private.h"

#include <glib/gi18n-lib.h>

#include "crm-clock.h"
#include "crm-database-private.h"

G_DEFINE_FINAL_TYPE (CrmStore, crm_store, G_TYPE_OBJECT)

typedef enum { PROP_FAILURE = 1, N_PROPERTIES } CrmStoreProperty;
static GParamSpec *properties[N_PROPERTIES];

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Tells, in the order of the commits, all that is not yet told. Opening thread. */
void
crm_store_tell_changes (CrmStore *self)
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
    crm_store_tell_changes (self);
  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

void
crm_store_call_soon (CrmStore *self, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

/* A store that nobody holds any more has nobody to tell: waiting for the main loop must not keep
 * it. */
void
crm_store_tell_changes_soon (CrmStore *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  crm_store_call_soon (self, tell_changes_cb, weak, free_weak_ref);
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
    crm_store_tell_changes_soon (self);
}

gboolean
crm_store_refuse_write (CrmStore *self, GError **error)
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

  return !self->is_closed && !crm_store_refuse_write (self, NULL);
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
