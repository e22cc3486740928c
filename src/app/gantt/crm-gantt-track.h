/* The bars of one row of a Gantt chart, each where its time is. */
#pragma once

#include "crm-gantt-item.h"
#include "crm-gantt-scale.h"

G_BEGIN_DECLS

#define CRM_TYPE_GANTT_TRACK (crm_gantt_track_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttTrack, crm_gantt_track, CRM, GANTT_TRACK, GtkWidget)

/* Emits "pressed" with the index of a bar. */
GtkWidget *crm_gantt_track_new (CrmGanttScale *scale);
/* @item: NULL: no row is shown. */
void crm_gantt_track_set_item (CrmGanttTrack *self, CrmGanttItem *item);

G_END_DECLS
