/* One value of a dictionary: its name and colour, and its way out of use. */
#pragma once

#include <adwaita.h>

#include "crm-dictionary.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_VALUE_DIALOG (crm_value_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmValueDialog, crm_value_dialog, CRM, VALUE_DIALOG, AdwDialog)

/* @values: of crm_dictionary_read(); a reference is kept. @index: which; behind the last: a new
 * one.
 */
AdwDialog *crm_value_dialog_new (CrmWorkspace *workspace, const char *list, GPtrArray *values,
                                 guint index);

G_END_DECLS
