/* Records as a table for other people's programs, and for our own import. */
#include "config.h"

#include "crm-exporter-private.h"

#include "crm-error.h"
#include "crm-json-string.h"
#include "crm-table-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BATCH 256

/**
 * CrmExporter:
 *
 * Writes the records of a query one after another, in memory that does not grow with them beyond
 * the numbers of all. To be used from one thread at a time.
 */
G_DEFINE_FINAL_TYPE (CrmExporter, crm_exporter, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  crm_export_column_clear (data);
}

static void
crm_exporter_finalize (GObject *object)
{
  CrmExporter *self = CRM_EXPORTER (object);

  crm_exporter_set_progress (self, NULL, NULL, NULL);
  g_array_unref (self->columns);
  crm_query_unref (self->query);
  g_clear_pointer (&self->grouping, crm_grouping_unref);

  G_OBJECT_CLASS (crm_exporter_parent_class)->finalize (object);
}

static void
crm_exporter_class_init (CrmExporterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = crm_exporter_finalize;
}

static void
crm_exporter_init (CrmExporter *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (CrmExportColumn));
  g_array_set_clear_func (self->columns, clear_column);
}

static gboolean
has_ids (CrmExporter *self)
{
  return !(self->flags & (CRM_EXPORT_FOR_PEOPLE | CRM_EXPORT_WITHOUT_IDS));
}

static gboolean
add_column (CrmExporter *self, const char *name, GError **error)
{
  CrmExportColumn column;
  if (!crm_export_column_init (&column, crm_query_get_entity (self->query), name, error))
    return FALSE;
  g_array_append_val (self->columns, column);
  return TRUE;
}

static void
add_all_columns (CrmExporter *self)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  if (has_ids (self))
    add_column (self, "id", NULL);
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind != CRM_KIND_FILE && !(entity->fields[i].flags & CRM_FIELD_GONE))
      add_column (self, entity->fields[i].name, NULL);
}

/**
 * crm_exporter_new:
 * @query: which records, in which order
 * @format: how the file is made
 * @flags: for whom
 *
 * Returns: (transfer full): an exporter of all fields
 */
CrmExporter *
crm_exporter_new (CrmQuery *query, CrmExportFormat format, CrmExportFlags flags)
{
  CrmExporter *self;
  g_return_val_if_fail (query != NULL, NULL);
  self = g_object_new (CRM_TYPE_EXPORTER, NULL);
  self->query = crm_query_ref (query);
  self->format = format;
  self->flags = flags;
  add_all_columns (self);
  return self;
}

/**
 * crm_exporter_set_columns:
 * @self: an exporter
 * @columns: (array zero-terminated=1) (nullable): fields, "id", or paths through references such as
 *   "company.city"; %NULL: id and all fields
 * @error: NOT_FOUND: no such field; INVALID: a path that leads nowhere; the columns stay as they
 *   were
 *
 * Returns: whether they were set
 */
gboolean
crm_exporter_set_columns (CrmExporter *self, const char *const *columns, GError **error)
{
  g_autoptr (GArray) old = NULL;

  g_return_val_if_fail (CRM_IS_EXPORTER (self), FALSE);
  old = g_steal_pointer (&self->columns);
  crm_exporter_init (self);
  if (columns == NULL)
    add_all_columns (self);
  for (; columns != NULL && *columns != NULL; columns++)
    if (!add_column (self, *columns, error)) {
      g_array_unref (self->columns);
      self->columns = g_steal_pointer (&old);
      return FALSE;
    }
  return TRUE;
}

/**
 * crm_exporter_set_grouping:
 * @self: an exporter
 * @grouping: (nullable): by what the records are grouped; %NULL: by nothing
 */
void
crm_exporter_set_grouping (CrmExporter *self, CrmGrouping *grouping)
{
  g_return_if_fail (CRM_IS_EXPORTER (self));
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  if (grouping != NULL)
    self->grouping = crm_grouping_ref (grouping);
}

/**
 * crm_exporter_set_progress:
 * @self: an exporter
 * @progress: (nullable): called every few hundred records on the thread that works
 * @data: for @progress
 * @destroy: (nullable): frees @data
 */
void
crm_exporter_set_progress (CrmExporter *self, CrmExportProgress progress, gpointer data,
                           GDestroyNotify destroy)
{
  g_return_if_fail (CRM_IS_EXPORTER (self));
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  self->progress = progress;
  self->progress_data = data;
  self->progress_destroy = destroy;
}

/**
 * crm_exporter_get_n_rows:
 * @self: an exporter
 *
 * Returns: how many records the last writing wrote
 */
guint64
crm_exporter_get_n_rows (CrmExporter *self)
{
  g_return_val_if_fail (CRM_IS_EXPORTER (self), 0);
  return self->n_rows;
}

/* --- Row by row --------------------------------------------------------------------------------
 */

static gboolean
check_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("The export was stopped"));
  return FALSE;
}

gboolean
crm_export_flush (GOutputStream *stream, GString *buffer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_output_stream_write_all (stream, buffer->str, buffer->len, NULL, cancellable, &reason)) {
    g_string_truncate (buffer, 0);
    return TRUE;
  }
  if (!check_cancelled (cancellable, error))
    return FALSE;
  g_set_error (error, CRM_ERROR,
               g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CRM_ERROR_FULL
                                                                         : CRM_ERROR_IO,
               _ ("The export cannot be written: %s"), reason->message);
  return FALSE;
}

gboolean
crm_export_flush_full (GOutputStream *stream, GString *buffer, GCancellable *cancellable,
                       GError **error)
{
  return buffer->len < CRM_EXPORT_BUFFERED_MOST ||
         crm_export_flush (stream, buffer, cancellable, error);
}

static gboolean
read_ids (CrmExporter *self, CrmDatabase *database, GArray *ids, GError **error)
{
  g_autoptr (CrmGroupFolds) folds = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  if (self->grouping == NULL)
    return crm_query_read_ids (self->query, database, -1, 0, ids, error);
  folds = crm_group_folds_new ();
  crm_group_folds_set_all (folds, TRUE);
  parts = crm_grouping_read (self->grouping, self->query, database, folds, error);
  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    GArray *part = ((CrmGroupPart *) parts->pdata[i])->ids;
    g_array_append_vals (ids, part->data, part->len);
  }
  return parts != NULL;
}

gboolean
crm_exporter_write_records (CrmExporter *self, CrmDatabase *database, CrmExportRowFunc func,
                            gpointer writer, GCancellable *cancellable, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->n_rows = 0;
  if (!read_ids (self, database, ids, error))
    return FALSE;
  for (guint from = 0; from < ids->len; from += BATCH) {
    g_autoptr (GPtrArray) records = crm_query_fetch (
        database, entity, &g_array_index (ids, gint64, from), MIN (BATCH, ids->len - from), error);
    if (records == NULL || !check_cancelled (cancellable, error))
      return FALSE;
    for (guint i = 0; i < records->len; i++) {
      if (records->pdata[i] == NULL)
        continue;
      if (!func (self, database, records->pdata[i], writer, cancellable, error))
        return FALSE;
      self->n_rows++;
    }
    if (self->progress != NULL)
      self->progress (from + records->len, ids->len, self->progress_data);
  }
  return TRUE;
}

/* --- CSV ---------------------------------------------------------------------------------------
 */

static void
add_headings (CrmExporter *self, const CrmExportColumn *column, GPtrArray *cells)
{
  const CrmField *field = crm_export_column_get_field (column);
  g_ptr_array_add (
      cells, crm_export_column_dup_heading (column, (self->flags & CRM_EXPORT_FOR_PEOPLE) != 0));
  if (field != NULL && crm_export_is_link (field) && has_ids (self))
    g_ptr_array_add (cells, g_strconcat (column->name, ".id", NULL));
}

static gboolean
add_cells (CrmExporter *self, CrmDatabase *database, const CrmExportColumn *column,
           CrmRecord *record, GPtrArray *cells, GError **error)
{
  const CrmField *field = crm_export_column_get_field (column);
  g_autoptr (CrmRecord) at = NULL;
  GError *reason = NULL;
  char *cell = NULL;

  if (field == NULL) {
    g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (record)));
    return TRUE;
  }
  at = crm_export_column_follow (column, database, record, &reason);
  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  if (at != NULL)
    cell = crm_export_is_link (field)
               ? crm_export_dup_link_title (at, field)
               : crm_export_dup_value (at, field, (self->flags & CRM_EXPORT_FOR_PEOPLE) != 0);
  g_ptr_array_add (cells, cell != NULL ? cell : g_strdup (""));
  if (crm_export_is_link (field) && has_ids (self)) {
    char *id = at != NULL ? crm_export_dup_link_id (at, field) : NULL;
    g_ptr_array_add (cells, id != NULL ? id : g_strdup (""));
  }
  return TRUE;
}

static gboolean
write_csv_row (CrmExporter *self, CrmDatabase *database, CrmRecord *record, gpointer writer,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->columns->len; i++) {
    const CrmExportColumn *column = &g_array_index (self->columns, CrmExportColumn, i);
    if (record == NULL)
      add_headings (self, column, cells);
    else if (!add_cells (self, database, column, record, cells, error))
      return FALSE;
  }
  return crm_table_writer_write (writer, (const char *const *) cells->pdata, cells->len,
                                 cancellable, error);
}

/* Spreadsheets split at the comma only where it is no decimal separator. */
static char
find_delimiter (CrmExporter *self)
{
  CrmNumberStyle style = crm_number_style_local ();
  return (self->flags & CRM_EXPORT_FOR_PEOPLE) &&
                 (style == CRM_NUMBER_RU || style == CRM_NUMBER_UK || style == CRM_NUMBER_PL)
             ? ';'
             : ',';
}

static gboolean
write_csv (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
           GCancellable *cancellable, GError **error)
{
  CrmTableWriterFlags flags =
      (self->flags & CRM_EXPORT_FOR_PEOPLE) ? CRM_TABLE_WRITER_BOM : CRM_TABLE_WRITER_RAW;
  g_autoptr (CrmTableWriter) writer = crm_table_writer_new (stream, find_delimiter (self), flags);
  return write_csv_row (self, database, NULL, writer, cancellable, error) &&
         crm_exporter_write_records (self, database, write_csv_row, writer, cancellable, error) &&
         crm_table_writer_close (writer, cancellable, error);
}

/* --- JSON --------------------------------------------------------------------------------------
 */

typedef struct {
  GOutputStream *stream;
  GString *buffer; /* owned */
} JsonWriter;

/* Empty values are written as null: an import knows by it that there is nothing, and does not begin
 * the field as a new record would. */
static gboolean
append_member (CrmExporter *self, CrmDatabase *database, const CrmExportColumn *column,
               CrmRecord *record, GString *json, GError **error)
{
  const CrmField *field = crm_export_column_get_field (column);
  g_autoptr (CrmRecord) at = NULL;
  GError *reason = NULL;

  crm_json_append_string (json, column->name);
  g_string_append_c (json, ':');
  if (field == NULL) {
    g_string_append_printf (json, "%" G_GINT64_FORMAT, crm_record_get_id (record));
    return TRUE;
  }
  at = crm_export_column_follow (column, database, record, &reason);
  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  if (at == NULL ||
      crm_record_get_value (at, (int) (field - crm_record_get_entity (at)->fields))->type ==
          CRM_VALUE_EMPTY) {
    g_string_append (json, "null");
  } else if (crm_export_is_link (field) && !has_ids (self)) {
    g_autofree char *title = crm_export_dup_link_title (at, field);
    crm_json_append_string (json, title != NULL ? title : "");
  } else
    crm_export_append_json (json, at, field);
  return TRUE;
}

static gboolean
write_json_row (CrmExporter *self, CrmDatabase *database, CrmRecord *record, gpointer data,
                GCancellable *cancellable, GError **error)
{
  JsonWriter *writer = data;

  g_string_append (writer->buffer, self->n_rows > 0 ? ",\n{" : "\n{");
  for (guint i = 0; i < self->columns->len; i++) {
    g_string_append (writer->buffer, i > 0 ? "," : "");
    if (!append_member (self, database, &g_array_index (self->columns, CrmExportColumn, i), record,
                        writer->buffer, error))
      return FALSE;
  }
  g_string_append_c (writer->buffer, '}');
  return crm_export_flush_full (writer->stream, writer->buffer, cancellable, error);
}

static gboolean
write_json (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) buffer = g_string_new ("{\"entity\":");
  JsonWriter writer = { stream, buffer };

  crm_json_append_string (buffer, crm_query_get_entity (self->query)->name);
  g_string_append (buffer, ",\"records\":[");
  if (!crm_exporter_write_records (self, database, write_json_row, &writer, cancellable, error))
    return FALSE;
  g_string_append (buffer, "\n]}\n");
  return crm_export_flush (stream, buffer, cancellable, error);
}

static gboolean
write_all (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean done = FALSE;
  switch (self->format) {
  case CRM_EXPORT_CSV:
    return write_csv (self, database, stream, cancellable, error);
  case CRM_EXPORT_JSON:
    done = write_json (self, database, stream, cancellable, error);
    break;
  case CRM_EXPORT_XLSX:
    done = crm_exporter_write_xlsx (self, database, stream, cancellable, error);
    break;
  case CRM_EXPORT_VCARD:
    done = crm_exporter_write_vcard (self, database, stream, cancellable, error);
    break;
  case CRM_EXPORT_ICS:
    done = crm_exporter_write_ics (self, database, stream, cancellable, error);
    break;
  }
  if (!done)
    return FALSE;
  if (g_output_stream_close (stream, cancellable, &reason))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The export cannot be written: %s"),
               reason->message);
  return FALSE;
}

/**
 * crm_exporter_write:
 * @self: an exporter
 * @database: any connection of this thread
 * @stream: where to; closed when all is written
 * @cancellable: (nullable): stops it
 * @error: `FULL`, `IO`, `CANCELLED`, of the store
 *
 * Writes the records as they are at one moment.
 *
 * Returns: whether all records are written
 */
gboolean
crm_exporter_write (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                    GCancellable *cancellable, GError **error)
{
  gboolean begun;
  gboolean done;

  g_return_val_if_fail (CRM_IS_EXPORTER (self) && G_IS_OUTPUT_STREAM (stream), FALSE);
  begun = !crm_database_in_transaction (database);
  if (begun && !crm_database_begin (database, error))
    return FALSE;
  crm_database_set_cancellable (database, cancellable);
  done = write_all (self, database, stream, cancellable, error);
  crm_database_set_cancellable (database, NULL);
  if (begun)
    crm_database_rollback (database);
  return done;
}
