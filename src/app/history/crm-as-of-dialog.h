/* "As of a date": asks of what moment the base is to be seen. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_AS_OF_DIALOG (crm_as_of_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmAsOfDialog, crm_as_of_dialog, CRM, AS_OF_DIALOG, AdwDialog)

AdwDialog *crm_as_of_dialog_new (CrmWorkspace *workspace);

G_END_DECLS
