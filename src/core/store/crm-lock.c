/* Who may write a company file: the one process that holds its lock.
 *
 * The lock is a file of its own beside the company file. The kernel gives it back when its holder
 * dies, however it dies; what stands in it only says who holds it. */
#include "config.h"

#include "crm-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-error.h"

struct _CrmLock {
  char *path;     /* owned */
  int descriptor; /* owned */
};

static gboolean
refuse_busy (const char *path, const char *lock_path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  /* The lock file is not the database: it may be opened and closed as one likes. */
  if (g_file_get_contents (lock_path, &text, NULL, NULL))
    lines = g_strsplit (text, "\n", 4);
  if (lines != NULL && g_strv_length (lines) >= 3) {
    gint64 since = g_ascii_strtoll (lines[2], NULL, 10);
    g_autofree char *moment = crm_moment_format (since, NULL);

    g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
                 _ ("“%s” is in use by %s (process %s, since %s). Close it there first."), name,
                 lines[1], lines[0], moment);
  } else {
    g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
                 _ ("“%s” is in use by another program. Close it there first."), name);
  }
  return FALSE;
}

static void
write_holder (int descriptor)
{
  const char *program = g_get_prgname ();
  g_autofree char *text = g_strdup_printf ("%ld\n%s\n%" G_GINT64_FORMAT "\n", (long) getpid (),
                                           program != NULL ? program : "voronka", crm_clock_now ());

  /* Only for the sentence another process shows; the lock holds without it. */
  if (ftruncate (descriptor, 0) != 0 || pwrite (descriptor, text, strlen (text), 0) < 0)
    g_info ("lock: %s", g_strerror (errno));
}

/* A holder takes its file away when it ends, so the name may stand for another file by now. */
static gboolean
is_still_there (int descriptor, const char *path)
{
  struct stat held;
  struct stat named;

  return fstat (descriptor, &held) == 0 && stat (path, &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/**
 * crm_lock_take:
 * @path: a company file; need not exist yet
 * @error: return location for an error
 *
 * Returns: (transfer full): the lock, until it is released or the process ends
 * Errors: %CRM_ERROR_BUSY names the holder; %CRM_ERROR_READ_ONLY where the folder takes no lock
 */
CrmLock *
crm_lock_take (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);

  for (;;) {
    int descriptor = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int system_error = errno;

    if (descriptor < 0) {
      CrmError code = system_error == EACCES || system_error == EROFS || system_error == EPERM
                          ? CRM_ERROR_READ_ONLY
                      : system_error == ENOSPC || system_error == EDQUOT ? CRM_ERROR_FULL
                      : system_error == ENOENT                           ? CRM_ERROR_NOT_FOUND
                                                                         : CRM_ERROR_IO;

      g_set_error (error, CRM_ERROR, code, _ ("“%s” cannot be made: %s"), lock_path,
                   g_strerror (system_error));
      return NULL;
    }
    if (flock (descriptor, LOCK_EX | LOCK_NB) != 0) {
      system_error = errno;
      close (descriptor);
      if (system_error == EWOULDBLOCK)
        refuse_busy (path, lock_path, error);
      else
        g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be locked: %s"), lock_path,
                     g_strerror (system_error));
      return NULL;
    }
    if (is_still_there (descriptor, lock_path)) {
      CrmLock *lock = g_new0 (CrmLock, 1);

      write_holder (descriptor);
      lock->path = g_steal_pointer (&lock_path);
      lock->descriptor = descriptor;
      return lock;
    }
    close (descriptor);
  }
}

/**
 * crm_lock_release:
 * @lock: (transfer full): a lock
 *
 * Lets another process have the file.
 */
void
crm_lock_release (CrmLock *lock)
{
  g_return_if_fail (lock != NULL);

  /* Taken away while still held: whoever waits at the old file sees that it has lost its name. */
  g_unlink (lock->path);
  close (lock->descriptor);
  g_free (lock->path);
  g_free (lock);
}

/* The type of the file system as the kernel's list of mounts names it; %NULL where it is not
 * listed. */
static char *
dup_mount_type (const char *path)
{
  struct stat status;
  g_autofree char *text = NULL;
  g_autofree char *device = NULL;
  g_auto (GStrv) lines = NULL;

  if (stat (path, &status) != 0 || !g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  device = g_strdup_printf ("%u:%u", major (status.st_dev), minor (status.st_dev));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
    guint n_words = g_strv_length (words);

    if (n_words < 3 || strcmp (words[2], device) != 0)
      continue;
    for (guint j = 3; j + 1 < n_words; j++) {
      if (strcmp (words[j], "-") == 0)
        return g_strdup (words[j + 1]);
    }
  }
  return NULL;
}

/**
 * crm_lock_refuse_file_system:
 * @path: a company file, for the sentence
 * @magic: f_type of statfs
 * @type: (nullable): the file system's name in the list of mounts
 * @error: return location for an error
 *
 * Locks and write-ahead logs are not to be relied on over a network, and a portal or a
 * synchronising folder shows only one file of the three.
 *
 * Returns: whether the file system is fit for a file in use
 */
gboolean
crm_lock_refuse_file_system (const char *path, guint64 magic, const char *type, GError **error)
{
  static const struct {
    guint64 magic;
    const char *name;
  } networks[] = {
    { 0x6969, "NFS" },        { 0x517b, "SMB" },      { 0xfe534d42, "SMB" },
    { 0xff534d42, "CIFS" },   { 0x01021997, "9P" },   { 0x5346414f, "AFS" },
    { 0x6b414653, "AFS" },    { 0x73757245, "Coda" }, { 0x00c36400, "Ceph" },
    { 0x0bd00bd0, "Lustre" }, { 0x47504653, "GPFS" }, { 0x7461636f, "OCFS2" },
    { 0x01161970, "GFS2" },   { 0x564c, "NCP" },      { 0x19830326, "BeeGFS" },
  };
  const char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (networks) && name == NULL; i++) {
    if (magic == networks[i].magic)
      name = networks[i].name;
  }
  /* FUSE serves local disks (fuseblk), virtual machines (virtiofs) and networks (fuse.sshfs) alike.
   */
  if (name == NULL && magic == 0x65735546 && type != NULL && g_str_has_prefix (type, "fuse."))
    name = type;
  if (name == NULL)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("“%s” lies on a network or virtual file system (%s), where a company file cannot "
                  "be kept safely. Copy it to a disk of this computer."),
               path, name);
  return FALSE;
}

/* A program that synchronises a folder copies file and log apart from each other, and puts an older
 * one in the place of a newer. Each leaves its own mark at the folder's top. */
static gboolean
refuse_synchronised (const char *path, const char *folder, GError **error)
{
  static const struct {
    const char *mark;
    const char *program;
  } marks[] = {
    { ".dropbox.cache", "Dropbox" },     { ".nextcloudsync.log", "Nextcloud" },
    { ".owncloudsync.log", "ownCloud" }, { ".stfolder", "Syncthing" },
    { ".SeadriveFolder", "Seafile" },    { ".tmp.driveupload", "Google Drive" },
  };
  g_autofree char *top = g_strdup (folder);

  for (;;) {
    g_autofree char *parent = g_path_get_dirname (top);

    for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
      g_autofree char *mark = g_build_filename (top, marks[i].mark, NULL);

      if (g_file_test (mark, G_FILE_TEST_EXISTS)) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                     _ ("“%s” lies in a folder that %s synchronises, where a company file in use "
                        "would be spoilt. Keep it elsewhere, and its backups there."),
                     path, marks[i].program);
        return FALSE;
      }
    }
    if (g_str_equal (parent, top))
      return TRUE;
    g_set_str (&top, parent);
  }
}

/**
 * crm_lock_check_file_system:
 * @path: a company file; need not exist yet
 * @error: return location for an error
 *
 * Setting `VORONKA_ANY_FILE_SYSTEM` in the environment switches the check off, for machines whose
 * own disk is of such a kind.
 *
 * Returns: whether the file may be in use where it lies
 */
gboolean
crm_lock_check_file_system (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *type = NULL;
  struct statfs status;

  if (g_getenv ("VORONKA_ANY_FILE_SYSTEM") != NULL)
    return TRUE;
  if (!refuse_synchronised (path, folder, error))
    return FALSE;
  if (statfs (folder, &status) != 0)
    return TRUE;
  type = dup_mount_type (folder);
  /* Some kernels sign-extend the number; only its 32 bits are the magic. */
  return crm_lock_refuse_file_system (path, (guint32) status.f_type, type, error);
}
