/* A process tried on what has been, and the report of what it would have done. */
#pragma once

#include "crm-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_TRIAL_DIALOG (crm_trial_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmTrialDialog, crm_trial_dialog, CRM, TRIAL_DIALOG, AdwDialog)

AdwDialog *crm_trial_dialog_new (CrmWorkspace *workspace, gint64 process);

G_END_DECLS
