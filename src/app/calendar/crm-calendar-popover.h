/* What an entry is, beside it: when, with whom, how often, and the ways to end it. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_POPOVER (crm_calendar_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarPopover, crm_calendar_popover, CRM, CALENDAR_POPOVER, GtkPopover)

/* NULL where the record is gone. */
GtkWidget *crm_calendar_popover_new (CrmCalendarPlan *plan, const CrmCalendarEntry *entry);

G_END_DECLS
