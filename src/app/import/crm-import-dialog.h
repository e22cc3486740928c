/* The import of a file: what it holds, what each column means, what each row will become. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_DIALOG (crm_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportDialog, crm_import_dialog, CRM, IMPORT_DIALOG, AdwDialog)

/* @entity: what is imported at first, NULL to let it be guessed; @file: NULL to ask for it. */
CrmImportDialog *crm_import_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity,
                                        GFile *file);
/* Takes what is on the clipboard for the table. */
void crm_import_dialog_paste (CrmImportDialog *self);

G_END_DECLS
