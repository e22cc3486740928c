/* The processes under way as a Gantt chart. */
#pragma once

#include "crm-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_GANTT_PAGE (crm_gantt_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttPage, crm_gantt_page, CRM, GANTT_PAGE, AdwNavigationPage)

/* @switcher (nullable): stands for the title: the switch between the views. */
CrmGanttPage *crm_gantt_page_new (CrmWorkspace *workspace, GtkWidget *switcher);

G_END_DECLS
