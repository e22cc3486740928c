/* How many records a group or a whole list holds, and what their figures come to in each currency.
 */
#include "config.h"

#include <string.h>

#include "crm-grouping-private.h"
#include "crm-record-private.h"

void
crm_group_part_free (CrmGroupPart *self)
{
  g_free (self->key);
  g_free (self->label);
  g_clear_pointer (&self->sums, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->sort_key, g_bytes_unref);
  g_free (self);
}

CrmGroupPart *
crm_group_part_new (void)
{
  CrmGroupPart *part = g_new0 (CrmGroupPart, 1);
  part->sums = crm_sums_new ();
  return part;
}

/* In halves no sum can overflow; whole ones cost half as much. */
void
crm_sql_append_sums (GString *sql, const CrmEntity *entity, GArray *fields, gboolean in_halves)
{
  for (guint i = 0; i < fields->len; i++) {
    const char *name = entity->fields[g_array_index (fields, int, i)].name;
    if (in_halves)
      g_string_append_printf (sql, ", sum (\"%s\" >> 32), sum (\"%s\" & 4294967295)", name, name);
    else
      g_string_append_printf (sql, ", sum (\"%s\")", name);
  }
}

/* What SQLite says where a sum does not fit into 64 bits. */
gboolean
crm_group_is_overflow (GError **error)
{
  if (*error == NULL || strstr ((*error)->message, "integer overflow") == NULL)
    return FALSE;
  g_clear_error (error);
  return TRUE;
}

static __int128
get_sum (CrmStatement *row, int column, guint i, gboolean in_halves)
{
  int first = column + (int) i * 2;

  if (!in_halves)
    return crm_statement_get_integer (row, column + (int) i);
  return (__int128) crm_statement_get_integer (row, first) * 4294967296 +
         crm_statement_get_integer (row, first + 1);
}

void
crm_group_part_add_row (CrmGroupPart *part, CrmStatement *row, int column, guint n_fields,
                        gboolean in_halves)
{
  const char *currency =
      crm_statement_is_null (row, column) ? NULL : crm_statement_get_text (row, column);
  gint64 count = crm_statement_get_integer (row, column + 1);
  CrmSum *sum = crm_sums_require (part->sums, currency, n_fields);

  part->count += count;
  sum->count += count;
  for (guint i = 0; i < n_fields; i++) {
    __int128 exact = get_sum (row, column + 2, i, in_halves);
    if (sum->sums[i] == CRM_SUM_UNKNOWN)
      continue;
    exact += sum->sums[i];
    sum->sums[i] = exact > G_MAXINT64 || exact <= G_MININT64 ? CRM_SUM_UNKNOWN : (gint64) exact;
  }
}

const char *
crm_group_currency_column (const CrmEntity *entity)
{
  return crm_entity_field (entity, "currency") != NULL ? "\"currency\"" : "NULL";
}

static CrmGroupPart *
read_total (CrmQuery *query, CrmDatabase *database, gboolean in_halves, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (query);
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (entity);
  g_autoptr (CrmGroupPart) total = crm_group_part_new ();
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT %s, count (*)", crm_group_currency_column (entity));
  crm_sql_append_sums (sql.text, entity, fields, in_halves);
  g_string_append_printf (sql.text, " FROM \"%s\"", entity->name);
  crm_sql_append_where (&sql, query, database);
  g_string_append (sql.text, " GROUP BY 1");
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return NULL;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (has_row)
      crm_group_part_add_row (total, statement, 0, fields->len, in_halves);
  } while (has_row);
  return g_steal_pointer (&total);
}

/**
 * crm_query_read_total:
 * @self: a query
 * @database: any connection of this thread
 * @error: of the store, CANCELLED
 *
 * Returns: (transfer full) (nullable): how many records there are, and what their figures come to.
 * Any thread.
 */
CrmGroupPart *
crm_query_read_total (CrmQuery *self, CrmDatabase *database, GError **error)
{
  g_autoptr (GError) failure = NULL;
  CrmGroupPart *total = read_total (self, database, FALSE, &failure);

  if (total == NULL && crm_group_is_overflow (&failure))
    return read_total (self, database, TRUE, error);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return total;
}
