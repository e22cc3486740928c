/* What was imported before is known again: the same set of headings gets the same fields. */
#include "config.h"

#include "crm-import-headings-private.h"
#include "crm-import-mapping-private.h"

#include "crm-setting.h"

#include <string.h>

/* Settings "import:HASH" (the entity) and "import:ENTITY:HASH" (a line a column: squeezed heading,
 * target and, where a person chose it, the order of dates, with tabulators between). */
#define PREFIX "import:"
#define HASH_CHARACTERS 16

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_hash (CrmImportTable *table)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (headings, crm_heading_squeeze (table->columns[i].heading));
  g_ptr_array_sort (headings, compare_strings);
  for (guint i = 0; i < headings->len; i++) {
    g_checksum_update (checksum, headings->pdata[i], -1);
    g_checksum_update (checksum, (const guchar *) "\n", 1);
  }
  return g_strndup (g_checksum_get_string (checksum), HASH_CHARACTERS);
}

static char *
make_name (CrmImportTable *table, const CrmEntity *entity)
{
  g_autofree char *hash = make_hash (table);
  return g_strconcat (PREFIX, entity != NULL ? entity->name : "", entity != NULL ? ":" : "", hash,
                      NULL);
}

static void
recall_column (CrmImportTable *table, const CrmEntity *entity, guint i, const char *target,
               const char *order)
{
  CrmImportColumn *column = &table->columns[i];
  if (!crm_import_set_target (table, entity, i, target, NULL))
    return; /* the field is no more */
  column->reason = CRM_IMPORT_BY_MEMORY;
  if (order != NULL && *order >= '0' && *order <= '2' && !column->date_order_certain) {
    column->date_order = (CrmDateOrder) (*order - '0');
    table->sights[i].order_chosen = TRUE;
  }
}

/*
 * crm_import_recall:
 * @table: what was seen
 * @entity: what its rows are
 * @database: any connection of the thread
 *
 * Returns: whether a table with these headings was imported before; its columns have their fields
 */
gboolean
crm_import_recall (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database)
{
  g_autofree char *name = make_name (table, entity);
  g_autofree char *value = table->has_header ? crm_setting_dup (database, name, NULL) : NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree gboolean *done = g_new0 (gboolean, table->n_columns);

  if (value == NULL)
    return FALSE;
  lines = g_strsplit (value, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) parts = g_strsplit (*line, "\t", 3);
    if (g_strv_length (parts) < 2)
      continue;
    for (guint i = 0; i < table->n_columns; i++) {
      g_autofree char *squeezed = crm_heading_squeeze (table->columns[i].heading);
      if (!done[i] && strcmp (squeezed, parts[0]) == 0) {
        recall_column (table, entity, i, parts[1], parts[2]);
        done[i] = TRUE;
        break;
      }
    }
  }
  return TRUE;
}

/*
 * crm_import_recall_entity:
 * @table: what was seen
 * @database: any connection of the thread
 *
 * Returns: (nullable): what a table with these headings was imported as last
 */
const CrmEntity *
crm_import_recall_entity (CrmImportTable *table, CrmDatabase *database)
{
  g_autofree char *name = make_name (table, NULL);
  g_autofree char *value = table->has_header ? crm_setting_dup (database, name, NULL) : NULL;
  const CrmEntity *entity = value != NULL ? crm_entity_find (value) : NULL;
  return entity != NULL && crm_entity_is_importable (entity) ? entity : NULL;
}

/*
 * crm_import_remember:
 * @table: what was seen and decided
 * @entity: what its rows are
 * @database: the writer's connection
 * @error: of the store
 *
 * Returns: whether it was written down for the next time. Writer thread.
 */
gboolean
crm_import_remember (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database,
                     GError **error)
{
  g_autofree char *name = make_name (table, entity);
  g_autofree char *entity_name = make_name (table, NULL);
  g_autoptr (GString) value = g_string_new (NULL);

  if (!table->has_header)
    return TRUE;
  for (guint i = 0; i < table->n_columns; i++) {
    g_autofree char *squeezed = crm_heading_squeeze (table->columns[i].heading);
    g_autofree char *target = crm_import_dup_target (&table->columns[i]);
    g_string_append_printf (value, "%s\t%s", squeezed, target);
    if (table->sights[i].order_chosen)
      g_string_append_printf (value, "\t%d", (int) table->columns[i].date_order);
    g_string_append_c (value, '\n');
  }
  return crm_setting_write (database, name, value->str, error) &&
         crm_setting_write (database, entity_name, entity->name, error);
}
