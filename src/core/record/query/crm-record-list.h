/* A list of any size: the ids in order are in memory, the records come as they are looked at. */
#pragma once

#include "crm-announcement.h"
#include "crm-group-header.h"

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
 *
 * A grouped list has rows of two types: a CrmGroupHeader begins each group, and the CrmRecords of
 * those groups that are open follow it. Closed groups cost nothing but their heading.
 */
CrmRecordList *crm_record_list_new (CrmStore *store, CrmQuery *query);
CrmRecordList *crm_record_list_new_grouped (CrmStore *store, CrmQuery *query, CrmGrouping *grouping,
                                            CrmGroupFolds *folds);
CrmQuery *crm_record_list_get_query (CrmRecordList *self);
gboolean crm_record_list_get_loading (CrmRecordList *self);
gint64 crm_record_list_get_id_at (CrmRecordList *self,
                                  guint position); /* without reading the record; 0: a heading */
/* An id, or the negative number of a heading; the same in the list that follows a "replaced". */
gint64 crm_record_list_get_mark_at (CrmRecordList *self, guint position);
gboolean crm_record_list_find (CrmRecordList *self, gint64 id, guint *position);
/* Of any groups: records that answer, not rows. */
guint crm_record_list_get_n_records (CrmRecordList *self);
CrmGrouping *crm_record_list_get_grouping (CrmRecordList *self); /* NULL: not grouped */
void crm_record_list_set_open (CrmRecordList *self, guint position, gboolean open);
void crm_record_list_set_all_open (CrmRecordList *self, gboolean open); /* emits "replaced" */
gboolean crm_record_list_find_group (CrmRecordList *self, const char *key, guint *heading);
/* The heading of the group that a row is in. */
gboolean crm_record_list_find_heading (CrmRecordList *self, guint position, guint *heading);
guint crm_record_list_get_n_alive (
    CrmRecordList *self); /* records in memory, for tests and measurements */

G_END_DECLS
