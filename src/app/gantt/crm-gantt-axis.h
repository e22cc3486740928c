/* What stands above a Gantt chart: the days, weeks or months, and where now is. */
#pragma once

#include "crm-gantt-scale.h"

G_BEGIN_DECLS

#define CRM_TYPE_GANTT_AXIS (crm_gantt_axis_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttAxis, crm_gantt_axis, CRM, GANTT_AXIS, GtkWidget)

GtkWidget *crm_gantt_axis_new (CrmGanttScale *scale);
/* The lines of the ticks and of now, over the whole height of @widget. */
void crm_gantt_axis_snapshot_lines (GtkWidget *widget, CrmGanttScale *scale, GtkSnapshot *snapshot);

G_END_DECLS
