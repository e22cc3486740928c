/* The copies a store makes of itself. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-backup.h"
#include "crm-clock.h"
#include "crm-error.h"
#include "crm-file.h"
#include "crm-store-private.h"

#define CHUNK (256 * 1024)

static gboolean
get_changed_at (const char *path, struct timespec *moment)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return FALSE;
  *moment = status.st_mtim;
  return TRUE;
}

static char *
dup_youngest (CrmStore *self)
{
  g_autofree char *folder = crm_store_dup_backup_folder (self);
  g_autofree char *stem = crm_backup_dup_stem (self->path);
  g_auto (GStrv) names = crm_backup_list (folder, stem);

  return names[0] != NULL ? g_build_filename (folder, names[0], NULL) : NULL;
}

/**
 * crm_store_note_backup_state:
 * @self: a store that is being opened, before anything is written
 *
 * Finds out whether the file was changed since its youngest copy. A copy that holds all there was
 * when the file was closed bears the file's own time, see crm_store_keep_backup_state().
 */
void
crm_store_note_backup_state (CrmStore *self)
{
  g_autofree char *copy = dup_youngest (self);
  struct timespec copied;
  struct timespec changed;

  self->may_have_changed = copy == NULL || !get_changed_at (copy, &copied) ||
                           !get_changed_at (self->path, &changed) ||
                           copied.tv_sec != changed.tv_sec || copied.tv_nsec != changed.tv_nsec;
}

/**
 * crm_store_keep_backup_state:
 * @self: a store that has been closed
 *
 * Gives the youngest copy the file's time where it holds everything, so that the next opening sees
 * that no other copy is needed.
 */
void
crm_store_keep_backup_state (CrmStore *self)
{
  g_autofree char *copy = NULL;
  struct timespec times[2];

  if (self->may_have_changed || self->n_commits != self->n_backed_up)
    return;
  copy = dup_youngest (self);
  times[0].tv_nsec = UTIME_OMIT;
  /* Where it fails, one copy more than needed will be made. */
  if (copy != NULL && get_changed_at (self->path, &times[1]))
    utimensat (AT_FDCWD, copy, times, 0);
}

static gboolean
write_backup (CrmStore *self, GCancellable *cancellable, gboolean *made, GError **error)
{
  g_autofree char *folder = crm_store_dup_backup_folder (self);
  g_autofree char *stem = crm_backup_dup_stem (self->path);
  g_autofree char *target = crm_backup_dup_path (folder, stem, crm_clock_now ());
  g_autoptr (CrmDatabase) source = NULL;
  guint64 n_commits;
  gboolean is_needed;

  g_mutex_lock (&self->mutex);
  n_commits = self->n_commits;
  is_needed = self->may_have_changed || n_commits != self->n_backed_up;
  g_mutex_unlock (&self->mutex);

  *made = FALSE;
  if (!is_needed)
    return TRUE;
  /* A connection of its own: neither lists nor changes wait for the copy. What is committed between
   * the count above and the copy's beginning is in the copy and counted as if it were not. */
  source = crm_database_open (self->path, CRM_DATABASE_READ, error);
  if (source == NULL || !crm_backup_write (source, target, NULL, NULL, cancellable, error))
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->n_backed_up = n_commits;
  self->may_have_changed = FALSE;
  g_mutex_unlock (&self->mutex);
  *made = TRUE;
  return crm_backup_thin_out (folder, stem, error);
}

/**
 * crm_store_backup_if_changed:
 * @self: a store
 * @made: (out) (optional): whether a copy was needed and made
 * @error: return location for an error
 *
 * Makes a verified copy in the backup folder where something was written since the last one, and
 * thins out the older copies. Takes a second for some hundred thousand records; any thread.
 *
 * Returns: whether the youngest copy holds everything
 */
gboolean
crm_store_backup_if_changed (CrmStore *self, gboolean *made, GError **error)
{
  gboolean is_made = FALSE;
  gboolean done;

  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  done = write_backup (self, self->closing, &is_made, error);
  if (made != NULL)
    *made = is_made;
  return done;
}

static void
backup_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean made = FALSE;

  if (write_backup (source, cancellable, &made, &error))
    g_task_return_int (task, made ? 1 : 0);
  else
    g_task_return_error (task, error);
}

/**
 * crm_store_backup_if_changed_async:
 * @self: a store
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As crm_store_backup_if_changed(), on a thread of its own.
 */
void
crm_store_backup_if_changed_async (CrmStore *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CRM_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_store_backup_if_changed_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, backup_in_thread);
}

/**
 * crm_store_backup_if_changed_finish:
 * @self: a store
 * @result: what the callback was given
 * @made: (out) (optional): whether a copy was needed and made
 * @error: return location for an error
 *
 * Returns: whether the youngest copy holds everything that had been committed when it began
 */
gboolean
crm_store_backup_if_changed_finish (CrmStore *self, GAsyncResult *result, gboolean *made,
                                    GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  answer = g_task_propagate_int (G_TASK (result), error);
  if (made != NULL)
    *made = answer == 1;
  return answer >= 0;
}

/**
 * crm_store_get_last_backup:
 * @self: a store
 *
 * Returns: when the youngest copy was made, seconds since 1970 in UTC, as its name says; 0 where
 * there is none
 */
gint64
crm_store_get_last_backup (CrmStore *self)
{
  g_autofree char *copy = NULL;
  g_autofree char *name = NULL;
  g_autofree char *stem = NULL;

  g_return_val_if_fail (CRM_IS_STORE (self), 0);

  copy = dup_youngest (self);
  if (copy == NULL)
    return 0;
  name = g_path_get_basename (copy);
  stem = crm_backup_dup_stem (self->path);
  return crm_backup_get_moment (name, stem);
}

/* --- A second copy, elsewhere */

static gboolean
read_chunk (GFileInputStream *stream, char *chunk, gsize *n_read, GCancellable *cancellable,
            GError **error)
{
  return g_input_stream_read_all (G_INPUT_STREAM (stream), chunk, CHUNK, n_read, cancellable,
                                  error);
}

/* What was written is read back: a disk that swallows silently is found out. */
static gboolean
compare (GFile *copy, GFile *original, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) ours = g_file_read (copy, cancellable, error);
  g_autoptr (GFileInputStream) theirs =
      ours != NULL ? g_file_read (original, cancellable, error) : NULL;
  g_autofree char *one = g_malloc (CHUNK);
  g_autofree char *other = g_malloc (CHUNK);
  gsize n_ours = CHUNK;
  gsize n_theirs;

  if (theirs == NULL)
    return FALSE;
  while (n_ours == CHUNK) {
    if (!read_chunk (ours, one, &n_ours, cancellable, error) ||
        !read_chunk (theirs, other, &n_theirs, cancellable, error))
      return FALSE;
    if (n_ours != n_theirs || memcmp (one, other, n_ours) != 0) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                           _ ("What was written there reads back as something else."));
      return FALSE;
    }
  }
  return TRUE;
}

/* What is read back comes from the disk, not from memory, as far as the system lets it go. */
static gboolean
settle (const char *path, GError **error)
{
  int descriptor;

  if (!crm_file_sync (path, error))
    return FALSE;
  descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (descriptor >= 0) {
    posix_fadvise (descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close (descriptor);
  }
  return TRUE;
}

static gboolean
carry (const char *copy, const char *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = crm_file_dup_temporary (target);
  g_autoptr (GFile) from = g_file_new_for_path (copy);
  g_autoptr (GFile) to = g_file_new_for_path (temporary);

  if (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error) &&
      settle (temporary, error) && compare (to, from, cancellable, error) &&
      crm_file_replace (temporary, target, error))
    return TRUE;
  g_unlink (temporary);
  return FALSE;
}

/**
 * crm_store_carry_backup:
 * @self: a store
 * @folder: of another disk, as a rule; it must be there
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Brings the youngest verified copy into a second folder, where it is not there yet, reads it back,
 * and thins out the older ones there. Any thread.
 *
 * Returns: whether the youngest copy is in @folder
 */
gboolean
crm_store_carry_backup (CrmStore *self, const char *folder, GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *name = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *target = NULL;

  g_return_val_if_fail (CRM_IS_STORE (self) && folder != NULL, FALSE);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_autofree char *shown = g_filename_display_name (folder);
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("The folder “%s” is not there. Perhaps its disk is not connected."), shown);
    return FALSE;
  }
  copy = dup_youngest (self);
  if (copy == NULL)
    return TRUE;
  name = g_path_get_basename (copy);
  stem = crm_backup_dup_stem (self->path);
  target = g_build_filename (folder, name, NULL);
  if (g_file_test (target, G_FILE_TEST_EXISTS))
    return TRUE;
  return carry (copy, target, cancellable, error) && crm_backup_thin_out (folder, stem, error);
}
