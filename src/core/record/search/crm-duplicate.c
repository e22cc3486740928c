/* What may be the same thing as a record: by its keys, and by names that begin or end alike. */
#include "config.h"

#include "crm-duplicate.h"

#include <string.h>

#include "crm-name-key.h"

/* Records that share one key beyond so many share something that tells nothing apart. */
#define MOST_OF_A_KEY 30
/* Names that begin alike are looked through so far. */
#define MOST_NEIGHBOURS 200
/* Of those only the nearest are read. */
#define MOST_CANDIDATES 100

/**
 * crm_duplicate_free:
 * @self: a duplicate
 */
void
crm_duplicate_free (CrmDuplicate *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->reasons);
  g_free (self);
}

static gboolean
find_exact (CrmDatabase *database, const CrmEntity *entity, const char *key, GHashTable *ids,
            GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT record FROM match_key WHERE entity = ?1 AND key = ?2 LIMIT ?3", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_text (statement, 2, key);
  crm_statement_bind_integer (statement, 3, MOST_OF_A_KEY);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row)
      g_hash_table_add (ids, GSIZE_TO_POINTER (crm_statement_get_integer (statement, 0)));
  } while (has_row);
  return TRUE;
}

/* Reads names from the index on one side of a key, as far as they begin alike. */
static gboolean
read_near (CrmDatabase *database, const CrmEntity *entity, const char *key, const char *end,
           const char *sql, GHashTable *ids, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, entity->code);
  crm_statement_bind_text (statement, 2, key);
  crm_statement_bind_text (statement, 3, end);
  crm_statement_bind_integer (statement, 4, MOST_NEIGHBOURS);
  for (;;) {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    if (crm_name_difference (key + 1, crm_statement_get_text (statement, 0) + 1) > 0 &&
        g_hash_table_size (ids) < MOST_CANDIDATES)
      g_hash_table_add (ids, GSIZE_TO_POINTER (crm_statement_get_integer (statement, 1)));
  }
}

/* A slip leaves either half of a name as it is: those that begin with the first half are looked at
 * in the index before and behind it, and in the order of the names backwards those that end with
 * the second. */
static gboolean
find_near (CrmDatabase *database, const CrmEntity *entity, const char *key, GHashTable *ids,
           GError **error)
{
  glong length = g_utf8_strlen (key, -1);
  gsize half = (gsize) (g_utf8_offset_to_pointer (key, 1 + (length - 1) / 2) - key);
  g_autofree char *from = g_strndup (key, half);
  g_autofree char *to = g_strconcat (from, "\xf4\x8f\xbf\xbf", NULL);

  return read_near (database, entity, key, to,
                    "SELECT key, record FROM match_key WHERE entity = ?1 AND key > ?2 AND key < ?3"
                    " ORDER BY key LIMIT ?4",
                    ids, error) &&
         read_near (database, entity, key, from,
                    "SELECT key, record FROM match_key WHERE entity = ?1 AND key < ?2 AND key >= "
                    "?3 ORDER BY key DESC LIMIT ?4",
                    ids, error);
}

static gboolean
find_candidates (CrmDatabase *database, CrmRecord *record, gboolean near, GHashTable *ids,
                 GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GPtrArray) keys = crm_match_dup_keys (record);

  for (guint i = 0; i < keys->len; i++) {
    const char *key = keys->pdata[i];
    gboolean backwards = key[0] == CRM_MATCH_BACKWARDS;
    if (!backwards && !find_exact (database, entity, key, ids, error))
      return FALSE;
  }
  for (guint i = 0; near && i < keys->len; i++) {
    const char *key = keys->pdata[i];
    if ((key[0] == CRM_MATCH_NAME || key[0] == CRM_MATCH_BACKWARDS) && strlen (key) > 5 &&
        !find_near (database, entity, key, ids, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_duplicate_is_different:
 * @database: any connection of this thread
 * @entity: of the records
 * @a: one
 * @b: another
 * @different: (out): whether people said that they are two
 * @error: of the store
 *
 * Returns: whether it could be read
 */
gboolean
crm_duplicate_is_different (CrmDatabase *database, const CrmEntity *entity, gint64 a, gint64 b,
                            gboolean *different, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT 1 FROM different WHERE first = ?1 AND second = ?2"
                            " UNION ALL SELECT 1 FROM different WHERE first = ?2 AND second = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_subject_make (entity, a));
  crm_statement_bind_integer (statement, 2, crm_subject_make (entity, b));
  return crm_statement_step (statement, different, error);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const CrmDuplicate *x = *(CrmDuplicate *const *) a;
  const CrmDuplicate *y = *(CrmDuplicate *const *) b;
  if (x->score.percent != y->score.percent)
    return y->score.percent - x->score.percent;
  return (x->id > y->id) - (x->id < y->id);
}

static gboolean
judge (CrmDatabase *database, CrmRecord *record, const CrmMatchCard *card, gint64 id, int least,
       GPtrArray *found, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 own = crm_record_get_id (record);
  g_autoptr (CrmMatchCard) other = NULL;
  GError *local = NULL;
  CrmDuplicate *duplicate;
  CrmMatchScore score;
  gboolean different = FALSE;

  if (id == own)
    return TRUE;
  other = crm_match_card_read (database, entity, id, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  if (other == NULL)
    return TRUE;
  score = crm_match_compare (card, other);
  if (score.percent < least)
    return TRUE;
  if (own > 0 && !crm_duplicate_is_different (database, entity, own, id, &different, error))
    return FALSE;
  if (different)
    return TRUE;
  duplicate = g_new0 (CrmDuplicate, 1);
  duplicate->id = id;
  duplicate->score = score;
  g_ptr_array_add (found, duplicate);
  return TRUE;
}

static void
describe (CrmDuplicate *duplicate, CrmDatabase *database, const CrmEntity *entity)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, entity, duplicate->id, NULL);

  duplicate->title = g_strdup (record != NULL ? crm_record_get_title (record) : "");
  duplicate->subtitle = record != NULL ? crm_record_dup_subtitle (record) : NULL;
  duplicate->reasons = crm_match_score_dup_reasons (&duplicate->score, entity);
}

static GPtrArray *
find (CrmDatabase *database, CrmRecord *record, gboolean near, int least_percent, guint most,
      GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_duplicate_free);
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  g_autoptr (CrmMatchCard) card = NULL;
  GHashTableIter iterator;
  gpointer id;

  if (!find_candidates (database, record, near, ids, error))
    return NULL;
  if (g_hash_table_size (ids) > 0)
    card = crm_match_card_new (record);
  g_hash_table_iter_init (&iterator, ids);
  while (g_hash_table_iter_next (&iterator, &id, NULL))
    if (!judge (database, record, card, (gint64) GPOINTER_TO_SIZE (id), least_percent, found,
                error))
      return NULL;
  g_ptr_array_sort (found, compare_found);
  if (found->len > most)
    g_ptr_array_set_size (found, (int) most);
  for (guint i = 0; i < found->len; i++)
    describe (found->pdata[i], database, crm_record_get_entity (record));
  return g_steal_pointer (&found);
}

/**
 * crm_duplicate_find:
 * @database: any connection of this thread
 * @record: a record, written or not
 * @least_percent: CRM_MATCH_LIKELY, or CRM_MATCH_WORTH_A_LOOK while one types
 * @most: how many at most
 * @error: of the store
 *
 * Reads a few places of the index, so that it costs the same in a million records.
 *
 * Returns: (transfer full) (element-type CrmDuplicate) (nullable): surest first
 */
GPtrArray *
crm_duplicate_find (CrmDatabase *database, CrmRecord *record, int least_percent, guint most,
                    GError **error)
{
  return find (database, record, TRUE, least_percent, most, error);
}

/**
 * crm_duplicate_find_by_keys:
 * @database: any connection of this thread
 * @record: a record, written or not
 * @least_percent: CRM_MATCH_LIKELY
 * @most: how many at most
 * @error: of the store
 *
 * As crm_duplicate_find(), but only of those that share a number, a phone, an e-mail or the letters
 * of the name with it: for many records one after the other.
 *
 * Returns: (transfer full) (element-type CrmDuplicate) (nullable): surest first
 */
GPtrArray *
crm_duplicate_find_by_keys (CrmDatabase *database, CrmRecord *record, int least_percent, guint most,
                            GError **error)
{
  return find (database, record, FALSE, least_percent, most, error);
}
