/* A bar of a Gantt chart: pressed, it opens what it stands for. */
#pragma once

#include <gtk/gtk.h>

#include "crm-gantt-item.h"

G_BEGIN_DECLS

#define CRM_TYPE_GANTT_BAR_WIDGET (crm_gantt_bar_widget_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttBarWidget, crm_gantt_bar_widget, CRM, GANTT_BAR_WIDGET, GtkWidget)

/* Emits "pressed". Its width is whatever it is given. */
GtkWidget *crm_gantt_bar_widget_new (void);
/* @bar: copied but for its strings of which the static one is kept. */
void crm_gantt_bar_widget_set_bar (CrmGanttBarWidget *self, const CrmGanttBar *bar);
/* @room: pixels from its beginning that no other bar lies upon: there its name is written */
void crm_gantt_bar_widget_set_room (CrmGanttBarWidget *self, int room);

G_END_DECLS
