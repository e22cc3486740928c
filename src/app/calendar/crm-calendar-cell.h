/* One day of a row of days: its number or name, a holiday, how much of it is not shown. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_CELL (crm_calendar_cell_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarCell, crm_calendar_cell, CRM, CALENDAR_CELL, GtkWidget)

/* How it is written. */
typedef enum {
  CRM_CALENDAR_CELL_NUMBER, /* in a month */
  CRM_CALENDAR_CELL_DOTS,   /* in a narrow month */
  CRM_CALENDAR_CELL_NAME    /* above the hours of a day */
} CrmCalendarCellForm;

GtkWidget *crm_calendar_cell_new (CrmCalendarPlan *plan, CrmCalendarCellForm form);
void crm_calendar_cell_set_form (CrmCalendarCell *self, CrmCalendarCellForm form);
/* @entries: (element-type CrmCalendarEntry): of that day; @is_other: of another month. */
void crm_calendar_cell_set (CrmCalendarCell *self, gint64 date, GPtrArray *entries,
                            gboolean is_other);
void crm_calendar_cell_set_hidden (CrmCalendarCell *self, int n_hidden, int y);
int crm_calendar_cell_measure_head (CrmCalendarCell *self);
/* Whether a press there asks for the whole day. */
gboolean crm_calendar_cell_is_way (CrmCalendarCell *self, double y);

G_END_DECLS
