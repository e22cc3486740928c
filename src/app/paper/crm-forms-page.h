/* All forms by kind of document: the standard one and the company's own. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FORMS_PAGE (crm_forms_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmFormsPage, crm_forms_page, CRM, FORMS_PAGE, AdwNavigationPage)

AdwNavigationPage *crm_forms_page_new (CrmWorkspace *workspace);

G_END_DECLS
