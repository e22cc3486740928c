/* Envelopes and labels for records: on what, from which label on, with the first sheet in view. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_ADDRESS_DIALOG (crm_address_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmAddressDialog, crm_address_dialog, CRM, ADDRESS_DIALOG, AdwDialog)

/* @ids: (element-type gint64). */
AdwDialog *crm_address_dialog_new (GtkWidget *parent, CrmWorkspace *workspace,
                                   const CrmEntity *entity, GArray *ids);
/* The same for one record, shown at once. */
void crm_address_dialog_present_for (GtkWidget *parent, CrmWorkspace *workspace,
                                     const CrmEntity *entity, gint64 id);

G_END_DECLS
