/* Every value of one field, without making records: for indexes in memory over a million rows. */
#include "config.h"

#include "crm-query-private.h"
#include "crm-record-private.h"

/**
 * crm_query_read_values:
 * @self: a query
 * @database: any connection of this thread
 * @field: name of a field
 * @func: (scope call): called for each record in order; the value is valid during the call
 * @data: for @func
 * @error: NOT_FOUND: no such field; of the store, CANCELLED
 *
 * Returns: whether they could be read. Any thread.
 */
gboolean
crm_query_read_values (CrmQuery *self, CrmDatabase *database, const char *field, CrmValueFunc func,
                       gpointer data, GError **error)
{
  const CrmField *description = crm_entity_require_field (self->entity, field, error);
  g_auto (CrmSql) sql = { 0 };
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (description == NULL)
    return FALSE;
  crm_sql_init (&sql);
  g_string_append_printf (sql.text, "SELECT id, \"%s\" FROM \"%s\"", description->name,
                          self->entity->name);
  crm_sql_append_where (&sql, self, database);
  crm_sql_append_order (&sql, self);
  statement = crm_sql_prepare (&sql, database, error);
  if (statement == NULL)
    return FALSE;
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      /* Borrowed from the row: nothing is copied. */
      CrmValue value = CRM_VALUE_INIT;
      if (crm_statement_is_null (statement, 1))
        value.type = CRM_VALUE_EMPTY;
      else if (crm_kind_get_storage (description->kind) == CRM_VALUE_TEXT)
        value = (CrmValue) { .type = CRM_VALUE_TEXT,
                             .text = (char *) crm_statement_get_text (statement, 1) };
      else
        value = (CrmValue) { .type = CRM_VALUE_INTEGER,
                             .integer = crm_statement_get_integer (statement, 1) };
      func (crm_statement_get_integer (statement, 0), &value, data);
    }
  } while (has_row);
  return TRUE;
}
