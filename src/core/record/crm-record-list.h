/* A list of any size: the ids in order are in memory, the records come as they are looked at. */
#pragma once

#include "crm-announcement.h"
#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_LIST (crm_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordList, crm_record_list, CRM, RECORD_LIST, GObject)

/**
 * CrmRecordList is a GListModel of CrmRecord for the main thread. The first page is there at once;
 * the ids of all follow from the reader thread ("loading" is TRUE until then). It follows the
 * store's "changed" by itself with the smallest items-changed; where too much changed it emits
 * "replaced" instead and expects to be thrown away. Properties: "loading", "n-items" (notified),
 * "error" (sentence or NULL). Signals: "replaced"; "moved" (position: the record
 * that has just come there is the one that went before).
 */
CrmRecordList *crm_record_list_new (CrmStore *store, CrmQuery *query);
CrmQuery *crm_record_list_get_query (CrmRecordList *self);
gboolean crm_record_list_get_loading (CrmRecordList *self);
gint64 crm_record_list_get_id_at (CrmRecordList *self,
                                  guint position); /* without reading the record */
gboolean crm_record_list_find (CrmRecordList *self, gint64 id, guint *position);
guint crm_record_list_get_n_alive (
    CrmRecordList *self); /* records in memory, for tests and measurements */

G_END_DECLS
