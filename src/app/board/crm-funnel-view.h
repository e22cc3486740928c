/* A funnel that was read, as widgets: its levels, and the table behind them. */
#pragma once

#include <adwaita.h>

#include "crm-funnel.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* Called when a person wants to see the deals behind a figure. */
typedef void (*CrmFunnelOpen) (gpointer owner, gint64 stage, CrmFunnelPart part);

/* @steps: (element-type CrmFunnelStep). Both: (transfer floating). */
GtkWidget *crm_funnel_view_new (CrmWorkspace *workspace, GPtrArray *steps, gboolean by_value,
                                CrmFunnelOpen open, gpointer owner);
GtkWidget *crm_funnel_table_new (CrmWorkspace *workspace, GPtrArray *steps);
const char *crm_funnel_part_get_label (CrmFunnelPart part); /* translated */

/* "6 days"; a dash where @seconds is less than 0. */
char *crm_funnel_dup_time (gint64 seconds);

G_END_DECLS
