/* The import of a table: what it is, what its columns mean, what becomes of its rows. */
#include "config.h"

#include "crm-importer-private.h"

#include "crm-error.h"
#include "crm-import-mapping-private.h"
#include "crm-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * CrmImporter:
 *
 * Brings a table into a company file. [method@Importer.look] reads it and proposes what it is and
 * what its columns mean, all of which can be chosen otherwise; [method@Importer.preview] says what
 * will become of each row without writing; [method@Importer.commit] writes, in one change that one
 * Undo takes back. A wrong row costs only itself. To be used from one thread at a time.
 */
G_DEFINE_FINAL_TYPE (CrmImporter, crm_importer, G_TYPE_OBJECT)

static void
crm_importer_finalize (GObject *object)
{
  CrmImporter *self = CRM_IMPORTER (object);

  crm_importer_set_progress (self, NULL, NULL, NULL);
  g_clear_pointer (&self->table, crm_import_table_free);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  crm_import_ids_unref (self->ids);
  crm_import_problems_free (self->problems);
  g_object_unref (self->rows);
  g_object_unref (self->reader);
  g_free (self->created);
  g_hash_table_unref (self->row_existing);
  g_clear_object (&self->defaults);

  G_OBJECT_CLASS (crm_importer_parent_class)->finalize (object);
}

static void
crm_importer_class_init (CrmImporterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = crm_importer_finalize;
}

static void
crm_importer_init (CrmImporter *self)
{
  self->create_missing = TRUE;
  self->ids = crm_import_ids_new ();
  self->row_existing = g_hash_table_new (NULL, NULL);
  self->problems = crm_import_problems_new ();
  self->rows = g_list_store_new (CRM_TYPE_IMPORT_ROW);
}

/**
 * crm_importer_new:
 * @reader: an opened reader; it belongs to the importer from now on
 *
 * Returns: (transfer full): an importer that has seen nothing
 */
CrmImporter *
crm_importer_new (CrmTableReader *reader)
{
  CrmImporter *self;
  g_return_val_if_fail (CRM_IS_TABLE_READER (reader), NULL);
  self = g_object_new (CRM_TYPE_IMPORTER, NULL);
  self->reader = g_object_ref (reader);
  return self;
}

/**
 * crm_importer_get_reader:
 * @self: an importer
 *
 * Returns: (transfer none): what it reads from
 */
CrmTableReader *
crm_importer_get_reader (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return self->reader;
}

/**
 * crm_importer_set_progress:
 * @self: an importer
 * @progress: (nullable): called every few hundred rows on the thread that works
 * @data: for @progress
 * @destroy: (nullable): frees @data
 */
void
crm_importer_set_progress (CrmImporter *self, CrmImportProgress progress, gpointer data,
                           GDestroyNotify destroy)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  self->progress = progress;
  self->progress_data = data;
  self->progress_destroy = destroy;
}

static void
tick (guint64 n_rows, gpointer data)
{
  CrmImporter *self = data;
  if (self->progress != NULL)
    self->progress (n_rows, 0, self->progress_data);
}

/* "10/11/2016" is November in most of the world. */
static CrmDateOrder
find_usual_order (CrmDatabase *database)
{
  g_autofree char *locale =
      database != NULL ? crm_setting_dup (database, CRM_SETTING_LOCALE, NULL) : NULL;
  return locale != NULL && g_str_has_prefix (locale, "en_US") ? CRM_DATE_ORDER_MDY
                                                              : CRM_DATE_ORDER_DMY;
}

/* --- What is in the file -----------------------------------------------------------------------
 */

/**
 * crm_importer_look:
 * @self: an importer
 * @database: (nullable): any connection of this thread, for what is remembered
 * @cancellable: (nullable): stops it
 * @error: as crm_table_reader_read()
 *
 * Reads the file once, guesses the entity and proposes the columns' fields.
 *
 * Returns: whether it could be read to its end
 */
gboolean
crm_importer_look (CrmImporter *self, CrmDatabase *database, GCancellable *cancellable,
                   GError **error)
{
  CrmImportTable *table;
  const CrmEntity *remembered = NULL;

  g_return_val_if_fail (CRM_IS_IMPORTER (self), FALSE);
  table = crm_import_table_read (self->reader, find_usual_order (database), tick, self, cancellable,
                                 error);
  if (table == NULL)
    return FALSE;
  g_clear_pointer (&self->table, crm_import_table_free);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  self->table = table;
  g_hash_table_remove_all (self->row_existing);
  self->entities = crm_import_rank_entities (table);
  g_ptr_array_add (self->entities, NULL);
  if (database != NULL && table->told_entity == NULL)
    remembered = crm_import_recall_entity (table, database);
  crm_importer_set_entity (self, remembered != NULL ? remembered : self->entities->pdata[0],
                           database);
  return TRUE;
}

/**
 * crm_importer_get_n_rows:
 * @self: an importer that has looked
 *
 * Returns: how many rows of data there are
 */
guint64
crm_importer_get_n_rows (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, 0);
  return self->table->n_rows;
}

/**
 * crm_importer_get_entity:
 * @self: an importer
 *
 * Returns: (nullable): what the rows are taken for; %NULL before it looked
 */
const CrmEntity *
crm_importer_get_entity (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return self->entity;
}

/**
 * crm_importer_get_entities:
 * @self: an importer that has looked
 *
 * Returns: (array zero-terminated=1) (transfer none): all that can be imported, what fits best
 * first
 */
const CrmEntity *const *
crm_importer_get_entities (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->entities != NULL, NULL);
  return (const CrmEntity *const *) self->entities->pdata;
}

/**
 * crm_importer_set_entity:
 * @self: an importer that has looked
 * @entity: what the rows are
 * @database: (nullable): any connection of this thread, for what is remembered
 *
 * Proposes the columns anew.
 */
void
crm_importer_set_entity (CrmImporter *self, const CrmEntity *entity, CrmDatabase *database)
{
  g_return_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL && entity != NULL);
  if (self->entity != entity) {
    self->update_by = NULL;
    self->update_by_id = FALSE;
    g_clear_object (&self->defaults);
  }
  self->entity = entity;
  crm_import_propose (self->table, entity, database);
}

/* --- What each column means --------------------------------------------------------------------
 */

/**
 * crm_importer_get_n_columns:
 * @self: an importer that has looked
 *
 * Returns: how many columns there are
 */
guint
crm_importer_get_n_columns (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, 0);
  return self->table->n_columns;
}

/**
 * crm_importer_get_column:
 * @self: an importer that has looked
 * @column: below the number of columns
 *
 * Returns: (transfer none): what is known and decided of it, valid until the next look
 */
const CrmImportColumn *
crm_importer_get_column (CrmImporter *self, guint column)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, NULL);
  g_return_val_if_fail (column < self->table->n_columns, NULL);
  return &self->table->columns[column];
}

/**
 * crm_importer_set_target:
 * @self: an importer that has looked
 * @column: below the number of columns
 * @target: a field's name, "FIELD.id", "id", or "" to ignore the column
 * @error: NOT_FOUND: no such field, or one that the program keeps itself
 *
 * Returns: whether it was set
 */
gboolean
crm_importer_set_target (CrmImporter *self, guint column, const char *target, GError **error)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  g_return_val_if_fail (column < self->table->n_columns && target != NULL, FALSE);
  /* The column that decided may have another meaning now. */
  self->update_by = NULL;
  self->update_by_id = FALSE;
  return crm_import_set_target (self->table, self->entity, column, target, error);
}

/**
 * crm_importer_dup_target:
 * @self: an importer that has looked
 * @column: below the number of columns
 *
 * Returns: (transfer full): what crm_importer_set_target() would be given
 */
char *
crm_importer_dup_target (CrmImporter *self, guint column)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, NULL);
  g_return_val_if_fail (column < self->table->n_columns, NULL);
  return crm_import_dup_target (&self->table->columns[column]);
}

/**
 * crm_importer_map:
 * @self: an importer that has looked
 * @assignment: 'Heading=field', as given to --map
 * @error: USAGE: no "="; NOT_FOUND: no such column or field
 *
 * Returns: whether it was set
 */
gboolean
crm_importer_map (CrmImporter *self, const char *assignment, GError **error)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  g_return_val_if_fail (assignment != NULL, FALSE);
  return crm_import_map (self->table, self->entity, assignment, error);
}

/**
 * crm_importer_set_date_order:
 * @self: an importer that has looked
 * @column: below the number of columns
 * @order: how its dates are written
 */
void
crm_importer_set_date_order (CrmImporter *self, guint column, CrmDateOrder order)
{
  g_return_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL);
  g_return_if_fail (column < self->table->n_columns);
  self->table->columns[column].date_order = order;
  self->table->sights[column].order_chosen = TRUE;
}

/**
 * crm_importer_set_decimal_separator:
 * @self: an importer that has looked
 * @column: below the number of columns
 * @separator: '.' or ','
 */
void
crm_importer_set_decimal_separator (CrmImporter *self, guint column, char separator)
{
  g_return_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL);
  g_return_if_fail (column < self->table->n_columns && (separator == '.' || separator == ','));
  self->table->columns[column].decimal_separator = separator;
}

/* --- How ---------------------------------------------------------------------------------------
 */

/**
 * crm_importer_set_existing:
 * @self: an importer
 * @existing: what is done with rows that are there already
 */
void
crm_importer_set_existing (CrmImporter *self, CrmImportExisting existing)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  self->existing = existing;
}

/**
 * crm_importer_get_existing:
 * @self: an importer
 *
 * Returns: what is done with rows that are there already
 */
CrmImportExisting
crm_importer_get_existing (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), CRM_IMPORT_EXISTING_SKIP);
  return self->existing;
}

/**
 * crm_importer_set_row_existing:
 * @self: an importer that has looked
 * @row: the number of a row of data, from 1
 * @existing: what is done with it if it is there already
 *
 * For one row alone; it counts before crm_importer_set_existing().
 */
void
crm_importer_set_row_existing (CrmImporter *self, guint64 row, CrmImportExisting existing)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  g_hash_table_insert (self->row_existing, GSIZE_TO_POINTER (row), GUINT_TO_POINTER (existing));
}

/**
 * crm_importer_set_default:
 * @self: an importer that has looked
 * @field: a field's name
 * @value: what new records have in it if no column gives it; %CRM_VALUE_EMPTY takes it back
 * @error: NOT_FOUND: no such field; INVALID: one that the program keeps itself
 *
 * Records that are there keep what they have.
 *
 * Returns: whether it was set
 */
gboolean
crm_importer_set_default (CrmImporter *self, const char *field, const CrmValue *value,
                          GError **error)
{
  const CrmField *description;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->entity != NULL, FALSE);
  description = crm_entity_require_field (self->entity, field, error);
  if (description == NULL)
    return FALSE;
  if ((description->flags & CRM_FIELD_READ_ONLY) || description->kind == CRM_KIND_FILE) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot be filled by an import"),
                 field);
    return FALSE;
  }
  if (self->defaults == NULL)
    self->defaults = crm_record_new_empty (self->entity);
  crm_record_set_value (self->defaults, (int) (description - self->entity->fields), value);
  return TRUE;
}

/**
 * crm_importer_assign_default:
 * @self: an importer that has looked
 * @assignment: 'field=value'; of a reference, the title or the number of a record
 * @database: any connection of the thread
 * @error: USAGE: no "="; as crm_importer_set_default(); of the value
 *
 * Returns: whether it was set
 */
gboolean
crm_importer_assign_default (CrmImporter *self, const char *assignment, CrmDatabase *database,
                             GError **error)
{
  const char *sign = strchr (assignment, '=');
  g_autofree char *name = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  const CrmField *field;
  gboolean done;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->entity != NULL, FALSE);
  if (sign == NULL || sign == assignment) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_USAGE, _ ("“%s” is not FIELD=VALUE"), assignment);
    return FALSE;
  }
  name = g_strstrip (g_strndup (assignment, (gsize) (sign - assignment)));
  field = crm_entity_require_field (self->entity, name, error);
  if (field == NULL)
    return FALSE;
  if (field->kind == CRM_KIND_REFERENCE && sign[1] != '\0') {
    gint64 id;
    done = crm_reference_find (database, field, sign + 1, &id, error);
    if (done)
      crm_value_set_integer (&value, id);
  } else
    done = crm_field_parse (field, sign + 1, &value, error);
  if (!done)
    g_prefix_error (error, "%s: ", field->name);
  return done && crm_importer_set_default (self, name, &value, error);
}

/**
 * crm_importer_get_defaults:
 * @self: an importer
 *
 * Returns: (transfer none) (nullable): the values of fields without a column; %NULL: none
 */
CrmRecord *
crm_importer_get_defaults (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return self->defaults;
}

/**
 * crm_importer_set_update_by:
 * @self: an importer that has looked
 * @field: (nullable): the field by which rows and records belong together, or "id"; %NULL: all
 *   that identify
 * @error: NOT_FOUND: no such field; INVALID: no field of text, or no column has it
 *
 * Returns: whether rows will update records by it
 */
gboolean
crm_importer_set_update_by (CrmImporter *self, const char *field, GError **error)
{
  const CrmField *update_by = NULL;
  gboolean by_id = g_strcmp0 (field, "id") == 0;
  gboolean has_column = field == NULL;

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, FALSE);
  if (field != NULL && !by_id) {
    update_by = crm_entity_require_field (self->entity, field, error);
    if (update_by == NULL)
      return FALSE;
    if (crm_kind_get_storage (update_by->kind) != CRM_VALUE_TEXT) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” cannot tell which record is meant: it is no text"), field);
      return FALSE;
    }
  }
  for (guint i = 0; i < self->table->n_columns; i++) {
    const CrmImportColumn *column = &self->table->columns[i];
    has_column |= by_id ? column->role == CRM_IMPORT_RECORD_ID
                        : column->role == CRM_IMPORT_FIELD && column->field == update_by;
  }
  if (!has_column) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("No column of “%s” is taken for “%s”"),
                 self->table->name, field);
    return FALSE;
  }
  self->update_by = update_by;
  self->update_by_id = by_id;
  self->existing = CRM_IMPORT_EXISTING_UPDATE;
  return TRUE;
}

/**
 * crm_importer_list_keys:
 * @self: an importer that has looked
 *
 * Returns: (transfer container) (element-type CrmField): what crm_importer_set_update_by() takes,
 *   what identifies best first
 */
GPtrArray *
crm_importer_list_keys (CrmImporter *self)
{
  GPtrArray *keys = g_ptr_array_new ();

  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, keys);
  for (int rank = 0; rank < 2; rank++)
    for (guint i = 0; i < self->table->n_columns; i++) {
      const CrmImportColumn *column = &self->table->columns[i];
      const CrmField *field = column->role == CRM_IMPORT_FIELD ? column->field : NULL;
      gboolean identifies = field != NULL && (field->flags & (CRM_FIELD_KEY | CRM_FIELD_TITLE));
      if (field != NULL && !column->joined && field->kind != CRM_KIND_NOTE &&
          field->kind != CRM_KIND_TAGS && field->kind != CRM_KIND_CHOICE &&
          crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT && identifies == (rank == 0))
        g_ptr_array_add (keys, (gpointer) field);
    }
  return keys;
}

/**
 * crm_importer_get_update_by:
 * @self: an importer
 *
 * Returns: (nullable): the one field that decides which record a row is; %NULL: all that identify
 */
const CrmField *
crm_importer_get_update_by (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), NULL);
  return self->update_by;
}

/**
 * crm_importer_set_create_missing:
 * @self: an importer
 * @create: whether what a column names and nobody knows is created
 */
void
crm_importer_set_create_missing (CrmImporter *self, gboolean create)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  self->create_missing = create;
}

/**
 * crm_importer_get_create_missing:
 * @self: an importer
 *
 * Returns: whether what a column names and nobody knows is created
 */
gboolean
crm_importer_get_create_missing (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), FALSE);
  return self->create_missing;
}

/**
 * crm_importer_set_keep_unmapped:
 * @self: an importer
 * @keep: whether columns without a field are written into the remark
 */
void
crm_importer_set_keep_unmapped (CrmImporter *self, gboolean keep)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  self->keep_unmapped = keep;
}

/**
 * crm_importer_get_keep_unmapped:
 * @self: an importer
 *
 * Returns: whether columns without a field are written into the remark
 */
gboolean
crm_importer_get_keep_unmapped (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), FALSE);
  return self->keep_unmapped;
}

/**
 * crm_importer_set_all_or_nothing:
 * @self: an importer
 * @all: whether one wrong row stops all
 */
void
crm_importer_set_all_or_nothing (CrmImporter *self, gboolean all)
{
  g_return_if_fail (CRM_IS_IMPORTER (self));
  self->all_or_nothing = all;
}

/**
 * crm_importer_get_all_or_nothing:
 * @self: an importer
 *
 * Returns: whether one wrong row stops all
 */
gboolean
crm_importer_get_all_or_nothing (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), FALSE);
  return self->all_or_nothing;
}

/**
 * crm_importer_set_ids:
 * @self: an importer
 * @ids: what the records of an export have become, shared with the imports of its other entities
 */
void
crm_importer_set_ids (CrmImporter *self, CrmImportIds *ids)
{
  CrmImportIds *old = self->ids;
  g_return_if_fail (CRM_IS_IMPORTER (self) && ids != NULL);
  self->ids = crm_import_ids_ref (ids);
  crm_import_ids_unref (old);
}
