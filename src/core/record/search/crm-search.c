/* Full-text search over the searched fields of every entity: the best hits, without reading all. */
#include "config.h"

#include "crm-search.h"

#include <string.h>

#include "crm-record-private.h"
#include "crm-search-private.h"
#include "crm-text.h"

/* So many hits and nobody asks what else the text may have meant. */
#define ENOUGH 5
/* Of a longer text that was found, so many characters are shown. */
#define MOST_SHOWN 90

/**
 * crm_search_hit_free:
 * @self: a hit
 */
void
crm_search_hit_free (CrmSearchHit *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->found);
  g_free (self->words);
  g_free (self);
}

typedef struct {
  CrmSearchHit *hit; /* owned until it is handed over */
  int rank;
  guint order;
} Ranked;

/* One search under way. */
typedef struct {
  CrmDatabase *database; /* borrowed */
  guint most;            /* of an entity */
  CrmReading reading;
  const char *const *readings; /* borrowed; folded */
  GArray *ranked;              /* Ranked; owned */
} CrmSearch;

/* Names that are what was typed come first, then those that begin with it, then those where a later
 * word does, then what was found elsewhere. */
static int
rank (const char *title, const char *words)
{
  g_autofree char *folded = crm_text_fold (title);
  g_autofree char *inner = NULL;

  if (strcmp (folded, words) == 0)
    return 0;
  if (g_str_has_prefix (folded, words))
    return 1;
  inner = g_strconcat (" ", words, NULL);
  return strstr (folded, inner) != NULL ? 2 : 3;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->rank != y->rank)
    return x->rank - y->rank;
  return x->order < y->order ? -1 : 1;
}

/* The reading that the record answers; the first if it cannot be told. */
static const char *
find_reading (CrmSearch *self, CrmRecord *record)
{
  g_autofree char *body = NULL;

  if (self->readings[1] == NULL)
    return self->readings[0];
  body = crm_search_dup_body (record);
  for (const char *const *reading = self->readings; *reading != NULL; reading++)
    if (crm_search_matches (body, *reading))
      return *reading;
  return self->readings[0];
}

/* One line of a text, with the place in it where the words stand. */
static char *
cut_around (const char *text, const char *words)
{
  g_autoptr (GArray) ranges = crm_search_find_ranges (text, words);
  const char *start = text;

  if (ranges->len > 0 && g_array_index (ranges, CrmSearchRange, 0).start > MOST_SHOWN / 2) {
    start = text + g_array_index (ranges, CrmSearchRange, 0).start;
    for (guint back = 0; back < MOST_SHOWN / 4 && start > text; back++)
      start = g_utf8_prev_char (start);
  }
  if (start > text) {
    g_autofree char *rest = crm_text_one_line (start, MOST_SHOWN);
    return g_strconcat ("…", rest, NULL);
  }
  return crm_text_one_line (text, MOST_SHOWN);
}

/* Where it was found, if the title alone does not say it: the searched field with the most of the
 * words. */
static void
find_field (CrmSearchHit *hit, CrmRecord *record)
{
  guint best = 0;
  int found = -1;

  if (crm_search_matches (hit->title, hit->words))
    return;
  for (int i = 0; i < hit->entity->n_fields; i++) {
    const CrmField *field = &hit->entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    g_autoptr (GArray) ranges = NULL;
    if ((field->flags & CRM_FIELD_SEARCHED) == 0 || (field->flags & CRM_FIELD_TITLE) != 0 ||
        value->type != CRM_VALUE_TEXT)
      continue;
    ranges = crm_search_find_ranges (value->text, hit->words);
    if (ranges->len > best) {
      best = ranges->len;
      found = i;
    }
  }
  if (found < 0)
    return;
  hit->field = &hit->entity->fields[found];
  hit->found = cut_around (crm_record_get_value (record, found)->text, hit->words);
}

static gboolean
is_known (CrmSearch *self, const CrmEntity *entity, gint64 id)
{
  for (guint i = self->ranked->len; i-- > 0;) {
    CrmSearchHit *hit = g_array_index (self->ranked, Ranked, i).hit;
    if (hit->entity == entity && hit->id == id)
      return TRUE;
  }
  return FALSE;
}

static void
add_hit (CrmSearch *self, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record = NULL;
  Ranked entry = { .order = self->ranked->len };

  if (is_known (self, entity, id))
    return;
  record = crm_record_load (self->database, entity, id, NULL);
  if (record == NULL)
    return;
  entry.hit = g_new0 (CrmSearchHit, 1);
  entry.hit->entity = entity;
  entry.hit->id = id;
  entry.hit->title = g_strdup (crm_record_get_title (record));
  entry.hit->subtitle = crm_record_dup_subtitle (record);
  entry.hit->words = g_strdup (find_reading (self, record));
  find_field (entry.hit, record);
  entry.rank = (int) self->reading * 4 + rank (entry.hit->title, entry.hit->words);
  g_array_append_val (self->ranked, entry);
}

static gboolean
read_hits (CrmSearch *self, const CrmEntity *entity, const char *sql, const char *text,
           GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (self->database, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, text);
  crm_statement_bind_integer (statement, 2, self->most);
  if (!crm_sql_read_ids (statement, ids, error))
    return FALSE;
  g_clear_pointer (&statement, crm_statement_release);
  for (guint i = 0; i < ids->len; i++)
    add_hit (self, entity, g_array_index (ids, gint64, i));
  return TRUE;
}

/* Of a thousand that have the words somewhere, those that are called so must be among the few that
 * are read. The bytes of a sort key before its first level ends begin the keys of all longer names.
 */
static gboolean
search_titles (CrmSearch *self, const CrmEntity *entity, GError **error)
{
  const CrmField *title = crm_entity_title_field (entity);
  g_autofree char *sql = NULL;

  if (!crm_field_has_key (title) || (title->flags & CRM_FIELD_SEARCHED) == 0)
    return TRUE;
  sql = g_strdup_printf ("WITH wanted (key) AS"
                         " (SELECT substr (crm_key (?1), 1, instr (crm_key (?1), x'01') - 1))"
                         " SELECT id FROM \"%s\", wanted WHERE \"%s_key\" >= key AND \"%s_key\" < "
                         "CAST (key || x'ff' AS BLOB)"
                         " AND length (key) > 0 ORDER BY \"%s_key\" LIMIT ?2",
                         entity->name, title->name, title->name, title->name);
  for (const char *const *reading = self->readings; *reading != NULL; reading++)
    if (!read_hits (self, entity, sql, *reading, error))
      return FALSE;
  return TRUE;
}

static gboolean
search_words (CrmSearch *self, const CrmEntity *entity, GError **error)
{
  g_autofree char *expression = crm_search_express (self->readings);
  g_autofree char *sql =
      g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH ?1 LIMIT ?2",
                       entity->name, entity->name);

  return expression == NULL || read_hits (self, entity, sql, expression, error);
}

static int
compare_kept (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->hit->entity != y->hit->entity)
    return x->hit->entity->code - y->hit->entity->code;
  return compare_ranked (a, b);
}

/* No more than asked for of each entity, the best. */
static void
keep_most (CrmSearch *self)
{
  guint n = 0;
  guint kept = 0;

  g_array_sort (self->ranked, compare_kept);
  for (guint i = 0; i < self->ranked->len; i++) {
    Ranked entry = g_array_index (self->ranked, Ranked, i);
    n = i > 0 && kept > 0 && n > 0 &&
                g_array_index (self->ranked, Ranked, kept - 1).hit->entity == entry.hit->entity
            ? n + 1
            : 1;
    if (n > self->most)
      crm_search_hit_free (entry.hit);
    else
      g_array_index (self->ranked, Ranked, kept++) = entry;
  }
  g_array_set_size (self->ranked, kept);
}

/**
 * crm_search_read:
 * @database: any connection of this thread
 * @entity: (nullable): only these
 * @text: as typed
 * @most: of each entity
 * @error: of the store
 *
 * Where the text as it was typed finds little, it is read as typed in another keyboard layout, then
 * as written in another alphabet. Ranking reads no more records than are returned, and so costs the
 * same in a million.
 *
 * Returns: (transfer full) (element-type CrmSearchHit) (nullable): best first
 */
GPtrArray *
crm_search_read (CrmDatabase *database, const CrmEntity *entity, const char *text, guint most,
                 GError **error)
{
  g_autoptr (GPtrArray) hits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_search_hit_free);
  g_autoptr (GArray) ranked = g_array_new (FALSE, TRUE, sizeof (Ranked));
  CrmSearch self = { .database = database, .most = most, .ranked = ranked };
  gboolean done = TRUE;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (; self.reading < CRM_N_READINGS && done && ranked->len < ENOUGH; self.reading++) {
    g_auto (GStrv) readings = crm_search_read_as (text, self.reading);
    self.readings = (const char *const *) readings;
    for (int i = 0; i < n_entities && done && readings[0] != NULL; i++)
      if (crm_entity_has_search (entities[i]) && (entity == NULL || entity == entities[i]))
        done =
            search_titles (&self, entities[i], error) && search_words (&self, entities[i], error);
  }
  keep_most (&self);
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    g_ptr_array_add (hits, g_array_index (ranked, Ranked, i).hit);
  return done ? g_steal_pointer (&hits) : NULL;
}
