/* A bar of three parts: won, in work, lost. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_OUTCOME_BAR (crm_outcome_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutcomeBar, crm_outcome_bar, CRM, OUTCOME_BAR, GtkWidget)

GtkWidget *crm_outcome_bar_new (void);
void crm_outcome_bar_set_counts (CrmOutcomeBar *self, gint64 won, gint64 open, gint64 lost);

G_END_DECLS
