/* The calendar: month, week, day or agenda of one or several persons. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_PAGE (crm_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarPage, crm_calendar_page, CRM, CALENDAR_PAGE, AdwNavigationPage)

CrmCalendarPage *crm_calendar_page_new (CrmWorkspace *workspace, GSettings *settings);
/* @view: "month", "week", "day", "agenda"; NULL: as it is. */
void crm_calendar_page_go (CrmCalendarPage *self, gint64 date, const char *view);

G_END_DECLS
