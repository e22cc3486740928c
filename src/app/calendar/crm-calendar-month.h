/* A month, a week under the other; where it is narrow, with dots and the list of one day beneath.
 */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_MONTH (crm_calendar_month_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarMonth, crm_calendar_month, CRM, CALENDAR_MONTH, GtkWidget)

GtkWidget *crm_calendar_month_new (CrmCalendarPlan *plan);
void crm_calendar_month_set_narrow (CrmCalendarMonth *self, gboolean narrow);

G_END_DECLS
