/* Which columns a person left in the list of an entity. */
#include "config.h"

#include "crm-columns-memory.h"

#define KEY "list-columns"

/* NULL where the program is not installed: then nothing is kept. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, KEY))
    return NULL;
  return g_settings_new (APP_ID);
}

/**
 * crm_columns_memory_read:
 * @entity: of the list
 *
 * Returns: (transfer full) (nullable): the columns as they were left, of CRM_COLUMNS_MEMORY_TYPE
 */
GVariant *
crm_columns_memory_read (const CrmEntity *entity)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;

  if (all == NULL)
    return NULL;
  return g_variant_lookup_value (all, entity->name, CRM_COLUMNS_MEMORY_TYPE);
}

/**
 * crm_columns_memory_write:
 * @entity: of the list
 * @columns: (transfer floating): of CRM_COLUMNS_MEMORY_TYPE
 */
void
crm_columns_memory_write (const CrmEntity *entity, GVariant *columns)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (columns);
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *others;

  if (all == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa(si)}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@a(si)}", &name, &others))
    if (g_strcmp0 (name, entity->name) != 0)
      g_variant_builder_add (&builder, "{s@a(si)}", name, others);
  g_variant_builder_add (&builder, "{s@a(si)}", entity->name, kept);
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}
