/* Columns that users add to tables, and their indexes. */
#include "config.h"

#include "crm-column.h"

#include <string.h>

#include "crm-database-private.h"

static gboolean
read_columns (CrmDatabase *database, const char *table, GHashTable *columns, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT name FROM pragma_table_info (?1)", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, table);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row)
      g_hash_table_insert (columns, g_strdup (crm_statement_get_text (statement, 0)), NULL);
  } while (has_row);
  return TRUE;
}

/**
 * crm_column_list:
 * @database: any connection of this thread
 * @table: a table
 * @error: of the store
 *
 * A reader whose transaction is older than a column does not see it; each connection therefore
 * answers for itself, and remembers the answer as long as its schema stays the same.
 *
 * Returns: (transfer none) (nullable): their names, each with %NULL, good until the next call;
 * texts that follow from them may be kept beside them, under keys that are no names
 */
GHashTable *
crm_column_list (CrmDatabase *database, const char *table, GError **error)
{
  gint64 version;
  GHashTable *columns;

  if (!crm_database_query_integer (database, "PRAGMA schema_version", 0, &version, error))
    return NULL;
  if (database->columns == NULL)
    database->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) g_hash_table_unref);
  if (version != database->columns_version)
    g_hash_table_remove_all (database->columns);
  database->columns_version = version;
  columns = g_hash_table_lookup (database->columns, table);
  if (columns != NULL)
    return columns;
  columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (database->columns, g_strdup (table), columns);
  if (read_columns (database, table, columns, error))
    return columns;
  g_hash_table_remove (database->columns, table);
  return NULL;
}

/**
 * crm_column_add:
 * @database: the writer's connection, inside a transaction
 * @table: to which table
 * @column: its name
 * @type: what it holds; a key is a sort key
 * @target: (nullable): the table whose ids it holds
 * @error: of the store
 *
 * SQLite adds a column without touching the rows, inside the transaction as everything else.
 *
 * Returns: whether it is there now
 */
gboolean
crm_column_add (CrmDatabase *database, const char *table, const char *column, CrmColumnType type,
                const char *target, GError **error)
{
  static const char *const types[] = { "INTEGER", "TEXT", "BLOB" };
  GHashTable *columns = crm_column_list (database, table, error);
  g_autoptr (GString) sql = g_string_new (NULL);

  if (columns == NULL)
    return FALSE;
  if (g_hash_table_contains (columns, column))
    return TRUE;
  g_string_printf (sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s", table, column, types[type]);
  if (target != NULL)
    g_string_append_printf (sql, " REFERENCES \"%s\" (id) DEFERRABLE INITIALLY DEFERRED", target);
  return crm_database_execute (database, sql->str, error);
}

/**
 * crm_column_set_indexed:
 * @database: the writer's connection, inside a transaction
 * @table: a table
 * @column: a column of it
 * @indexed: whether there is to be an index on it
 * @filled_only: the index leaves out rows without a value; it finds, but does not sort
 * @error: of the store
 *
 * Returns: whether it is so now
 */
gboolean
crm_column_set_indexed (CrmDatabase *database, const char *table, const char *column,
                        gboolean indexed, gboolean filled_only, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (!indexed)
    g_string_printf (sql, "DROP INDEX IF EXISTS \"%s_by_%s\"", table, column);
  else
    g_string_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_by_%s\" ON \"%s\" (\"%s\")", table,
                     column, table, column);
  if (indexed && filled_only)
    g_string_append_printf (sql, " WHERE \"%s\" IS NOT NULL", column);
  return crm_database_execute (database, sql->str, error);
}

/**
 * crm_column_copy:
 * @source: a connection to a file, damaged perhaps
 * @target: a connection to a new file, inside a transaction or not
 * @error: of the store
 *
 * Only the columns, not what stands in them.
 *
 * Returns: whether @target has them all
 */
gboolean
crm_column_copy (CrmDatabase *source, CrmDatabase *target, GError **error)
{
  /* A search index cannot tell its columns where it is damaged, and has none of these. */
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      source,
      "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info (t.name) c\n"
      "WHERE t.type = 'table' AND t.sql NOT GLOB 'CREATE VIRTUAL *'\n"
      " AND c.name GLOB '" CRM_COLUMN_PREFIX "*'\n"
      "ORDER BY t.name, c.cid",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    const char *type;
    GHashTable *columns;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    columns = crm_column_list (target, crm_statement_get_text (statement, 0), error);
    if (columns == NULL)
      return FALSE;
    /* What is no table of this program is no affair of the new file. */
    if (g_hash_table_size (columns) == 0)
      continue;
    type = crm_statement_get_text (statement, 2);
    if (!crm_column_add (target, crm_statement_get_text (statement, 0),
                         crm_statement_get_text (statement, 1),
                         strcmp (type, "TEXT") == 0   ? CRM_COLUMN_TEXT
                         : strcmp (type, "BLOB") == 0 ? CRM_COLUMN_KEY
                                                      : CRM_COLUMN_INTEGER,
                         NULL, error))
      return FALSE;
  }
}

/**
 * crm_column_strip:
 * @table_sql: the text of a table, as sqlite_schema has it
 *
 * Returns: (transfer full): the text that it had before anything was added to it
 */
char *
crm_column_strip (const char *table_sql)
{
  g_autoptr (GRegex) added =
      g_regex_new (",\\s*\"" CRM_COLUMN_PREFIX "[a-z0-9_]+\" (INTEGER|TEXT|BLOB)"
                   "( REFERENCES \"[a-z_]+\" \\(id\\) DEFERRABLE INITIALLY DEFERRED)?",
                   G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace_literal (added, table_sql, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);
}

/**
 * crm_column_is_index:
 * @name: of an index
 *
 * Returns: whether crm_column_set_indexed() made it
 */
gboolean
crm_column_is_index (const char *name)
{
  return g_regex_match_simple ("^[a-z_]+_by_" CRM_COLUMN_PREFIX "[a-z0-9_]+$", name,
                               G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}
