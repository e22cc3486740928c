/* The dialog in which one field of many records gets a value. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_SET_FIELD_DIALOG (crm_set_field_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmSetFieldDialog, crm_set_field_dialog, CRM, SET_FIELD_DIALOG, AdwDialog)

/* @ids: gint64; kept. */
AdwDialog *crm_set_field_dialog_new (GtkWidget *parent, CrmWorkspace *workspace,
                                     const CrmEntity *entity, GArray *ids);
/* Only this field: whom to assign, to which stage. @value (nullable): what it begins with. */
void crm_set_field_dialog_fix (CrmSetFieldDialog *self, int field, const char *title,
                               const CrmValue *value);

G_END_DECLS
