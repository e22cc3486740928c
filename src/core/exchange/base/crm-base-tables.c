/* The folder of tables that an export of everything writes, read back: a table an entity, in the
 * order of the entities, so that what describes comes before what is described. */
#include "config.h"

#include "crm-base-file-private.h"

#include "crm-entity.h"
#include "crm-error.h"
#include "crm-export-column-private.h"
#include "crm-kind.h"
#include "crm-table-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define ID_SUFFIX ".id"

struct _CrmBaseTables {
  char *path; /* owned: the folder */
  int next;   /* entity whose table is opened next */
  int n_entities;
  const CrmEntity *entity; /* of the table that is read */
  CrmTableReader *reader;  /* owned; NULL: none is open */
  int *fields;             /* owned: of each column the field; -1: it is the number; -2: none */
};

static gboolean
fail (const char *name, guint64 line, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("Line %" PRIu64 " of “%s” is none of an export of everything, or was changed "
                  "by another program"),
               line, name);
  return FALSE;
}

/* The tables are read as they were written, whatever their cells look like. */
static CrmTableReader *
open_table (CrmBaseTables *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".csv", NULL);
  g_autofree char *path = g_build_filename (self->path, file, NULL);
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_path (path);

  crm_table_reader_set_encoding (reader, "UTF-8");
  crm_table_reader_set_delimiter (reader, ',');
  crm_table_reader_set_header_line (reader, 1);
  crm_table_reader_set_keep_guards (reader, TRUE);
  return crm_table_reader_open (reader, cancellable, error) ? g_steal_pointer (&reader) : NULL;
}

/**
 * crm_base_tables_new:
 * @path: (type filename): a folder
 * @error: INVALID: it holds no export of everything
 *
 * Returns: (transfer full) (nullable): its tables, before the first row
 */
CrmBaseTables *
crm_base_tables_new (const char *path, GError **error)
{
  g_autofree char *settings = g_build_filename (path, "settings.csv", NULL);
  CrmBaseTables *self;

  if (!g_file_test (settings, G_FILE_TEST_IS_REGULAR)) {
    g_autofree char *name = g_filename_display_basename (path);
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is no folder that Export Everything wrote: there is no “settings.csv” "
                    "in it"),
                 name);
    return NULL;
  }
  self = g_new0 (CrmBaseTables, 1);
  self->path = g_strdup (path);
  crm_entities (&self->n_entities);
  return self;
}

void
crm_base_tables_free (CrmBaseTables *self)
{
  g_clear_object (&self->reader);
  g_free (self->fields);
  g_free (self->path);
  g_free (self);
}

/**
 * crm_base_tables_read_settings:
 * @self: tables
 * @cancellable: (nullable): stops it
 * @error: INVALID: they are none
 *
 * Returns: (transfer full) (nullable): the settings by name
 */
JsonObject *
crm_base_tables_read_settings (CrmBaseTables *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (CrmTableReader) reader = open_table (self, "settings", cancellable, error);
  const CrmTableRow *row;

  while (reader != NULL && crm_table_reader_read (reader, &row, cancellable, error)) {
    if (row == NULL) {
      if (crm_base_settings_are_valid (settings))
        return g_steal_pointer (&settings);
      fail ("settings.csv", 1, error);
      return NULL;
    }
    if (row->flags != 0 || row->n_cells != 2) {
      fail ("settings.csv", row->line, error);
      return NULL;
    }
    json_object_set_string_member (settings, row->cells[0], row->cells[1]);
  }
  return NULL;
}

/* Beside the number of a link stands its name, which is for people. */
static gboolean
find_fields (CrmBaseTables *self, GError **error)
{
  const char *const *columns = crm_table_reader_get_columns (self->reader);
  guint n = crm_table_reader_get_n_columns (self->reader);
  gboolean has_id = FALSE;

  g_free (self->fields);
  self->fields = g_new (int, n);
  for (guint i = 0; i < n; i++) {
    gboolean numbers = g_str_has_suffix (columns[i], ID_SUFFIX);
    g_autofree char *name =
        g_strndup (columns[i], strlen (columns[i]) - (numbers ? strlen (ID_SUFFIX) : 0));
    const CrmField *field = crm_entity_field (self->entity, name);
    gboolean links =
        field != NULL && (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_SUBJECT ||
                          field->kind == CRM_KIND_FILE);

    has_id |= strcmp (columns[i], "id") == 0;
    if (strcmp (columns[i], "id") == 0)
      self->fields[i] = -1;
    else if (field == NULL)
      return fail (crm_table_reader_get_name (self->reader), 1, error);
    else
      self->fields[i] = links && !numbers ? -2 : (int) (field - self->entity->fields);
  }
  return has_id || fail (crm_table_reader_get_name (self->reader), 1, error);
}

static gboolean
read_cell (CrmBaseTables *self, CrmRecord *record, int i, const char *text)
{
  const CrmField *field = &self->entity->fields[i];
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (text[0] == '\0')
    return TRUE;
  if (crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT && field->kind != CRM_KIND_TAGS)
    crm_value_set_text (&value, text);
  else if (!crm_field_parse (field, text, &value, NULL))
    return FALSE;
  crm_record_set_value (record, i, &value);
  return TRUE;
}

/* The bytes of an attached file lie beside the tables, under its number. */
static GBytes *
read_content (CrmBaseTables *self, CrmRecord *record, gint64 id)
{
  g_autofree char *folder = g_build_filename (self->path, "files", NULL);
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT "-", id);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *sum = NULL;
    g_autoptr (GBytes) bytes = NULL;
    char *content;
    gsize length;

    if (!g_str_has_prefix (name, prefix) || !g_file_get_contents (path, &content, &length, NULL))
      continue;
    bytes = g_bytes_new_take (content, length);
    sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
    if (g_strcmp0 (sum, crm_record_get_text (record, "sha256")) == 0)
      return g_steal_pointer (&bytes);
  }
  return NULL;
}

static gboolean
take_row (CrmBaseTables *self, CrmChange *change, const CrmTableRow *row, GError **error)
{
  const char *name = crm_table_reader_get_name (self->reader);
  g_autoptr (CrmRecord) record = crm_record_new_empty (self->entity);
  gint64 id = 0;

  if (row->flags != 0 || row->problem != NULL)
    return fail (name, row->line, error);
  for (guint i = 0; i < row->n_cells; i++) {
    if (self->fields[i] == -1)
      id = g_ascii_strtoll (row->cells[i], NULL, 10);
    else if (self->fields[i] >= 0 && !read_cell (self, record, self->fields[i], row->cells[i]))
      return fail (name, row->line, error);
  }
  if (id <= 0)
    return fail (name, row->line, error);
  if (crm_entity_field (self->entity, "sha256") != NULL) {
    g_autoptr (GBytes) bytes = read_content (self, record, id);

    if (bytes == NULL)
      return fail (name, row->line, error);
    crm_change_take_file (change, g_steal_pointer (&record), id, bytes);
  } else
    crm_change_take (change, g_steal_pointer (&record), id);
  return TRUE;
}

/* A table that is not there has no rows. */
static gboolean
open_next (CrmBaseTables *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->entity = crm_entities (NULL)[self->next++];
  self->reader = open_table (self, self->entity->name, cancellable, &reason);
  if (self->reader != NULL)
    return find_fields (self, error);
  if (g_error_matches (reason, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * crm_base_tables_take:
 * @self: tables
 * @change: gets the next record
 * @taken: (out): what it is of; %NULL: there was none this time, or all are in
 * @cancellable: (nullable): stops it
 * @error: INVALID: a row cannot be read
 *
 * Returns: whether it could be read; crm_base_tables_are_over() says whether that was all
 */
gboolean
crm_base_tables_take (CrmBaseTables *self, CrmChange *change, const CrmEntity **taken,
                      GCancellable *cancellable, GError **error)
{
  const CrmTableRow *row;

  *taken = NULL;
  if (self->reader == NULL)
    return crm_base_tables_are_over (self) || open_next (self, cancellable, error);
  if (!crm_table_reader_read (self->reader, &row, cancellable, error))
    return FALSE;
  if (row == NULL) {
    g_clear_object (&self->reader);
    return TRUE;
  }
  *taken = self->entity;
  return take_row (self, change, row, error);
}

gboolean
crm_base_tables_are_over (CrmBaseTables *self)
{
  return self->reader == NULL && self->next == self->n_entities;
}

/* How many tables are read, and how many there are. */
void
crm_base_tables_get_progress (CrmBaseTables *self, guint64 *done, guint64 *total)
{
  *done = (guint64) self->next;
  *total = (guint64) self->n_entities;
}
