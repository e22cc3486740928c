/* An entry of the journal as an item of a list. */
#include "config.h"

#include "crm-entry-item.h"

struct _CrmEntryItem {
  GObject parent_instance;

  CrmHistoryEntry *entry; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmEntryItem, crm_entry_item, G_TYPE_OBJECT)

static void
crm_entry_item_finalize (GObject *object)
{
  crm_history_entry_free (CRM_ENTRY_ITEM (object)->entry);

  G_OBJECT_CLASS (crm_entry_item_parent_class)->finalize (object);
}

static void
crm_entry_item_class_init (CrmEntryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_entry_item_finalize;
}

static void
crm_entry_item_init (CrmEntryItem *self)
{
}

/**
 * crm_entry_item_new:
 * @entry: (transfer full): of the journal
 *
 * Returns: (transfer full): an item
 */
CrmEntryItem *
crm_entry_item_new (CrmHistoryEntry *entry)
{
  CrmEntryItem *self = g_object_new (CRM_TYPE_ENTRY_ITEM, NULL);

  self->entry = entry;
  return self;
}

const CrmHistoryEntry *
crm_entry_item_get_entry (CrmEntryItem *self)
{
  return self->entry;
}

gboolean
crm_entry_item_equal (CrmEntryItem *self, CrmEntryItem *other)
{
  const CrmHistoryEntry *a = self->entry;
  const CrmHistoryEntry *b = other->entry;

  return a->change == b->change && a->operation == b->operation && a->entity == b->entity &&
         a->record == b->record && a->field == b->field && a->undone == b->undone &&
         a->taken_back == b->taken_back && a->action == b->action && a->moment == b->moment &&
         g_strcmp0 (a->old_text, b->old_text) == 0 && g_strcmp0 (a->new_text, b->new_text) == 0 &&
         g_strcmp0 (a->person_name, b->person_name) == 0;
}
