/* All duplicates of a kind of record: found beside the window, gone through one by one. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUPLICATES_DIALOG (crm_duplicates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicatesDialog, crm_duplicates_dialog, CRM, DUPLICATES_DIALOG, AdwDialog)

AdwDialog *crm_duplicates_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity);

G_END_DECLS
