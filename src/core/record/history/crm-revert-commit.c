/* Takes back what a plan says, as one change that Undo takes back in turn. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"
#include "crm-record-private.h"
#include "crm-revert-private.h"
#include "crm-rewind.h"

typedef struct {
  CrmRevert *plan;
  CrmRevertMode mode;
  guint next; /* items before it wait */
} Taking;

static gboolean
may_go (const Taking *taking, const CrmRevertItem *item)
{
  return !item->touched || taking->mode == CRM_REVERT_ALONG;
}

static void
set_back (Taking *taking, CrmChange *change, CrmDatabase *database, const CrmRevertItem *item,
          CrmRecord *before, CrmRecord *after, CrmRecord *now)
{
  for (int i = 0; i < item->entity->n_fields; i++) {
    const CrmField *field = &item->entity->fields[i];
    const CrmValue *then = crm_record_get_value (before, i);
    const CrmValue *left = crm_record_get_value (after, i);
    const CrmValue *present = crm_record_get_value (now, i);
    gboolean as_left = crm_value_equal (left, present);

    if (crm_revert_is_stamp (field) || crm_value_equal (then, left) ||
        crm_value_equal (then, present) ||
        crm_revert_points_at_nothing (taking->plan, database, field, then))
      continue;
    /* What the program keeps follows from the rest where it has changed since. */
    if (as_left || (taking->mode == CRM_REVERT_ALONG && !(field->flags & CRM_FIELD_READ_ONLY)))
      crm_change_set (change, item->entity, item->id, field->name, then);
  }
}

static gboolean
bring_back (Taking *taking, CrmChange *change, CrmDatabase *database, const CrmRevertItem *item,
            CrmRecord *before, GError **error)
{
  const CrmValue empty = CRM_VALUE_INIT;
  CrmOperation *operation;

  for (int i = 0; i < item->entity->n_fields; i++) {
    const CrmField *field = &item->entity->fields[i];
    if (!crm_revert_points_at_nothing (taking->plan, database, field,
                                       crm_record_get_value (before, i)))
      continue;
    if (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_OWNER))
      return TRUE; /* it has nowhere to be */
    crm_record_set_value (before, i, &empty);
  }
  operation = crm_change_append (change, CRM_ACTION_ADD, item->entity, item->id);
  operation->record = g_object_ref (before);
  return TRUE;
}

/* One record after another, the last touched first: what it is now may have changed by the one
 * before. */
static gboolean
feed_items (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Taking *taking = data;
  const CrmRevertItem *item;
  g_autoptr (CrmRecord) before = NULL;
  g_autoptr (CrmRecord) after = NULL;
  g_autoptr (CrmRecord) now = NULL;

  if (taking->next == 0)
    return FALSE;
  item = &g_array_index (taking->plan->items, CrmRevertItem, --taking->next);
  if (!crm_rewind_read_now (database, item->entity, item->id, &now, error))
    return FALSE;
  if (item->was &&
      !crm_rewind_read (database, item->entity, item->id, taking->plan->before, &before, error))
    return FALSE;
  if (item->is && item->was && now != NULL && before != NULL) {
    if (!crm_revert_read_after (taking->plan, database, item, &after, error))
      return FALSE;
    if (after != NULL)
      set_back (taking, change, database, item, before, after, now);
  } else if (item->is && !item->was) {
    if (now != NULL && may_go (taking, item))
      crm_change_delete (change, item->entity, item->id);
  } else if (item->was && now == NULL && before != NULL && may_go (taking, item))
    return bring_back (taking, change, database, item, before, error);
  return TRUE;
}

static gint64
refuse (CrmRevert *self, GError **error)
{
  const CrmHistoryEntry *later = self->later->len > 0 ? self->later->pdata[0] : NULL;

  if (later != NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” cannot be taken back: “%s” came later on the same records"), self->label,
                 later->label);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” cannot be taken back: what it changed is no longer there"), self->label);
  return -1;
}

/**
 * crm_revert_commit:
 * @self: a plan made in this transaction
 * @database: the writer's connection, inside a transaction
 * @mode: what becomes of what was changed since
 * @label: (nullable): what Undo names; %NULL: "Taken back: ..."
 * @person: who does it
 * @origin: from where
 * @error: REFUSED where something stands in the way
 *
 * Where nothing was changed since, all is exactly as before; else the rules follow as for any
 * change.
 *
 * Returns: id of the change, 0 when there was nothing to do, -1 on error. Writer thread.
 */
gint64
crm_revert_commit (CrmRevert *self, CrmDatabase *database, CrmRevertMode mode, const char *label,
                   gint64 person, CrmOrigin origin, GError **error)
{
  /* Translators: %s is what was done, as "“Orion” deleted" */
  g_autofree char *usual =
      label != NULL ? g_strdup (label) : g_strdup_printf (_ ("Taken back: %s"), self->label);
  g_autoptr (CrmChange) change = NULL;
  Taking taking = { self, mode, self->items->len };

  if (mode == CRM_REVERT_STRICT && self->n_touched > 0)
    return refuse (self, error);
  if (self->change != 0 && self->n_touched == 0 && !self->derived)
    return crm_journal_take_back (database, self->change, usual, person, origin, error);
  change = crm_change_new (usual, person, origin);
  change->restoring = TRUE;
  change->target = self->change;
  crm_change_set_feed (change, feed_items, &taking, NULL, 0);
  return crm_change_commit (change, database, error);
}

/* --- For people */

typedef struct {
  GPtrArray *entries;
  CrmDatabase *database;
  const CrmRevertItem *item;
  char *title;
} Describing;

static CrmHistoryEntry *
describe (Describing *describing, CrmAction action)
{
  CrmHistoryEntry *entry = g_new0 (CrmHistoryEntry, 1);

  entry->action = action;
  entry->label = g_strdup (describing->title);
  entry->entity = describing->item->entity;
  entry->record = describing->item->id;
  g_ptr_array_add (describing->entries, entry);
  return entry;
}

static void
describe_fields (Describing *describing, CrmRecord *before, CrmRecord *after, CrmRecord *now)
{
  const CrmEntity *entity = describing->item->entity;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    CrmHistoryEntry *entry;

    if (crm_revert_is_stamp (field) || (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) ||
        crm_value_equal (crm_record_get_value (before, i), crm_record_get_value (now, i)) ||
        (after != NULL &&
         crm_value_equal (crm_record_get_value (before, i), crm_record_get_value (after, i))))
      continue;
    entry = describe (describing, CRM_ACTION_SET);
    entry->field = field;
    entry->old_text =
        crm_history_dup_text (describing->database, field, crm_record_get_value (now, i));
    entry->new_text =
        crm_history_dup_text (describing->database, field, crm_record_get_value (before, i));
  }
}

/**
 * crm_revert_describe:
 * @self: a plan
 * @database: any connection of this thread
 * @most: entries at most
 * @error: of the store
 *
 * Returns: (transfer full) (nullable) (element-type CrmHistoryEntry): what differs between now and
 * then
 */
GPtrArray *
crm_revert_describe (CrmRevert *self, CrmDatabase *database, guint most, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_history_entry_free);
  Describing describing = { entries, database };

  for (guint i = 0; i < self->items->len && entries->len < most; i++) {
    const CrmRevertItem *item = &g_array_index (self->items, CrmRevertItem, i);
    g_autoptr (CrmRecord) before = NULL;
    g_autoptr (CrmRecord) after = NULL;
    g_autoptr (CrmRecord) now = NULL;
    CrmRecord *shown;

    if (item->entity->internal)
      continue;
    if (!crm_rewind_read (database, item->entity, item->id, self->before, &before, error) ||
        !crm_revert_read_after (self, database, item, &after, error) ||
        !crm_rewind_read_now (database, item->entity, item->id, &now, error))
      return NULL;
    shown = now != NULL ? now : before;
    if (shown == NULL)
      continue;
    describing.item = item;
    describing.title = (char *) crm_record_get_title (shown);
    if (before != NULL && now != NULL)
      describe_fields (&describing, before, after, now);
    else
      describe (&describing, before != NULL ? CRM_ACTION_ADD : CRM_ACTION_DELETE);
  }
  return g_steal_pointer (&entries);
}
