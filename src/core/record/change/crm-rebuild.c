/* Sort keys, search words and tags, made anew from the records. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-consistency.h"
#include "crm-match-private.h"
#include "crm-record-private.h"
#include "crm-search-private.h"
#include "crm-setting.h"

static gboolean
rebuild_keys (CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (int i = 0; i < entity->n_fields; i++) {
    const char *name = entity->fields[i].name;

    if (crm_field_has_key (&entity->fields[i]))
      g_string_append_printf (sql, "%s \"%s_key\" = crm_key (\"%s\")", sql->len > 0 ? "," : "",
                              name, name);
  }
  if (sql->len == 0)
    return TRUE;
  g_string_prepend (sql, "\" SET");
  g_string_prepend (sql, entity->name);
  g_string_prepend (sql, "UPDATE \"");
  return crm_database_execute (database, sql->str, error);
}

static gboolean
write_tags (CrmDatabase *database, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (record, i);
    g_auto (GStrv) tags = NULL;
    g_autoptr (CrmStatement) statement = NULL;

    if (entity->fields[i].kind != CRM_KIND_TAGS || value->type != CRM_VALUE_TEXT)
      continue;
    tags = crm_tags_split (value->text);
    statement = crm_database_prepare (
        database, "INSERT OR IGNORE INTO record_tag (entity, record, tag) VALUES (?1, ?2, ?3)",
        error);
    if (statement == NULL)
      return FALSE;
    for (char **tag = tags; *tag != NULL; tag++) {
      crm_statement_bind_integer (statement, 1, entity->code);
      crm_statement_bind_integer (statement, 2, crm_record_get_id (record));
      crm_statement_bind_text (statement, 3, *tag);
      if (!crm_statement_run (statement, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
clear_derived (CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  g_autofree char *tags =
      g_strdup_printf ("DELETE FROM record_tag WHERE entity = %d", entity->code);
  g_autofree char *words =
      g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\") VALUES ('delete-all')",
                       entity->name, entity->name);

  return crm_database_execute (database, tags, error) &&
         (!crm_entity_has_search (entity) || crm_database_execute (database, words, error));
}

static gboolean
has_tags (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_TAGS)
      return TRUE;
  return FALSE;
}

static gboolean
rebuild_words (CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\"", entity->name);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (!clear_derived (database, entity, error))
    return FALSE;
  if (!crm_entity_has_search (entity) && !has_tags (entity))
    return TRUE;
  statement = crm_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;
  for (;;) {
    g_autoptr (CrmRecord) record = NULL;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    record = crm_record_load (database, entity, crm_statement_get_integer (statement, 0), error);
    if (record == NULL || !crm_search_index (database, record, NULL, error) ||
        !write_tags (database, record, error))
      return FALSE;
  }
}

static gboolean
rebuild_match_keys (CrmDatabase *database, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (!crm_database_execute (database, "DELETE FROM match_key", error))
    return FALSE;
  for (int i = 0; i < n_entities; i++)
    if (!crm_match_index_after (database, entities[i], 0, error))
      return FALSE;
  return TRUE;
}

/**
 * crm_consistency_rebuild:
 * @database: the writer's connection, inside a transaction
 * @unused: nothing
 * @cancellable: (nullable): stops it
 * @error: of the store
 *
 * Makes everything that is derived from records anew. A #CrmStoreFunc; a million records take about
 * a minute.
 *
 * Returns: whether it agrees with the records now. Writer thread.
 */
gboolean
crm_consistency_rebuild (CrmDatabase *database, gpointer unused, GCancellable *cancellable,
                         GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (!rebuild_keys (database, entities[i], error) ||
        !rebuild_words (database, entities[i], error))
      return FALSE;
  if (!rebuild_match_keys (database, error))
    return FALSE;
  return crm_setting_write_rebuilt (database, error);
}

/**
 * crm_consistency_rebuild_if_needed:
 * @store: an open file
 * @error: of the store
 *
 * To be called after opening: a recovered file has no search index, and a new version of ICU orders
 * letters anew. Waits for the writer; where the file may only be read nothing is done.
 *
 * Returns: whether what is derived from records may be relied on, or cannot be helped
 */
gboolean
crm_consistency_rebuild_if_needed (CrmStore *store, GError **error)
{
  gboolean is_needed;

  if (!crm_setting_needs_rebuild (crm_store_get_reader (store), &is_needed, error))
    return FALSE;
  return !is_needed || !crm_store_is_writable (store) ||
         crm_store_write (store, crm_consistency_rebuild, NULL, NULL, error);
}
