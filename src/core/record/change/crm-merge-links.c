/* What points at a record that gives way to another: references, subjects, and owned records of
 * which the one that stays has the like. */
#include "config.h"

#include <string.h>

#include "crm-error.h"
#include "crm-merge-private.h"
#include "crm-record-private.h"
#include "crm-text.h"

/* So many operations stand in memory at once. */
#define AT_ONCE 500
/* Of so many owned records at most a like one is looked for. */
#define MOST_TWINS 200

static gboolean
points_at (const CrmEntity *entity, const CrmField *field)
{
  return field->kind == CRM_KIND_SUBJECT ||
         ((field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE) &&
          crm_field_get_target (field) == entity);
}

static gboolean
is_moved (const CrmEntity *entity, const CrmField *field)
{
  return points_at (entity, field) && (field->flags & CRM_FIELD_BOUND) == 0;
}

static gint64
make_target (const CrmField *field, const CrmEntity *entity, gint64 id)
{
  return field->kind == CRM_KIND_SUBJECT ? crm_subject_make (entity, id) : id;
}

static gboolean
read_slice (CrmDatabase *database, const CrmEntity *dependent, const CrmField *field, gint64 target,
            gint64 after, int most, GArray *ids, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                       dependent->name, field->name);
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, target);
  crm_statement_bind_integer (statement, 2, after);
  crm_statement_bind_integer (statement, 3, most);
  return crm_sql_read_ids (statement, ids, error);
}

static gboolean
is_title_same (CrmRecord *a, CrmRecord *b)
{
  g_autofree char *x = crm_text_squeeze (crm_record_get_title (a));
  g_autofree char *y = crm_text_squeeze (crm_record_get_title (b));
  return *x != '\0' && strcmp (x, y) == 0;
}

/* The same account, the same address: nothing is said of it that the other does not say. */
static gboolean
is_twin (CrmRecord *keep, CrmRecord *other, const CrmField *owner)
{
  const CrmEntity *entity = crm_record_get_entity (keep);

  if (!is_title_same (keep, other))
    return FALSE;
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (other, i);
    if (field == owner || field->kind == CRM_KIND_YES_NO || (field->flags & CRM_FIELD_READ_ONLY) ||
        (field->flags & CRM_FIELD_TITLE) || value->type == CRM_VALUE_EMPTY)
      continue;
    if (!crm_value_equal (value, crm_record_get_value (keep, i)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_twin (CrmDatabase *database, const CrmEntity *dependent, const CrmField *owner, gint64 keep,
           gint64 id, gint64 *twin, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmRecord) other = crm_record_load (database, dependent, id, error);

  *twin = 0;
  if (other == NULL || !read_slice (database, dependent, owner, keep, 0, MOST_TWINS, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len && *twin == 0; i++) {
    g_autoptr (CrmRecord) candidate =
        crm_record_load (database, dependent, g_array_index (ids, gint64, i), error);
    if (candidate == NULL)
      return FALSE;
    if (is_twin (candidate, other, owner))
      *twin = g_array_index (ids, gint64, i);
  }
  return TRUE;
}

/* A link between the two that become one says nothing any more. */
static gboolean
leads_back (CrmDatabase *database, const CrmMergePair *pair, const CrmEntity *dependent,
            const CrmField *field, gint64 id, gboolean *back, GError **error)
{
  *back = FALSE;
  for (int i = 0; i < dependent->n_fields && !*back; i++) {
    const CrmField *other = &dependent->fields[i];
    g_autofree char *sql = NULL;
    gint64 value;
    if (other == field || other->kind != CRM_KIND_SUBJECT || field->kind != CRM_KIND_SUBJECT)
      continue;
    sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = %" G_GINT64_FORMAT, other->name,
                           dependent->name, id);
    if (!crm_database_query_integer (database, sql, 0, &value, error))
      return FALSE;
    *back = value == crm_subject_make (pair->entity, pair->keep);
  }
  return TRUE;
}

/* A record that would point at itself points at nothing. */
static gboolean
move (CrmMergeLinks *self, CrmChange *change, CrmDatabase *database, const CrmMergePair *pair,
      const CrmEntity *dependent, const CrmField *field, gint64 id, GError **error)
{
  gboolean own = (field->flags & CRM_FIELD_OWNER) != 0;
  gboolean back;
  gint64 twin = 0;

  if (dependent == pair->entity && (id == pair->keep || id == pair->other)) {
    CrmValue empty = CRM_VALUE_INIT;
    if (field->kind == CRM_KIND_REFERENCE && (field->flags & CRM_FIELD_REQUIRED) == 0 &&
        id == pair->keep)
      crm_change_set (change, dependent, id, field->name, &empty);
    return TRUE;
  }
  if (!leads_back (database, pair, dependent, field, id, &back, error))
    return FALSE;
  if (back) {
    crm_change_delete (change, dependent, id);
    return TRUE;
  }
  if (own && field->kind == CRM_KIND_REFERENCE &&
      !find_twin (database, dependent, field, pair->keep, id, &twin, error))
    return FALSE;
  if (twin != 0) {
    CrmMergePair nested = { dependent, twin, id };
    g_array_append_val (self->pairs, nested);
    return TRUE;
  }
  crm_change_set_integer (change, dependent, id, field->name,
                          make_target (field, pair->entity, pair->keep));
  return TRUE;
}

static void
next_field (CrmMergeLinks *self, const CrmEntity *const *entities, int n_entities)
{
  self->after = 0;
  if (++self->field < entities[self->entity]->n_fields)
    return;
  self->field = 0;
  if (++self->entity < n_entities)
    return;
  self->entity = 0;
  self->pair++;
}

gboolean
crm_merge_links_feed (CrmMergeLinks *self, CrmChange *change, CrmDatabase *database, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (self->pair < self->pairs->len && ids->len == 0) {
    /* A copy: twins make the array grow. */
    CrmMergePair pair = g_array_index (self->pairs, CrmMergePair, self->pair);
    const CrmEntity *dependent = entities[self->entity];
    const CrmField *field = &dependent->fields[self->field];

    if (is_moved (pair.entity, field) &&
        !read_slice (database, dependent, field, make_target (field, pair.entity, pair.other),
                     self->after, AT_ONCE, ids, error))
      return FALSE;
    for (guint i = 0; i < ids->len; i++) {
      self->after = g_array_index (ids, gint64, i);
      if (!move (self, change, database, &pair, dependent, field, self->after, error))
        return FALSE;
    }
    if (ids->len < AT_ONCE)
      next_field (self, entities, n_entities);
  }
  return ids->len > 0 || self->pair < self->pairs->len;
}

/**
 * crm_merge_count_links:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmMergeLink) (nullable): how many records of each entity
 * come along with it; those of the program itself are not counted
 */
GArray *
crm_merge_count_links (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (CrmMergeLink));
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    CrmMergeLink link = { entities[i], 0 };
    for (int j = 0; j < entities[i]->n_fields && !entities[i]->internal; j++) {
      const CrmField *field = &entities[i]->fields[j];
      g_autofree char *sql = NULL;
      gint64 n;
      if (!is_moved (entity, field))
        continue;
      sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE \"%s\" = %" G_GINT64_FORMAT,
                             entities[i]->name, field->name, make_target (field, entity, id));
      if (!crm_database_query_integer (database, sql, 0, &n, error))
        return NULL;
      link.n += n;
    }
    if (link.n > 0)
      g_array_append_val (links, link);
  }
  return g_steal_pointer (&links);
}
