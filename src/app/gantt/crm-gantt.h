/* A Gantt chart: rows of bars on a common time, with headings between them. */
#pragma once

#include <gtk/gtk.h>

#include "crm-gantt-item.h"
#include "crm-gantt-scale.h"

G_BEGIN_DECLS

#define CRM_TYPE_GANTT (crm_gantt_get_type ())
G_DECLARE_FINAL_TYPE (CrmGantt, crm_gantt, CRM, GANTT, GtkWidget)

/* Emits "activated" with the entity (char *) and the id (gint64) of what a row or bar stands for.
 */
CrmGantt *crm_gantt_new (void);
/* @items: of CrmGanttItem. @now: the line that is drawn through them, seconds since 1970 in UTC. */
void crm_gantt_set_items (CrmGantt *self, GListModel *items, gint64 now);
void crm_gantt_set_zoom (CrmGantt *self, CrmGanttZoom zoom);
CrmGanttZoom crm_gantt_get_zoom (CrmGantt *self);
void crm_gantt_show_now (CrmGantt *self);
/* Titles stand above their bars, not beside them. */
void crm_gantt_set_narrow (CrmGantt *self, gboolean narrow);

G_END_DECLS
