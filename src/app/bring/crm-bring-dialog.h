/* What was brought, as the records that it becomes: chosen, put right, then written as one change.
 */
#pragma once

#include <adwaita.h>

#include "crm-brought.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_BRING_DIALOG (crm_bring_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmBringDialog, crm_bring_dialog, CRM, BRING_DIALOG, AdwDialog)

/* @brought: taken. */
CrmBringDialog *crm_bring_dialog_new (CrmWorkspace *workspace, CrmBrought *brought);

G_END_DECLS
