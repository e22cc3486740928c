/* What a company file says of itself, in an export of everything: country, own company, working
 * hours, who sits here, what imports remember. */
#include "config.h"

#include "crm-base-file-private.h"

#include "crm-calendar-feed.h"
#include "crm-export-column-private.h"
#include "crm-journal-settings.h"
#include "crm-json-string.h"
#include "crm-sandbox.h"
#include "crm-setting.h"
#include "crm-table-writer.h"

#include <string.h>

/* What is about the file or this computer, not about the company: the language by which its keys
 * are sorted, which program made it, where its calendar is written to. */
static const char *const staying[] = {
  CRM_SETTING_LOCALE,      CRM_SETTING_COLLATOR_VERSION,
  CRM_SETTING_CREATED_BY,  CRM_SETTING_FILE_ID,
  CRM_SETTING_MIN_READER,  CRM_SETTING_REBUILD,
  CRM_SETTING_SANDBOX,     CRM_SETTING_FEED,
  CRM_SETTING_FEED_PERSON, CRM_SETTING_REPLACED,
};

static gboolean
stays (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (staying); i++)
    if (strcmp (name, staying[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
append_setting (const char *name, const char *value, gpointer data)
{
  GString *json = data;

  if (stays (name) || value == NULL)
    return;
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  crm_json_append_string (json, name);
  g_string_append_c (json, ':');
  crm_json_append_string (json, value);
}

/*
 * crm_base_settings_append:
 * @database: any connection of this thread
 * @json: gets them
 * @error: of the store
 *
 * Returns: whether all were read
 */
gboolean
crm_base_settings_append (CrmDatabase *database, GString *json, GError **error)
{
  g_string_append_c (json, '{');
  if (!crm_setting_foreach (database, append_setting, json, error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}

static void
add_setting (const char *name, const char *value, gpointer data)
{
  GPtrArray *cells = data;

  if (stays (name) || value == NULL)
    return;
  g_ptr_array_add (cells, g_strdup (name));
  g_ptr_array_add (cells, g_strdup (value));
}

/*
 * crm_base_settings_write_table:
 * @database: any connection of this thread
 * @path: (type filename): where to
 * @cancellable: (nullable): stops it
 * @error: `FULL`, `IO`, `CANCELLED`, of the store
 *
 * Returns: whether it stands
 */
gboolean
crm_base_settings_write_table (CrmDatabase *database, const char *path, GCancellable *cancellable,
                               GError **error)
{
  static const char *const headings[] = { "name", "value" };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmTableWriter) writer = NULL;

  if (!crm_setting_foreach (database, add_setting, cells, error))
    return FALSE;
  writer = crm_table_writer_new_for_path (path, ',', CRM_TABLE_WRITER_RAW, error);
  if (writer == NULL ||
      !crm_table_writer_write (writer, headings, G_N_ELEMENTS (headings), cancellable, error))
    return FALSE;
  for (guint i = 0; i < cells->len; i += 2)
    if (!crm_table_writer_write (writer, (const char *const *) &cells->pdata[i], 2, cancellable,
                                 error))
      return FALSE;
  return crm_table_writer_close (writer, cancellable, error);
}

/*
 * crm_base_settings_are_valid:
 * @settings: an object that was read
 *
 * Returns: whether each is a text, and none of what belongs to another file
 */
gboolean
crm_base_settings_are_valid (JsonObject *settings)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, &value))
    if (name[0] == '\0' || stays (name) || json_node_get_value_type (value) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

static void
leave_out (const char *name, const char *value, gpointer data)
{
  if (!stays (name) && !json_object_has_member (data, name))
    json_object_set_null_member (data, name);
}

/*
 * crm_base_settings_take:
 * @database: the writer's connection, inside the transaction of @change
 * @settings: valid ones
 * @change: that brings them; its Undo puts the former ones back
 * @error: of the store
 *
 * Returns: whether the file says of itself what they say
 */
gboolean
crm_base_settings_take (CrmDatabase *database, JsonObject *settings, gint64 change, GError **error)
{
  return crm_setting_foreach (database, leave_out, settings, error) &&
         crm_journal_replace_settings (database, change, settings, error);
}
