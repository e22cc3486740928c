/* All duplicates of a kind of record: the keys are read once in their order, and what stands close
 * together is compared. So the work grows with the number of records and not with its square, and
 * what is kept is a window of the keys and the candidates. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-duplicate.h"
#include "crm-error.h"
#include "crm-name-key.h"

/* Of those that share a key each is compared with so many that follow it. */
#define READING_SHARE 600 /* of a thousand parts of the work; comparing is the rest */
#define WINDOW_EXACT 12
/* Names are compared with so many that follow in the order of the letters. */
#define WINDOW_NEAR 40
/* Candidates in memory, 16 bytes each; beyond that the file has a fault that no person can go
 * through pair by pair. */
#define MOST_CANDIDATES 4000000
#define MOST_GROUP 12
/* Records are counted for the progress that often. */
#define STEP 4096

typedef struct {
  gint64 first;
  gint64 second;
} Candidate;

typedef struct {
  char *key; /* owned; its buffer is used again */
  gsize size;
  gint64 record;
} Seen;

typedef struct {
  CrmDatabase *database;
  const CrmEntity *entity;
  CrmDuplicateProgress progress;
  gpointer data;
  GCancellable *cancellable;
  GArray *candidates; /* Candidate */
  Seen window[WINDOW_NEAR];
  guint n_seen; /* since the beginning; the last stands at (n_seen - 1) % WINDOW_NEAR */
  gint64 n_read;
  gint64 n_keys;
} Search;

static gboolean
step (Search *self, guint permille, GError **error)
{
  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Cancelled"));
    return FALSE;
  }
  if (self->progress != NULL)
    self->progress (permille, self->data);
  return TRUE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->second > y->second) - (x->second < y->second);
}

/* Sorts and leaves each pair once. */
static void
settle_candidates (GArray *candidates)
{
  guint to = 0;

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = &g_array_index (candidates, Candidate, i);
    if (to == 0 ||
        compare_candidates (candidate, &g_array_index (candidates, Candidate, to - 1)) != 0)
      g_array_index (candidates, Candidate, to++) = *candidate;
  }
  g_array_set_size (candidates, to);
}

static void
add_candidate (Search *self, gint64 a, gint64 b)
{
  Candidate candidate = { MIN (a, b), MAX (a, b) };

  if (a == b || self->candidates->len >= MOST_CANDIDATES)
    return;
  g_array_append_val (self->candidates, candidate);
  if (self->candidates->len == MOST_CANDIDATES)
    settle_candidates (self->candidates);
}

static gsize
count_common (const char *a, const char *b)
{
  gsize n = 0;
  while (a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

/* Compares with what was seen last, backwards, as far as keys begin alike. */
static void
compare_with_window (Search *self, const char *key, gint64 record)
{
  gboolean name = key[0] == CRM_MATCH_NAME || key[0] == CRM_MATCH_BACKWARDS;
  gsize least = 1 + (strlen (key) - 1) / 2;

  for (guint back = 1; back <= MIN (self->n_seen, WINDOW_NEAR); back++) {
    const Seen *seen = &self->window[(self->n_seen - back) % WINDOW_NEAR];
    gsize common = count_common (seen->key, key);
    if (seen->key[common] == '\0' && key[common] == '\0') {
      if (back <= WINDOW_EXACT && key[0] != CRM_MATCH_BACKWARDS)
        add_candidate (self, seen->record, record);
      continue;
    }
    /* In this order what follows has still less in common. */
    if (!name || common + 1 < least)
      return;
    if (crm_name_difference (seen->key + 1, key + 1) > 0)
      add_candidate (self, seen->record, record);
  }
}

static void
remember (Search *self, const char *key, gint64 record)
{
  Seen *seen = &self->window[self->n_seen++ % WINDOW_NEAR];
  gsize size = strlen (key) + 1;

  if (seen->size < size) {
    seen->key = g_realloc (seen->key, size);
    seen->size = size;
  }
  memcpy (seen->key, key, size);
  seen->record = record;
}

static gboolean
read_keys (Search *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      self->database, "SELECT key, record FROM match_key WHERE entity = ?1 ORDER BY key, record",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->entity->code);
  for (;;) {
    const char *key;
    gint64 record;
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      return TRUE;
    key = crm_statement_get_text (statement, 0);
    record = crm_statement_get_integer (statement, 1);
    compare_with_window (self, key, record);
    remember (self, key, record);
    if (++self->n_read % STEP == 0 &&
        !step (self, (guint) (READING_SHARE * self->n_read / MAX (self->n_keys, self->n_read)),
               error))
      return FALSE;
  }
}

/* --- Judging */

static void
replace_card (CrmMatchCard **card, CrmMatchCard *other)
{
  if (*card != NULL)
    crm_match_card_free (*card);
  *card = other;
}

static gboolean
judge (Search *self, const CrmMatchCard *a, gint64 first, gint64 second, GArray *pairs,
       GError **error)
{
  GError *local = NULL;
  g_autoptr (CrmMatchCard) b = crm_match_card_read (self->database, self->entity, second, &local);
  CrmDuplicatePair pair = { first, second };
  gboolean different;

  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  if (b == NULL)
    return TRUE;
  pair.score = crm_match_compare (a, b);
  if (pair.score.percent < CRM_MATCH_LIKELY)
    return TRUE;
  if (!crm_duplicate_is_different (self->database, self->entity, first, second, &different, error))
    return FALSE;
  if (!different)
    g_array_append_val (pairs, pair);
  return TRUE;
}

static gboolean
judge_all (Search *self, GArray *pairs, GError **error)
{
  CrmMatchCard *card = NULL;
  gint64 of = 0;
  gboolean done = TRUE;

  for (guint i = 0; i < self->candidates->len && done; i++) {
    const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
    GError *local = NULL;
    if (candidate->first != of) {
      replace_card (&card,
                    crm_match_card_read (self->database, self->entity, candidate->first, &local));
      of = candidate->first;
    }
    if (local != NULL) {
      g_propagate_error (error, local);
      done = FALSE;
    } else if (card != NULL)
      done = judge (self, card, candidate->first, candidate->second, pairs, error);
    if (done && i % STEP == 0)
      done = step (self, READING_SHARE + (1000 - READING_SHARE) * i / self->candidates->len, error);
  }
  replace_card (&card, NULL);
  return done;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const CrmDuplicatePair *x = a, *y = b;
  if (x->score.percent != y->score.percent)
    return y->score.percent - x->score.percent;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->second > y->second) - (x->second < y->second);
}

static gboolean
run (Search *self, GArray *pairs, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", self->entity->name);

  /* About as many keys as four a record: for the progress alone. */
  if (!crm_database_query_integer (self->database, sql, 0, &self->n_keys, error))
    return FALSE;
  self->n_keys *= 4;
  if (!step (self, 0, error) || !read_keys (self, error))
    return FALSE;
  settle_candidates (self->candidates);
  if (!judge_all (self, pairs, error))
    return FALSE;
  g_array_sort (pairs, compare_pairs);
  return step (self, 1000, error);
}

/**
 * crm_duplicate_search:
 * @database: a connection of this thread
 * @entity: whose records
 * @progress: (nullable) (scope call): told how far it has come
 * @data: for @progress
 * @cancellable: (nullable): stops it
 * @error: CANCELLED, or of the store
 *
 * Any thread; a million records take about a minute, so it had better be one of its own.
 *
 * Returns: (transfer full) (element-type CrmDuplicatePair) (nullable): likely pairs that people
 * have not told apart, surest first
 */
GArray *
crm_duplicate_search (CrmDatabase *database, const CrmEntity *entity, CrmDuplicateProgress progress,
                      gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePair));
  Search *self = g_new0 (Search, 1);
  gboolean done;

  *self = (Search) { database, entity, progress, data, cancellable };
  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  done = run (self, pairs, error);
  for (guint i = 0; i < WINDOW_NEAR; i++)
    g_free (self->window[i].key);
  g_array_unref (self->candidates);
  g_free (self);
  return done ? g_steal_pointer (&pairs) : NULL;
}

/* --- Groups */

/**
 * crm_duplicate_group_free:
 * @self: a group
 */
void
crm_duplicate_group_free (CrmDuplicateGroup *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

static CrmDuplicateGroup *
make_group (const CrmDuplicatePair *pair)
{
  CrmDuplicateGroup *group = g_new0 (CrmDuplicateGroup, 1);

  group->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  group->score = pair->score;
  group->least = pair->score.percent;
  group->certain = TRUE;
  return group;
}

static void
join (GHashTable *groups, CrmDuplicateGroup *group, gint64 id)
{
  g_array_append_val (group->ids, id);
  g_hash_table_insert (groups, GSIZE_TO_POINTER (id), group);
}

/* The surest pairs come first, so a group is never torn for the sake of a doubtful one. */
static void
unite (GHashTable *groups, CrmDuplicateGroup *a, CrmDuplicateGroup *b)
{
  if (a->ids->len + b->ids->len > MOST_GROUP)
    return;
  for (guint i = 0; i < b->ids->len; i++)
    join (groups, a, g_array_index (b->ids, gint64, i));
  a->certain &= b->certain;
  a->least = MIN (a->least, b->least);
  g_array_set_size (b->ids, 0);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/**
 * crm_duplicate_group:
 * @pairs: (element-type CrmDuplicatePair): of crm_duplicate_search()
 *
 * Returns: (transfer full) (element-type CrmDuplicateGroup): surest first, each record in one
 */
GPtrArray *
crm_duplicate_group (GArray *pairs)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_duplicate_group_free);
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < pairs->len; i++) {
    const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);
    CrmDuplicateGroup *a = g_hash_table_lookup (groups, GSIZE_TO_POINTER (pair->first));
    CrmDuplicateGroup *b = g_hash_table_lookup (groups, GSIZE_TO_POINTER (pair->second));
    CrmDuplicateGroup *group = a != NULL ? a : b;

    if (a != NULL && b != NULL && a != b) {
      unite (groups, a, b);
    } else if (group == NULL) {
      group = make_group (pair);
      g_ptr_array_add (all, group);
      join (groups, group, pair->first);
      join (groups, group, pair->second);
    } else if (a != b && group->ids->len < MOST_GROUP) {
      join (groups, group, a != NULL ? pair->second : pair->first);
    } else
      continue;
    group->certain &= pair->score.certain;
    group->least = MIN (group->least, pair->score.percent);
  }
  for (guint i = all->len; i > 0; i--) {
    CrmDuplicateGroup *group = all->pdata[i - 1];
    if (group->ids->len < 2)
      g_ptr_array_remove_index (all, i - 1);
    else
      g_array_sort (group->ids, compare_ids);
  }
  return all;
}
