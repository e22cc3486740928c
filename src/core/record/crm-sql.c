/* SQL that follows from a description alone: built once, kept for ever, the key of the statement
 * caches. */
#include "config.h"

#include "crm-record-private.h"

static GMutex lock;
static GHashTable *selects; /* CrmEntity -> char* */
static GHashTable *inserts; /* CrmEntity -> char* */

static char *
build_select (const CrmEntity *entity)
{
  GString *sql = g_string_new ("SELECT id, revision");
  for (int i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE id = ?1", entity->name);
  return g_string_free (sql, FALSE);
}

static char *
build_insert (const CrmEntity *entity)
{
  g_autoptr (GString) places = g_string_new ("?1, ?2");
  GString *sql = g_string_new (NULL);
  int n = 2;
  g_string_append_printf (sql, "INSERT INTO \"%s\" (id, revision", entity->name);
  for (int i = 0; i < entity->n_fields; i++) {
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
    g_string_append_printf (places, ", ?%d", ++n);
  }
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_field_has_key (&entity->fields[i])) {
      g_string_append_printf (sql, ", \"%s_key\"", entity->fields[i].name);
      g_string_append_printf (places, ", ?%d", ++n);
    }
  g_string_append_printf (sql, ") VALUES (%s)", places->str);
  return g_string_free (sql, FALSE);
}

static const char *
look_up (GHashTable **table, const CrmEntity *entity, char *(*build) (const CrmEntity *) )
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  char *sql;
  if (*table == NULL)
    *table = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  sql = g_hash_table_lookup (*table, entity);
  if (sql == NULL) {
    sql = build (entity);
    g_hash_table_insert (*table, (gpointer) entity, sql);
  }
  return sql;
}

/**
 * crm_sql_select:
 * @entity: a description
 *
 * Returns: the statement that reads one record by id. Any thread.
 */
const char *
crm_sql_select (const CrmEntity *entity)
{
  return look_up (&selects, entity, build_select);
}

/**
 * crm_sql_insert:
 * @entity: a description
 *
 * Returns: the statement that writes one record. Any thread.
 */
const char *
crm_sql_insert (const CrmEntity *entity)
{
  return look_up (&inserts, entity, build_insert);
}

/**
 * crm_field_has_key:
 * @field: a field
 *
 * Names sort by language, codes (articles, tax numbers) byte by byte.
 *
 * Returns: whether the table has a column of sort keys for it
 */
gboolean
crm_field_has_key (const CrmField *field)
{
  return field->kind == CRM_KIND_TEXT && (field->flags & CRM_FIELD_INDEXED) != 0 &&
         ((field->flags & CRM_FIELD_TITLE) != 0 || (field->flags & CRM_FIELD_KEY) == 0);
}

/**
 * crm_value_read:
 * @value: set to the column's value
 * @type: what the column holds: tables are STRICT
 * @statement: with a row
 * @column: from 0
 */
void
crm_value_read (CrmValue *value, CrmValueType type, CrmStatement *statement, int column)
{
  if (crm_statement_is_null (statement, column))
    crm_value_clear (value);
  else if (type == CRM_VALUE_TEXT)
    crm_value_set_text (value, crm_statement_get_text (statement, column));
  else
    crm_value_set_integer (value, crm_statement_get_integer (statement, column));
}

/**
 * crm_value_bind:
 * @value: borrowed until the statement is bound again
 * @statement: a statement
 * @index: from 1
 */
void
crm_value_bind (const CrmValue *value, CrmStatement *statement, int index)
{
  switch (value->type) {
  case CRM_VALUE_EMPTY:
    crm_statement_bind_null (statement, index);
    break;
  case CRM_VALUE_INTEGER:
    crm_statement_bind_integer (statement, index, value->integer);
    break;
  case CRM_VALUE_TEXT:
    crm_statement_bind_text (statement, index, value->text);
    break;
  }
}
