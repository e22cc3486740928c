/* A process drawn from left to right: a card for each step with its outcomes, and lines from each
 * outcome to the step that it leads to. */
#pragma once

#include <gtk/gtk.h>

#include "crm-process-graph.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROCESS_DRAWING (crm_process_drawing_get_type ())
G_DECLARE_FINAL_TYPE (CrmProcessDrawing, crm_process_drawing, CRM, PROCESS_DRAWING, GtkWidget)

/* Emits "chosen" (entity name, id) when a step or an outcome is pressed. */
GtkWidget *crm_process_drawing_new (void);
/* @graph: (transfer full). @with_counts: shows the numbers of tasks. */
void crm_process_drawing_set_graph (CrmProcessDrawing *self, CrmProcessGraph *graph,
                                    gboolean with_counts);
/* Marks a step or an outcome as the one that is looked at; NULL: none. */
void crm_process_drawing_mark (CrmProcessDrawing *self, const char *entity, gint64 id);
/* Brings it into view once it has its place. */
void crm_process_drawing_reveal (CrmProcessDrawing *self, const char *entity, gint64 id);

G_END_DECLS
