/* A backup in the place of the company file, without losing what stood there. */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-backup.h"
#include "crm-clock.h"
#include "crm-database-private.h"
#include "crm-file.h"
#include "crm-lock.h"

static gboolean
refuse_move (const char *path, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be put aside: %s"), path,
               g_strerror (errno));
  return FALSE;
}

static char *
dup_kept_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = crm_backup_dup_stem (path);
  g_autofree char *replaced = g_strconcat (stem, ".replaced", NULL);
  gint64 moment = crm_clock_now ();
  char *kept = crm_backup_dup_path (folder, replaced, moment);

  while (g_file_test (kept, G_FILE_TEST_EXISTS)) {
    g_free (kept);
    kept = crm_backup_dup_path (folder, replaced, ++moment);
  }
  return kept;
}

/* The old file gets its second name before anything else, and its log follows: whenever the lights
 * go out, the old file with its log is whole under one name or the other, and the new file never
 * meets a log that is not its own. */
static gboolean
put_aside (const char *path, const char *kept, GError **error)
{
  static const char *const sidecars[] = { "-wal", "-journal" };
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  if (link (path, kept) != 0 && g_rename (path, kept) != 0)
    return refuse_move (path, error);
  for (gsize i = 0; i < G_N_ELEMENTS (sidecars); i++) {
    g_autofree char *from = g_strconcat (path, sidecars[i], NULL);
    g_autofree char *to = g_strconcat (kept, sidecars[i], NULL);

    if (g_rename (from, to) != 0 && errno != ENOENT)
      return refuse_move (from, error);
  }
  g_unlink (index);
  return crm_file_sync_folder_of (path, error);
}

static gboolean
restore_locked (CrmDatabase *source, const char *path, char **kept_as, GError **error)
{
  g_autofree char *part = crm_file_dup_temporary (path);
  g_autofree char *kept = NULL;

  if (!crm_backup_write (source, part, NULL, NULL, NULL, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    kept = dup_kept_path (path);
    if (!put_aside (path, kept, error)) {
      crm_file_remove_database (part);
      return FALSE;
    }
  }
  if (!crm_file_replace (part, path, error)) {
    crm_file_remove_database (part);
    return FALSE;
  }
  if (kept_as != NULL)
    *kept_as = g_steal_pointer (&kept);
  return TRUE;
}

/**
 * crm_backup_restore:
 * @backup: a copy of a company file
 * @path: the company file, which nobody may have open; need not exist
 * @kept_as: (out) (optional) (nullable): where the former file stands now, %NULL where there was
 * none
 * @error: return location for an error
 *
 * Checks the backup whole, copies it beside @path, checks the copy, puts the former file aside
 * under a dated name and the copy in its place. Until that last step nothing at @path is touched.
 *
 * Returns: whether the backup stands at @path now
 * Errors: %CRM_ERROR_BUSY naming the holder, %CRM_ERROR_DAMAGED for a backup that does not pass,
 *   %CRM_ERROR_FULL, %CRM_ERROR_READ_ONLY, %CRM_ERROR_IO
 */
gboolean
crm_backup_restore (const char *backup, const char *path, char **kept_as, GError **error)
{
  g_autofree char *absolute = NULL;
  g_autofree char *absolute_backup = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (CrmDatabase) source = NULL;
  g_autoptr (CrmLock) lock = NULL;

  g_return_val_if_fail (backup != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (kept_as != NULL)
    *kept_as = NULL;
  absolute = g_canonicalize_filename (path, NULL);
  absolute_backup = g_canonicalize_filename (backup, NULL);
  if (g_str_equal (absolute, absolute_backup)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” cannot be its own backup."), path);
    return FALSE;
  }
  folder = g_path_get_dirname (absolute);
  if (!crm_file_make_folder (folder, error) || !crm_lock_check_file_system (absolute, error))
    return FALSE;
  lock = crm_lock_take (absolute, error);
  if (lock == NULL)
    return FALSE;
  source = crm_database_open (absolute_backup, CRM_DATABASE_READ, error);
  return source != NULL && restore_locked (source, absolute, kept_as, error);
}
