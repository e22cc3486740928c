/* What must be there before a deal enters a stage, as a list in the stage's settings. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_GATE_GROUP (crm_gate_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmGateGroup, crm_gate_group, CRM, GATE_GROUP, AdwPreferencesGroup)

GtkWidget *crm_gate_group_new (CrmWorkspace *workspace, gint64 stage);
/* The dialog in which one more is chosen. */
AdwDialog *crm_gate_dialog_new (CrmWorkspace *workspace, gint64 stage);

G_END_DECLS
