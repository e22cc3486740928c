/* An export as a file that appears when it is whole. */
#include "config.h"

#include "crm-exporter-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>

static gboolean
fail (const GError *reason, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  gboolean denied = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
                    g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  if (denied)
    g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                 _ ("“%s” cannot be written: the file or its folder is read-only"), name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), name,
                 reason->message);
  return FALSE;
}

/* Closing a file cancelled leaves the old one as it was; where there was none, GIO writes straight
 * into the new one, and half of it would stay. */
void
crm_export_abandon (GOutputStream *stream, GFile *file, gboolean was_there)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  if (!g_output_stream_is_closed (stream))
    g_output_stream_close (stream, cancelled, NULL);
  if (!was_there)
    g_file_delete (file, NULL, NULL);
}

/**
 * crm_exporter_write_file:
 * @self: an exporter
 * @database: any connection of this thread
 * @path: (type filename): where to; replaced
 * @cancellable: (nullable): stops it
 * @error: `READ_ONLY`, `FULL`, `IO`, `CANCELLED`, of the store
 *
 * Returns: whether the file stands, whole; what stood there before stays otherwise
 */
gboolean
crm_exporter_write_file (CrmExporter *self, CrmDatabase *database, const char *path,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean was_there;

  g_return_val_if_fail (CRM_IS_EXPORTER (self) && path != NULL, FALSE);
  file = g_file_new_for_path (path);
  was_there = g_file_query_exists (file, NULL);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &reason);
  if (stream == NULL)
    return fail (reason, path, error);
  if (crm_exporter_write (self, database, G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  crm_export_abandon (G_OUTPUT_STREAM (stream), file, was_there);
  return FALSE;
}

typedef struct {
  char *database_path; /* owned */
  char *path;          /* owned */
} Writing;

static void
free_writing (gpointer data)
{
  Writing *writing = data;
  g_free (writing->database_path);
  g_free (writing->path);
  g_free (writing);
}

static void
write_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;
  g_autoptr (CrmDatabase) database =
      crm_database_open (writing->database_path, CRM_DATABASE_READ, &error);
  if (database != NULL &&
      crm_exporter_write_file (source, database, writing->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * crm_exporter_write_file_async:
 * @self: an exporter; not to be used until the callback
 * @store: the company file
 * @path: (type filename): where to; replaced
 * @cancellable: (nullable): stops it
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_exporter_write_file() on a thread of its own with a connection of its own.
 */
void
crm_exporter_write_file_async (CrmExporter *self, CrmStore *store, const char *path,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->database_path = g_strdup (crm_store_get_path (store));
  writing->path = g_strdup (path);
  g_task_set_source_tag (task, crm_exporter_write_file_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, free_writing);
  g_task_run_in_thread (task, write_func);
}

/**
 * crm_exporter_write_file_finish:
 * @self: an exporter
 * @result: of crm_exporter_write_file_async()
 * @error: as crm_exporter_write_file()
 *
 * Returns: whether the file stands
 */
gboolean
crm_exporter_write_file_finish (CrmExporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
