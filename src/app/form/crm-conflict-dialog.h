/* What was typed beside what someone else wrote meanwhile, field by field. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONFLICT_DIALOG (crm_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmConflictDialog, crm_conflict_dialog, CRM, CONFLICT_DIALOG, AdwDialog)

AdwDialog *crm_conflict_dialog_new (CrmRecordForm *form);

G_END_DECLS
