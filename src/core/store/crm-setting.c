/* The few facts that a company file keeps about itself, by name. */
#include "config.h"

#include "crm-setting.h"

/* Which words of a record the search index holds; greater when there are others. */
#define INDEX_GENERATION 2

/* Of ICU, by which the keys are sorted, and of the index. */
static char *
dup_version (void)
{
  g_autofree char *collator = crm_collator_version ();

  return g_strdup_printf ("%s words %d", collator, INDEX_GENERATION);
}

/**
 * crm_setting_dup:
 * @database: a connection
 * @name: one of the CRM_SETTING names, or another room's own
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the value; %NULL with @error unset where there is none
 */
char *
crm_setting_dup (CrmDatabase *database, const char *name, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  g_return_val_if_fail (name != NULL, NULL);

  statement = crm_database_prepare (database, "SELECT value FROM setting WHERE name = ?1", error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_text (statement, 1, name);
  if (!crm_statement_step (statement, &has_row, error) || !has_row)
    return NULL;
  return g_strdup (crm_statement_get_text (statement, 0));
}

/**
 * crm_setting_write:
 * @database: a connection that writes
 * @name: the setting
 * @value: (nullable): its new value; %NULL takes the setting away
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
crm_setting_write (CrmDatabase *database, const char *name, const char *value, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  statement = crm_database_prepare (database,
                                    value != NULL ? "INSERT INTO setting (name, value)\n"
                                                    "VALUES (?1, ?2)\n"
                                                    "ON CONFLICT (name) DO UPDATE SET value = ?2"
                                                  : "DELETE FROM setting WHERE name = ?1",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  if (value != NULL)
    crm_statement_bind_text (statement, 2, value);
  return crm_statement_run (statement, error);
}

/**
 * crm_setting_foreach:
 * @database: a connection
 * @func: (scope call): is given each setting, sorted by the bytes of their names; must not write
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: whether all were read
 */
gboolean
crm_setting_foreach (CrmDatabase *database, CrmSettingFunc func, gpointer data, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database,
                                                             "SELECT name, value FROM setting\n"
                                                             "ORDER BY name COLLATE BINARY",
                                                             error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row)
      func (crm_statement_get_text (statement, 0), crm_statement_get_text (statement, 1), data);
  } while (has_row);
  return TRUE;
}

/**
 * crm_setting_needs_rebuild:
 * @database: a connection
 * @needs_rebuild: (out): whether the stored sort keys and the search index are stale
 * @error: return location for an error
 *
 * They are stale when the file comes from a recovery, when its keys were made by another version
 * of ICU than this program runs with, or when its index lacks words that this program looks for.
 *
 * Returns: whether it could be found out
 */
gboolean
crm_setting_needs_rebuild (CrmDatabase *database, gboolean *needs_rebuild, GError **error)
{
  g_autofree char *marked = NULL;
  g_autofree char *written = NULL;
  g_autofree char *current = dup_version ();
  GError *failure = NULL;

  *needs_rebuild = FALSE;
  marked = crm_setting_dup (database, CRM_SETTING_REBUILD, &failure);
  if (failure == NULL)
    written = crm_setting_dup (database, CRM_SETTING_COLLATOR_VERSION, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  *needs_rebuild = g_strcmp0 (marked, "1") == 0 || g_strcmp0 (written, current) != 0;
  return TRUE;
}

/**
 * crm_setting_write_rebuilt:
 * @database: a connection that writes
 * @error: return location for an error
 *
 * Says that keys and index are those of this program's ICU. Belongs in the transaction that made
 * them.
 *
 * Returns: whether it was written
 */
gboolean
crm_setting_write_rebuilt (CrmDatabase *database, GError **error)
{
  g_autofree char *version = dup_version ();

  return crm_setting_write (database, CRM_SETTING_COLLATOR_VERSION, version, error) &&
         crm_setting_write (database, CRM_SETTING_REBUILD, NULL, error);
}
