/* The list of steps: what was done, by whom, and back or forth to any of them. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_STEPS_DIALOG (crm_steps_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmStepsDialog, crm_steps_dialog, CRM, STEPS_DIALOG, AdwDialog)

AdwDialog *crm_steps_dialog_new (CrmWorkspace *workspace);

G_END_DECLS
