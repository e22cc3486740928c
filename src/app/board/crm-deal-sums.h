/* What deals are worth, by stage and currency. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* @sums: for each query a GArray of CrmGroup: stages, within them currencies. */
typedef void (*CrmDealSumsFunc) (gpointer page, GArray *const *sums);

void crm_deal_sums_read (CrmWorkspace *workspace, CrmQuery *const *queries, guint n,
                         GCancellable **latest, CrmDealSumsFunc func, gpointer page);

G_END_DECLS
