/* Everything that is wrong with a company file, in sentences. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-backup.h"
#include "crm-column.h"
#include "crm-database-private.h"
#include "crm-migration.h"

/* A damaged file has more faults than anyone reads. */
#define MOST_FAULTS 200

typedef gboolean (*CheckFunc) (CrmDatabase *database, GPtrArray *faults, GError **error);

static void
take_fault (GPtrArray *faults, char *sentence)
{
  if (faults->len < MOST_FAULTS)
    g_ptr_array_add (faults, sentence);
  else
    g_free (sentence);
}

/* Pages of which the log holds a later state; after a power cut the file's own may be torn, and
 * nobody reads them. The log's index is what carries locks, so the log itself may be opened and
 * closed. */
static GHashTable *
list_logged_pages (CrmDatabase *database, gsize page_size)
{
  g_autofree char *path = g_strconcat (database->path, "-wal", NULL);
  GHashTable *pages = g_hash_table_new (NULL, NULL);
  FILE *log = fopen (path, "rbe");
  guint8 frame[24];
  long offset = 32;

  if (log == NULL)
    return pages;
  while (fseek (log, offset, SEEK_SET) == 0 && fread (frame, sizeof frame, 1, log) == 1) {
    guint32 number;

    memcpy (&number, frame, sizeof number);
    g_hash_table_add (pages, GUINT_TO_POINTER (GUINT32_FROM_BE (number)));
    offset += (long) (sizeof frame + page_size);
  }
  fclose (log);
  return pages;
}

/* A page that was being moved out of the log at that instant is there, or else whole by now. */
static gboolean
is_in_log_after_all (CrmDatabase *database, gsize page_size, gint64 number)
{
  g_autoptr (GHashTable) logged = list_logged_pages (database, page_size);

  return g_hash_table_contains (logged, GUINT_TO_POINTER ((guint) number));
}

static int
read_page (CrmDatabase *database, sqlite3_file *file, guint8 *page, gsize size, gint64 number)
{
  gint64 offset = (number - 1) * (gint64) size;
  int code = file->pMethods->xRead (file, page, (int) size, offset);

  if (code != SQLITE_IOERR_DATA)
    return code;
  if (is_in_log_after_all (database, size, number))
    return SQLITE_OK;
  return file->pMethods->xRead (file, page, (int) size, offset);
}

/* Reads every page once, those included that hold nothing now and that SQLite would not look at. */
static gboolean
check_checksums (CrmDatabase *database, GPtrArray *faults, GError **error)
{
  g_autoptr (GHashTable) logged = NULL;
  g_autofree guint8 *page = NULL;
  sqlite3_file *file = NULL;
  gint64 page_size = 0;
  gint64 n_pages = 0;

  if (!crm_database_query_integer (database, "PRAGMA page_size", 0, &page_size, error) ||
      !crm_database_query_integer (database, "PRAGMA page_count", 0, &n_pages, error))
    return FALSE;
  sqlite3_file_control (database->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL)
    return TRUE;
  page = g_malloc ((gsize) page_size);
  logged = list_logged_pages (database, (gsize) page_size);
  for (gint64 number = 1; number <= n_pages; number++) {
    int code;

    if (g_cancellable_is_cancelled (database->cancellable)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                           _ ("Stopped. Nothing was written."));
      return FALSE;
    }
    if (g_hash_table_contains (logged, GUINT_TO_POINTER ((guint) number)))
      continue;
    code = read_page (database, file, page, (gsize) page_size, number);
    if (code == SQLITE_OK)
      continue;
    take_fault (faults,
                code == SQLITE_IOERR_DATA
                    ? g_strdup_printf (_ ("Page %" PRId64 " does not match its checksum."), number)
                    : g_strdup_printf (_ ("Page %" PRId64 " cannot be read (%s)."), number,
                                       sqlite3_errstr (code)));
  }
  return TRUE;
}

static gboolean
check_pages (CrmDatabase *database, GPtrArray *faults, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (database, "PRAGMA integrity_check(100)", error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    const char *text;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    text = crm_statement_get_text (statement, 0);
    if (g_strcmp0 (text, "ok") != 0)
      take_fault (faults, g_strdup_printf (_ ("Structure: %s"), text));
  }
}

static gboolean
check_references (CrmDatabase *database, GPtrArray *faults, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (database, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    take_fault (faults,
                g_strdup_printf (
                    _ ("Table %s, row %" PRId64 ": what it refers to in table %s does not exist."),
                    crm_statement_get_text (statement, 0), crm_statement_get_integer (statement, 1),
                    crm_statement_get_text (statement, 2)));
  }
}

/* Names and texts of everything the schema makes by itself; what a virtual table keeps its own data
 * in is SQLite's affair and differs between its versions. */
static GHashTable *
read_schema (CrmDatabase *database, GError **error)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (
      database,
      "SELECT name, sql\n"
      "FROM sqlite_schema\n"
      "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'\n"
      "  AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')",
      error);
  if (statement == NULL)
    return NULL;
  for (;;) {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      return g_steal_pointer (&texts);
    g_hash_table_insert (texts, g_strdup (crm_statement_get_text (statement, 0)),
                         g_strdup (crm_statement_get_text (statement, 1)));
  }
}

/* What this program makes of nothing, up to @version. */
static GHashTable *
make_schema (gint64 version, GError **error)
{
  g_autoptr (CrmDatabase) model = NULL;
  const char *const *scripts = crm_migration_get_scripts ();

  model = crm_database_open_raw (":memory:", CRM_DATABASE_RAW_WRITE, error);
  /* In one transaction, or each statement would be one. */
  if (model == NULL || !crm_database_begin (model, error))
    return NULL;
  for (gint64 i = 0; i < version && scripts[i] != NULL; i++) {
    if (!crm_database_execute (model, scripts[i], error))
      return NULL;
  }
  return read_schema (model, error);
}

/* The same for every file, so it is made once. */
static GHashTable *
get_schema (gint64 version, GError **error)
{
  static GMutex mutex;
  static GHashTable *known = NULL; /* version to schema */
  GHashTable *schema;

  g_mutex_lock (&mutex);
  if (known == NULL)
    known = g_hash_table_new (g_int64_hash, g_int64_equal);
  schema = g_hash_table_lookup (known, &version);
  if (schema == NULL) {
    schema = make_schema (version, error);
    if (schema != NULL)
      g_hash_table_insert (known, g_memdup2 (&version, sizeof version), schema);
  }
  g_mutex_unlock (&mutex);
  return schema;
}

static gboolean
check_schema (CrmDatabase *database, GPtrArray *faults, GError **error)
{
  GHashTable *expected;
  g_autoptr (GHashTable) found = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer text;
  gint64 version = 0;

  if (!crm_database_query_integer (database, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  expected = get_schema (version, error);
  if (expected == NULL)
    return FALSE;
  found = read_schema (database, error);
  if (found == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &name, &text)) {
    const char *sql = g_hash_table_lookup (found, name);
    g_autofree char *actual = sql != NULL ? crm_column_strip (sql) : NULL;

    if (actual == NULL)
      take_fault (faults, g_strdup_printf (_ ("Schema: %s is missing."), (char *) name));
    else if (strcmp (actual, text) != 0)
      take_fault (faults, g_strdup_printf (_ ("Schema: %s is not as this program made it."),
                                           (char *) name));
    g_hash_table_remove (found, name);
  }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!crm_column_is_index (name))
      take_fault (faults,
                  g_strdup_printf (_ ("Schema: %s was not made by this program."), (char *) name));
  return TRUE;
}

/**
 * crm_database_check:
 * @database: a connection
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Reads every page against its checksum and structure, follows every reference and compares the
 * schema with the one this program makes. Takes a second for some hundred thousand records.
 *
 * Returns: (transfer full): one sentence for each fault, an empty list where there is none; %NULL
 * when the check itself could not be made Errors: %CRM_ERROR_CANCELLED, %CRM_ERROR_IO
 */
GStrv
crm_database_check (CrmDatabase *database, GCancellable *cancellable, GError **error)
{
  static const CheckFunc checks[] = { check_checksums, check_pages, check_references,
                                      check_schema };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  g_return_val_if_fail (database != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autoptr (GError) local = NULL;
    gboolean done;

    crm_database_set_cancellable (database, cancellable);
    done = checks[i](database, faults, &local);
    crm_database_set_cancellable (database, NULL);
    if (done)
      continue;
    if (!g_error_matches (local, CRM_ERROR, CRM_ERROR_DAMAGED) &&
        !g_error_matches (local, CRM_ERROR, CRM_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    /* What cannot even be looked at is a fault like the others. */
    take_fault (faults, g_strdup (local->message));
  }
  return (GStrv) g_ptr_array_steal (faults, NULL);
}
