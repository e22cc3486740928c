/* The dialog for a new campaign with a deal for each of many records. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CAMPAIGN_DIALOG (crm_campaign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmCampaignDialog, crm_campaign_dialog, CRM, CAMPAIGN_DIALOG, AdwDialog)

/* Whether campaigns can be made of records of @entity. */
gboolean crm_campaign_dialog_is_for (const CrmEntity *entity);
/* @ids: gint64; kept. */
AdwDialog *crm_campaign_dialog_new (GtkWidget *parent, CrmWorkspace *workspace,
                                    const CrmEntity *entity, GArray *ids);

G_END_DECLS
