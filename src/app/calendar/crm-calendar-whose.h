/* Whose calendar is shown: mine, that of those I lead, everybody's, or of some persons one above
 * the other, each in a colour. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_WHOSE (crm_calendar_whose_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarWhose, crm_calendar_whose, CRM, CALENDAR_WHOSE, GtkWidget)

/* Sets the persons of @plan, at once and whenever others are chosen; @settings remembers mine,
 * team or all. */
GtkWidget *crm_calendar_whose_new (CrmCalendarPlan *plan, GSettings *settings);

G_END_DECLS
