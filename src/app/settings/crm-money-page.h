/* The page of the preferences for one's own companies and the rates of currencies. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_MONEY_PAGE (crm_money_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmMoneyPage, crm_money_page, CRM, MONEY_PAGE, AdwPreferencesPage)

CrmMoneyPage *crm_money_page_new (CrmWorkspace *workspace);

G_END_DECLS
