/* The page of the preferences for the users' own fields. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELDS_PAGE (crm_fields_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldsPage, crm_fields_page, CRM, FIELDS_PAGE, AdwPreferencesPage)

CrmFieldsPage *crm_fields_page_new (CrmWorkspace *workspace);

G_END_DECLS
