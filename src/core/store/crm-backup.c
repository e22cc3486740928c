/* Copies of a company file that prove themselves. */
#include "config.h"

#include "crm-backup.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-database-private.h"
#include "crm-file.h"

#define PAGES_PER_STEP 256
#define COPYING_SHARE 600 /* of a thousand parts of the work; proving is the rest */

typedef struct {
  CrmProgressFunc func;
  gpointer data;
} Progress;

static void
tell (const Progress *progress, guint permille)
{
  if (progress->func != NULL)
    progress->func (permille, progress->data);
}

static gboolean
refuse_cancelled (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Stopped. Nothing was written."));
  return FALSE;
}

static gboolean
copy_pages (CrmDatabase *source, CrmDatabase *target, const Progress *progress,
            GCancellable *cancellable, GError **error)
{
  sqlite3_backup *copying = sqlite3_backup_init (target->handle, "main", source->handle, "main");
  int code = SQLITE_OK;
  gboolean cancelled = FALSE;

  if (copying == NULL)
    return crm_database_refuse_code (target, sqlite3_errcode (target->handle), error);
  do {
    int total;

    code = sqlite3_backup_step (copying, PAGES_PER_STEP);
    total = sqlite3_backup_pagecount (copying);
    if (total > 0)
      tell (progress, (guint) ((gint64) COPYING_SHARE *
                               (total - sqlite3_backup_remaining (copying)) / total));
    cancelled = g_cancellable_is_cancelled (cancellable);
  } while (code == SQLITE_OK && !cancelled);
  sqlite3_backup_finish (copying);
  if (code == SQLITE_DONE)
    return TRUE;
  if (cancelled)
    return refuse_cancelled (error);
  /* Which of the two it was that failed shows in the code alone: a damaged page is the source's. */
  return crm_database_refuse_code (
      code == SQLITE_IOERR_DATA || (code & 0xff) == SQLITE_CORRUPT ? source : target, code, error);
}

/* "%w" is SQLite's own quoting of an identifier: names of tables come out of the file. */
static gboolean
count_rows (CrmDatabase *database, const char *table, gint64 *n_rows, GError **error)
{
  char *sql = sqlite3_mprintf ("SELECT count(*) FROM \"%w\"", table);
  gboolean done = crm_database_query_integer (database, sql, 0, n_rows, error);

  sqlite3_free (sql);
  return done;
}

static gboolean
compare_counts (CrmDatabase *source, CrmDatabase *copy, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  statement = crm_database_prepare (source,
                                    "SELECT name\n"
                                    "FROM sqlite_schema\n"
                                    "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
                                    error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    const char *table;
    gint64 expected = 0;
    gint64 found = 0;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    table = crm_statement_get_text (statement, 0);
    if (!count_rows (source, table, &expected, error) || !count_rows (copy, table, &found, error))
      return FALSE;
    if (expected != found) {
      g_set_error (
          error, CRM_ERROR, CRM_ERROR_DAMAGED,
          _ ("The copy is not whole: table %s has %" PRId64 " rows instead of %" PRId64 "."), table,
          found, expected);
      return FALSE;
    }
  }
}

static gboolean
prove_copy (CrmDatabase *source, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDatabase) copy = crm_database_open (path, CRM_DATABASE_READ, error);
  g_auto (GStrv) faults = NULL;

  if (copy == NULL)
    return FALSE;
  faults = crm_database_check (copy, cancellable, error);
  if (faults == NULL)
    return FALSE;
  if (faults[0] != NULL) {
    g_set_error (
        error, CRM_ERROR, CRM_ERROR_DAMAGED,
        _ ("The copy of “%s” does not pass its check, and neither may the file itself: %s"),
        source->name, faults[0]);
    return FALSE;
  }
  return compare_counts (source, copy, error);
}

static gboolean
write_copy (CrmDatabase *source, const char *path, const Progress *progress,
            GCancellable *cancellable, GError **error)
{
  CrmDatabase *copy = crm_database_create (path, error);
  gboolean done;

  if (copy == NULL)
    return FALSE;
  /* A copy is one file that needs no other beside it. */
  done = copy_pages (source, copy, progress, cancellable, error) &&
         crm_database_execute (copy, "PRAGMA journal_mode = DELETE", error);
  crm_database_close (copy);
  return done;
}

/**
 * crm_backup_write:
 * @source: a connection outside a transaction, reading or writing
 * @target: where the copy goes; what stands there is replaced only by a copy that is whole
 * @progress: (nullable) (scope call): told the share that is done, 0 to 1
 * @data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Copies what is in @source at the beginning, whatever is written meanwhile. The copy is then
 * opened anew, checked page by page, and counted against @source, table by table.
 *
 * Returns: whether the copy is whole and on the disk
 * Errors: %CRM_ERROR_FULL, %CRM_ERROR_READ_ONLY, %CRM_ERROR_DAMAGED, %CRM_ERROR_CANCELLED,
 *   %CRM_ERROR_IO
 */
gboolean
crm_backup_write (CrmDatabase *source, const char *target, CrmProgressFunc progress, gpointer data,
                  GCancellable *cancellable, GError **error)
{
  const Progress teller = { progress, data };
  g_autofree char *folder = NULL;
  g_autofree char *part = NULL;
  gint64 version = 0;
  gboolean done;

  g_return_val_if_fail (source != NULL, FALSE);
  g_return_val_if_fail (target != NULL, FALSE);
  g_return_val_if_fail (!crm_database_in_transaction (source), FALSE);

  folder = g_path_get_dirname (target);
  part = crm_file_dup_temporary (target);
  if (!crm_file_make_folder (folder, error))
    return FALSE;

  /* Plain BEGIN on a writing connection too: it must only hold what it reads, and the first read
   * fixes that. */
  if (!crm_database_execute (source, "BEGIN", error))
    return FALSE;
  done = crm_database_query_integer (source, "PRAGMA schema_version", 0, &version, error) &&
         write_copy (source, part, &teller, cancellable, error);
  if (done) {
    tell (&teller, COPYING_SHARE);
    done = prove_copy (source, part, cancellable, error);
  }
  crm_database_rollback (source);
  done = done && crm_file_replace (part, target, error);
  if (!done) {
    crm_file_remove_database (part);
    return FALSE;
  }
  tell (&teller, 1000);
  return TRUE;
}

/**
 * crm_backup_copy:
 * @source: a connection outside a transaction
 * @target: where nothing stands
 * @progress: (nullable) (scope call): told the share that is done, 0 to 1
 * @data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * A copy for a while, which nobody relies on: neither proven nor brought to the disk.
 *
 * Returns: whether it stands; else nothing stays behind
 */
gboolean
crm_backup_copy (CrmDatabase *source, const char *target, CrmProgressFunc progress, gpointer data,
                 GCancellable *cancellable, GError **error)
{
  const Progress teller = { progress, data };
  CrmDatabase *copy = crm_database_create (target, error);
  gint64 version = 0;
  gboolean done;

  if (copy == NULL)
    return FALSE;
  done = crm_database_execute (copy, "PRAGMA synchronous = OFF", error) &&
         crm_database_execute (source, "BEGIN", error) &&
         crm_database_query_integer (source, "PRAGMA schema_version", 0, &version, error) &&
         copy_pages (source, copy, &teller, cancellable, error);
  crm_database_rollback (source);
  crm_database_close (copy);
  if (!done)
    crm_file_remove_database (target);
  return done;
}

/**
 * crm_backup_dup_stem:
 * @path: a company file
 *
 * Returns: (transfer full): its name without folder and ending
 */
char *
crm_backup_dup_stem (const char *path)
{
  char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, CRM_BACKUP_SUFFIX) && strlen (name) > strlen (CRM_BACKUP_SUFFIX))
    name[strlen (name) - strlen (CRM_BACKUP_SUFFIX)] = '\0';
  return name;
}

/**
 * crm_backup_dup_path:
 * @folder: where copies are kept
 * @stem: the company file's name without ending
 * @moment: when the copy is made, seconds since 1970 in UTC
 *
 * Returns: (transfer full): the copy's path; sorted by name, copies are sorted by time
 */
char *
crm_backup_dup_path (const char *folder, const char *stem, gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);
  g_autofree char *stamp = NULL;

  g_return_val_if_fail (time != NULL, NULL);

  stamp = g_date_time_format (time, "%Y%m%d-%H%M%S");
  return g_strdup_printf ("%s/%s-%s" CRM_BACKUP_SUFFIX, folder, stem, stamp);
}
