/* Preferences: the hours in which the company works, a row a weekday. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Adds the rows to a group of a page that lives no longer than @workspace. */
void crm_hours_group_fill (AdwPreferencesGroup *group, CrmWorkspace *workspace);

#define CRM_TYPE_DAYS_GROUP (crm_days_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmDaysGroup, crm_days_group, CRM, DAYS_GROUP, AdwPreferencesGroup)

/* The days of our own. */
GtkWidget *crm_days_group_new (CrmWorkspace *workspace);

G_END_DECLS
