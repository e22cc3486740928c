/* The page of the preferences for the calendar. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIME_PAGE (crm_time_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimePage, crm_time_page, CRM, TIME_PAGE, AdwPreferencesPage)

CrmTimePage *crm_time_page_new (CrmWorkspace *workspace);

G_END_DECLS
