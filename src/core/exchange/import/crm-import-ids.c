/* Which record here an exported record has become. */
#include "config.h"

#include "crm-import-ids.h"

struct _CrmImportIds {
  gatomicrefcount references;
  GHashTable *ids; /* gint64 subject there to gint64 id here; owned */
};

/**
 * crm_import_ids_new:
 *
 * Returns: (transfer full): a map that knows nothing
 */
CrmImportIds *
crm_import_ids_new (void)
{
  CrmImportIds *self = g_new0 (CrmImportIds, 1);
  g_atomic_ref_count_init (&self->references);
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/**
 * crm_import_ids_ref:
 * @self: a map
 *
 * Returns: (transfer full): the same
 */
CrmImportIds *
crm_import_ids_ref (CrmImportIds *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * crm_import_ids_unref:
 * @self: (transfer full): a map
 */
void
crm_import_ids_unref (CrmImportIds *self)
{
  if (g_atomic_ref_count_dec (&self->references)) {
    g_hash_table_unref (self->ids);
    g_free (self);
  }
}

/**
 * crm_import_ids_add:
 * @self: a map
 * @entity: of the record
 * @there: its number in the file that was exported
 * @here: its number in this one
 */
void
crm_import_ids_add (CrmImportIds *self, const CrmEntity *entity, gint64 there, gint64 here)
{
  gint64 subject = crm_subject_make (entity, there);
  g_hash_table_insert (self->ids, g_memdup2 (&subject, sizeof subject),
                       g_memdup2 (&here, sizeof here));
}

/**
 * crm_import_ids_find:
 * @self: a map
 * @entity: of the record
 * @there: its number in the file that was exported
 *
 * Returns: its number in this one; 0 if it did not come
 */
gint64
crm_import_ids_find (CrmImportIds *self, const CrmEntity *entity, gint64 there)
{
  gint64 subject = crm_subject_make (entity, there);
  const gint64 *here = g_hash_table_lookup (self->ids, &subject);
  return here != NULL ? *here : 0;
}
