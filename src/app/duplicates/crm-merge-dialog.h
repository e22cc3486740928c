/* Several records made one: side by side, a choice a field, and what comes along. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* So many stand side by side. */
#define CRM_MERGE_MOST 4

#define CRM_TYPE_MERGE_DIALOG (crm_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, CRM, MERGE_DIALOG, AdwDialog)

/* @ids: two to CRM_MERGE_MOST; the first is proposed to stay. */
AdwDialog *crm_merge_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity,
                                 const gint64 *ids, gsize n_ids);

G_END_DECLS
