/* What came, went and moved between two orders of the same ids.
 *
 * The ids that may have moved are known, so that one look at both orders in parallel finds the
 * steps: while they agree both go on; where they differ one of them stands at a known one. A
 * million ids take some milliseconds. */
#include "config.h"

#include "crm-id-moves.h"

static gint64
id_at (GArray *ids, guint i)
{
  return g_array_index (ids, gint64, i);
}

static gboolean
is_in (GHashTable *set, GArray *ids, guint i)
{
  return g_hash_table_contains (set, &g_array_index (ids, gint64, i));
}

void
crm_id_moves_clear (CrmIdMoves *self)
{
  g_clear_pointer (&self->gone, g_array_unref);
  g_clear_pointer (&self->come, g_array_unref);
}

/* Neighbours come and go in one step. */
static guint
count_runs (GArray *positions)
{
  guint n = 0;
  for (guint i = 0; i < positions->len; i++)
    if (i == 0 ||
        g_array_index (positions, guint, i) != g_array_index (positions, guint, i - 1) + 1)
      n++;
  return n;
}

/**
 * crm_id_moves_find:
 * @self: (out caller-allocates): the steps
 * @old: (element-type gint64): each once
 * @new: (element-type gint64): each once
 * @moved: (element-type gint64): those that may have come, gone or moved
 * @is_beginning: whether @old is only the beginning of what was
 * @most: steps at most
 *
 * Returns: whether @new is @old but for some of @moved (and, where @old is a beginning, for what
 *   follows it)
 */
gboolean
crm_id_moves_find (CrmIdMoves *self, GArray *old, GArray *new, GHashTable *moved,
                   gboolean is_beginning, guint most)
{
  guint i = 0, j = 0;

  self->gone = g_array_new (FALSE, FALSE, sizeof (guint));
  self->come = g_array_new (FALSE, FALSE, sizeof (guint));
  while (i < old->len || (j < new->len && !is_beginning)) {
    if (i < old->len && j < new->len &&id_at (old, i) == id_at (new, j)) {
      i++;
      j++;
    } else if (i < old->len && is_in (moved, old, i)) {
      g_array_append_val (self->gone, i);
      i++;
    } else if (j < new->len && is_in (moved, new, j)) {
      g_array_append_val (self->come, j);
      j++;
    } else
      return FALSE;
  }
  self->rest = j;
  return count_runs (self->gone) + count_runs (self->come) <= most;
}

/* @id stands within @reach of @about. */
static guint
find_near (GArray *ids, gint64 id, guint about, guint reach)
{
  guint first = about > reach ? about - reach : 0;
  for (guint i = first; i < ids->len && i <= about + reach; i++)
    if (id_at (ids, i) == id)
      return i;
  g_assert_not_reached ();
}

typedef struct {
  CrmIdMoves *moves;
  GArray *ids; /* as they stand after the steps so far */
  GArray *new;
  GHashTable *going; /* gint64* -> position in the old order: those that come again */
  guint reach;       /* no id is farther from where it would be by its number */
  CrmIdStep step;
  CrmIdMoved carried;
  gpointer data;
} Work;

/* From the end, so that the positions before stay what they were. */
static void
remove_gone (Work *work)
{
  GArray *gone = work->moves->gone;

  for (guint i = gone->len; i > 0;) {
    guint last = g_array_index (gone, guint, i - 1);
    guint n = 0;
    while (i > 0 && g_array_index (gone, guint, i - 1) == last - n &&
           !g_hash_table_contains (work->going, &g_array_index (work->ids, gint64, last - n))) {
      n++;
      i--;
    }
    if (n == 0) {
      i--;
      continue;
    }
    g_array_remove_range (work->ids, last - n + 1, n);
    work->step (last - n + 1, n, 0, work->data);
  }
}

/* Behind the id that stands before it in the new order. */
static guint
find_target (Work *work, guint j)
{
  if (j == 0)
    return 0;
  return find_near (work->ids, id_at (work->new, j - 1), j - 1, work->reach) + 1;
}

static void
carry (Work *work, guint j, guint old_position)
{
  gint64 id = id_at (work->new, j);
  guint from = find_near (work->ids, id, old_position, work->reach);
  guint to;

  g_array_remove_index (work->ids, from);
  work->step (from, 1, 0, work->data);
  to = find_target (work, j);
  g_array_insert_val (work->ids, to, id);
  work->step (to, 0, 1, work->data);
  work->carried (to, work->data);
}

static void
add_come (Work *work)
{
  GArray *come = work->moves->come;

  for (guint i = 0; i < come->len;) {
    guint j = g_array_index (come, guint, i);
    gpointer old_position;
    guint n = 0;
    guint to;
    if (g_hash_table_lookup_extended (work->going, &g_array_index (work->new, gint64, j), NULL,
                                      &old_position)) {
      carry (work, j, GPOINTER_TO_UINT (old_position));
      i++;
      continue;
    }
    while (i < come->len && g_array_index (come, guint, i) == j + n &&
           !g_hash_table_contains (work->going, &g_array_index (work->new, gint64, j + n))) {
      n++;
      i++;
    }
    to = find_target (work, j);
    g_array_insert_vals (work->ids, to, &g_array_index (work->new, gint64, j), n);
    work->step (to, 0, n, work->data);
  }
}

/**
 * crm_id_moves_apply:
 * @self: of crm_id_moves_find()
 * @ids: (element-type gint64): the old order; becomes the new one
 * @new: (element-type gint64): the new order
 * @step: called after each step, with @ids as it stands then
 * @carried: called after the second step of an id that moved
 * @data: for both
 */
void
crm_id_moves_apply (CrmIdMoves *self, GArray *ids, GArray *new, CrmIdStep step, CrmIdMoved carried,
                    gpointer data)
{
  g_autoptr (GHashTable) come = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) going = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Work work = { self, ids, new, going, self->gone->len + self->come->len, step, carried, data };
  guint n;

  for (guint i = 0; i < self->come->len; i++)
    g_hash_table_add (come, &g_array_index (new, gint64, g_array_index (self->come, guint, i)));
  for (guint i = 0; i < self->gone->len; i++) {
    guint position = g_array_index (self->gone, guint, i);
    gint64 id = id_at (ids, position);
    if (g_hash_table_contains (come, &id))
      g_hash_table_insert (going, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (position));
  }
  remove_gone (&work);
  add_come (&work);
  n = new->len - self->rest;
  if (n > 0) {
    guint end = ids->len;
    g_array_append_vals (ids, &g_array_index (new, gint64, self->rest), n);
    step (end, 0, n, data);
  }
}
