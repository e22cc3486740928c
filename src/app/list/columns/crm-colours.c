/* The colours of choices. */
#include "config.h"

#include "crm-colours.h"

#include "crm-announcement.h"

#define COLOUR_FIELD "colour"

/* What was read of dictionaries, stages and the like, by subject; it lives with the workspace. */
typedef struct {
  CrmStore *store;     /* owned */
  GHashTable *colours; /* gint64 subject -> name of the colour, owned; "" for none */
  gulong changed;
} Cache;

static const CrmField *
find_colour_field (const CrmEntity *entity)
{
  const CrmField *field = entity != NULL ? crm_entity_field (entity, COLOUR_FIELD) : NULL;
  return field != NULL && field->kind == CRM_KIND_CHOICE ? field : NULL;
}

static void
store_changed_cb (CrmStore *store, GObject *announcement, Cache *cache)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (find_colour_field (entities[i]) != NULL &&
        crm_announcement_touches (CRM_ANNOUNCEMENT (announcement), entities[i]))
      g_hash_table_remove_all (cache->colours);
}

static void
free_cache (gpointer data)
{
  Cache *cache = data;
  g_signal_handler_disconnect (cache->store, cache->changed);
  g_object_unref (cache->store);
  g_hash_table_unref (cache->colours);
  g_free (cache);
}

static Cache *
require_cache (CrmWorkspace *workspace)
{
  Cache *cache = g_object_get_data (G_OBJECT (workspace), "crm-colours");
  if (cache != NULL)
    return cache;
  cache = g_new0 (Cache, 1);
  cache->store = g_object_ref (crm_workspace_get_store (workspace));
  cache->colours = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  cache->changed = g_signal_connect (cache->store, "changed", G_CALLBACK (store_changed_cb), cache);
  g_object_set_data_full (G_OBJECT (workspace), "crm-colours", cache, free_cache);
  return cache;
}

static const char *
find_of_record (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  Cache *cache = require_cache (workspace);
  gint64 subject = crm_subject_make (entity, id);
  char *colour = g_hash_table_lookup (cache->colours, &subject);

  if (colour == NULL) {
    g_autoptr (CrmRecord) record =
        crm_record_load (crm_workspace_get_reader (workspace), entity, id, NULL);
    const char *read = record != NULL ? crm_record_get_text (record, COLOUR_FIELD) : NULL;
    colour = g_strdup (read != NULL ? read : "");
    g_hash_table_insert (cache->colours, g_memdup2 (&subject, sizeof subject), colour);
  }
  return colour[0] != '\0' ? colour : NULL;
}

/**
 * crm_field_is_coloured:
 * @field: a field
 *
 * Returns: whether its values have colours: a choice with any, or a reference to records with one
 */
gboolean
crm_field_is_coloured (const CrmField *field)
{
  if (field->kind == CRM_KIND_CHOICE)
    for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++)
      if (choice->colour != NULL)
        return TRUE;
  return field->kind == CRM_KIND_REFERENCE &&
         find_colour_field (crm_field_get_target (field)) != NULL;
}

/**
 * crm_colour_find:
 * @workspace: the workspace
 * @field: a field for which crm_field_is_coloured()
 * @value: one of its values
 *
 * Returns: (nullable) (transfer none): the name of its colour
 */
const char *
crm_colour_find (CrmWorkspace *workspace, const CrmField *field, const CrmValue *value)
{
  if (value->type == CRM_VALUE_EMPTY)
    return NULL;
  if (field->kind == CRM_KIND_CHOICE) {
    const CrmChoice *choice = crm_field_find_choice (field, value->text);
    return choice != NULL ? choice->colour : NULL;
  }
  return find_of_record (workspace, crm_field_get_target (field), value->integer);
}
