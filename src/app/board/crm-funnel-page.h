/* The funnel of deals: drawn, in words and as a table; every part opens the deals behind it. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FUNNEL_PAGE (crm_funnel_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmFunnelPage, crm_funnel_page, CRM, FUNNEL_PAGE, AdwNavigationPage)

CrmFunnelPage *crm_funnel_page_new (CrmWorkspace *workspace);
void crm_funnel_page_set_title_widget (CrmFunnelPage *self, GtkWidget *widget);

G_END_DECLS
