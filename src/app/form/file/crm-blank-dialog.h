/* Fills in a blank of others from what is known of the record that it hangs on. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_BLANK_DIALOG (crm_blank_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmBlankDialog, crm_blank_dialog, CRM, BLANK_DIALOG, AdwDialog)

/* @listed: the fields, as voronka-reader lists them. */
AdwDialog *crm_blank_dialog_new (CrmWorkspace *workspace, CrmRecord *file, GBytes *content,
                                 GVariant *listed);

G_END_DECLS
