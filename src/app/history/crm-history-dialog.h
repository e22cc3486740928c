/* The history of a record, or of one of its fields. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_HISTORY_DIALOG (crm_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmHistoryDialog, crm_history_dialog, CRM, HISTORY_DIALOG, AdwDialog)

/* @field: what is shown at first; NULL: all */
AdwDialog *crm_history_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id,
                                   const CrmField *field);

G_END_DECLS
