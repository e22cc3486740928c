/* Where a moment stands in a Gantt chart: shared by its axis and all its rows. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { CRM_GANTT_DAY, CRM_GANTT_WEEK, CRM_GANTT_MONTH } CrmGanttZoom;

#define CRM_TYPE_GANTT_SCALE (crm_gantt_scale_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttScale, crm_gantt_scale, CRM, GANTT_SCALE, GObject)

CrmGanttScale *crm_gantt_scale_new (void);
/* The time that can be scrolled over, seconds since 1970 in UTC. */
void crm_gantt_scale_set_range (CrmGanttScale *self, gint64 from, gint64 to);
void crm_gantt_scale_set_now (CrmGanttScale *self, gint64 now);
/* Keeps the moment in the middle where it is. */
void crm_gantt_scale_set_zoom (CrmGanttScale *self, CrmGanttZoom zoom);
/* How many pixels of it are seen. */
void crm_gantt_scale_set_width (CrmGanttScale *self, int width);
/* Scrolls so that the moment stands at that share of the width, from 0 to 1. */
void crm_gantt_scale_show (CrmGanttScale *self, gint64 moment, double share);
/* Scrolls no more than is needed to see all from @start to @end. */
void crm_gantt_scale_reveal (CrmGanttScale *self, gint64 start, gint64 end);

GtkAdjustment *crm_gantt_scale_get_adjustment (CrmGanttScale *self);
CrmGanttZoom crm_gantt_scale_get_zoom (CrmGanttScale *self);
gint64 crm_gantt_scale_get_now (CrmGanttScale *self);
/* In pixels from the left side of what is seen. */
double crm_gantt_scale_get_x (CrmGanttScale *self, gint64 moment);
/* The first tick at or before the left side, as a date; the one after @date; what it is called. */
gint64 crm_gantt_scale_get_first_tick (CrmGanttScale *self);
gint64 crm_gantt_scale_get_next_tick (CrmGanttScale *self, gint64 date);
char *crm_gantt_scale_dup_tick_name (CrmGanttScale *self, gint64 date);

G_END_DECLS
