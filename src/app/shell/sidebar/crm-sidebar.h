/* The list of sections, with what waits beside them. */
#pragma once

#include <adwaita.h>

#include "crm-section.h"

G_BEGIN_DECLS

#define CRM_TYPE_SIDEBAR (crm_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CrmSidebar, crm_sidebar, CRM, SIDEBAR, AdwBin)

/* Emits "chosen" (pointer to a CrmSection) when the person goes to a section. */
void crm_sidebar_set_workspace (CrmSidebar *self, CrmWorkspace *workspace);
void crm_sidebar_select (CrmSidebar *self, const CrmSection *section);
const CrmSection *crm_sidebar_get_first (CrmSidebar *self);

G_END_DECLS
