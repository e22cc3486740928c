/* The trash: what was deleted, and its way back. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TRASH_PAGE (crm_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTrashPage, crm_trash_page, CRM, TRASH_PAGE, AdwNavigationPage)

AdwNavigationPage *crm_trash_page_new (CrmWorkspace *workspace);

G_END_DECLS
