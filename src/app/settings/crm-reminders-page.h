/* The page of the preferences for reminders: how long before, with the window closed, and when it
 * is quiet. */
#pragma once

#include <adwaita.h>

#include "crm-background.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_REMINDERS_PAGE (crm_reminders_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmRemindersPage, crm_reminders_page, CRM, REMINDERS_PAGE, AdwPreferencesPage)

CrmRemindersPage *crm_reminders_page_new (CrmWorkspace *workspace, GSettings *settings,
                                          CrmBackground *background);

G_END_DECLS
