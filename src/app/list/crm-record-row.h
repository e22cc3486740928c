/* A record in a narrow list: title and subtitle, a pill, a figure. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_ROW (crm_record_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordRow, crm_record_row, CRM, RECORD_ROW, GtkWidget)

GtkWidget *crm_record_row_new (CrmWorkspace *workspace, const CrmEntity *entity);
void crm_record_row_set_record (CrmRecordRow *self, CrmRecord *record);
CrmRecord *crm_record_row_get_record (CrmRecordRow *self);
/* For a GtkListView: rows of @entity, named by their titles. */
GtkListItemFactory *crm_record_row_factory_new (CrmWorkspace *workspace, const CrmEntity *entity);

G_END_DECLS
