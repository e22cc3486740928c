/* The card of Today that sets what was won this month against the plan. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_PLAN (crm_today_plan_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayPlan, crm_today_plan, CRM, TODAY_PLAN, AdwBin)

GtkWidget *crm_today_plan_new (CrmWorkspace *workspace);
/* @deals: those of @persons (element-type CrmRecord), whatever their stage. */
void crm_today_plan_set (CrmTodayPlan *self, CrmQuery *deals, GPtrArray *persons);

G_END_DECLS
