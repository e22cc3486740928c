/* One connection to a company file: transactions, errors, cancelling, and the functions SQL may
 * call. */
#include "config.h"

#include "crm-column.h"
#include "crm-database-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-database-error.h"

/* Steps of SQLite's virtual machine between two looks at the cancellable: some tens of
 * microseconds. */
#define STEPS_BETWEEN_LOOKS 2000

static CrmDatabaseFunc rolled_back_func;

/**
 * crm_database_refuse_code:
 * @self: a connection
 * @code: a result code of SQLite that is no success
 * @error: return location for an error
 *
 * Makes an error of what the connection just met, and remembers it where writing must stop for
 * good.
 *
 * Returns: %FALSE
 */
gboolean
crm_database_refuse_code (CrmDatabase *self, int code, GError **error)
{
  int extended = sqlite3_extended_errcode (self->handle);
  int system_error = sqlite3_system_errno (self->handle);
  g_autoptr (GError) local = NULL;

  /* A binding's code is not always kept by the connection. */
  if ((extended & 0xff) != (code & 0xff))
    extended = code;
  crm_database_error_set (&local, extended, system_error, self->name,
                          extended == SQLITE_IOERR_DATA ? _ ("a page does not match its checksum")
                                                        : sqlite3_errmsg (self->handle));
  if (self->failure == NULL && crm_database_error_is_failure (extended, system_error))
    self->failure = g_strdup (local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * crm_database_close:
 * @self: (transfer full): a connection
 *
 * Rolls back what is under way, gives all statements back and closes. All its statements must be
 * released.
 */
void
crm_database_close (CrmDatabase *self)
{
  g_return_if_fail (self != NULL);

  crm_database_clear_statements (self);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  if (self->handle != NULL) {
    int code = sqlite3_close (self->handle);

    /* A statement still taken: the connection cannot go, and whoever holds it would read freed
     * memory. */
    if (code != SQLITE_OK)
      g_critical ("%s: closed while a statement is in use", self->name);
  }
  if (self->copy_folder != NULL) {
    static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

    for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
      g_autofree char *copied = g_strconcat (self->copy_folder, "/copy", suffixes[i], NULL);

      g_unlink (copied);
    }
    g_rmdir (self->copy_folder);
  }
  g_clear_pointer (&self->collator, crm_collator_free);
  g_clear_pointer (&self->key_buffer, g_byte_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->announcement);
  g_clear_object (&self->before_part);
  g_free (self->copy_folder);
  g_free (self->failure);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

/**
 * crm_database_get_path:
 * @self: a connection
 *
 * Returns: (transfer none): the path as it was given
 */
const char *
crm_database_get_path (CrmDatabase *self)
{
  return self->path;
}

/**
 * crm_database_is_writable:
 * @self: a connection
 *
 * Returns: whether it may write
 */
gboolean
crm_database_is_writable (CrmDatabase *self)
{
  return self->writable;
}

/**
 * crm_database_get_collator:
 * @self: a connection
 *
 * Returns: (transfer none): the order of text in the file's locale
 */
CrmCollator *
crm_database_get_collator (CrmDatabase *self)
{
  return self->collator;
}

/**
 * crm_database_execute:
 * @self: a connection
 * @script: statements, separated by semicolons; never with data in their text
 * @error: return location for an error
 *
 * Returns: whether all of them were run
 */
gboolean
crm_database_execute (CrmDatabase *self, const char *script, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (script != NULL, FALSE);

  code = sqlite3_exec (self->handle, script, NULL, NULL, NULL);
  return code == SQLITE_OK || crm_database_refuse_code (self, code, error);
}

/**
 * crm_database_query_integer:
 * @self: a connection
 * @sql: a statement without parameters
 * @fallback: the answer where there is no row, or NULL in it
 * @value: (out): the number
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
crm_database_query_integer (CrmDatabase *self, const char *sql, gint64 fallback, gint64 *value,
                            GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (self, sql, error);
  gboolean has_row = FALSE;

  *value = fallback;
  if (statement == NULL || !crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row && !crm_statement_is_null (statement, 0))
    *value = crm_statement_get_integer (statement, 0);
  return TRUE;
}

/**
 * crm_database_last_insert_id:
 * @self: a connection
 *
 * Returns: the id that the last INSERT gave
 */
gint64
crm_database_last_insert_id (CrmDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * crm_database_n_changed:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
gint64
crm_database_n_changed (CrmDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

/**
 * crm_database_begin:
 * @self: a connection
 * @error: return location for an error
 *
 * Begins to write at once where the connection writes; elsewhere fixes what is read from the first
 * statement on.
 *
 * Returns: whether the transaction has begun
 */
gboolean
crm_database_begin (CrmDatabase *self, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = crm_database_prepare (self, self->writable ? "BEGIN IMMEDIATE" : "BEGIN", error);
  return statement != NULL && crm_statement_run (statement, error);
}

/**
 * crm_database_commit:
 * @self: a connection
 * @error: return location for an error
 *
 * When it returns %TRUE, what was written is on the disk. When it fails, nothing of it is, and the
 * transaction is over.
 *
 * Returns: whether it was committed
 */
gboolean
crm_database_commit (CrmDatabase *self, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = crm_database_prepare (self, "COMMIT", error);
  if (statement == NULL || !crm_statement_run (statement, error)) {
    crm_database_rollback (self);
    return FALSE;
  }
  return TRUE;
}

/**
 * crm_database_rollback:
 * @self: a connection
 *
 * Undoes the transaction, if one is under way: some failures have undone it already.
 */
void
crm_database_rollback (CrmDatabase *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->announcement);
  g_clear_object (&self->before_part);
  if (crm_database_in_transaction (self)) {
    g_autoptr (GError) error = NULL;

    /* A rollback that fails leaves nothing to do: the next opening rolls back by itself. */
    if (!crm_database_execute (self, "ROLLBACK", &error))
      g_info ("rollback: %s", error->message);
  }
  if (rolled_back_func != NULL)
    rolled_back_func (self);
}

/**
 * crm_database_begin_part:
 * @self: a connection inside a transaction
 * @error: return location for an error
 *
 * Begins a part of the transaction that can be undone alone. Parts do not nest.
 *
 * Returns: whether the part has begun
 */
gboolean
crm_database_begin_part (CrmDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && crm_database_in_transaction (self), FALSE);

  g_set_object (&self->before_part, self->announcement);
  return crm_database_execute (self, "SAVEPOINT part", error);
}

/**
 * crm_database_end_part:
 * @self: a connection inside a part
 * @keep: whether what the part wrote is to stand
 * @error: return location for an error; the caller rolls back
 *
 * Returns: whether the transaction goes on; some failures have undone all of it already
 */
gboolean
crm_database_end_part (CrmDatabase *self, gboolean keep, GError **error)
{
  g_autoptr (GObject) earlier = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  earlier = g_steal_pointer (&self->before_part);
  if (!crm_database_execute (self, keep ? "RELEASE part" : "ROLLBACK TO part; RELEASE part", error))
    return FALSE;
  if (keep)
    return TRUE;
  g_set_object (&self->announcement, earlier);
  if (rolled_back_func != NULL)
    rolled_back_func (self);
  return TRUE;
}

/**
 * crm_database_set_rolled_back_func:
 * @func: what the record room does when a transaction was undone; the same one always. Any thread
 */
void
crm_database_set_rolled_back_func (CrmDatabaseFunc func)
{
  rolled_back_func = func;
}

/**
 * crm_database_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is under way
 */
gboolean
crm_database_in_transaction (CrmDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

static int
look_at_cancellable (void *data)
{
  return g_cancellable_is_cancelled (data);
}

/**
 * crm_database_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): stops the statements that follow; %NULL takes it away
 */
void
crm_database_set_cancellable (CrmDatabase *self, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  if (!g_set_object (&self->cancellable, cancellable))
    return;
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_at_cancellable, cancellable);
  else
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
}

/**
 * crm_database_set_announcement:
 * @self: a connection
 * @announcement: (nullable) (transfer none): what the transaction will have changed
 */
void
crm_database_set_announcement (CrmDatabase *self, GObject *announcement)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->announcement, announcement);
}

/**
 * crm_database_steal_announcement:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): what was set last
 */
GObject *
crm_database_steal_announcement (CrmDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_steal_pointer (&self->announcement);
}

/**
 * crm_database_checkpoint:
 * @self: the connection that writes
 * @whole: whether to wait for readers and empty the log
 * @error: return location for an error
 *
 * Moves what the write-ahead log holds into the file. Its failures are seen here, while those of
 * SQLite's own checkpoint inside COMMIT are not told to anyone.
 *
 * Returns: whether it went well; a reader in the way is no failure
 */
gboolean
crm_database_checkpoint (CrmDatabase *self, gboolean whole, GError **error)
{
  int n_left = 0;
  int n_moved = 0;
  int code = sqlite3_wal_checkpoint_v2 (
      self->handle, "main", whole ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &n_left,
      &n_moved);

  if (code == SQLITE_OK && n_left <= n_moved)
    self->n_wal_pages = 0;
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
    return TRUE;
  return crm_database_refuse_code (self, code, error);
}
