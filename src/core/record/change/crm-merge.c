/* A merge as one change: links first, then what the record says, then the others go. */
#include "config.h"

#include "crm-merge.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "crm-change-private.h"
#include "crm-error.h"
#include "crm-merge-private.h"
#include "crm-saved-view.h"
#include "crm-text.h"

#define TITLE_IN_LABEL 60

struct _CrmMerge {
  const CrmEntity *entity;
  GArray *ids;     /* gint64: the one that stays first; owned */
  gint64 *choices; /* one a field: the record whose value is taken, 0: none chosen; owned */

  /* While it is carried out. */
  CrmMergeLinks links;
  gboolean begun;
  gboolean is_linked; /* what pointed at the others points at the one that stays */
  guint n_followed;   /* of the others, those that views do not ask for any more */
};

/**
 * crm_merge_is_possible:
 * @entity: a description
 *
 * Returns: whether two records of it can be the same thing
 */
gboolean
crm_merge_is_possible (const CrmEntity *entity)
{
  return !entity->internal && !entity->no_merge;
}

/**
 * crm_merge_new:
 * @entity: of the records
 * @keep: the one that stays
 * @others: (array length=n_others): those that become one with it
 * @n_others: at least 1
 *
 * Returns: (transfer full): a merge; nothing is read or written yet
 */
CrmMerge *
crm_merge_new (const CrmEntity *entity, gint64 keep, const gint64 *others, gsize n_others)
{
  CrmMerge *self = g_new0 (CrmMerge, 1);

  self->entity = entity;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->ids, keep);
  g_array_append_vals (self->ids, others, (guint) n_others);
  self->choices = g_new0 (gint64, (gsize) entity->n_fields);
  self->links.pairs = g_array_new (FALSE, FALSE, sizeof (CrmMergePair));
  return self;
}

/**
 * crm_merge_free:
 * @self: a merge
 */
void
crm_merge_free (CrmMerge *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->links.pairs);
  g_free (self->choices);
  g_free (self);
}

/**
 * crm_merge_choose:
 * @self: a merge
 * @field: which field
 * @id: the record whose value it takes; 0 leaves it to the rule
 */
void
crm_merge_choose (CrmMerge *self, int field, gint64 id)
{
  g_return_if_fail (field >= 0 && field < self->entity->n_fields);
  self->choices[field] = id;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
check (CrmMerge *self, GError **error)
{
  if (!crm_merge_is_possible (self->entity)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 /* Translators: %s is the name of an entity in the plural: Documents */
                 _ ("%s cannot be merged"), crm_entity_get_label_plural (self->entity));
    return FALSE;
  }
  if (self->ids->len < 2)
    return refuse (error, _ ("A record can only be merged with another"));
  for (guint i = 0; i < self->ids->len; i++)
    for (guint j = 0; j < i; j++)
      if (g_array_index (self->ids, gint64, i) == g_array_index (self->ids, gint64, j))
        return refuse (error, _ ("A record can only be merged with another"));
  return TRUE;
}

static GPtrArray *
load_records (CrmMerge *self, CrmDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->ids->len; i++) {
    CrmRecord *record =
        crm_record_load (database, self->entity, g_array_index (self->ids, gint64, i), error);
    if (record == NULL)
      return NULL;
    g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
}

/**
 * crm_merge_preview:
 * @self: a merge
 * @database: any connection of this thread
 * @sources: (element-type gint64) (nullable): gets one id a field: whose value it takes, 0 where it
 *   is made of several or is empty
 * @error: NOT_FOUND, REFUSED, or of the store
 *
 * Returns: (transfer full) (nullable): the record that stays, as it will be
 */
CrmRecord *
crm_merge_preview (CrmMerge *self, CrmDatabase *database, GArray *sources, GError **error)
{
  g_autoptr (GPtrArray) records = check (self, error) ? load_records (self, database, error) : NULL;

  if (records == NULL)
    return NULL;
  return crm_merge_make_record (records, self->choices, database, sources, error);
}

static void
name_change (CrmMerge *self, CrmChange *change, CrmRecord *keep, CrmRecord *other)
{
  g_autofree char *stays = crm_text_one_line (crm_record_get_title (keep), TITLE_IN_LABEL);
  g_autofree char *goes = crm_text_one_line (crm_record_get_title (other), TITLE_IN_LABEL);
  g_autofree char *label = NULL;
  guint n = self->ids->len - 1;

  if (n == 1)
    /* Translators: titles of two records that become one; the first stays */
    label = g_strdup_printf (C_ ("change", "Merge: “%s” and “%s”"), stays, goes);
  else
    label = g_strdup_printf (
        /* Translators: how many records become one with the one named */
        g_dngettext (GETTEXT_PACKAGE, "Merge: “%s” and %u other", "Merge: “%s” and %u others", n),
        stays, n);
  crm_change_set_label (change, label);
}

static gboolean
begin (CrmMerge *self, CrmChange *change, CrmDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) records = check (self, error) ? load_records (self, database, error) : NULL;

  if (records == NULL)
    return FALSE;
  name_change (self, change, records->pdata[0], records->pdata[1]);
  for (guint i = 1; i < self->ids->len; i++) {
    CrmMergePair pair = { self->entity, g_array_index (self->ids, gint64, 0),
                          g_array_index (self->ids, gint64, i) };
    g_array_append_val (self->links.pairs, pair);
  }
  crm_change_set_relinks (change, TRUE);
  self->begun = TRUE;
  return TRUE;
}

/* What is remembered of the one that goes, so that the merge can be found and taken back. */
static void
remember (CrmMerge *self, CrmChange *change, CrmRecord *other)
{
  g_autoptr (CrmRecord) memory = crm_record_new (crm_entity_find ("merge"));

  crm_record_set_text (memory, "name", crm_record_get_title (other));
  crm_record_set_integer (memory, "kept",
                          crm_subject_make (self->entity, g_array_index (self->ids, gint64, 0)));
  crm_record_set_integer (memory, "lost", crm_record_get_id (other));
  crm_change_add (change, memory);
}

static gboolean
finish (CrmMerge *self, CrmChange *change, CrmDatabase *database, GError **error)
{
  /* As they are now: what pointed from one to another has been moved. */
  g_autoptr (GPtrArray) records = load_records (self, database, error);
  g_autoptr (CrmRecord) result = NULL;
  CrmRecord *keep;

  if (records == NULL)
    return FALSE;
  result = crm_merge_make_record (records, self->choices, database, NULL, error);
  if (result == NULL)
    return FALSE;
  keep = records->pdata[0];
  for (int i = 0; i < self->entity->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (keep, i), crm_record_get_value (result, i)))
      crm_change_set (change, self->entity, crm_record_get_id (keep), self->entity->fields[i].name,
                      crm_record_get_value (result, i));
  for (guint i = 1; i < records->len; i++) {
    remember (self, change, records->pdata[i]);
    crm_change_delete (change, self->entity, crm_record_get_id (records->pdata[i]));
  }
  return TRUE;
}

static gboolean
is_asked_of (const CrmField *field, gpointer data)
{
  const CrmMerge *self = data;
  return field->kind == CRM_KIND_REFERENCE && (field->flags & CRM_FIELD_ABSENT) == 0 &&
         crm_field_get_target (field) == self->entity;
}

/* Views that ask for the other ask for the one that stays. */
static gboolean
follow_in_views (CrmMerge *self, CrmChange *change, CrmDatabase *database, guint other,
                 GError **error)
{
  CrmValue from = { .type = CRM_VALUE_INTEGER,
                    .integer = g_array_index (self->ids, gint64, other) };
  CrmValue into = { .type = CRM_VALUE_INTEGER, .integer = g_array_index (self->ids, gint64, 0) };

  return crm_saved_views_replace (change, database, is_asked_of, self, &from, &into, error);
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  CrmMerge *self = data;
  GError *local = NULL;

  if (!self->begun && !begin (self, change, database, error))
    return FALSE;
  if (!self->is_linked && crm_merge_links_feed (&self->links, change, database, &local))
    return TRUE;
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  self->is_linked = TRUE;
  /* One at a time: the next reads what this one wrote. */
  if (++self->n_followed < self->ids->len)
    return follow_in_views (self, change, database, self->n_followed, error);
  finish (self, change, database, error);
  return FALSE;
}

/**
 * crm_merge_fill:
 * @self: (transfer full): a merge
 * @change: an empty change, which gets its label too
 *
 * Everything is read and written while the change is committed, in slices: what points at a record
 * may be a hundred thousand.
 */
void
crm_merge_fill (CrmMerge *self, CrmChange *change)
{
  crm_change_set_feed (change, feed, self, (GDestroyNotify) crm_merge_free, 0);
}

typedef struct {
  GPtrArray *merges; /* owned */
  guint next;
  char *label; /* owned */
} Several;

static void
free_several (gpointer data)
{
  Several *several = data;
  g_ptr_array_unref (several->merges);
  g_free (several->label);
  g_free (several);
}

static gboolean
feed_several (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Several *several = data;
  GError *local = NULL;

  if (several->next == several->merges->len)
    return FALSE;
  if (feed (change, database, several->merges->pdata[several->next], &local))
    return TRUE;
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  crm_change_set_label (change, several->label);
  return ++several->next < several->merges->len;
}

/**
 * crm_merge_fill_all:
 * @merges: (transfer full) (element-type CrmMerge): merges that have no record in common; freed
 * with crm_merge_free()
 * @change: an empty change with its label
 *
 * All of them are done or none.
 */
void
crm_merge_fill_all (GPtrArray *merges, CrmChange *change)
{
  Several *several = g_new0 (Several, 1);

  several->merges = merges;
  several->label = g_strdup (change->label);
  crm_change_set_feed (change, feed_several, several, free_several, 0);
}

/**
 * crm_merge_find:
 * @database: any connection of this thread
 * @entity: of the record
 * @id: of the record
 * @lost: (out) (optional) (nullable): the title of what became one with it
 * @error: of the store
 *
 * Returns: the last change that merged something into it; 0 where there is none or it was taken
 * back, -1 on error
 */
gint64
crm_merge_find (CrmDatabase *database, const CrmEntity *entity, gint64 id, char **lost,
                GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT operation.change, merge.name FROM merge"
      " JOIN operation ON operation.entity = ?2 AND operation.record = merge.id"
      " JOIN change ON change.id = operation.change AND change.kind = 1 AND change.undone = 0"
      " WHERE merge.kept = ?1 AND operation.action = 1 ORDER BY operation.id DESC LIMIT 1",
      error);
  gboolean has_row;

  if (lost != NULL)
    *lost = NULL;
  if (statement == NULL)
    return -1;
  crm_statement_bind_integer (statement, 1, crm_subject_make (entity, id));
  crm_statement_bind_integer (statement, 2, crm_entity_find ("merge")->code);
  if (!crm_statement_step (statement, &has_row, error))
    return -1;
  if (!has_row)
    return 0;
  if (lost != NULL)
    *lost = g_strdup (crm_statement_get_text (statement, 1));
  return crm_statement_get_integer (statement, 0);
}
