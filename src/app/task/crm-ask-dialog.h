/* Asking a colleague: what for, whom, until when, and all that must be given along. */
#pragma once

#include <adwaita.h>

#include "crm-request-rows.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_ASK_DIALOG (crm_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmAskDialog, crm_ask_dialog, CRM, ASK_DIALOG, AdwDialog)

/* @about: a task with what it is about; may be NULL. */
CrmAskDialog *crm_ask_dialog_new (CrmWorkspace *workspace, CrmRecord *about);
CrmRequestRows *crm_ask_dialog_get_rows (CrmAskDialog *self); /* what is given along */

G_END_DECLS
