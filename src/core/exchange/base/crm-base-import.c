/* An export of everything, one file or a folder of tables, read back into an empty company file:
 * every record under its own number,
 * so that all that points at it still does. */
#include "config.h"

#include "crm-base-file-private.h"

#include "crm-error.h"
#include "crm-kind.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define LINES_A_FEED 64

typedef struct {
  CrmBaseTables *tables;    /* owned; NULL: it is one file */
  GDataInputStream *stream; /* owned */
  JsonParser *parser;       /* owned */
  JsonObject *settings;     /* owned; NULL: the file has none */
  char *name;               /* owned */
  guint64 line;
  int emptied; /* how many entities still have what a new file begins with */
  guint64 n_records;
  gboolean describes; /* what was read last may add to the descriptions */
  gboolean begun;
  gboolean ended;
  guint64 n_bytes; /* read */
  guint64 size;    /* of the file; 0: not known */
  CrmExportProgress progress;
  gpointer data;
  GCancellable *cancellable;
} Reading;

static gboolean
fail (Reading *reading, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("Line %" PRIu64 " of “%s” is none of an export of everything, or was changed "
                  "by another program"),
               reading->line, reading->name);
  return FALSE;
}

/* People's own records, other than what every file begins with. */
static gboolean
is_empty (CrmDatabase *database, gboolean *empty, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  *empty = TRUE;
  for (int i = 0; i < n_entities && *empty; i++) {
    g_autoptr (CrmQuery) all = crm_query_new (entities[i]);
    gint64 n;
    if (entities[i]->internal || entities[i]->no_search)
      continue;
    n = crm_query_count (all, database, error);
    if (n < 0)
      return FALSE;
    /* The person who works at this seat. */
    *empty = n <= (crm_entity_field (entities[i], "supervisor") != NULL ? 1 : 0);
  }
  return TRUE;
}

/* What a new file begins with gives way; what is owned first. */
static gboolean
empty_next (Reading *reading, CrmChange *change, CrmDatabase *database, GError **error)
{
  const CrmEntity *const *entities = crm_entities (NULL);
  const CrmEntity *entity = entities[--reading->emptied];
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!crm_query_read_ids (all, database, -1, 0, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    crm_change_delete (change, entity, g_array_index (ids, gint64, i));
  return TRUE;
}

static gboolean
read_member (Reading *reading, CrmRecord *record, int i, const char *text, GError **error)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[i];
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT)
    crm_value_set_text (&value, text);
  else if (!crm_field_parse (field, text, &value, NULL))
    return fail (reading, error);
  crm_record_set_value (record, i, &value);
  return TRUE;
}

static gboolean
read_record (Reading *reading, CrmChange *change, JsonObject *object, GError **error)
{
  const CrmEntity *entity =
      crm_entity_find (json_object_get_string_member_with_default (object, "entity", ""));
  gint64 id = json_object_get_int_member_with_default (object, "id", 0);
  const char *content = json_object_get_string_member_with_default (object, "content", NULL);
  g_autoptr (CrmRecord) record = NULL;

  if (entity == NULL || id <= 0)
    return fail (reading, error);
  reading->describes = entity->derive != NULL;
  record = crm_record_new (entity);
  for (int i = 0; i < entity->n_fields; i++) {
    const char *name = entity->fields[i].name;
    g_autofree char *apart =
        crm_base_member_is_taken (name) ? g_strconcat (CRM_BASE_FIELD_PREFIX, name, NULL) : NULL;
    JsonNode *node = json_object_get_member (object, apart != NULL ? apart : name);
    crm_record_clear_field (record, entity->fields[i].name);
    if (node == NULL)
      continue;
    if (json_node_get_value_type (node) != G_TYPE_STRING)
      return fail (reading, error);
    if (!read_member (reading, record, i, json_node_get_string (node), error))
      return FALSE;
  }
  if (content != NULL) {
    gsize length;
    guchar *bytes = g_base64_decode (content, &length);
    g_autoptr (GBytes) owned = g_bytes_new_take (bytes, length);
    g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, owned);
    if (g_strcmp0 (sum, crm_record_get_text (record, "sha256")) != 0)
      return fail (reading, error);
    crm_change_take_file (change, g_steal_pointer (&record), id, owned);
  } else
    crm_change_take (change, g_steal_pointer (&record), id);
  reading->n_records++;
  return TRUE;
}

/* The first line, that ends where the records begin. */
static gboolean
read_beginning (Reading *reading, const char *line)
{
  g_autofree char *whole = NULL;
  JsonNode *settings = NULL;

  if (g_str_has_prefix (line, CRM_BASE_BEGINNING "1,"))
    return TRUE;
  if (!g_str_has_prefix (line, CRM_BASE_BEGINNING "2,"))
    return FALSE;
  whole = g_strconcat (line, "]}", NULL);
  if (!json_parser_load_from_data (reading->parser, whole, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (reading->parser)))
    return FALSE;
  settings = json_object_get_member (json_node_get_object (json_parser_get_root (reading->parser)),
                                     "settings");
  if (settings == NULL || !JSON_NODE_HOLDS_OBJECT (settings) ||
      !crm_base_settings_are_valid (json_node_get_object (settings)))
    return FALSE;
  reading->settings = json_object_ref (json_node_get_object (settings));
  return TRUE;
}

/* {"voronka":...[ first, a record a line, ]} last. */
static gboolean
read_line (Reading *reading, CrmChange *change, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize length = 0;
  g_autofree char *line =
      g_data_input_stream_read_line (reading->stream, &length, reading->cancellable, &reason);
  if (line == NULL && reason != NULL) {
    gboolean cancelled = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_set_error (error, CRM_ERROR, cancelled ? CRM_ERROR_CANCELLED : CRM_ERROR_IO,
                 _ ("“%s” cannot be read: %s"), reading->name, reason->message);
    return FALSE;
  }
  reading->line++;
  reading->n_bytes += length + 1;
  if (line == NULL) /* it breaks off */
    return fail (reading, error);
  if (!reading->begun) {
    reading->begun = read_beginning (reading, line);
    return reading->begun || fail (reading, error);
  }
  if (strcmp (line, "]}") == 0) {
    reading->ended = TRUE;
    return TRUE;
  }
  if (length > 0 && line[length - 1] == ',')
    line[--length] = '\0';
  if (!json_parser_load_from_data (reading->parser, line, (gssize) length, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (reading->parser)))
    return fail (reading, error);
  return read_record (reading, change,
                      json_node_get_object (json_parser_get_root (reading->parser)), error);
}

/* The next row of a folder of tables. */
static gboolean
read_row (Reading *reading, CrmChange *change, GError **error)
{
  const CrmEntity *entity;

  if (!crm_base_tables_take (reading->tables, change, &entity, reading->cancellable, error))
    return FALSE;
  if (entity != NULL) {
    reading->n_records++;
    reading->describes = entity->derive != NULL;
  }
  crm_base_tables_get_progress (reading->tables, &reading->n_bytes, &reading->size);
  reading->ended = crm_base_tables_are_over (reading->tables);
  return TRUE;
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Reading *reading = data;
  if (reading->emptied > 0)
    return empty_next (reading, change, database, error);
  reading->describes = FALSE;
  /* A field that is added has to be there before the first value of it is read. */
  for (guint i = 0; i < LINES_A_FEED && !reading->ended && !reading->describes; i++)
    if (!(reading->tables != NULL ? read_row : read_line) (reading, change, error))
      return FALSE;
  if (reading->progress != NULL)
    reading->progress (reading->n_bytes, reading->size, reading->data);
  return !reading->ended;
}

static gboolean
import_all (Reading *reading, CrmDatabase *database, gint64 *change_id, GError **error)
{
  g_autofree char *label = g_strdup_printf (_ ("Import from “%s”"), reading->name);
  g_autoptr (CrmChange) change = crm_change_new (label, 0, CRM_ORIGIN_IMPORT);
  gboolean empty;

  if (!is_empty (database, &empty, error))
    return FALSE;
  if (!empty) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("There are records in this company file already: everything can be "
                            "imported into a new one only"));
    return FALSE;
  }
  crm_entities (&reading->emptied);
  crm_change_set_verbatim (change, TRUE);
  crm_change_set_feed (change, feed, reading, NULL, 0);
  *change_id = crm_change_commit (change, database, error);
  return *change_id >= 0 &&
         (reading->settings == NULL ||
          crm_base_settings_take (database, reading->settings, *change_id, error));
}

static gboolean
import_file (Reading *reading, const char *path, CrmDatabase *database, gint64 *change_id,
             GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, reading->cancellable, &reason);
  g_autoptr (GFileInfo) info = NULL;
  gboolean done;

  if (stream == NULL) {
    g_set_error (error, CRM_ERROR,
                 g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? CRM_ERROR_NOT_FOUND
                                                                            : CRM_ERROR_IO,
                 _ ("“%s” cannot be read: %s"), reading->name, reason->message);
    return FALSE;
  }
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  reading->size = info != NULL ? (guint64) g_file_info_get_size (info) : 0;
  reading->stream = g_data_input_stream_new (G_INPUT_STREAM (stream));
  reading->parser = json_parser_new ();
  done = import_all (reading, database, change_id, error);
  g_object_unref (reading->parser);
  g_object_unref (reading->stream);
  return done;
}

static gboolean
import_folder (Reading *reading, const char *path, CrmDatabase *database, gint64 *change_id,
               GError **error)
{
  gboolean done;

  reading->tables = crm_base_tables_new (path, error);
  if (reading->tables == NULL)
    return FALSE;
  reading->settings = crm_base_tables_read_settings (reading->tables, reading->cancellable, error);
  done = reading->settings != NULL && import_all (reading, database, change_id, error);
  crm_base_tables_free (reading->tables);
  return done;
}

/**
 * crm_base_import:
 * @database: the writer's connection, inside a transaction
 * @path: (type filename): a file or a folder of crm_base_export()
 * @progress: (nullable): called now and then, with bytes of the file or tables of the folder
 * @data: for @progress
 * @change_id: (out): of the change in the journal
 * @n_records: (out): how many records came
 * @cancellable: (nullable): stops it
 * @error: `REFUSED`: the company file is not empty; `INVALID`: the file is none such; of the store
 *
 * Returns: whether all is in. Writer thread.
 */
gboolean
crm_base_import (CrmDatabase *database, const char *path, CrmExportProgress progress, gpointer data,
                 gint64 *change_id, guint64 *n_records, GCancellable *cancellable, GError **error)
{
  Reading reading = { .name = g_filename_display_basename (path),
                      .progress = progress,
                      .data = data,
                      .cancellable = cancellable };
  gboolean done = (g_file_test (path, G_FILE_TEST_IS_DIR) ? import_folder : import_file) (
      &reading, path, database, change_id, error);

  g_clear_pointer (&reading.settings, json_object_unref);
  *n_records = reading.n_records;
  g_free (reading.name);
  return done;
}

typedef struct {
  char *path; /* owned */
  CrmExportProgress progress;
  gpointer data;
  GDestroyNotify destroy;
  guint64 n_records;
} Import;

static void
free_import (gpointer data)
{
  Import *import = data;
  if (import->destroy != NULL)
    import->destroy (import->data);
  g_free (import->path);
  g_free (import);
}

static gboolean
import_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Import *import = data;
  gint64 change;
  gboolean done;

  crm_database_set_cancellable (database, cancellable);
  done = crm_base_import (database, import->path, import->progress, import->data, &change,
                          &import->n_records, cancellable, error);
  crm_database_set_cancellable (database, NULL);
  return done;
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    g_task_return_int (task, (gssize) import->n_records);
  else
    g_task_return_error (task, error);
}

/**
 * crm_base_import_async:
 * @store: the company file
 * @path: (type filename): as of crm_base_import()
 * @progress: (nullable): called now and then on the writer thread, with bytes of the file
 * @data: for @progress
 * @destroy: (nullable): frees @data
 * @cancellable: (nullable): stops it; nothing is written then
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * As crm_base_import() on the writer thread. The thread that opened the store.
 */
void
crm_base_import_async (CrmStore *store, const char *path, CrmExportProgress progress, gpointer data,
                       GDestroyNotify destroy, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  import->path = g_strdup (path);
  import->progress = progress;
  import->data = data;
  import->destroy = destroy;
  g_task_set_source_tag (task, crm_base_import_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, import, free_import);
  crm_store_write_async (store, import_func, import, NULL, cancellable, imported_cb, task);
}

/**
 * crm_base_import_finish:
 * @store: the company file
 * @result: of crm_base_import_async()
 * @error: as crm_base_import()
 *
 * Returns: how many records came; -1 on error
 */
gint64
crm_base_import_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), -1);
  return g_task_propagate_int (G_TASK (result), error);
}
