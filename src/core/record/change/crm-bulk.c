/* Bulk loads: indexes of a table that is about to grow manifold are taken away and made anew at the
 * end, and so are the search words of rows that nobody looks for meanwhile.
 *
 * Measured: 18-22,000 rows a second row by row against 74,000 in this order. All within the
 * change's transaction, so that a failure brings everything back. */
#include "config.h"

#include "crm-change-private.h"
#include "crm-match-private.h"
#include "crm-search-private.h"

/* Below, the trouble is not worth it. */
#define FEWEST 2000

/* Kilobytes of pages in memory while it lasts: indexes are sorted in pieces of that size. */
#define BULK_CACHE "65536"
#define USUAL_CACHE "2000"

/* From so many records on, what is sorted for the indexes goes to temporary files (gone with their
 * names as soon as they are open): it would take a gigabyte of memory for fifteen million. */
#define TOO_MANY_FOR_MEMORY 4000000

/* Bytes of search words gathered before they are written; a larger buffer means fewer, larger
 * segments. The setting stays in the file, so it is set back. */
#define BULK_WORDS (64 << 20)
#define USUAL_WORDS (1 << 20)

static const char *
get_table (const CrmEntity *entity)
{
  return entity != NULL ? entity->name : "operation";
}

static gboolean
read_indexes (CrmDatabase *database, const char *table, GPtrArray *names, GPtrArray *scripts,
              GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name "
                            "= ?1 AND sql IS NOT NULL",
                            error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, table);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      g_ptr_array_add (names, g_strdup (crm_statement_get_text (statement, 0)));
      g_ptr_array_add (scripts, g_strdup (crm_statement_get_text (statement, 1)));
    }
  } while (has_row);
  return TRUE;
}

static gboolean
set_search_buffer (CrmDatabase *database, const CrmEntity *entity, int bytes, GError **error)
{
  g_autofree char *sql = NULL;
  if (entity == NULL || !crm_entity_has_search (entity))
    return TRUE;
  sql = g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('hashsize', %d)",
                         entity->name, entity->name, bytes);
  return crm_database_execute (database, sql, error);
}

static const CrmBulk *
find_bulk (CrmChange *self, const CrmEntity *entity)
{
  for (guint i = 0; i < self->bulks->len; i++)
    if (g_array_index (self->bulks, CrmBulk, i).entity == entity)
      return &g_array_index (self->bulks, CrmBulk, i);
  return NULL;
}

static gboolean
begin_table (CrmChange *self, CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  CrmBulk bulk = { .entity = entity };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("SELECT max (id) FROM \"%s\"", get_table (entity));

  if (!crm_database_query_integer (database, sql, 0, &bulk.last_id, error))
    return FALSE;
  if ((gsize) bulk.last_id <= self->expected)
    bulk.indexes = g_ptr_array_new_with_free_func (g_free);
  g_array_append_val (self->bulks, bulk);
  if (bulk.indexes == NULL)
    return TRUE;
  if (!read_indexes (database, get_table (entity), names, bulk.indexes, error) ||
      !set_search_buffer (database, entity, BULK_WORDS, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *drop = g_strdup_printf ("DROP INDEX \"%s\"", (char *) names->pdata[i]);
    if (!crm_database_execute (database, drop, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
begin_load (CrmChange *self, CrmDatabase *database, GError **error)
{
  return crm_database_execute (database, "PRAGMA cache_size = -" BULK_CACHE, error) &&
         (self->expected < TOO_MANY_FOR_MEMORY ||
          crm_database_execute (database, "PRAGMA temp_store = FILE", error)) &&
         begin_table (self, database, NULL, error);
}

/**
 * crm_bulk_prepare:
 * @self: a change under commit
 * @database: the writer's connection
 * @entity: of which a record is about to be added
 * @error: of the store
 *
 * Decides once an entity and change whether its indexes had better be made at the end.
 *
 * Returns: whether the load can go on
 */
gboolean
crm_bulk_prepare (CrmChange *self, CrmDatabase *database, const CrmEntity *entity, GError **error)
{
  if (self->expected < FEWEST || find_bulk (self, entity) != NULL)
    return TRUE;
  if (self->bulks->len == 0 && !begin_load (self, database, error))
    return FALSE;
  return begin_table (self, database, entity, error);
}

/**
 * crm_bulk_puts_off_words:
 * @self: a change under commit
 * @entity: of the record
 * @id: of the record
 *
 * Nobody looks for a row by its words or keys before the load is done: an import knows its own rows
 * by what it has read. Entity after entity, what is in memory are the words of that kind alone, and
 * keys come in their order.
 *
 * Returns: whether the search words of the record are made at the end
 */
gboolean
crm_bulk_puts_off_words (CrmChange *self, const CrmEntity *entity, gint64 id)
{
  const CrmBulk *bulk = find_bulk (self, entity);
  return bulk != NULL && bulk->indexes != NULL && id > bulk->last_id;
}

static gboolean
write_words (CrmChange *self, CrmDatabase *database, const CrmBulk *bulk, GError **error)
{
  if (bulk->entity == NULL)
    return TRUE;
  if (!crm_match_index_after (database, bulk->entity, bulk->last_id, error))
    return FALSE;
  if (!crm_entity_has_search (bulk->entity))
    return TRUE;
  if (!crm_search_index_after (database, bulk->entity, bulk->last_id, error))
    return FALSE;
  /* A savepoint makes SQLite write down what it has gathered, so that the next entity's words find
   * the memory free. */
  return crm_database_execute (database, "SAVEPOINT words; RELEASE words", error) &&
         set_search_buffer (database, bulk->entity, USUAL_WORDS, error);
}

/**
 * crm_bulk_finish:
 * @self: a change under commit
 * @database: the writer's connection
 * @error: of the store
 *
 * Returns: whether all indexes stand again
 */
gboolean
crm_bulk_finish (CrmChange *self, CrmDatabase *database, GError **error)
{
  for (guint i = 0; i < self->bulks->len; i++) {
    const CrmBulk *bulk = &g_array_index (self->bulks, CrmBulk, i);
    if (bulk->indexes == NULL)
      continue;
    if (!write_words (self, database, bulk, error))
      return FALSE;
    for (guint j = 0; j < bulk->indexes->len; j++)
      if (!crm_database_execute (database, bulk->indexes->pdata[j], error))
        return FALSE;
  }
  crm_bulk_end (self, database);
  return TRUE;
}

/**
 * crm_bulk_end:
 * @self: a change under commit
 * @database: the writer's connection
 *
 * Gives the memory back, after success and failure alike: what rolling back undoes is the rest.
 */
void
crm_bulk_end (CrmChange *self, CrmDatabase *database)
{
  if (self->bulks->len > 0 &&
      !crm_database_execute (
          database, "PRAGMA cache_size = -" USUAL_CACHE "; PRAGMA temp_store = MEMORY", NULL))
    g_info ("the connection's settings could not be set back");
  g_array_set_size (self->bulks, 0);
}
