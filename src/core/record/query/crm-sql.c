/* SQL that follows from a description: the key of the statement caches. */
#include "config.h"

#include "crm-column.h"
#include "crm-descriptions.h"
#include "crm-record-private.h"

static GMutex lock;
static GHashTable *selects; /* CrmEntity -> char* */
static GHashTable *inserts; /* CrmEntity -> char* */

/* Whether the table has a column for the field. @columns: those it has; NULL: those of its own. */
static gboolean
has_column (const CrmEntity *entity, int field, GHashTable *columns)
{
  return field < entity->n_built_in ||
         (columns != NULL && g_hash_table_contains (columns, entity->fields[field].name));
}

static char *
build_select (const CrmEntity *entity, int n_fields, GHashTable *columns)
{
  GString *sql = g_string_new ("SELECT id, revision");
  for (int i = 0; i < n_fields; i++)
    if (has_column (entity, i, columns))
      g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
    else
      g_string_append (sql, ", NULL");
  g_string_append_printf (sql, " FROM \"%s\" WHERE id = ?1", entity->name);
  return g_string_free (sql, FALSE);
}

static char *
build_insert (const CrmEntity *entity, int n_fields, GHashTable *columns)
{
  g_autoptr (GString) places = g_string_new ("?1, ?2");
  GString *sql = g_string_new (NULL);
  int n = 2;
  g_string_append_printf (sql, "INSERT INTO \"%s\" (id, revision", entity->name);
  for (int i = 0; i < n_fields; i++)
    if (has_column (entity, i, columns)) {
      g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
      g_string_append_printf (places, ", ?%d", ++n);
    }
  for (int i = 0; i < n_fields; i++)
    if (has_column (entity, i, columns) && crm_field_has_key (&entity->fields[i])) {
      g_string_append_printf (sql, ", \"%s_key\"", entity->fields[i].name);
      g_string_append_printf (places, ", ?%d", ++n);
    }
  g_string_append_printf (sql, ") VALUES (%s)", places->str);
  return g_string_free (sql, FALSE);
}

typedef char *(*BuildFunc) (const CrmEntity *entity, int n_fields, GHashTable *columns);

/* What only the program's own fields decide is the same for every file and is made once. */
static const char *
look_up (GHashTable **table, const CrmEntity *entity, BuildFunc build)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  char *sql;
  if (*table == NULL)
    *table = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  sql = g_hash_table_lookup (*table, entity);
  if (sql == NULL) {
    sql = build (entity, entity->n_built_in, NULL);
    g_hash_table_insert (*table, (gpointer) entity, sql);
  }
  return sql;
}

/* What users have added is of this connection; the text is kept with what it was made from. */
static const char *
look_up_extended (GHashTable *columns, const char *what, const CrmEntity *entity, BuildFunc build)
{
  int n_fields = entity->n_fields;
  /* Which texts have a sort key may change without the columns. */
  g_autofree char *key =
      g_strdup_printf ("%s %d %u", what, n_fields, crm_descriptions_get_serial ());
  char *sql = g_hash_table_lookup (columns, key);

  if (sql == NULL) {
    sql = build (entity, n_fields, columns);
    g_hash_table_insert (columns, g_steal_pointer (&key), sql);
  }
  return sql;
}

/**
 * crm_sql_prepare_select:
 * @database: any connection of this thread
 * @entity: a description
 * @error: of the store
 *
 * Columns that users have added are read as far as this connection sees them.
 *
 * Returns: (transfer full) (nullable): the statement that reads one record by id
 */
CrmStatement *
crm_sql_prepare_select (CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  GHashTable *columns;

  if (entity->n_fields == entity->n_built_in)
    return crm_database_prepare (database, look_up (&selects, entity, build_select), error);
  columns = crm_column_list (database, entity->name, error);
  if (columns == NULL)
    return NULL;
  return crm_database_prepare (database, look_up_extended (columns, "select", entity, build_select),
                               error);
}

/**
 * crm_sql_prepare_insert:
 * @database: the writer's connection
 * @entity: a description
 * @columns: (out) (transfer none) (nullable): the columns that the table has; %NULL: its own
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): the statement that writes one record: ?1 id, ?2 revision,
 *   then the fields, then the keys, without those for which crm_sql_has_column() says no
 */
CrmStatement *
crm_sql_prepare_insert (CrmDatabase *database, const CrmEntity *entity, GHashTable **columns,
                        GError **error)
{
  *columns = NULL;
  if (entity->n_fields == entity->n_built_in)
    return crm_database_prepare (database, look_up (&inserts, entity, build_insert), error);
  *columns = crm_column_list (database, entity->name, error);
  if (*columns == NULL)
    return NULL;
  return crm_database_prepare (database,
                               look_up_extended (*columns, "insert", entity, build_insert), error);
}

gboolean
crm_sql_has_column (const CrmEntity *entity, int field, GHashTable *columns)
{
  return has_column (entity, field, columns);
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

gboolean
crm_sql_read_ids (CrmStatement *statement, GArray *ids, GError **error)
{
  gboolean has_row = FALSE;

  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  } while (has_row);
  return TRUE;
}
