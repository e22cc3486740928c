/* How a table is imported: what becomes of what is there already, of fields without a column and of
 * columns without a field. */
#include "config.h"

#include "crm-importer-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
