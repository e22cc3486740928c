/* Envelopes and labels are made in a thread, then printed or saved. */
#pragma once

#include "crm-address-paper.h"
#include "crm-document-output.h"

G_BEGIN_DECLS

/* @ids: (element-type gint64). Says who was left out. */
void crm_address_run (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                      GArray *ids, const CrmAddressPaper *paper, CrmDocumentOutput output);

G_END_DECLS
