/* Some days side by side with what stands on them: a week of a month, the head of a day view. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-block.h"
#include "crm-calendar-cell.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_ROW (crm_calendar_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarRow, crm_calendar_row, CRM, CALENDAR_ROW, GtkWidget)

/* @form: CRM_CALENDAR_CELL_NAME shows only what takes whole days, and is as high as it needs. */
GtkWidget *crm_calendar_row_new (CrmCalendarPlan *plan, CrmCalendarCellForm form);
void crm_calendar_row_set_form (CrmCalendarRow *self, CrmCalendarCellForm form);
/* Room before the first day; the number of the week stands there. */
void crm_calendar_row_set_gutter (CrmCalendarRow *self, int width);
/* Shows the days from @date on; days of another month than @month are dimmed (0: none are). */
void crm_calendar_row_show (CrmCalendarRow *self, gint64 date, int n_days, int month);
gint64 crm_calendar_row_get_date (CrmCalendarRow *self);
/* The day at @x; FALSE before the first. */
gboolean crm_calendar_row_locate (CrmCalendarRow *self, double x, gint64 *date);
CrmCalendarCell *crm_calendar_row_get_cell (CrmCalendarRow *self, gint64 date);
CrmCalendarBlock *crm_calendar_row_find_block (CrmCalendarRow *self, gint64 activity,
                                               gint64 occurrence);
/* The shown block of the @i-th entry that begins or goes on at @date; NULL behind the last. */
CrmCalendarBlock *crm_calendar_row_get_block (CrmCalendarRow *self, gint64 date, guint i);
/* Days that are marked as where something would come to stand; @until: behind the last. */
void crm_calendar_row_mark (CrmCalendarRow *self, gint64 from, gint64 until);

G_END_DECLS
