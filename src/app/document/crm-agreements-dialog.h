/* Papers that each begin a deal of their own: how many, and what each is about. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_AGREEMENTS_DIALOG (crm_agreements_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmAgreementsDialog, crm_agreements_dialog, CRM, AGREEMENTS_DIALOG, AdwDialog)

/* @document: id of the document that they follow from; @kind: of %CRM_DOCUMENT_KIND_OWN_DEAL. */
void crm_agreements_dialog_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 document,
                                 const char *kind);

G_END_DECLS
