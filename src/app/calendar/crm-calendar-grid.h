/* The hours of some days, with what stands at them. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-block.h"
#include "crm-calendar-hand.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_GRID (crm_calendar_grid_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarGrid, crm_calendar_grid, CRM, CALENDAR_GRID, GtkWidget)

GtkWidget *crm_calendar_grid_new (CrmCalendarPlan *plan);
void crm_calendar_grid_show (CrmCalendarGrid *self, gint64 date, int n_days);
int crm_calendar_grid_measure_gutter (CrmCalendarGrid *self); /* where the hours are written */
double crm_calendar_grid_get_y (CrmCalendarGrid *self, int minute);
CrmCalendarHand *crm_calendar_grid_get_hand (CrmCalendarGrid *self);
CrmCalendarBlock *crm_calendar_grid_find_block (CrmCalendarGrid *self, gint64 activity,
                                                gint64 occurrence);
void crm_calendar_grid_tick (CrmCalendarGrid *self); /* time has passed */

G_END_DECLS
