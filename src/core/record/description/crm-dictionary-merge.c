/* One value of a dictionary in place of another, and one record in place of another: wherever they
 * are held. */
#include "config.h"

#include <string.h>

#include "crm-change-private.h"
#include "crm-descriptions.h"
#include "crm-dictionary-private.h"
#include "crm-record-private.h"
#include "crm-saved-view.h"
#include "crm-tags.h"

typedef struct {
  CrmDictionary *dictionary; /* owned; NULL: two records of @entity */
  const CrmEntity *entity;   /* of the records that describe the values */
  char *from;                /* owned; code or tag */
  char *into;
  gint64 from_id;
  gint64 into_id;
  gboolean is_built_in;
  gboolean is_done;
} Merge;

static void
free_merge (gpointer data)
{
  Merge *merge = data;

  g_clear_pointer (&merge->dictionary, crm_dictionary_free);
  g_free (merge->from);
  g_free (merge->into);
  g_free (merge);
}

static gboolean
read_ids (CrmDatabase *database, const char *sql, const Merge *merge, GArray *ids, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  if (merge->from != NULL)
    crm_statement_bind_text (statement, 1, merge->from);
  else
    crm_statement_bind_integer (statement, 1, merge->from_id);
  return crm_sql_read_ids (statement, ids, error);
}

static gboolean
retag (CrmChange *change, CrmDatabase *database, const CrmEntity *entity, const CrmField *field,
       gint64 id, const Merge *merge, GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, entity, id, error);
  g_auto (GStrv) tags = NULL;
  g_autofree char *joined = NULL;

  if (record == NULL)
    return FALSE;
  tags = crm_tags_split (crm_record_get_text (record, field->name));
  for (char **tag = tags; *tag != NULL; tag++)
    if (strcmp (*tag, merge->from) == 0) {
      g_free (*tag);
      *tag = g_strdup (merge->into);
    }
  joined = crm_tags_join ((const char *const *) tags);
  crm_change_set_text (change, entity, id, field->name, joined);
  return TRUE;
}

static gboolean
relink_field (CrmChange *change, CrmDatabase *database, const CrmEntity *entity,
              const CrmField *field, const Merge *merge, GError **error)
{
  gboolean is_tags = merge->dictionary != NULL && merge->dictionary->is_tags;
  g_autofree char *sql =
      is_tags
          ? g_strdup_printf ("SELECT record FROM record_tag WHERE entity = %d AND tag = ?1",
                             entity->code)
          : g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", entity->name, field->name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!read_ids (database, sql, merge, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    if (is_tags && !retag (change, database, entity, field, id, merge, error))
      return FALSE;
    if (!is_tags && merge->into != NULL)
      crm_change_set_text (change, entity, id, field->name, merge->into);
    else if (!is_tags)
      crm_change_set_integer (change, entity, id, field->name, merge->into_id);
  }
  return TRUE;
}

static gboolean
holds (const Merge *merge, const CrmEntity *entity, const CrmField *field)
{
  const CrmDictionary *self = merge->dictionary;

  if ((field->flags & CRM_FIELD_ABSENT) != 0)
    return FALSE;
  if (self == NULL)
    return field->kind == CRM_KIND_REFERENCE && crm_field_get_target (field) == merge->entity;
  if (self->is_tags)
    return field->kind == CRM_KIND_TAGS;
  if (self->field != NULL)
    return self->entity == entity && self->field == field;
  return crm_field_is_of_list (field, self->list);
}

static gboolean
is_asked_of (const CrmField *field, gpointer data)
{
  const Merge *merge = data;
  return holds (merge, merge->dictionary != NULL ? merge->dictionary->entity : NULL, field);
}

/* Views that ask for the one ask for the other. */
static gboolean
follow_in_views (CrmChange *change, CrmDatabase *database, Merge *merge, GError **error)
{
  CrmValue from = { .type = CRM_VALUE_INTEGER, .integer = merge->from_id };
  CrmValue into = { .type = CRM_VALUE_INTEGER, .integer = merge->into_id };

  if (merge->into != NULL) {
    from = (CrmValue) { .type = CRM_VALUE_TEXT, .text = merge->from };
    into = (CrmValue) { .type = CRM_VALUE_TEXT, .text = merge->into };
  }
  return crm_saved_views_replace (change, database, is_asked_of, merge, &from, &into, error);
}

/* Runs within the commit: who holds the value is known there and then. */
static gboolean
merge_cb (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Merge *merge = data;
  const CrmEntity *entity = merge->entity;
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (merge->is_done)
    return FALSE;
  merge->is_done = TRUE;
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++)
      if (holds (merge, entities[i], &entities[i]->fields[j]) &&
          !relink_field (change, database, entities[i], &entities[i]->fields[j], merge, error))
        return FALSE;
  if (!follow_in_views (change, database, merge, error))
    return FALSE;
  if (merge->from_id != 0 && merge->is_built_in)
    crm_change_set_integer (change, entity, merge->from_id, "active", 0);
  else if (merge->from_id != 0)
    crm_change_delete (change, entity, merge->from_id);
  return TRUE;
}

/**
 * crm_dictionary_merge:
 * @self: a dictionary
 * @change: a change that has no feed
 * @from: the value that goes
 * @into: the one that takes its place
 */
void
crm_dictionary_merge (CrmDictionary *self, CrmChange *change, const CrmDictionaryValue *from,
                      const CrmDictionaryValue *into)
{
  Merge *merge = g_new0 (Merge, 1);

  merge->dictionary = crm_dictionary_make (self->list, self->title);
  merge->entity = crm_entity_find (self->is_tags ? CRM_DICTIONARY_TAGS : "choice");
  merge->from = g_strdup (from->code);
  merge->into = g_strdup (into->code);
  merge->from_id = from->id;
  merge->into_id = into->id;
  merge->is_built_in = from->is_built_in;
  if (from->is_built_in && from->id == 0) {
    CrmDictionaryValue gone = *from;
    gone.is_active = FALSE;
    crm_dictionary_describe (self, change, &gone, G_MAXINT16);
  }
  crm_change_set_relinks (change, TRUE);
  crm_change_set_feed (change, merge_cb, merge, free_merge, 0);
}

/**
 * crm_change_replace:
 * @change: a change that has no feed
 * @entity: of both records
 * @from: the record that goes
 * @into: the one that takes its place
 */
void
crm_change_replace (CrmChange *change, const CrmEntity *entity, gint64 from, gint64 into)
{
  Merge *merge = g_new0 (Merge, 1);

  merge->entity = entity;
  merge->from_id = from;
  merge->into_id = into;
  crm_change_set_relinks (change, TRUE);
  crm_change_set_feed (change, merge_cb, merge, free_merge, 0);
}
