/* The page of one record: what it is, what happened, what belongs to it. */
#pragma once

#include <adwaita.h>

#include "crm-record-trail.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_PAGE (crm_record_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordPage, crm_record_page, CRM, RECORD_PAGE, AdwNavigationPage)

CrmRecordPage *crm_record_page_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
/* The list from which it was opened; NULL if from none. */
CrmRecordTrail *crm_record_page_get_trail (CrmRecordPage *self);

/* The dialog for a new record: required and listed fields first, all others below. */
#define CRM_TYPE_NEW_DIALOG (crm_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmNewDialog, crm_new_dialog, CRM, NEW_DIALOG, AdwDialog)
CrmNewDialog *crm_new_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity,
                                  CrmRecord *draft);
void crm_new_dialog_set_stays (CrmNewDialog *self,
                               gboolean stays); /* do not open what is created */

G_END_DECLS
