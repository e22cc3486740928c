/* A line that goes in steps: a value over time. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_STEP_CHART (crm_step_chart_get_type ())
G_DECLARE_FINAL_TYPE (CrmStepChart, crm_step_chart, CRM, STEP_CHART, GtkWidget)

GtkWidget *crm_step_chart_new (void);
/* Borrows (element-type CrmFieldStep); the last value holds until @end, a moment. @text says the
 * same in words. */
void crm_step_chart_set_steps (CrmStepChart *self, GArray *steps, gint64 end, const char *text);

G_END_DECLS
