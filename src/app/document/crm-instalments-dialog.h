/* In how many parts a document is paid, and when: planned receipts are made of it. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_INSTALMENTS_DIALOG (crm_instalments_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmInstalmentsDialog, crm_instalments_dialog, CRM, INSTALMENTS_DIALOG,
                      AdwDialog)

void crm_instalments_dialog_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 document);

G_END_DECLS
