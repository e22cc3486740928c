/* The quick task: one line that becomes a task, and a deal where one is said. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUICK_DIALOG (crm_quick_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmQuickDialog, crm_quick_dialog, CRM, QUICK_DIALOG, AdwDialog)

CrmQuickDialog *crm_quick_dialog_new (CrmWorkspace *workspace, CrmRecord *draft, const char *text);

G_END_DECLS
