/* An entry of the journal as an item of a list. */
#pragma once

#include "crm-journal.h"

G_BEGIN_DECLS

#define CRM_TYPE_ENTRY_ITEM (crm_entry_item_get_type ())
G_DECLARE_FINAL_TYPE (CrmEntryItem, crm_entry_item, CRM, ENTRY_ITEM, GObject)

CrmEntryItem *crm_entry_item_new (CrmHistoryEntry *entry); /* takes it over */
const CrmHistoryEntry *crm_entry_item_get_entry (CrmEntryItem *self);
gboolean crm_entry_item_equal (CrmEntryItem *self, CrmEntryItem *other);

G_END_DECLS
