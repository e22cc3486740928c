/* One prepared statement of a connection, and the cache that keeps it for the next time. */
#include "config.h"

#include "crm-database-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Filters that people compose make ever new texts; the latest used of them are kept. */
#define MOST_STATEMENTS 256

struct _CrmStatement {
  CrmDatabase *database; /* borrowed */
  sqlite3_stmt *handle;  /* owned */
  GList link;            /* in the database's list of used statements */
  gboolean is_cached;
  gboolean is_taken;
  gboolean is_stepping;
  int bind_code; /* the first binding that failed; told by the next step */
};

static void
free_statement (gpointer data)
{
  CrmStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
drop_oldest (CrmDatabase *database)
{
  for (GList *link = database->used.tail; link != NULL; link = link->prev) {
    CrmStatement *statement = link->data;

    if (statement->is_taken)
      continue;
    g_queue_unlink (&database->used, link);
    g_hash_table_remove (database->statements, sqlite3_sql (statement->handle));
    return;
  }
}

static CrmStatement *
compile (CrmDatabase *database, const char *sql, GError **error)
{
  CrmStatement *statement = NULL;
  sqlite3_stmt *handle = NULL;
  int code =
      sqlite3_prepare_v3 (database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK) {
    crm_database_refuse_code (database, code, error);
    return NULL;
  }
  g_assert (handle != NULL);
  statement = g_new0 (CrmStatement, 1);
  statement->database = database;
  statement->handle = handle;
  statement->link.data = statement;
  return statement;
}

/**
 * crm_database_prepare:
 * @self: (nullable): a connection; NULL, as the reader of a closed store, is refused
 * @sql: one statement; its text is the key under which it is kept
 * @error: return location for an error
 *
 * A statement that is already taken is compiled a second time, so nested use is safe.
 *
 * Returns: (transfer full): the statement, unbound, to be given back by crm_statement_release()
 */
CrmStatement *
crm_database_prepare (CrmDatabase *self, const char *sql, GError **error)
{
  CrmStatement *statement;

  g_return_val_if_fail (sql != NULL, NULL);

  /* An answer that comes when the file has just been closed finds nothing to read. */
  if (self == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The company file is closed."));
    return NULL;
  }
  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL && !statement->is_taken) {
    g_queue_unlink (&self->used, &statement->link);
    g_queue_push_head_link (&self->used, &statement->link);
    statement->is_taken = TRUE;
    return statement;
  }

  gboolean keep = statement == NULL;

  statement = compile (self, sql, error);
  if (statement == NULL)
    return NULL;
  statement->is_taken = TRUE;
  /* A text with something after its first statement would not be found under its own key. */
  if (keep && strcmp (sqlite3_sql (statement->handle), sql) == 0) {
    if (g_hash_table_size (self->statements) >= MOST_STATEMENTS)
      drop_oldest (self);
    statement->is_cached = TRUE;
    g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement->handle), statement);
    g_queue_push_head_link (&self->used, &statement->link);
  }
  return statement;
}

void
crm_database_init_statements (CrmDatabase *self)
{
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_statement);
  g_queue_init (&self->used);
}

void
crm_database_clear_statements (CrmDatabase *self)
{
  g_queue_init (&self->used);
  g_clear_pointer (&self->statements, g_hash_table_unref);
}

static void
rewind_statement (CrmStatement *self)
{
  sqlite3_reset (self->handle);
  self->is_stepping = FALSE;
}

/**
 * crm_statement_release:
 * @self: (transfer full): a statement
 *
 * Ends it, forgets what was bound and gives it back to the connection's cache.
 */
void
crm_statement_release (CrmStatement *self)
{
  g_return_if_fail (self != NULL);

  rewind_statement (self);
  if (!self->is_cached) {
    free_statement (self);
    return;
  }
  sqlite3_clear_bindings (self->handle);
  self->bind_code = SQLITE_OK;
  self->is_taken = FALSE;
}

static void
begin_binding (CrmStatement *self)
{
  if (self->is_stepping)
    rewind_statement (self);
}

static void
note_binding (CrmStatement *self, int code)
{
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/**
 * crm_statement_bind_integer:
 * @self: a statement
 * @index: the parameter's number, from 1
 * @value: its value
 *
 * A binding that cannot be made is told by the next step.
 */
void
crm_statement_bind_integer (CrmStatement *self, int index, gint64 value)
{
  begin_binding (self);
  note_binding (self, sqlite3_bind_int64 (self->handle, index, value));
}

/**
 * crm_statement_bind_text:
 * @self: a statement
 * @index: the parameter's number, from 1
 * @text: (nullable): UTF-8; borrowed until the next bind or release
 */
void
crm_statement_bind_text (CrmStatement *self, int index, const char *text)
{
  begin_binding (self);
  note_binding (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_STATIC));
}

/**
 * crm_statement_bind_blob:
 * @self: a statement
 * @index: the parameter's number, from 1
 * @data: (nullable): bytes; borrowed until the next bind or release
 * @size: their number
 */
void
crm_statement_bind_blob (CrmStatement *self, int index, gconstpointer data, gsize size)
{
  begin_binding (self);
  /* No pointer and no bytes is the empty blob here, not NULL. */
  if (data == NULL && size == 0)
    note_binding (self, sqlite3_bind_zeroblob (self->handle, index, 0));
  else
    note_binding (self, sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_STATIC));
}

/**
 * crm_statement_bind_null:
 * @self: a statement
 * @index: the parameter's number, from 1
 */
void
crm_statement_bind_null (CrmStatement *self, int index)
{
  begin_binding (self);
  note_binding (self, sqlite3_bind_null (self->handle, index));
}

/**
 * crm_statement_bind_column:
 * @self: a statement
 * @index: the parameter's number, from 1
 * @row: another statement with a row
 * @column: from 0
 *
 * Binds a copy of the value, of whatever type it is.
 */
void
crm_statement_bind_column (CrmStatement *self, int index, CrmStatement *row, int column)
{
  begin_binding (self);
  note_binding (
      self, sqlite3_bind_value (self->handle, index, sqlite3_column_value (row->handle, column)));
}

/**
 * crm_statement_step:
 * @self: a statement
 * @has_row: (out) (optional): whether a row stands ready; %FALSE at the end
 * @error: return location for an error
 *
 * After the last row the statement stands at its beginning again, its bindings as they were.
 *
 * Returns: whether it went well
 * Errors: %CRM_ERROR_CANCELLED, %CRM_ERROR_FULL, %CRM_ERROR_DAMAGED, %CRM_ERROR_INVALID and others
 */
gboolean
crm_statement_step (CrmStatement *self, gboolean *has_row, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  if (has_row != NULL)
    *has_row = FALSE;
  if (self->bind_code != SQLITE_OK) {
    code = self->bind_code;
    self->bind_code = SQLITE_OK;
    return crm_database_refuse_code (self->database, code, error);
  }

  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW) {
    self->is_stepping = TRUE;
    if (has_row != NULL)
      *has_row = TRUE;
    return TRUE;
  }
  if (code != SQLITE_DONE) {
    gboolean done = crm_database_refuse_code (self->database, code, error);

    rewind_statement (self);
    return done;
  }
  rewind_statement (self);
  return TRUE;
}

/**
 * crm_statement_run:
 * @self: a statement
 * @error: return location for an error
 *
 * Steps to the end and stands at the beginning again; what was bound stays bound.
 *
 * Returns: whether it went well
 */
gboolean
crm_statement_run (CrmStatement *self, GError **error)
{
  gboolean has_row = TRUE;

  while (has_row) {
    if (!crm_statement_step (self, &has_row, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_statement_get_integer:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: the value; 0 for NULL
 */
gint64
crm_statement_get_integer (CrmStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * crm_statement_get_text:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: (nullable): the text, valid until the next step
 */
const char *
crm_statement_get_text (CrmStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * crm_statement_get_blob:
 * @self: a statement with a row
 * @column: from 0
 * @size: (out): number of bytes
 *
 * Returns: (nullable): the bytes, valid until the next step; %NULL for NULL and for the empty blob
 */
gconstpointer
crm_statement_get_blob (CrmStatement *self, int column, gsize *size)
{
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *size = (gsize) sqlite3_column_bytes (self->handle, column);
  return data;
}

/**
 * crm_statement_is_null:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: whether the value is NULL
 */
gboolean
crm_statement_is_null (CrmStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * crm_statement_n_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have
 */
int
crm_statement_n_columns (CrmStatement *self)
{
  return sqlite3_column_count (self->handle);
}

/**
 * crm_statement_column_name:
 * @self: a statement
 * @column: from 0
 *
 * Returns: (transfer none): the column's name
 */
const char *
crm_statement_column_name (CrmStatement *self, int column)
{
  return sqlite3_column_name (self->handle, column);
}
