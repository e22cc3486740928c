/* What a company file holds. */
#include "config.h"

#include "crm-file-facts.h"

#include "crm-journal.h"
#include "crm-query.h"

/* The records by which people know their file. */
static const char *const counted[] = { "company",  "contact",  "deal",
                                       "activity", "document", "product" };

/**
 * crm_file_facts_read:
 * @path: a company file or a backup; it is only read
 * @last_change: (out): moment of its youngest change, 0 if there is none
 * @error: %CRM_ERROR_DAMAGED, %CRM_ERROR_NEWER, %CRM_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (element-type CrmFileFact) (nullable): how many records of each kind
 */
GArray *
crm_file_facts_read (const char *path, gint64 *last_change, GError **error)
{
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, error);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (CrmFileFact));
  g_autoptr (GPtrArray) changes = NULL;

  if (database == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++) {
    CrmFileFact fact = { .entity = crm_entity_find (counted[i]) };
    g_autoptr (CrmQuery) query = crm_query_new (fact.entity);

    fact.n = crm_query_count (query, database, error);
    if (fact.n < 0)
      return NULL;
    g_array_append_val (facts, fact);
  }
  changes = crm_journal_read_changes (database, 1, error);
  if (changes == NULL)
    return NULL;
  *last_change = changes->len > 0 ? ((CrmHistoryEntry *) changes->pdata[0])->moment : 0;
  return g_steal_pointer (&facts);
}
