/* A step of a process as a card: its name, and a row for each outcome. */
#pragma once

#include <gtk/gtk.h>

#include "crm-process-graph.h"

G_BEGIN_DECLS

#define CRM_TYPE_STEP_CARD (crm_step_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmStepCard, crm_step_card, CRM, STEP_CARD, GtkWidget)

/* Emits "chosen" (entity name, id). */
GtkWidget *crm_step_card_new (CrmProcessGraph *graph, guint step, gboolean with_counts);
GtkWidget *crm_step_card_get_head (CrmStepCard *self);
GtkWidget *crm_step_card_get_outcome_row (CrmStepCard *self, gint64 outcome);
void crm_step_card_get_outcome_colour (CrmStepCard *self, gint64 outcome, GdkRGBA *colour);
void crm_step_card_mark (CrmStepCard *self, const char *entity, gint64 id);

G_END_DECLS
