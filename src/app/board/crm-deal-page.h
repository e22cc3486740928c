/* What the pages of deals share: their filter, the deals that it leaves, and the pipelines. */
#pragma once

#include <adwaita.h>

#include "crm-filter-bar.h"

G_BEGIN_DECLS

/* @changed is called with @page alone when other deals are to be shown. */
CrmFilterBar *crm_deal_page_add_filter (AdwBin *bin, CrmWorkspace *workspace, GCallback changed,
                                        gpointer page);
CrmQuery *crm_deal_page_query (CrmWorkspace *workspace, CrmFilterBar *bar);

GPtrArray *crm_deal_page_read_pipelines (CrmWorkspace *workspace);
void crm_deal_page_offer_pipelines (GtkDropDown *down, GPtrArray *pipelines);

G_END_DECLS
