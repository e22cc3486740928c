/* Deltas of the journal: a JSON object of field names, so that a file can be read without the
 * program. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-json-string.h"

static void
write_value (GString *json, const CrmValue *value)
{
  switch (value->type) {
  case CRM_VALUE_EMPTY:
    g_string_append (json, "null");
    break;
  case CRM_VALUE_INTEGER:
    g_string_append_printf (json, "%" G_GINT64_FORMAT, value->integer);
    break;
  case CRM_VALUE_TEXT:
    crm_json_append_string (json, value->text);
    break;
  }
}

static void
write_name (GString *json, const char *name)
{
  g_string_append_c (json, json->len == 0 ? '{' : ',');
  crm_json_append_string (json, name);
  g_string_append_c (json, ':');
}

/**
 * crm_delta_write_set:
 * @entity: a description
 * @before: (array): old values
 * @after: (array): new values
 * @fields: those that differ
 *
 * Returns: (transfer full): {"field": [old, new], ...}
 */
char *
crm_delta_write_set (const CrmEntity *entity, const CrmValue *before, const CrmValue *after,
                     CrmFields fields)
{
  GString *json = g_string_new (NULL);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_fields_has (fields, i)) {
      write_name (json, entity->fields[i].name);
      g_string_append_c (json, '[');
      write_value (json, &before[i]);
      g_string_append_c (json, ',');
      write_value (json, &after[i]);
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

/**
 * crm_delta_write_delete:
 * @entity: a description
 * @values: (array): the values that go
 *
 * Returns: (transfer full): {"field": old, ...}; empty ones are left out
 */
char *
crm_delta_write_delete (const CrmEntity *entity, const CrmValue *values)
{
  GString *json = g_string_new (NULL);
  for (int i = 0; i < entity->n_fields; i++)
    if (values[i].type != CRM_VALUE_EMPTY) {
      write_name (json, entity->fields[i].name);
      write_value (json, &values[i]);
    }
  g_string_append (json, json->len == 0 ? "{}" : "}");
  return g_string_free (json, FALSE);
}

static void
read_value (JsonNode *node, CrmValue *value)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    crm_value_set_text (value, json_node_get_string (node));
  else
    crm_value_set_integer (value, json_node_get_int (node));
}

/**
 * crm_delta_read:
 * @entity: a description
 * @action: set or delete
 * @delta: as stored
 * @func: (scope call): called for each field that the description still has
 * @data: for @func
 * @error: DAMAGED when it cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
crm_delta_read (const CrmEntity *entity, CrmAction action, const char *delta, CrmDeltaFunc func,
                gpointer data, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObjectIter iterator;
  const char *name;
  JsonNode *node;

  if (!json_parser_load_from_data (parser, delta, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("The journal cannot be read: %s"), delta);
    return FALSE;
  }
  json_object_iter_init (&iterator, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iterator, &name, &node)) {
    int field = crm_entity_field_index (entity, name);
    g_auto (CrmValue) old_value = CRM_VALUE_INIT;
    g_auto (CrmValue) new_value = CRM_VALUE_INIT;
    if (field < 0)
      continue;
    if (action == CRM_ACTION_SET && JSON_NODE_HOLDS_ARRAY (node) &&
        json_array_get_length (json_node_get_array (node)) == 2) {
      read_value (json_array_get_element (json_node_get_array (node), 0), &old_value);
      read_value (json_array_get_element (json_node_get_array (node), 1), &new_value);
      func (field, &old_value, &new_value, data);
    } else {
      read_value (node, &old_value);
      func (field, &old_value, NULL, data);
    }
  }
  return TRUE;
}
