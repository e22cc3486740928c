/* A new field of the users' own, or what one is like. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELD_DIALOG (crm_field_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldDialog, crm_field_dialog, CRM, FIELD_DIALOG, AdwDialog)

/* @id: of a custom_field; 0: a new one. Emits "saved" with the id once it is stored. */
CrmFieldDialog *crm_field_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);

G_END_DECLS
