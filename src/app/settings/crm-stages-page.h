/* The stages of one pipeline: order, probability, colour; none vanishes with deals on it. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_STAGES_PAGE (crm_stages_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmStagesPage, crm_stages_page, CRM, STAGES_PAGE, AdwNavigationPage)

/* NULL when there is no such pipeline. */
CrmStagesPage *crm_stages_page_new (CrmWorkspace *workspace, gint64 pipeline);
/* As a page of the preferences that @parent is in. */
void crm_stages_page_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 pipeline);

G_END_DECLS
