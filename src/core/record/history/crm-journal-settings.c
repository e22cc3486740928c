/* A change that brought settings along: Undo puts back those that it replaced, Redo brings them
 * again.
 *
 * What it replaced is noted as one setting, an object with the "change" and the "settings" by name,
 * null where there was none. To take it back swaps these with what stands there now; to do it again
 * swaps once more. */
#include "config.h"

#include "crm-journal-settings.h"

#include "crm-setting.h"

static gboolean
write_replaced (CrmDatabase *database, gint64 change, JsonObject *settings, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_int_member (object, "change", change);
  json_object_set_object_member (object, "settings", json_object_ref (settings));
  json_node_take_object (root, object);
  text = json_to_string (root, FALSE);
  return crm_setting_write (database, CRM_SETTING_REPLACED, text, error);
}

/* What stands there under the names that are members of @settings, null for none. */
static JsonObject *
read_present (CrmDatabase *database, JsonObject *settings, GError **error)
{
  g_autoptr (JsonObject) present = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  GError *reason = NULL;

  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, NULL)) {
    g_autofree char *value = crm_setting_dup (database, name, &reason);

    if (reason != NULL) {
      g_propagate_error (error, reason);
      return NULL;
    }
    if (value != NULL)
      json_object_set_string_member (present, name, value);
    else
      json_object_set_null_member (present, name);
  }
  return g_steal_pointer (&present);
}

static gboolean
write_settings (CrmDatabase *database, JsonObject *settings, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, &value))
    if (!crm_setting_write (database, name,
                            JSON_NODE_HOLDS_NULL (value) ? NULL : json_node_get_string (value),
                            error))
      return FALSE;
  return TRUE;
}

/* Of the change alone, or of one that takes it back or brings it again. */
static gboolean
leads_to (CrmDatabase *database, gint64 change, gint64 to, gboolean *leads, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("WITH RECURSIVE way (id) AS (VALUES (%" G_GINT64_FORMAT ")\n"
                       "UNION SELECT change.target FROM change JOIN way ON change.id = way.id\n"
                       "WHERE change.target IS NOT NULL)\n"
                       "SELECT count (*) FROM way WHERE id = %" G_GINT64_FORMAT,
                       change, to);
  gint64 n = 0;

  if (!crm_database_query_integer (database, sql, 0, &n, error))
    return FALSE;
  *leads = n > 0;
  return TRUE;
}

/**
 * crm_journal_replace_settings:
 * @database: the writer's connection, inside the transaction of @change
 * @change: that brings them
 * @settings: by name: a text, or null to take the setting away
 * @error: of the store
 *
 * Undo of @change puts back what was there under these names.
 *
 * Returns: whether they are written. Writer thread.
 */
gboolean
crm_journal_replace_settings (CrmDatabase *database, gint64 change, JsonObject *settings,
                              GError **error)
{
  g_autoptr (JsonObject) replaced = read_present (database, settings, error);

  return replaced != NULL && write_settings (database, settings, error) &&
         write_replaced (database, change, replaced, error);
}

/**
 * crm_journal_swap_settings:
 * @database: the writer's connection, inside a transaction
 * @change: that was taken back or done again
 * @error: of the store
 *
 * Returns: whether the settings are as before it, where it had replaced any. Writer thread.
 */
gboolean
crm_journal_swap_settings (CrmDatabase *database, gint64 change, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonObject) present = NULL;
  GError *reason = NULL;
  g_autofree char *text = crm_setting_dup (database, CRM_SETTING_REPLACED, &reason);
  JsonObject *root;
  JsonObject *settings;
  gboolean leads;
  gint64 by;

  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return TRUE;
  root = json_node_get_object (json_parser_get_root (parser));
  by = json_object_get_int_member_with_default (root, "change", 0);
  if (by == 0 || !json_object_has_member (root, "settings"))
    return TRUE;
  if (!leads_to (database, change, by, &leads, error))
    return FALSE;
  if (!leads)
    return TRUE;
  settings = json_object_get_object_member (root, "settings");
  present = read_present (database, settings, error);
  return present != NULL && write_settings (database, settings, error) &&
         write_replaced (database, by, present, error);
}
