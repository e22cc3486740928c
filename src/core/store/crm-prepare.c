/* The slow part of opening a company file, for a thread of its own. */
#include "config.h"

#include "crm-prepare.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-database-private.h"
#include "crm-header.h"
#include "crm-lock.h"
#include "crm-migration.h"
#include "crm-setting.h"

/* A log that a crash left is moved into the file while it is opened: up to here at once. */
#define SMALL_LOG (4 * 1024 * 1024)

static gboolean
needs_rebuild (const char *path)
{
  g_autoptr (CrmDatabase) reader = crm_database_open (path, CRM_DATABASE_READ, NULL);
  gboolean is_needed = FALSE;

  return reader != NULL && crm_setting_needs_rebuild (reader, &is_needed, NULL) && is_needed;
}

/**
 * crm_prepare_is_needed:
 * @path: a company file
 *
 * Looks at some bytes of the file and at the size of its log, and whether what is derived from the
 * records has to be made anew.
 *
 * Returns: whether opening it for writing may take so long that a window must not wait
 */
gboolean
crm_prepare_is_needed (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  CrmHeader header;
  GStatBuf status;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!crm_header_read (path, &header, NULL))
    return FALSE;
  return header.user_version < (guint32) crm_migration_get_latest () ||
         (g_stat (log, &status) == 0 && status.st_size > SMALL_LOG) || needs_rebuild (path);
}

/* Nothing is moved or migrated in a file that is not sound; the look costs a second for half a
 * gigabyte. */
static gboolean
check (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDatabase) reader = crm_database_open (path, CRM_DATABASE_READ, error);
  g_autofree char *damage = NULL;

  if (reader == NULL)
    return FALSE;
  damage = crm_database_find_damage (reader, cancellable);
  if (damage == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, damage);
  return FALSE;
}

static gboolean
bring_up (const char *path, CrmPrepareFunc func, gpointer data, GCancellable *cancellable,
          GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copies = g_build_filename (folder, "backups", NULL);
  g_autoptr (CrmDatabase) writer = crm_database_open (path, CRM_DATABASE_WRITE, error);

  return writer != NULL && crm_database_checkpoint (writer, FALSE, error) &&
         crm_migration_run_watched (writer, crm_migration_get_scripts (), copies, func, data,
                                    cancellable, NULL, error) &&
         crm_database_checkpoint (writer, TRUE, error);
}

/**
 * crm_prepare_run:
 * @path: a company file
 * @func: (nullable) (scope call): told what is under way
 * @data: for @func
 * @cancellable: (nullable): stops it; the file is then of the version it had or of a later one
 * @error: return location for an error
 *
 * Checks the file, moves what a crash left in its log, and brings an older file to this program's
 * version after a verified copy, so that crm_store_open() has little left to do. Any thread, while
 * nobody has the file open.
 *
 * Returns: whether the file may be opened now
 * Errors: those of crm_store_open(), and %CRM_ERROR_CANCELLED
 */
gboolean
crm_prepare_run (const char *path, CrmPrepareFunc func, gpointer data, GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *whole = NULL;
  g_autoptr (GError) local = NULL;
  CrmLock *lock;
  gboolean done;

  g_return_val_if_fail (path != NULL, FALSE);

  whole = g_canonicalize_filename (path, NULL);
  if (!crm_lock_check_file_system (whole, error))
    return FALSE;
  lock = crm_lock_take (whole, error);
  if (lock == NULL)
    return FALSE;
  if (func != NULL)
    func (CRM_PREPARE_CHECKING, 1, 1, data);
  done = check (whole, cancellable, &local) && bring_up (whole, func, data, cancellable, &local);
  crm_lock_release (lock);
  if (done)
    return TRUE;
  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Stopped. Nothing is lost."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
