/* What the figures of some records come to. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"
#include "crm-query-private.h"

static void
clear_sum (gpointer data)
{
  CrmSum *sum = data;
  g_free (sum->currency);
  g_free (sum->sums);
}

GArray *
crm_sums_new (void)
{
  GArray *sums = g_array_new (FALSE, TRUE, sizeof (CrmSum));
  g_array_set_clear_func (sums, clear_sum);
  return sums;
}

CrmSum *
crm_sums_require (GArray *sums, const char *currency, guint n_fields)
{
  CrmSum fresh = { 0 };

  for (guint i = 0; i < sums->len; i++)
    if (g_strcmp0 (g_array_index (sums, CrmSum, i).currency, currency) == 0)
      return &g_array_index (sums, CrmSum, i);
  fresh.currency = g_strdup (currency);
  fresh.sums = g_new0 (gint64, MAX (n_fields, 1));
  g_array_append_val (sums, fresh);
  return &g_array_index (sums, CrmSum, sums->len - 1);
}

static gboolean
add_row (CrmStatement *row, GArray *sums, guint n_fields, GError **error)
{
  const char *currency = crm_statement_is_null (row, 0) ? NULL : crm_statement_get_text (row, 0);
  CrmSum *sum = crm_sums_require (sums, currency, n_fields);

  sum->count++;
  for (guint i = 0; i < n_fields; i++)
    if (__builtin_add_overflow (sum->sums[i], crm_statement_get_integer (row, (int) i + 1),
                                &sum->sums[i])) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("The sum is too large to be written as a number"));
      return FALSE;
    }
  return TRUE;
}

/**
 * crm_query_read_sums:
 * @database: any connection of this thread
 * @entity: a description
 * @ids: (array length=n_ids): of the records
 * @n_ids: how many
 * @fields: (array length=n_fields): indexes of fields stored as integers
 * @n_fields: how many
 * @error: CANCELLED, INVALID where a sum does not fit into 64 bits, or of the store
 *
 * Records whose entity or who themselves name no currency are one sum of %NULL. A microsecond or
 * two a record.
 *
 * Returns: (transfer full) (element-type CrmSum) (nullable): one for each currency. Any thread.
 */
GArray *
crm_query_read_sums (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids, gsize n_ids,
                     const int *fields, guint n_fields, GError **error)
{
  g_autoptr (GArray) sums = crm_sums_new ();
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  g_string_append (sql, crm_entity_field (entity, "currency") != NULL ? "\"currency\"" : "NULL");
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[fields[i]].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE id = ?1", entity->name);
  for (gsize i = 0; i < n_ids; i++) {
    g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql->str, error);
    gboolean has_row;
    if (statement == NULL)
      return NULL;
    crm_statement_bind_integer (statement, 1, ids[i]);
    if (!crm_statement_step (statement, &has_row, error) ||
        (has_row && !add_row (statement, sums, n_fields, error)))
      return NULL;
  }
  return g_steal_pointer (&sums);
}
