/* Everything that is in a company file, for other programs and for another company file. */
#include "config.h"

#include "crm-base-file-private.h"

#include "crm-error.h"
#include "crm-export-column-private.h"
#include "crm-exporter-private.h"
#include "crm-file-content.h"
#include "crm-json-string.h"
#include "crm-kind.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define BATCH 256
#define BUFFERED_MOST 65536
#define NAME_CHARACTERS 80

/* What is under way. */
typedef struct {
  CrmDatabase *database;
  CrmExportProgress progress;
  gpointer data;
  guint64 done;
  guint64 total;
  GCancellable *cancellable;
  GOutputStream *stream;
  GString *buffer;
} Work;

typedef gboolean (*RecordFunc) (Work *work, CrmRecord *record, gpointer data, GError **error);

static gboolean
fail (const char *path, const GError *reason, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_set_error (error, CRM_ERROR,
               g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CRM_ERROR_FULL
                                                                         : CRM_ERROR_IO,
               _ ("“%s” cannot be written: %s"), name, reason->message);
  return FALSE;
}

static gboolean
check_cancelled (Work *work, GError **error)
{
  if (!g_cancellable_is_cancelled (work->cancellable))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("The export was stopped"));
  return FALSE;
}

static gboolean
for_each (Work *work, const CrmEntity *entity, RecordFunc func, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "id", FALSE, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (sorted == NULL || !crm_query_read_ids (sorted, work->database, -1, 0, ids, error))
    return FALSE;
  for (guint from = 0; from < ids->len; from += BATCH) {
    g_autoptr (GPtrArray) records =
        crm_query_fetch (work->database, entity, &g_array_index (ids, gint64, from),
                         MIN (BATCH, ids->len - from), error);
    if (records == NULL || !check_cancelled (work, error))
      return FALSE;
    for (guint i = 0; i < records->len; i++) {
      if (records->pdata[i] == NULL)
        continue;
      if (!func (work, records->pdata[i], data, error))
        return FALSE;
      work->done++;
    }
    if (work->progress != NULL)
      work->progress (work->done, work->total, work->data);
  }
  return TRUE;
}

static gboolean
count_all (Work *work, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++) {
    g_autoptr (CrmQuery) all = crm_query_new (entities[i]);
    gint64 n = crm_query_count (all, work->database, error);
    if (n < 0)
      return FALSE;
    work->total += (guint64) n;
  }
  return TRUE;
}

/* A record with bytes of its own: that of an attached file. */
static const char *
get_sum (CrmRecord *record)
{
  return crm_entity_field (crm_record_get_entity (record), "sha256") != NULL
             ? crm_record_get_text (record, "sha256")
             : NULL;
}

/* --- One file: a record a line, in an array that is JSON as a whole */

static gboolean
flush (Work *work, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (!g_output_stream_write_all (work->stream, work->buffer->str, work->buffer->len, NULL,
                                  work->cancellable, &reason)) {
    if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return check_cancelled (work, error);
    return fail (path, reason, error);
  }
  g_string_truncate (work->buffer, 0);
  return TRUE;
}

/* What a line says of the record itself; a field of that name stands under another. */
gboolean
crm_base_member_is_taken (const char *name)
{
  return strcmp (name, "entity") == 0 || strcmp (name, "id") == 0 || strcmp (name, "content") == 0;
}

/* Texts as they are stored, the rest as machines read it. */
static void
append_member (GString *json, const CrmField *field, const CrmValue *value)
{
  g_autofree char *text = NULL;
  g_string_append_c (json, ',');
  if (crm_base_member_is_taken (field->name)) {
    g_autofree char *name = g_strconcat (CRM_BASE_FIELD_PREFIX, field->name, NULL);
    crm_json_append_string (json, name);
  } else
    crm_json_append_string (json, field->name);
  g_string_append_c (json, ':');
  if (value->type == CRM_VALUE_TEXT) {
    crm_json_append_string (json, value->text);
    return;
  }
  text = crm_field_to_machine (field, value);
  crm_json_append_string (json, text);
}

static gboolean
write_json_record (Work *work, CrmRecord *record, gpointer path, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const char *sum = get_sum (record);
  GString *json = work->buffer;

  g_string_append (json, work->done > 0 ? ",\n{\"entity\":" : "\n{\"entity\":");
  crm_json_append_string (json, entity->name);
  g_string_append_printf (json, ",\"id\":%" G_GINT64_FORMAT, crm_record_get_id (record));
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_record_get_value (record, i)->type != CRM_VALUE_EMPTY)
      append_member (json, &entity->fields[i], crm_record_get_value (record, i));
  if (sum != NULL) {
    g_autoptr (GBytes) bytes = crm_file_read_content (work->database, sum, error);
    g_autofree char *base64 = NULL;
    if (bytes == NULL)
      return FALSE;
    base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_string_append_printf (json, ",\"content\":\"%s\"", base64);
  }
  g_string_append_c (json, '}');
  return json->len < BUFFERED_MOST || flush (work, path, error);
}

static gboolean
write_json (Work *work, const char *path, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  g_string_append (work->buffer, CRM_BASE_BEGINNING "2,\"settings\":");
  if (!crm_base_settings_append (work->database, work->buffer, error))
    return FALSE;
  g_string_append (work->buffer, ",\"records\":[");
  for (int i = 0; i < n_entities; i++)
    if (!for_each (work, entities[i], write_json_record, (gpointer) path, error))
      return FALSE;
  g_string_append (work->buffer, "\n]}\n");
  return flush (work, path, error);
}

static gboolean
export_json (Work *work, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) reason = NULL;
  gboolean was_there = g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, work->cancellable, &reason);
  g_autoptr (GString) buffer = g_string_new (NULL);

  if (stream == NULL)
    return fail (path, reason, error);
  work->stream = G_OUTPUT_STREAM (stream);
  work->buffer = buffer;
  if (!write_json (work, path, error)) {
    crm_export_abandon (work->stream, file, was_there);
    return FALSE;
  }
  if (g_output_stream_close (work->stream, work->cancellable, &reason))
    return TRUE;
  crm_export_abandon (work->stream, file, was_there);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return check_cancelled (work, error);
  return fail (path, reason, error);
}

/* --- A folder of tables */

static gboolean
write_attached (Work *work, CrmRecord *record, gpointer folder, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *title =
      g_utf8_substring (crm_record_get_title (record), 0,
                        MIN (NAME_CHARACTERS, g_utf8_strlen (crm_record_get_title (record), -1)));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (get_sum (record) == NULL)
    return TRUE;
  bytes = crm_file_read_content (work->database, get_sum (record), error);
  if (bytes == NULL)
    return FALSE;
  /* Nothing of a name leads out of the folder. */
  g_strdelimit (title, "/\\", '_');
  name = g_strdup_printf ("%" G_GINT64_FORMAT "-%s", crm_record_get_id (record), title);
  path = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE, 0600,
                                 &reason))
    return fail (path, reason, error);
  return TRUE;
}

static gboolean
export_table (Work *work, const CrmEntity *entity, const char *folder, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "id", FALSE, error);
  g_autofree char *name = g_strconcat (entity->name, ".csv", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (CrmExporter) exporter = NULL;

  if (sorted == NULL)
    return FALSE;
  exporter = crm_exporter_new (sorted, CRM_EXPORT_CSV, CRM_EXPORT_FOR_MACHINES);
  if (!crm_exporter_write_file (exporter, work->database, path, work->cancellable, error))
    return FALSE;
  work->done += crm_exporter_get_n_rows (exporter);
  if (work->progress != NULL)
    work->progress (work->done, work->total, work->data);
  return check_cancelled (work, error);
}

/* What is not whole is nothing. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

static gboolean
write_tables (Work *work, const char *folder, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autofree char *settings = g_build_filename (folder, "settings.csv", NULL);

  if (!crm_base_settings_write_table (work->database, settings, work->cancellable, error))
    return FALSE;
  if (g_mkdir (files, 0700) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), "files",
                 g_strerror (errno));
    return FALSE;
  }
  for (int i = 0; i < n_entities; i++) {
    guint64 before = work->done;
    if (!export_table (work, entities[i], folder, error))
      return FALSE;
    if (crm_entity_field (entities[i], "sha256") != NULL) {
      work->done = before;
      if (!for_each (work, entities[i], write_attached, files, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
export_csv (Work *work, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *name = g_filename_display_basename (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” is there already: choose another name for the folder"), name);
    return FALSE;
  }
  remove_folder (part);
  if (g_mkdir (part, 0700) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), name,
                 g_strerror (errno));
    return FALSE;
  }
  if (write_tables (work, part, error)) {
    if (g_rename (part, path) == 0)
      return TRUE;
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), name,
                 g_strerror (errno));
  }
  remove_folder (part);
  return FALSE;
}

/**
 * crm_base_export:
 * @database: any connection of this thread
 * @format: how
 * @path: (type filename): a file that is replaced, or a folder that is not there yet
 * @progress: (nullable): called now and then
 * @data: for @progress
 * @n_records: (out) (optional): how many were written
 * @cancellable: (nullable): stops it
 * @error: `REFUSED`: the folder is there already; `FULL`, `IO`, `CANCELLED`, of the store
 *
 * Writes every record as it is at one moment.
 *
 * Returns: whether it stands
 */
gboolean
crm_base_export (CrmDatabase *database, CrmBaseFormat format, const char *path,
                 CrmExportProgress progress, gpointer data, guint64 *n_records,
                 GCancellable *cancellable, GError **error)
{
  Work work = {
    .database = database, .progress = progress, .data = data, .cancellable = cancellable
  };
  gboolean begun = !crm_database_in_transaction (database);
  gboolean done;

  if (begun && !crm_database_begin (database, error))
    return FALSE;
  done = count_all (&work, error) && (format == CRM_BASE_JSON ? export_json (&work, path, error)
                                                              : export_csv (&work, path, error));
  if (begun)
    crm_database_rollback (database);
  if (n_records != NULL)
    *n_records = work.done;
  return done;
}

typedef struct {
  char *database_path; /* owned */
  char *path;          /* owned */
  CrmBaseFormat format;
  CrmExportProgress progress;
  gpointer data;
  GDestroyNotify destroy;
} Writing;

static void
free_writing (gpointer data)
{
  Writing *writing = data;
  if (writing->destroy != NULL)
    writing->destroy (writing->data);
  g_free (writing->database_path);
  g_free (writing->path);
  g_free (writing);
}

static void
write_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;
  guint64 n_records;
  g_autoptr (CrmDatabase) database =
      crm_database_open (writing->database_path, CRM_DATABASE_READ, &error);
  if (database != NULL &&
      crm_base_export (database, writing->format, writing->path, writing->progress, writing->data,
                       &n_records, cancellable, &error))
    g_task_return_int (task, (gssize) n_records);
  else
    g_task_return_error (task, error);
}

/**
 * crm_base_export_async:
 * @store: the company file
 * @format: how
 * @path: (type filename): as of crm_base_export()
 * @progress: (nullable): called now and then on the thread that works
 * @data: for @progress
 * @destroy: (nullable): frees @data, on any thread
 * @cancellable: (nullable): stops it
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_base_export() on a thread of its own with a connection of its own.
 */
void
crm_base_export_async (CrmStore *store, CrmBaseFormat format, const char *path,
                       CrmExportProgress progress, gpointer data, GDestroyNotify destroy,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->database_path = g_strdup (crm_store_get_path (store));
  writing->path = g_strdup (path);
  writing->format = format;
  writing->progress = progress;
  writing->data = data;
  writing->destroy = destroy;
  g_task_set_source_tag (task, crm_base_export_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, free_writing);
  g_task_run_in_thread (task, write_func);
}

/**
 * crm_base_export_finish:
 * @store: the company file
 * @result: of crm_base_export_async()
 * @error: as crm_base_export()
 *
 * Returns: how many records were written; -1 on error
 */
gint64
crm_base_export_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), -1);
  return g_task_propagate_int (G_TASK (result), error);
}
