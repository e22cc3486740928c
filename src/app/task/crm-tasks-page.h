/* Tasks by day: late, today, tomorrow, this week, later, without a date. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TASKS_PAGE (crm_tasks_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTasksPage, crm_tasks_page, CRM, TASKS_PAGE, AdwNavigationPage)

/* @title_widget: (nullable): stands in the header bar */
CrmTasksPage *crm_tasks_page_new (CrmWorkspace *workspace, GtkWidget *title_widget);

G_END_DECLS
