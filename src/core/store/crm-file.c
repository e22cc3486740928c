/* Files under their final name only when they are whole, and on the disk when it is said so. */
#define _GNU_SOURCE /* renameat2() */
#include "config.h"

#include "crm-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-error.h"

static gboolean
refuse (const char *path, int system_error, GError **error)
{
  CrmError code = CRM_ERROR_IO;

  if (system_error == ENOSPC || system_error == EDQUOT)
    code = CRM_ERROR_FULL;
  else if (system_error == EACCES || system_error == EPERM || system_error == EROFS)
    code = CRM_ERROR_READ_ONLY;
  else if (system_error == ENOENT)
    code = CRM_ERROR_NOT_FOUND;
  else if (system_error == EEXIST)
    code = CRM_ERROR_REFUSED;
  g_set_error (error, CRM_ERROR, code, _ ("“%s” cannot be written: %s"), path,
               g_strerror (system_error));
  return FALSE;
}

/**
 * crm_file_make_folder:
 * @folder: a folder
 * @error: return location for an error
 *
 * Makes it for its owner alone where it is missing.
 *
 * Returns: whether it is there
 */
gboolean
crm_file_make_folder (const char *folder, GError **error)
{
  return g_mkdir_with_parents (folder, 0700) == 0 || refuse (folder, errno, error);
}

/**
 * crm_file_sync:
 * @path: a file or folder that no connection of this process has open
 * @error: return location for an error
 *
 * Returns: whether it is on the disk
 */
gboolean
crm_file_sync (const char *path, GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  int system_error;

  if (descriptor < 0)
    return refuse (path, errno, error);
  system_error = fsync (descriptor) == 0 ? 0 : errno;
  close (descriptor);
  /* A file system that cannot sync a folder keeps names on its own terms. */
  if (system_error == 0 || system_error == EINVAL)
    return TRUE;
  return refuse (path, system_error, error);
}

/**
 * crm_file_sync_folder_of:
 * @path: a file
 * @error: return location for an error
 *
 * Returns: whether the names in its folder are on the disk
 */
gboolean
crm_file_sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return crm_file_sync (folder, error);
}

/**
 * crm_file_replace:
 * @from: a whole file
 * @to: the name it is to have; what stands there is replaced in one step
 * @error: return location for an error
 *
 * Returns: whether file and name are on the disk
 */
gboolean
crm_file_replace (const char *from, const char *to, GError **error)
{
  if (!crm_file_sync (from, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return refuse (to, errno, error);
  return crm_file_sync_folder_of (to, error);
}

/**
 * crm_file_put_new:
 * @from: a whole file
 * @to: the name it is to have, where nothing may stand yet
 * @error: return location for an error
 *
 * Returns: whether file and name are on the disk
 */
gboolean
crm_file_put_new (const char *from, const char *to, GError **error)
{
  if (!crm_file_sync (from, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) != 0) {
    /* Not every file system knows that call; a hard link refuses a taken name as well. */
    if (errno != EINVAL && errno != ENOSYS)
      return refuse (to, errno, error);
    if (link (from, to) != 0)
      return refuse (to, errno, error);
    g_unlink (from);
  }
  return crm_file_sync_folder_of (to, error);
}

/**
 * crm_file_dup_temporary:
 * @path: a file to be made
 *
 * Returns: (transfer full): a hidden name beside it that nothing else uses
 */
char *
crm_file_dup_temporary (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *id = g_uuid_string_random ();

  return g_strdup_printf ("%s/.%s.%.8s.part", folder, name, id);
}

/**
 * crm_file_remove_database:
 * @path: a database of our own making that is not wanted
 *
 * Removes it with its sidecars.
 */
void
crm_file_remove_database (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

    g_unlink (name);
  }
}
