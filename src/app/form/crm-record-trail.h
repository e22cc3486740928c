/* The list through which one came to a record: what stands before it and after it there. */
#pragma once

#include "crm-list-loader.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_TRAIL (crm_record_trail_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordTrail, crm_record_trail, CRM, RECORD_TRAIL, GObject)

/**
 * CrmRecordTrail follows the order and the filter of a list while pages of its records are looked
 * at. Signal: "changed": what stands where may be something else now.
 */
CrmRecordTrail *crm_record_trail_new (CrmListLoader *loader);
/* The record @step places after @id (before it: -1); 0 if there is none. */
gint64 crm_record_trail_look (CrmRecordTrail *self, gint64 id, int step);
/* "5 of 1,234"; NULL where the record is not in the list any more. */
char *crm_record_trail_dup_place (CrmRecordTrail *self, gint64 id);
/* Opens the record that stands so many places after it; nothing happens where there is none. */
void crm_record_trail_step (CrmRecordTrail *self, CrmWorkspace *workspace, const CrmEntity *entity,
                            gint64 id, int places);
/* Enables "previous" and "next" among @actions, where there are such; @self may be NULL. */
void crm_record_trail_enable (CrmRecordTrail *self, gint64 id, GActionMap *actions);
/* The tab at which one looks: the next page begins with it. */
void crm_record_trail_set_tab (CrmRecordTrail *self, const char *tab);
const char *crm_record_trail_get_tab (CrmRecordTrail *self);

G_END_DECLS
