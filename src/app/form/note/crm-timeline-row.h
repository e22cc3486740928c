/* A row of the timeline. */
#pragma once

#include "crm-timeline-item.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_ROW (crm_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, CRM, TIMELINE_ROW, GtkBox)

GtkWidget *crm_timeline_row_new (CrmWorkspace *workspace);
void crm_timeline_row_set_item (CrmTimelineRow *self, CrmTimelineItem *item);

G_END_DECLS
