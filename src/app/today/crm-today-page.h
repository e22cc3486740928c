/* Today: my tasks, overdue documents, deals in work. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_PAGE (crm_today_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayPage, crm_today_page, CRM, TODAY_PAGE, AdwNavigationPage)

CrmTodayPage *crm_today_page_new (CrmWorkspace *workspace);

G_END_DECLS
