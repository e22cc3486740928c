/* A damaged company file, opened so far as it lets itself be opened.
 *
 * The table of tables stands at the file's beginning. Where it is spoilt nothing else can be found,
 * but it is the same in every file of a version, and so are the pages its parts stand on: they are
 * made before anything else. So they are taken from a new file. */
#include "config.h"

#include "crm-mend.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-checksum.h"
#include "crm-database-private.h"
#include "crm-file.h"
#include "crm-header.h"
#include "crm-migration.h"

#define PAGE_SIZE 4096

static gboolean
has_readable_schema (CrmDatabase *database)
{
  gint64 n_tables = 0;

  return crm_database_query_integer (
             database, "SELECT count(*) FROM sqlite_schema WHERE name = 'setting' AND sql <> ''", 0,
             &n_tables, NULL) &&
         n_tables == 1;
}

/* One bad entry in the table of tables, or an end that is missing, must not hide all that is there.
 */
static CrmDatabase *
open_forgiving (const char *path, CrmDatabaseRawFlags flags, GError **error)
{
  g_autoptr (CrmDatabase) database = crm_database_open_raw (path, flags, error);

  if (database == NULL)
    return NULL;
  sqlite3_db_config (database->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  return crm_database_execute (database, "PRAGMA writable_schema = ON", error)
             ? g_steal_pointer (&database)
             : NULL;
}

/* Every file may be copied by plain reading here: no connection of this process has it open. */
static gboolean
copy_bytes (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &local)) {
    g_chmod (to, 0600);
    return TRUE;
  }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("There is no space left on the disk: %s"),
                 local->message);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be copied: %s"), from,
                 local->message);
  return FALSE;
}

/* The pages on which tables and indexes begin: they hold data, not the table of tables. */
static gboolean
list_roots (const char *model, GHashTable *roots, GError **error)
{
  g_autoptr (CrmDatabase) database = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  database = crm_database_open_raw (model, CRM_DATABASE_RAW_READ, error);
  if (database == NULL)
    return FALSE;
  statement = crm_database_prepare (database,
                                    "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0", error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    g_hash_table_add (roots, GINT_TO_POINTER ((int) crm_statement_get_integer (statement, 0)));
  }
}

static gboolean
write_model (const char *path, GError **error)
{
  CrmDatabase *database = crm_database_create (path, error);
  gboolean done;

  if (database == NULL)
    return FALSE;
  done = crm_migration_run (database, crm_migration_get_scripts (), error);
  crm_database_close (database);
  return done;
}

/* As many pages as there are, and none of them free: the list of free ones may be lost too. */
static void
patch_counts (guint8 page[PAGE_SIZE], int damaged)
{
  struct stat status;

  if (fstat (damaged, &status) == 0) {
    guint32 n_pages = GUINT32_TO_BE ((guint32) (status.st_size / PAGE_SIZE));

    memcpy (page + 28, &n_pages, 4);
    memset (page + 32, 0, 8);
    crm_checksum_write (page, PAGE_SIZE, 1);
  }
}

static gboolean
patch_page (int damaged, int model, guint32 number, gboolean *is_replaced, GError **error)
{
  guint8 page[PAGE_SIZE] = { 0 };
  off_t offset = (off_t) (number - 1) * PAGE_SIZE;
  gboolean is_right = pread (damaged, page, PAGE_SIZE, offset) == PAGE_SIZE && page[0] != 0 &&
                      crm_checksum_is_right (page, PAGE_SIZE, number);

  if (is_right && number != 1)
    return TRUE;
  if (!is_right) {
    if (pread (model, page, PAGE_SIZE, offset) != PAGE_SIZE)
      return TRUE;
    *is_replaced = TRUE;
  }
  if (number == 1)
    patch_counts (page, damaged);
  if (pwrite (damaged, page, PAGE_SIZE, offset) == PAGE_SIZE)
    return TRUE;
  g_set_error (error, CRM_ERROR, errno == ENOSPC ? CRM_ERROR_FULL : CRM_ERROR_IO,
               _ ("The copy of the damaged file cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

/* A page of our making proves that it is one of our files at all. */
static gboolean
has_own_page (int damaged, gint64 n_pages)
{
  guint8 page[PAGE_SIZE];

  for (gint64 number = 1; number <= n_pages; number++) {
    if (pread (damaged, page, PAGE_SIZE, (number - 1) * PAGE_SIZE) == PAGE_SIZE && page[0] != 0 &&
        crm_checksum_is_right (page, PAGE_SIZE, (guint32) number))
      return TRUE;
  }
  return FALSE;
}

static gboolean
patch_schema (const char *copy, const char *model, gboolean *is_replaced, GError **error)
{
  g_autoptr (GHashTable) roots = g_hash_table_new (NULL, NULL);
  gboolean done = TRUE;
  struct stat found;
  GStatBuf status;
  int damaged;
  int whole;

  if (!list_roots (model, roots, error))
    return FALSE;
  damaged = g_open (copy, O_RDWR | O_CLOEXEC, 0);
  whole = g_open (model, O_RDONLY | O_CLOEXEC, 0);
  if (damaged < 0 || whole < 0 || g_stat (model, &status) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be read: %s"), copy,
                 g_strerror (errno));
    done = FALSE;
  }
  if (done &&
      (fstat (damaged, &found) != 0 || !has_own_page (damaged, found.st_size / PAGE_SIZE))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("Nothing can be read of it: no part of a company file is left in it."));
    done = FALSE;
  }
  for (guint32 number = 1; done && number <= (guint32) (status.st_size / PAGE_SIZE); number++) {
    if (!g_hash_table_contains (roots, GINT_TO_POINTER ((int) number)))
      done = patch_page (damaged, whole, number, is_replaced, error);
  }
  if (damaged >= 0)
    close (damaged);
  if (whole >= 0)
    close (whole);
  return done;
}

static gboolean
mend_copy (const char *path, const char *copy, gboolean *is_replaced, GError **error)
{
  g_autofree char *model = g_strconcat (copy, ".model", NULL);
  gboolean done;

  done = copy_bytes (path, copy, error) && write_model (model, error) &&
         patch_schema (copy, model, is_replaced, error);
  crm_file_remove_database (model);
  return done;
}

/**
 * crm_mended_file_open:
 * @path: a damaged file; it is left as it is
 * @scratch: a path beside which a copy may be made
 * @lost: takes a sentence where the beginning had to be replaced
 * @error: return location for an error
 *
 * Returns: (transfer full): two connections that read it
 * Errors: %CRM_ERROR_DAMAGED where not even a mended beginning helps
 */
CrmMendedFile *
crm_mended_file_open (const char *path, const char *scratch, GPtrArray *lost, GError **error)
{
  g_autoptr (CrmMendedFile) file = g_new0 (CrmMendedFile, 1);
  const char *name = path;
  gboolean is_replaced = FALSE;

  file->lenient = open_forgiving (path, CRM_DATABASE_RAW_UNCHECKED, NULL);
  if (file->lenient == NULL || !has_readable_schema (file->lenient)) {
    g_clear_pointer (&file->lenient, crm_database_close);
    file->copy = g_strconcat (scratch, ".mended", NULL);
    if (!mend_copy (path, file->copy, &is_replaced, error)) {
      g_prefix_error (error, "“%s”: ", path);
      return NULL;
    }
    name = file->copy;
    g_ptr_array_add (
        lost, g_strdup (is_replaced
                            ? _ ("The file’s beginning, which says what its tables are: that of a "
                                 "new file stands for it.")
                            : _ ("The file’s end is cut off.")));
    file->lenient = open_forgiving (name, CRM_DATABASE_RAW_UNCHECKED, error);
    if (file->lenient == NULL)
      return NULL;
  }
  if (!has_readable_schema (file->lenient)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("Nothing can be read of “%s”: no table is left in it."), path);
    return NULL;
  }
  file->sound = open_forgiving (name, CRM_DATABASE_RAW_READ, error);
  return file->sound != NULL ? g_steal_pointer (&file) : NULL;
}

/**
 * crm_mended_file_close:
 * @file: (transfer full): a file
 *
 * Closes it and removes the copy, if there is one.
 */
void
crm_mended_file_close (CrmMendedFile *file)
{
  g_clear_pointer (&file->sound, crm_database_close);
  g_clear_pointer (&file->lenient, crm_database_close);
  if (file->copy != NULL)
    crm_file_remove_database (file->copy);
  g_free (file->copy);
  g_free (file);
}
