/* The dialog for what is drawn into a calendar: a meeting at that time, until it is called
 * otherwise. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_NEW (crm_calendar_new_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarNew, crm_calendar_new, CRM, CALENDAR_NEW, AdwDialog)

AdwDialog *crm_calendar_new_new (CrmWorkspace *workspace, gint64 start, gint64 end,
                                 gboolean is_all_day);

G_END_DECLS
