/* Which list stands behind a view: the newest question, once it is answered. */
#pragma once

#include "crm-record-list.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_LIST_LOADER (crm_list_loader_get_type ())
G_DECLARE_FINAL_TYPE (CrmListLoader, crm_list_loader, CRM, LIST_LOADER, GObject)

/**
 * CrmListLoader holds the list that is shown and keeps it until the next one has something to show.
 * A question that is asked while another one is under way cancels that one. Properties: "list"
 * (nullable, notified), "waiting" (an answer takes longer than 300 ms). Signal: "swapped" (again):
 * @again is TRUE when the new list answers the same question, after too much changed.
 */
CrmListLoader *crm_list_loader_new (CrmWorkspace *workspace);
/* By what the lists asked for from now on are grouped; NULL: not at all. Which groups are open is
 * kept for as long as it stays the same. */
void crm_list_loader_set_grouping (CrmListLoader *self, CrmGrouping *grouping);
void crm_list_loader_set_query (CrmListLoader *self, CrmQuery *query);
/* Asks the same again: what is shown of time has changed with the day. */
void crm_list_loader_reload (CrmListLoader *self);
CrmQuery *crm_list_loader_get_query (CrmListLoader *self); /* the last asked */
CrmRecordList *crm_list_loader_get_list (CrmListLoader *self);
gboolean crm_list_loader_get_waiting (CrmListLoader *self);
gboolean
crm_list_loader_is_answered (CrmListLoader *self); /* the list shown is that of the query */

G_END_DECLS
