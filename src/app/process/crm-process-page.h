/* A process: drawn, with how many tasks stand where, and edited beside the drawing. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROCESS_PAGE (crm_process_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmProcessPage, crm_process_page, CRM, PROCESS_PAGE, AdwNavigationPage)

CrmProcessPage *crm_process_page_new (CrmWorkspace *workspace, gint64 process);
/* Of the process that a step or an outcome belongs to, with that marked; NULL: there is none. */
CrmProcessPage *crm_process_page_new_at (CrmWorkspace *workspace, const CrmEntity *entity,
                                         gint64 id);

G_END_DECLS
