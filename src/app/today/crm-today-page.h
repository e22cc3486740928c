/* Today: my tasks, overdue documents, deals in work. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_PAGE (crm_today_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayPage, crm_today_page, CRM, TODAY_PAGE, AdwNavigationPage)

CrmTodayPage *crm_today_page_new (CrmWorkspace *workspace);
/* The names of its cards, as they come, and what each is called. */
const char *const *crm_today_page_get_cards (void);
const char *crm_today_page_get_card_label (const char *name);

G_END_DECLS
