/* One piece of work on many records: one change, one Undo.
 *
 * The work is fed to the change in pieces, so that a million records never stand in memory as
 * operations. */
#include "config.h"

#include "crm-batch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-query.h"
#include "crm-tags.h"

/* So many operations stand in memory at once. */
#define AT_ONCE 500

typedef struct {
  int field;
  CrmValue value; /* owned */
} Setting;

typedef enum { WORK_NONE, WORK_SET, WORK_DELETE, WORK_MAKE } Work;

struct _CrmBatch {
  const CrmEntity *entity;
  GArray *ids; /* gint64; owned */
  gsize next;

  Work work;
  GArray *settings; /* Setting; owned */
  int tags_field;   /* -1: tags stay */
  GStrv added;      /* owned */
  GStrv removed;    /* owned */
  CrmRecord *whole; /* owned; NULL: there is one already */
  CrmRecord *part;  /* owned */
  gint64 whole_id;  /* its stand-in once it waits in the change */

  CrmBatchProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;
  GCancellable *cancellable; /* owned; may be NULL */
};

static void
clear_setting (gpointer data)
{
  crm_value_clear (&((Setting *) data)->value);
}

/**
 * crm_batch_new:
 * @entity: of the records
 * @ids: (element-type gint64): which; kept, not to be changed afterwards
 *
 * Returns: (transfer full): a batch that does nothing yet
 */
CrmBatch *
crm_batch_new (const CrmEntity *entity, GArray *ids)
{
  CrmBatch *self = g_new0 (CrmBatch, 1);

  self->entity = entity;
  self->ids = g_array_ref (ids);
  self->settings = g_array_new (FALSE, FALSE, sizeof (Setting));
  g_array_set_clear_func (self->settings, clear_setting);
  self->tags_field = -1;
  return self;
}

/**
 * crm_batch_free:
 * @self: a batch
 */
void
crm_batch_free (CrmBatch *self)
{
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->whole);
  g_clear_object (&self->part);
  g_strfreev (self->added);
  g_strfreev (self->removed);
  g_array_unref (self->settings);
  g_array_unref (self->ids);
  g_free (self);
}

const CrmEntity *
crm_batch_get_entity (CrmBatch *self)
{
  return self->entity;
}

gsize
crm_batch_get_n (CrmBatch *self)
{
  return self->ids->len;
}

gint64
crm_batch_get_id_at (CrmBatch *self, gsize position)
{
  g_return_val_if_fail (position < self->ids->len, 0);
  return g_array_index (self->ids, gint64, position);
}

/* --- What to do */

static void
begin_work (CrmBatch *self, Work work)
{
  g_return_if_fail (self->work == WORK_NONE || self->work == work);
  self->work = work;
}

/**
 * crm_batch_set:
 * @self: a batch
 * @field: which
 * @value: what it becomes; empty clears it
 */
void
crm_batch_set (CrmBatch *self, int field, const CrmValue *value)
{
  Setting setting = { .field = field };

  begin_work (self, WORK_SET);
  crm_value_copy (value, &setting.value);
  g_array_append_val (self->settings, setting);
}

const CrmValue *
crm_batch_get_value (CrmBatch *self, int field)
{
  for (guint i = 0; i < self->settings->len; i++)
    if (g_array_index (self->settings, Setting, i).field == field)
      return &g_array_index (self->settings, Setting, i).value;
  return NULL;
}

/**
 * crm_batch_copy:
 * @self: a batch
 * @without: (nullable) (element-type gint64): ids that are left out
 *
 * Returns: (transfer full) (nullable): the same to do with the others; %NULL where what it does is
 *   not to set values
 */
CrmBatch *
crm_batch_copy (CrmBatch *self, GHashTable *without)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmBatch *copy;

  if (self->settings->len == 0)
    return NULL;
  for (guint i = 0; i < self->ids->len; i++)
    if (without == NULL || !g_hash_table_contains (without, &g_array_index (self->ids, gint64, i)))
      g_array_append_val (ids, g_array_index (self->ids, gint64, i));
  copy = crm_batch_new (self->entity, ids);
  for (guint i = 0; i < self->settings->len; i++) {
    const Setting *setting = &g_array_index (self->settings, Setting, i);
    crm_batch_set (copy, setting->field, &setting->value);
  }
  if (self->tags_field >= 0) {
    copy->tags_field = self->tags_field;
    copy->added = g_strdupv (self->added);
    copy->removed = g_strdupv (self->removed);
  }
  return copy;
}

/**
 * crm_batch_change_tags:
 * @self: a batch
 * @field: of tags
 * @added: (nullable): tags, one a line
 * @removed: (nullable): tags, one a line
 */
void
crm_batch_change_tags (CrmBatch *self, int field, const char *added, const char *removed)
{
  g_return_if_fail (self->entity->fields[field].kind == CRM_KIND_TAGS);
  g_return_if_fail (self->tags_field < 0);
  begin_work (self, WORK_SET);
  self->tags_field = field;
  self->added = crm_tags_split (added != NULL ? added : "");
  self->removed = crm_tags_split (removed != NULL ? removed : "");
}

/**
 * crm_batch_delete:
 * @self: a batch
 */
void
crm_batch_delete (CrmBatch *self)
{
  begin_work (self, WORK_DELETE);
}

/**
 * crm_batch_make:
 * @self: a batch
 * @whole: (nullable): what all of them belong to; made first
 * @part: what is made for each; what is empty in it is taken from the record it is made for
 */
void
crm_batch_make (CrmBatch *self, CrmRecord *whole, CrmRecord *part)
{
  g_return_if_fail (crm_batch_can_make (crm_record_get_entity (part), self->entity));
  begin_work (self, WORK_MAKE);
  self->whole = whole != NULL ? crm_record_copy (whole) : NULL;
  self->part = crm_record_copy (part);
}

/**
 * crm_batch_can_make:
 * @entity: of what would be made
 * @subjects: of the records it would be made for
 *
 * Returns: whether one of @subjects can be with whom it is, or is of the same kind and has such a
 *   one itself
 */
gboolean
crm_batch_can_make (const CrmEntity *entity, const CrmEntity *subjects)
{
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_PARTY) != 0 &&
        (entity == subjects || crm_field_get_target (&entity->fields[i]) == subjects))
      return TRUE;
  return FALSE;
}

void
crm_batch_set_progress (CrmBatch *self, CrmBatchProgress progress, gpointer data,
                        GDestroyNotify destroy)
{
  self->progress = progress;
  self->progress_data = data;
  self->progress_destroy = destroy;
}

/* --- One record's part of it */

static gboolean
has_tag (char **tags, const char *tag)
{
  return tags != NULL && g_strv_contains ((const char *const *) tags, tag);
}

static void
change_tags (CrmBatch *self, CrmChange *change, CrmRecord *record)
{
  const CrmField *field = &self->entity->fields[self->tags_field];
  const char *before = crm_record_get_text (record, field->name);
  g_auto (GStrv) tags = crm_tags_split (before != NULL ? before : "");
  g_autoptr (GString) after = g_string_new (NULL);

  for (char **tag = tags; *tag != NULL; tag++)
    if (!has_tag (self->removed, *tag))
      g_string_append_printf (after, "%s%s", after->len > 0 ? "\n" : "", *tag);
  for (char **tag = self->added; *tag != NULL; tag++)
    if (!has_tag (tags, *tag) && !has_tag (self->removed, *tag))
      g_string_append_printf (after, "%s%s", after->len > 0 ? "\n" : "", *tag);
  if (g_strcmp0 (before != NULL ? before : "", after->str) != 0)
    crm_change_set_text (change, self->entity, crm_record_get_id (record), field->name,
                         after->len > 0 ? after->str : NULL);
}

static gboolean
is_shared (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_TITLE)) == 0 &&
         (field->kind == CRM_KIND_REFERENCE ||
          (field->kind == CRM_KIND_CHOICE && strcmp (field->name, "currency") == 0));
}

static int
find_same (const CrmEntity *entity, const CrmField *field)
{
  int same = crm_entity_field_index (entity, field->name);

  if (same < 0 || entity->fields[same].kind != field->kind ||
      crm_field_get_target (&entity->fields[same]) != crm_field_get_target (field) ||
      g_strcmp0 (entity->fields[same].list, field->list) != 0)
    return -1;
  return same;
}

/**
 * crm_record_share:
 * @draft: a new record
 * @with: another one
 *
 * Fills in what both can have in common, the same company say, and nothing that new records begin
 * with.
 */
void
crm_record_share (CrmRecord *draft, CrmRecord *with)
{
  const CrmEntity *entity = crm_record_get_entity (draft);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    int same = find_same (crm_record_get_entity (with), field);
    if (same >= 0 && is_shared (field) && field->initial == NULL)
      crm_record_set_value (draft, i, crm_record_get_value (with, same));
  }
}

/* With whom the new one is: the record itself, and with whom that one is. */
static void
fill_party (CrmRecord *made, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (made);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    int same = find_same (crm_record_get_entity (record), field);
    if (crm_record_get_value (made, i)->type != CRM_VALUE_EMPTY)
      continue;
    if ((field->flags & CRM_FIELD_PARTY) != 0 &&
        crm_field_get_target (field) == crm_record_get_entity (record))
      crm_record_set_integer (made, field->name, crm_record_get_id (record));
    /* Of one's own kind only the party is taken: a new attempt begins anew. */
    else if (same >= 0 && is_shared (field) &&
             ((field->flags & CRM_FIELD_PARTY) != 0 || g_strcmp0 (field->initial, "me") == 0 ||
              crm_record_get_entity (record) != entity))
      crm_record_set_value (made, i, crm_record_get_value (record, same));
  }
}

static void
make_part (CrmBatch *self, CrmChange *change, CrmRecord *record)
{
  g_autoptr (CrmRecord) made = crm_record_copy (self->part);
  const CrmEntity *entity = crm_record_get_entity (made);

  fill_party (made, record);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    if (self->whole != NULL && crm_field_get_target (field) == crm_record_get_entity (self->whole))
      crm_record_set_integer (made, field->name, self->whole_id);
  }
  crm_change_add (change, made);
}

static void
do_one (CrmBatch *self, CrmChange *change, CrmRecord *record)
{
  switch (self->work) {
  case WORK_SET:
    for (guint i = 0; i < self->settings->len; i++) {
      const Setting *setting = &g_array_index (self->settings, Setting, i);
      crm_change_set (change, self->entity, crm_record_get_id (record),
                      self->entity->fields[setting->field].name, &setting->value);
    }
    if (self->tags_field >= 0)
      change_tags (self, change, record);
    break;
  case WORK_DELETE:
    crm_change_delete (change, self->entity, crm_record_get_id (record));
    break;
  case WORK_MAKE:
    make_part (self, change, record);
    break;
  case WORK_NONE:
    break;
  }
}

/* --- The feed */

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  CrmBatch *self = data;
  gsize n = MIN (AT_ONCE, self->ids->len - self->next);
  g_autoptr (GPtrArray) records = NULL;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED,
                         _ ("Stopped. Nothing was written."));
    return FALSE;
  }
  if (self->whole != NULL && self->whole_id == 0)
    self->whole_id = crm_change_add (change, self->whole);
  records =
      crm_query_fetch (database, self->entity, &((gint64 *) self->ids->data)[self->next], n, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] != NULL)
      do_one (self, change, records->pdata[i]);
  if (self->progress != NULL)
    self->progress (self->next, self->ids->len, self->progress_data);
  self->next += n;
  return self->next < self->ids->len;
}

/**
 * crm_batch_fill:
 * @self: (transfer full): a batch with something to do
 * @change: what it becomes part of; it has no other feed
 * @cancellable: (nullable): stops it between two pieces; nothing is written then
 */
void
crm_batch_fill (CrmBatch *self, CrmChange *change, GCancellable *cancellable)
{
  /* Only for what is made are indexes put off: rules that follow a set look things up by them. */
  gsize expected = self->work == WORK_MAKE ? self->ids->len : 0;

  g_set_object (&self->cancellable, cancellable);
  crm_change_set_feed (change, feed, self, (GDestroyNotify) crm_batch_free, expected);
}
