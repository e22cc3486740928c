/* An attached PDF or image, looked at without leaving the window. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_PREVIEW_DIALOG (crm_preview_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreviewDialog, crm_preview_dialog, CRM, PREVIEW_DIALOG, AdwDialog)

AdwDialog *crm_preview_dialog_new (CrmWorkspace *workspace, CrmRecord *file);

G_END_DECLS
