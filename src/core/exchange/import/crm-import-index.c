/* From a text to the records that have it. Sixteen bytes an entry, since a base may hold a million:
 * the texts themselves are not kept, only 64 bits of each, of which two in a million million
 * million agree by chance. */
#include "config.h"

#include "crm-import-index-private.h"

#include "crm-query.h"
#include "crm-text.h"

#include <string.h>

#define FEWEST_SLOTS 256
#define LONG_NUMBER 8 /* digits from which on spaces and dashes only group */

typedef struct {
  guint64 hash; /* 0: free */
  gint64 id;
} Slot;

/* Open addressing; entries of one text stand behind one another in the order in which they came. */
struct _CrmImportIndex {
  CrmImportCompare compare;
  Slot *slots;
  gsize n_slots; /* a power of two */
  gsize n_used;
};

static guint64
hash_text (const char *text)
{
  /* FNV-1a, then mixed so that the low bits depend on all. */
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    hash = (hash ^ *p) * G_GUINT64_CONSTANT (1099511628211);
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  return hash != 0 ? hash : 1;
}

/* "52-22-82-69-50" is "5222826950", but "1-05" is not "105". */
static void
take_grouping_away (char *folded)
{
  gsize n_digits = 0;
  char *end = folded;
  for (const char *p = folded; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      n_digits++;
    else if (*p != ' ' && *p != '-')
      return;
  }
  if (n_digits < LONG_NUMBER)
    return;
  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      *end++ = *p;
  *end = '\0';
}

/* One space for all that stands between words. */
static char *
separate_words (const char *text)
{
  g_autofree char *folded = crm_text_fold (text);
  GString *words = g_string_sized_new (64);
  gboolean between = FALSE;
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!g_unichar_isalnum (c)) {
      between = words->len > 0;
      continue;
    }
    if (between)
      g_string_append_c (words, ' ');
    between = FALSE;
    g_string_append_unichar (words, c);
  }
  return g_string_free (words, FALSE);
}

guint64
crm_import_hash (CrmImportCompare compare, const char *text)
{
  g_autofree char *key = NULL;
  if (compare == CRM_IMPORT_BY_NAME)
    key = crm_text_squeeze (text);
  else if (compare == CRM_IMPORT_BY_WORDS)
    key = separate_words (text);
  if (key == NULL || key[0] == '\0') { /* a name of signs alone is one all the same */
    g_free (key);
    key = g_strstrip (crm_text_fold (text));
  }
  if (compare == CRM_IMPORT_BY_KEY)
    take_grouping_away (key);
  return key[0] != '\0' ? hash_text (key) : 0;
}

CrmImportIndex *
crm_import_index_new (CrmImportCompare compare)
{
  CrmImportIndex *self = g_new0 (CrmImportIndex, 1);
  self->compare = compare;
  self->n_slots = FEWEST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
crm_import_index_free (CrmImportIndex *self)
{
  g_free (self->slots);
  g_free (self);
}

static void
insert (CrmImportIndex *self, Slot slot)
{
  gsize i = slot.hash & (self->n_slots - 1);
  while (self->slots[i].hash != 0)
    i = (i + 1) & (self->n_slots - 1);
  self->slots[i] = slot;
}

/* Walks the old slots from after a free one, so that entries of one text keep their order. */
static void
grow (CrmImportIndex *self)
{
  Slot *old = self->slots;
  gsize n_old = self->n_slots;
  gsize start = 0;
  while (old[start].hash != 0)
    start++;
  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (gsize i = 1; i <= n_old; i++) {
    Slot slot = old[(start + i) & (n_old - 1)];
    if (slot.hash != 0)
      insert (self, slot);
  }
  g_free (old);
}

void
crm_import_index_add (CrmImportIndex *self, const char *text, gint64 id)
{
  Slot slot = { crm_import_hash (self->compare, text), id };
  if (slot.hash == 0)
    return;
  if (self->n_used * 10 >= self->n_slots * 7)
    grow (self);
  insert (self, slot);
  self->n_used++;
}

void
crm_import_index_find (CrmImportIndex *self, const char *text, GArray *ids)
{
  guint64 hash = crm_import_hash (self->compare, text);
  if (hash == 0)
    return;
  for (gsize i = hash & (self->n_slots - 1); self->slots[i].hash != 0;
       i = (i + 1) & (self->n_slots - 1))
    if (self->slots[i].hash == hash)
      g_array_append_val (ids, self->slots[i].id);
}

static void
add_value (gint64 id, const CrmValue *value, gpointer data)
{
  if (value->type == CRM_VALUE_TEXT)
    crm_import_index_add (data, value->text, id);
}

/*
 * crm_import_index_load:
 * @self: an index
 * @database: any connection of the thread
 * @entity: whose records
 * @field: of kind text or e-mail: their texts
 * @list: (nullable): of dictionary values: only those of this dictionary
 * @error: of the store
 *
 * Adds what the file has, dictionaries in their own order.
 *
 * Returns: whether all was read
 */
gboolean
crm_import_index_load (CrmImportIndex *self, CrmDatabase *database, const CrmEntity *entity,
                       const CrmField *field, const char *list, GError **error)
{
  gboolean ordered = entity->no_search && crm_entity_field (entity, "position") != NULL;
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) of_list =
      list != NULL ? crm_query_filter (all, "list", CRM_OP_EQUAL, list, database, error)
                   : crm_query_ref (all);
  g_autoptr (CrmQuery) sorted =
      of_list != NULL ? crm_query_sort (of_list, ordered ? "position" : "id", FALSE, error) : NULL;

  return sorted != NULL &&
         crm_query_read_values (sorted, database, field->name, add_value, self, error);
}
