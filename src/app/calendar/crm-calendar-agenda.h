/* What is planned, a list by days. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_AGENDA (crm_calendar_agenda_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarAgenda, crm_calendar_agenda, CRM, CALENDAR_AGENDA, GtkWidget)

/* How many days the view of its own looks ahead. */
#define CRM_CALENDAR_AGENDA_DAYS 42

/* @is_view: a view of its own, which asks for what it shows from the day on that one is at;
 * otherwise it shows what crm_calendar_agenda_show() says of what is read. */
GtkWidget *crm_calendar_agenda_new (CrmCalendarPlan *plan, gboolean is_view);
/* Where there is little room the kind is told beneath the title. */
void crm_calendar_agenda_set_narrow (CrmCalendarAgenda *self, gboolean narrow);
void crm_calendar_agenda_show (CrmCalendarAgenda *self, gint64 from, gint64 until);

G_END_DECLS
