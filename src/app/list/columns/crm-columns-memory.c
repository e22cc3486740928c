/* How a person left a list. */
#include "config.h"

#include "crm-columns-memory.h"

#define COLUMNS "list-columns"
#define GROUPS "list-groups"
#define ORDERS "list-orders"

/* NULL where the program is not installed: then nothing is kept. */
static GSettings *
open_settings (const char *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, key))
    return NULL;
  return g_settings_new (APP_ID);
}

/**
 * crm_columns_memory_read:
 * @name: of the list
 *
 * Returns: (transfer full) (nullable): the columns as they were left, of CRM_COLUMNS_MEMORY_TYPE
 */
GVariant *
crm_columns_memory_read (const char *name)
{
  g_autoptr (GSettings) settings = open_settings (COLUMNS);
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, COLUMNS) : NULL;

  if (all == NULL)
    return NULL;
  return g_variant_lookup_value (all, name, CRM_COLUMNS_MEMORY_TYPE);
}

/**
 * crm_columns_memory_write:
 * @name: of the list
 * @columns: (transfer floating): of CRM_COLUMNS_MEMORY_TYPE
 */
void
crm_columns_memory_write (const char *name, GVariant *columns)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (columns);
  g_autoptr (GSettings) settings = open_settings (COLUMNS);
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, COLUMNS) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *others;

  if (all == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sa(si)}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@a(si)}", &other, &others))
    if (g_strcmp0 (other, name) != 0)
      g_variant_builder_add (&builder, "{s@a(si)}", other, others);
  g_variant_builder_add (&builder, "{s@a(si)}", name, kept);
  g_settings_set_value (settings, COLUMNS, g_variant_builder_end (&builder));
}

/* --- What is one text a list */

static char *
read_text (const char *key, const char *name)
{
  g_autoptr (GSettings) settings = open_settings (key);
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, key) : NULL;
  char *text = NULL;

  if (all != NULL)
    g_variant_lookup (all, name, "s", &text);
  return text;
}

static void
write_text (const char *key, const char *name, const char *text)
{
  g_autoptr (GSettings) settings = open_settings (key);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other, *kept;
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, key) : NULL;

  if (all == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s&s}", &other, &kept))
    if (g_strcmp0 (other, name) != 0)
      g_variant_builder_add (&builder, "{ss}", other, kept);
  if (text[0] != '\0')
    g_variant_builder_add (&builder, "{ss}", name, text);
  g_settings_set_value (settings, key, g_variant_builder_end (&builder));
}

char *
crm_columns_memory_read_order (const char *name)
{
  return read_text (ORDERS, name);
}

/**
 * crm_columns_memory_write_order:
 * @name: of the list
 * @text: of a CrmQuery in that order and with nothing else; "" for the usual one
 */
void
crm_columns_memory_write_order (const char *name, const char *text)
{
  write_text (ORDERS, name, text);
}

char *
crm_columns_memory_read_grouping (const char *name)
{
  return read_text (GROUPS, name);
}

/**
 * crm_columns_memory_write_grouping:
 * @name: of the list
 * @text: of a CrmGrouping; "" for none
 */
void
crm_columns_memory_write_grouping (const char *name, const char *text)
{
  write_text (GROUPS, name, text);
}
