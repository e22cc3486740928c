/* Preferences: who works here, what is told, and the care for one's data. */
#pragma once

#include <adwaita.h>

#include "crm-background.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_PREFERENCES (crm_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreferences, crm_preferences, CRM, PREFERENCES, AdwPreferencesDialog)

CrmPreferences *crm_preferences_new (CrmWorkspace *workspace, GSettings *settings,
                                     CrmBackground *background);

G_END_DECLS
