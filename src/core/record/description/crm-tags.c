/* Tags in use, for completion. */
#include "config.h"

#include "crm-tags.h"

#include "crm-text.h"

/**
 * crm_tags_read:
 * @database: any connection of this thread
 * @entity: of the tagged records
 * @beginning: how the tags begin, folded alike; "" for any
 * @most: how many at most
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): tags, those that most records carry first, then those of the
 *   dictionary that none carries
 */
GStrv
crm_tags_read (CrmDatabase *database, const CrmEntity *entity, const char *beginning, guint most,
               GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT tag, count (*) AS n, 0 AS place FROM record_tag WHERE entity = ?1 GROUP BY tag "
      "UNION ALL SELECT name, 0, position FROM tag "
      "WHERE name NOT IN (SELECT tag FROM record_tag WHERE entity = ?1) "
      "ORDER BY n DESC, place, 1",
      error);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autofree char *wanted = crm_text_fold (beginning);
  gboolean has_row = TRUE;
  guint n = 0;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, entity->code);
  while (n < most) {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    const char *tag = crm_statement_get_text (statement, 0);
    g_autofree char *folded = crm_text_fold (tag);
    if (g_str_has_prefix (folded, wanted)) {
      g_strv_builder_add (tags, tag);
      n++;
    }
  }
  return g_strv_builder_end (tags);
}
