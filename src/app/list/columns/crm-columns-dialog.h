/* The dialog in which the columns of a list are chosen and ordered. */
#pragma once

#include <adwaita.h>

#include "crm-columns.h"

G_BEGIN_DECLS

#define CRM_TYPE_COLUMNS_DIALOG (crm_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmColumnsDialog, crm_columns_dialog, CRM, COLUMNS_DIALOG, AdwDialog)

AdwDialog *crm_columns_dialog_new (CrmColumns *columns);

G_END_DECLS
