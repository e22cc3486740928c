/* The import of a table: what it is and what its columns mean. */
#include "config.h"

#include "crm-importer-private.h"

#include "crm-import-mapping-private.h"
#include "crm-setting.h"

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
  self->certain = remembered != NULL || crm_import_is_evident (table, self->entity);
  return TRUE;
}

/**
 * crm_importer_is_certain:
 * @self: an importer that has looked
 *
 * Returns: whether the file itself, an earlier import or somebody says what the rows are; otherwise
 *   crm_importer_get_entity() is the first of many that are as likely
 */
gboolean
crm_importer_is_certain (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self), FALSE);
  return self->certain;
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
 * crm_importer_find_part:
 * @self: an importer that has looked
 *
 * Returns: (nullable): what else the rows are, as lines are of documents: the file can be imported
 *   once more as that
 */
const CrmEntity *
crm_importer_find_part (CrmImporter *self)
{
  g_return_val_if_fail (CRM_IS_IMPORTER (self) && self->table != NULL, NULL);
  return crm_import_find_part (self->table, self->entity);
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
  self->certain = TRUE;
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
