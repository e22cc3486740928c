/* The first 100 bytes of a file: whose it is, before SQLite is let near it. */
#include "config.h"

#include "crm-header.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#include "crm-database-error.h"
#include "crm-database.h"

static const char magic[16] = "SQLite format 3";

static guint32
get_word (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/**
 * crm_header_decode:
 * @bytes: the first bytes of a file
 * @header: (out): what they say; the size is left alone
 *
 * Returns: whether they are the header of a database at all
 */
gboolean
crm_header_decode (const guint8 bytes[CRM_HEADER_SIZE], CrmHeader *header)
{
  if (memcmp (bytes, magic, sizeof magic) != 0)
    return FALSE;

  header->page_size = (guint) bytes[16] << 8 | bytes[17];
  if (header->page_size == 1)
    header->page_size = 65536;
  header->reserved = bytes[20];
  header->user_version = get_word (bytes + 60);
  header->application_id = get_word (bytes + 68);
  return header->page_size >= 512 && (header->page_size & (header->page_size - 1)) == 0;
}

/* Reads through SQLite's own file layer: closing a descriptor of our own would drop the locks that
 * a connection of this process holds on the same file. */
static int
read_through_vfs (const char *path, guint8 bytes[CRM_HEADER_SIZE], gint64 *size)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  sqlite3_filename name = sqlite3_create_filename (path, "", "", 0, NULL);
  sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  sqlite3_int64 n_bytes = 0;
  int code = vfs->xOpen (vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);

  memset (bytes, 0, CRM_HEADER_SIZE);
  if (code == SQLITE_OK)
    code = file->pMethods->xFileSize (file, &n_bytes);
  if (code == SQLITE_OK && n_bytes >= CRM_HEADER_SIZE)
    code = file->pMethods->xRead (file, bytes, CRM_HEADER_SIZE, 0);
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  *size = n_bytes;
  g_free (file);
  sqlite3_free_filename (name);
  return code;
}

/**
 * crm_header_read:
 * @path: a file
 * @header: (out): what its first bytes say
 * @error: return location for an error
 *
 * Reads the header and refuses what is no company file. Nothing is written, no lock is taken.
 *
 * Returns: whether it is a company file of this program, of whatever version
 * Errors: %CRM_ERROR_NOT_FOUND, %CRM_ERROR_DAMAGED, %CRM_ERROR_READ_ONLY, %CRM_ERROR_IO
 */
gboolean
crm_header_read (const char *path, CrmHeader *header, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  guint8 bytes[CRM_HEADER_SIZE];
  struct stat status;
  int code;

  if (stat (path, &status) != 0) {
    int system_error = errno;

    if (system_error == ENOENT || system_error == ENOTDIR)
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
    else
      g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be opened: %s"), path,
                   g_strerror (system_error));
    return FALSE;
  }
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” is not a file but something else."),
                 path);
    return FALSE;
  }

  sqlite3_initialize ();
  code = read_through_vfs (path, bytes, &header->size);
  if (code != SQLITE_OK) {
    int system_error = errno;

    if (system_error == EACCES || system_error == EPERM)
      g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("You have no permission to read “%s”."),
                   path);
    else
      crm_database_error_set (error, code, 0, name, sqlite3_errstr (code));
    return FALSE;
  }
  if (header->size == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” is empty: nothing stands in it."),
                 path);
    return FALSE;
  }
  if (!crm_header_decode (bytes, header)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("“%s” is not a company file of Voronka: its beginning is something else."),
                 path);
    return FALSE;
  }
  if (header->application_id != CRM_APPLICATION_ID) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("“%s” is a database of another program, not a company file of Voronka."), path);
    return FALSE;
  }
  if (header->reserved != CRM_HEADER_RESERVED) {
    g_set_error (
        error, CRM_ERROR, CRM_ERROR_DAMAGED,
        _ ("“%s” is damaged at its very beginning. Restore it from a backup, or recover what "
           "can be read."),
        path);
    return FALSE;
  }
  if (header->size < (gint64) header->page_size) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("“%s” is cut off: its end is missing. Restore it from a backup."), path);
    return FALSE;
  }
  return TRUE;
}
