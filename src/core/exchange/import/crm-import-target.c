/* The records of one entity, or of one dictionary, as names lead to them. */
#include "config.h"

#include "crm-import-target-private.h"

#include "crm-import-mapping-private.h"
#include "crm-query.h"
#include "crm-text.h"

#include <string.h>

typedef struct {
  const CrmField *field;
  CrmImportIndex *index; /* owned */
} Key;

typedef struct {
  gint64 id;
  gint64 value;
} Pair;

struct _CrmImportTarget {
  const CrmEntity *entity;
  const char *list;
  CrmImportIndex *titles; /* owned; NULL where the title is no text */
  GArray *keys;           /* Key */
  /* What a stage stands for: its outcome, by the outcome's code; first come, first served. */
  const CrmField *meaning;
  GHashTable *meanings; /* owned: code to gint64 */
  const CrmField *apart;
  GArray *aparts;        /* Pair, by id: what of those that were there is told apart by */
  GHashTable *new_apart; /* owned: the same of those that came since: gint64 to gint64 */
};

static void
clear_key (gpointer data)
{
  crm_import_index_free (((Key *) data)->index);
}

/* The reference that belongs to what names a record: a contact's company. Dictionaries have theirs
 * in the list, stages take the first pipeline. */
static const CrmField *
find_apart (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE && !entity->no_search &&
        (entity->fields[i].flags & CRM_FIELD_NAMES))
      return &entity->fields[i];
  return NULL;
}

/* The choice that says what a value of a short list is for: a stage's outcome. */
static const CrmField *
find_meaning (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_CHOICE && entity->no_search &&
        (entity->fields[i].flags & CRM_FIELD_REQUIRED) &&
        !(entity->fields[i].flags & CRM_FIELD_NAMES))
      return &entity->fields[i];
  return NULL;
}

static void
add_pair (gint64 id, const CrmValue *value, gpointer data)
{
  Pair pair = { id, value->type == CRM_VALUE_INTEGER ? value->integer : 0 };
  g_array_append_val (((CrmImportTarget *) data)->aparts, pair);
}

static void
add_meaning (gint64 id, const CrmValue *value, gpointer data)
{
  CrmImportTarget *self = data;
  if (value->type == CRM_VALUE_TEXT && !g_hash_table_contains (self->meanings, value->text))
    g_hash_table_insert (self->meanings, g_strdup (value->text), g_memdup2 (&id, sizeof id));
}

static gboolean
load_values (CrmImportTarget *self, CrmDatabase *database, const CrmField *field, const char *sort,
             CrmValueFunc func, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (self->entity);
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, sort, FALSE, error);
  return sorted != NULL && crm_query_read_values (sorted, database, field->name, func, self, error);
}

static gboolean
load_keys (CrmImportTarget *self, CrmDatabase *database, GError **error)
{
  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    Key key = { field, NULL };
    if (!(field->flags & CRM_FIELD_KEY) || (field->flags & CRM_FIELD_TITLE))
      continue;
    key.index = crm_import_index_new (CRM_IMPORT_BY_KEY);
    g_array_append_val (self->keys, key);
    if (!crm_import_index_load (key.index, database, self->entity, field, self->list, error))
      return FALSE;
  }
  return TRUE;
}

/*
 * crm_import_target_new:
 * @database: any connection of the thread
 * @entity: whose records
 * @list: (nullable): of which dictionary
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): what is there
 */
CrmImportTarget *
crm_import_target_new (CrmDatabase *database, const CrmEntity *entity, const char *list,
                       GError **error)
{
  CrmImportTarget *self = g_new0 (CrmImportTarget, 1);
  const CrmField *title = crm_entity_title_field (entity);
  const char *sort = crm_entity_field (entity, "position") != NULL ? "position" : "id";

  self->entity = entity;
  self->list = list;
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (self->keys, clear_key);
  self->meaning = find_meaning (entity);
  self->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->apart = find_apart (entity);
  self->aparts = g_array_new (FALSE, FALSE, sizeof (Pair));
  self->new_apart = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (crm_kind_get_storage (title->kind) == CRM_VALUE_TEXT)
    self->titles = crm_import_index_new (CRM_IMPORT_BY_NAME);

  if ((self->titles != NULL &&
       !crm_import_index_load (self->titles, database, entity, title, list, error)) ||
      !load_keys (self, database, error) ||
      (self->meaning != NULL &&
       !load_values (self, database, self->meaning, sort, add_meaning, error)) ||
      (self->apart != NULL && !load_values (self, database, self->apart, "id", add_pair, error))) {
    crm_import_target_free (self);
    return NULL;
  }
  return self;
}

void
crm_import_target_free (CrmImportTarget *self)
{
  g_clear_pointer (&self->titles, crm_import_index_free);
  g_array_unref (self->keys);
  g_hash_table_unref (self->meanings);
  g_array_unref (self->aparts);
  g_hash_table_unref (self->new_apart);
  g_free (self);
}

void
crm_import_target_find (CrmImportTarget *self, const char *text, GArray *ids)
{
  if (self->titles != NULL)
    crm_import_index_find (self->titles, text, ids);
  for (guint i = 0; i < self->keys->len && ids->len == 0; i++)
    crm_import_index_find (g_array_index (self->keys, Key, i).index, text, ids);
  if (ids->len == 0 && self->meaning != NULL) {
    const CrmChoice *choice = crm_import_find_choice (self->meaning, text);
    gint64 *id = choice != NULL ? g_hash_table_lookup (self->meanings, choice->code) : NULL;
    if (id != NULL)
      g_array_append_val (ids, *id);
  }
}

static const char *
get_text (CrmRecord *record, const CrmField *field)
{
  const CrmValue *value =
      crm_record_get_value (record, (int) (field - crm_record_get_entity (record)->fields));
  return value->type == CRM_VALUE_TEXT ? value->text : NULL;
}

/* Makes a new record findable. */
void
crm_import_target_add (CrmImportTarget *self, CrmRecord *record, gint64 id)
{
  const char *title = get_text (record, crm_entity_title_field (self->entity));
  if (self->list != NULL && g_strcmp0 (crm_record_get_text (record, "list"), self->list) != 0)
    return;
  if (title != NULL && self->titles != NULL)
    crm_import_index_add (self->titles, title, id);
  for (guint i = 0; i < self->keys->len; i++) {
    const Key *key = &g_array_index (self->keys, Key, i);
    const char *text = get_text (record, key->field);
    if (text != NULL)
      crm_import_index_add (key->index, text, id);
  }
  if (self->apart != NULL) {
    gint64 value = crm_record_get_integer (record, self->apart->name);
    if (value != 0)
      g_hash_table_insert (self->new_apart, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&value, sizeof value));
  }
}

/*
 * crm_import_target_get_apart:
 * @entity: of what is pointed at
 * @context: of what points
 *
 * Returns: (nullable): the field of @entity by which its records of one name are told apart and
 *   which @context has too: of a deal's contact the company
 */
const CrmField *
crm_import_target_get_apart (const CrmEntity *entity, const CrmEntity *context)
{
  const CrmField *apart = find_apart (entity);
  const CrmField *same = apart != NULL ? crm_entity_field (context, apart->name) : NULL;
  return same != NULL && same->kind == CRM_KIND_REFERENCE &&
                 crm_field_get_target (same) == crm_field_get_target (apart)
             ? apart
             : NULL;
}

gint64
crm_import_target_get_apart_value (CrmImportTarget *self, gint64 id)
{
  const gint64 *found = g_hash_table_lookup (self->new_apart, &id);
  guint low = 0;
  guint high = self->aparts->len;
  if (found != NULL)
    return *found;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const Pair *pair = &g_array_index (self->aparts, Pair, middle);
    if (pair->id == id)
      return pair->value;
    if (pair->id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}
