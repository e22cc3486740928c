/* Who is late with paying, and letters to those who are chosen. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEBTORS_DIALOG (crm_debtors_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmDebtorsDialog, crm_debtors_dialog, CRM, DEBTORS_DIALOG, AdwDialog)

/* @parent: over what progress and questions are shown once it is closed. */
AdwDialog *crm_debtors_dialog_new (GtkWidget *parent, CrmWorkspace *workspace);

G_END_DECLS
