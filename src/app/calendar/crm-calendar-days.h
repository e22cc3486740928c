/* One day or several, hour by hour, with what takes whole days above. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_DAYS (crm_calendar_days_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarDays, crm_calendar_days, CRM, CALENDAR_DAYS, GtkWidget)

/* 7: whole weeks; fewer: from the day on that one is at. */
GtkWidget *crm_calendar_days_new (CrmCalendarPlan *plan, int n_days);
void crm_calendar_days_set_n_days (CrmCalendarDays *self, int n_days);
gint64 crm_calendar_days_get_first (CrmCalendarDays *self);

G_END_DECLS
