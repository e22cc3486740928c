/* What changed since a moment, as a list of records. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHANGES_PAGE (crm_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmChangesPage, crm_changes_page, CRM, CHANGES_PAGE, AdwNavigationPage)

/* At first since the last working day but today. */
AdwNavigationPage *crm_changes_page_new (CrmWorkspace *workspace);

G_END_DECLS
