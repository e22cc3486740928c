/* The floor of a file: a bare program on SQLite that writes the very same rows, sort keys and
 * search words in the best order known: rows, then search words, then indexes, in one transaction.
 */
#include "config.h"

#include "bench-floor.h"

#include <sqlite3.h>
#include <sys/resource.h>

#include "crm-query.h"
#include "crm-search.h"

double
bench_cpu_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_stime.tv_sec +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

long
bench_peak_megabytes (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

static void
die (sqlite3 *db)
{
  g_error ("%s", sqlite3_errmsg (db));
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    die (db);
  return statement;
}

static void
execute (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    die (db);
}

/* Runs on @to what @query gives on @from as texts. */
static void
execute_each (sqlite3 *from, const char *query, sqlite3 *to)
{
  sqlite3_stmt *statement = prepare (from, query);
  while (sqlite3_step (statement) == SQLITE_ROW)
    execute (to, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
}

static gint64
copy_rows (sqlite3 *from, const char *query, sqlite3 *to, const char *table)
{
  sqlite3_stmt *row = prepare (from, query);
  int n_columns = sqlite3_column_count (row);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *insert;
  gint64 n = 0;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (", table);
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", sqlite3_column_name (row, i));
  g_string_append (sql, ") VALUES (?");
  for (int i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  insert = prepare (to, sql->str);
  for (; sqlite3_step (row) == SQLITE_ROW; n++) {
    for (int i = 0; i < n_columns; i++)
      sqlite3_bind_value (insert, i + 1, sqlite3_column_value (row, i));
    if (sqlite3_step (insert) != SQLITE_DONE)
      die (to);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (row);
  sqlite3_finalize (insert);
  return n;
}

/* The words of every record's search, made beforehand: folding is not SQLite's work. */
void
bench_floor_write_bodies (CrmDatabase *reader, const char *path)
{
  sqlite3 *db;
  sqlite3_stmt *insert;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (sqlite3_open (path, &db) != SQLITE_OK)
    die (db);
  execute (db, "BEGIN; CREATE TABLE body (entity TEXT, id INTEGER, body TEXT)");
  insert = prepare (db, "INSERT INTO body VALUES (?, ?, ?)");
  for (int i = 0; i < n_entities; i++) {
    g_autoptr (CrmQuery) all = crm_query_new (entities[i]);
    g_autoptr (CrmQuery) query = crm_query_sort (all, "id", FALSE, NULL);
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    if (!crm_entity_has_search (entities[i]) ||
        !crm_query_read_ids (query, reader, -1, 0, ids, NULL))
      continue;
    for (guint j = 0; j < ids->len; j += 500) {
      g_autoptr (GPtrArray) records = crm_query_fetch (
          reader, entities[i], &g_array_index (ids, gint64, j), MIN (500, ids->len - j), NULL);
      for (guint k = 0; k < records->len; k++) {
        g_autofree char *body = crm_search_dup_body (records->pdata[k]);
        sqlite3_bind_text (insert, 1, entities[i]->name, -1, SQLITE_STATIC);
        sqlite3_bind_int64 (insert, 2, crm_record_get_id (records->pdata[k]));
        sqlite3_bind_text (insert, 3, body, -1, SQLITE_STATIC);
        if (sqlite3_step (insert) != SQLITE_DONE)
          die (db);
        sqlite3_reset (insert);
      }
    }
  }
  execute (db, "COMMIT");
  sqlite3_finalize (insert);
  sqlite3_close (db);
}

#define OWN_TABLES                                                                                 \
  " FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE"        \
  " '%\\_search%' ESCAPE '\\'"

gint64
bench_floor_write (const char *source, const char *bodies, const char *target)
{
  sqlite3 *from, *words, *to;
  sqlite3_stmt *table;
  gint64 n = 0;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (sqlite3_open_v2 (source, &from, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_open_v2 (bodies, &words, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_open (target, &to) != SQLITE_OK)
    g_error ("%s: cannot be opened", source);
  execute (to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
               "PRAGMA wal_autocheckpoint = 0; BEGIN");
  execute_each (from, "SELECT sql" OWN_TABLES, to);
  execute_each (from, "SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'", to);
  table = prepare (from, "SELECT name" OWN_TABLES);
  while (sqlite3_step (table) == SQLITE_ROW) {
    const char *name = (const char *) sqlite3_column_text (table, 0);
    g_autofree char *query = g_strdup_printf ("SELECT * FROM \"%s\"", name);
    if (crm_entity_find (name) != NULL)
      n += copy_rows (from, query, to, name);
    else
      copy_rows (from, query, to, name);
  }
  sqlite3_finalize (table);
  for (int i = 0; i < n_entities; i++) {
    g_autofree char *name = g_strconcat (entities[i]->name, "_search", NULL);
    g_autofree char *larger = g_strdup_printf (
        "INSERT INTO \"%s\" (\"%s\", rank) VALUES ('hashsize', 67108864)", name, name);
    g_autofree char *query = g_strdup_printf (
        "SELECT id AS rowid, body FROM body WHERE entity = '%s'", entities[i]->name);
    if (!crm_entity_has_search (entities[i]))
      continue;
    execute (to, larger);
    copy_rows (words, query, to, name);
  }
  execute_each (from, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL", to);
  execute (to, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (from);
  sqlite3_close (words);
  sqlite3_close (to);
  return n;
}
