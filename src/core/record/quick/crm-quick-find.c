/* Whom the quick line names: companies, contacts, persons of the company. */
#include "config.h"

#include "crm-quick-line.h"

#include <string.h>

#include "crm-search.h"
#include "crm-text.h"

#define MOST_WORDS 4
#define MOST_NAMES 12
#define MOST_FOUND 8
#define MOST_HITS 6
/* Of a name in another case its beginning is left: "Kowalskim", "Ковалю". */
#define MOST_ENDING 3
#define LEAST_STEM 3

void
crm_quick_hit_free (CrmQuickHit *self)
{
  g_free (self->title);
  g_free (self);
}

static char *
dup_stem (const char *word, int ending)
{
  glong length = g_utf8_strlen (word, -1);

  return length - ending >= LEAST_STEM ? g_utf8_substring (word, 0, length - ending) : NULL;
}

/* Folded, without signs. */
static char **
split_words (const char *text)
{
  g_autofree char *folded = crm_text_fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *p = folded;

  while (*p != '\0') {
    const char *start = p;
    while (g_unichar_isalnum (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (p > start)
      g_strv_builder_take (words, g_strndup (start, (gsize) (p - start)));
    else
      p = g_utf8_next_char (p);
  }
  return g_strv_builder_end (words);
}

/* How alike a word of a name is to what was written: 3 the same, 2 its beginning, 1 another case of
 * it; 0 not at all. */
static int
compare_word (const char *name, const char *written)
{
  if (strcmp (name, written) == 0)
    return 3;
  if (g_str_has_prefix (name, written))
    return 2;
  for (int ending = 1; ending <= MOST_ENDING; ending++) {
    g_autofree char *stem = dup_stem (written, ending);
    if (stem != NULL && g_str_has_prefix (name, stem) &&
        g_utf8_strlen (name, -1) <= g_utf8_strlen (stem, -1) + MOST_ENDING)
      return 1;
  }
  return 0;
}

/* Each written word must be one of the title's; better where they are all of it. */
static int
score_title (const char *title, char **written)
{
  g_auto (GStrv) words = split_words (title);
  int score = 0;

  for (char **w = written; *w != NULL; w++) {
    int best = 0;
    for (char **word = words; *word != NULL; word++)
      best = MAX (best, compare_word (*word, *w));
    if (best == 0)
      return 0;
    score += best * 10;
  }
  return score + 5 - MIN (4, (int) g_strv_length (words) - (int) g_strv_length (written));
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const CrmQuickHit *first = *(CrmQuickHit *const *) a;
  const CrmQuickHit *second = *(CrmQuickHit *const *) b;

  if (first->score != second->score)
    return second->score - first->score;
  return strcmp (first->title, second->title);
}

static gboolean
has_hit (GPtrArray *hits, const CrmSearchHit *found, int score)
{
  for (guint i = 0; i < hits->len; i++) {
    CrmQuickHit *hit = hits->pdata[i];
    if (hit->entity == found->entity && hit->id == found->id)
      return hit->score >= score;
  }
  return FALSE;
}

static gboolean
search (GPtrArray *hits, CrmDatabase *database, const CrmEntity *entity, const char *text,
        char **written, const CrmQuickPart *span, gboolean *any, GError **error)
{
  g_autoptr (GPtrArray) found = crm_search_read (database, entity, text, MOST_FOUND, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++) {
    CrmSearchHit *hit = found->pdata[i];
    int score = hit->field == NULL ? score_title (hit->title, written) : 0;
    CrmQuickHit *quick;
    if (score == 0)
      continue;
    *any = TRUE;
    if (has_hit (hits, hit, score))
      continue;
    quick = g_new0 (CrmQuickHit, 1);
    quick->start = span->start;
    quick->end = span->end;
    quick->entity = hit->entity;
    quick->id = hit->id;
    quick->title = g_strdup (hit->title);
    quick->score = score;
    g_ptr_array_add (hits, quick);
  }
  return TRUE;
}

/* First as written, then with shorter and shorter endings. */
static gboolean
find_words (GPtrArray *hits, CrmDatabase *database, const char *const *entities, char **written,
            const CrmQuickPart *span, gboolean *any, GError **error)
{
  for (int ending = 0; ending <= MOST_ENDING && !*any; ending++) {
    g_autoptr (GStrvBuilder) stems = g_strv_builder_new ();
    g_auto (GStrv) words = NULL;
    g_autofree char *text = NULL;
    for (char **word = written; *word != NULL; word++) {
      g_autofree char *stem = ending > 0 ? dup_stem (*word, ending) : g_strdup (*word);
      g_strv_builder_add (stems, stem != NULL ? stem : *word);
    }
    words = g_strv_builder_end (stems);
    text = g_strjoinv (" ", words);
    for (const char *const *entity = entities; *entity != NULL; entity++)
      if (!search (hits, database, crm_entity_find (*entity), text, written, span, any, error))
        return FALSE;
  }
  return TRUE;
}

static char **
fold_words (const char *text, const CrmQuickPart *span)
{
  g_autofree char *piece = g_strndup (text + span->start, span->end - span->start);

  return split_words (piece);
}

/**
 * crm_quick_line_find:
 * @self: a line
 * @text: what it was read from
 * @database: a connection of this thread
 * @error: return location for an error
 *
 * Looks for the companies and contacts that its words may name: a capital, or a word behind what is
 * to be done or behind "with"; and the ordinary words that follow.
 *
 * Returns: (transfer full) (element-type CrmQuickHit): the likeliest first; %NULL on error
 */
GPtrArray *
crm_quick_line_find (CrmQuickLine *self, const char *text, CrmDatabase *database, GError **error)
{
  static const char *const entities[] = { "company", "contact", NULL };
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_quick_hit_free);
  guint n_names = 0;

  for (guint i = 0; i < self->parts->len && n_names < MOST_NAMES; i++) {
    guint most = 0;
    gboolean any = FALSE;
    if (g_array_index (self->parts, CrmQuickPart, i).kind != CRM_QUICK_NAME)
      continue;
    n_names++;
    while (most < MOST_WORDS && i + most < self->parts->len &&
           g_array_index (self->parts, CrmQuickPart, i + most).kind <= CRM_QUICK_NAME)
      most++;
    /* The longest that is found. */
    for (guint n = most; n > 0 && !any; n--) {
      CrmQuickPart span = g_array_index (self->parts, CrmQuickPart, i);
      g_auto (GStrv) written = NULL;
      span.end = g_array_index (self->parts, CrmQuickPart, i + n - 1).end;
      written = fold_words (text, &span);
      if (written[0] == NULL || (n == 1 && g_utf8_strlen (written[0], -1) < 2))
        continue;
      if (!find_words (hits, database, entities, written, &span, &any, error))
        return NULL;
      if (any)
        i += n - 1;
    }
  }
  g_ptr_array_sort (hits, compare_hits);
  if (hits->len > MOST_HITS)
    g_ptr_array_set_size (hits, MOST_HITS);
  return g_steal_pointer (&hits);
}

/**
 * crm_quick_line_find_persons:
 * @self: a line
 * @database: a connection of this thread
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type CrmQuickHit): who of the company is meant by "for Anna",
 *   the likeliest first; %NULL on error
 */
GPtrArray *
crm_quick_line_find_persons (CrmQuickLine *self, CrmDatabase *database, GError **error)
{
  static const char *const entities[] = { "person", NULL };
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_quick_hit_free);
  CrmQuickPart span = { CRM_QUICK_PERSON, 0, 0 };
  g_auto (GStrv) written = NULL;
  gboolean any = FALSE;

  if (self->person == NULL)
    return g_steal_pointer (&hits);
  span.end = (guint) strlen (self->person);
  written = fold_words (self->person, &span);
  if (written[0] != NULL && !find_words (hits, database, entities, written, &span, &any, error))
    return NULL;
  g_ptr_array_sort (hits, compare_hits);
  return g_steal_pointer (&hits);
}

/**
 * crm_quick_line_settle_person:
 * @self: a line
 * @text: what it was read from
 * @database: a connection of this thread
 * @persons: (out) (transfer full) (element-type CrmQuickHit): who is meant, the likeliest first
 * @error: return location for an error
 *
 * "for Vega" is a client where nobody in the company is called so.
 *
 * Returns: FALSE on error
 */
gboolean
crm_quick_line_settle_person (CrmQuickLine *self, const char *text, CrmDatabase *database,
                              GPtrArray **persons, GError **error)
{
  *persons = crm_quick_line_find_persons (self, database, error);
  if (*persons == NULL)
    return FALSE;
  if ((*persons)->len == 0 && self->person != NULL)
    crm_quick_line_leave_words (self, text, CRM_QUICK_PERSON);
  return TRUE;
}
