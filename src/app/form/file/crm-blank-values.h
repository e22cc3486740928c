/* A list of what is known of a record, to take a value from. */
#pragma once

#include <gtk/gtk.h>

#include "crm-form-data.h"

G_BEGIN_DECLS

#define CRM_TYPE_BLANK_VALUES (crm_blank_values_get_type ())
G_DECLARE_FINAL_TYPE (CrmBlankValues, crm_blank_values, CRM, BLANK_VALUES, GtkPopover)

/* Signal "chosen": (path of the value). */
GtkWidget *crm_blank_values_new (CrmFormData *data, const char *language);

G_END_DECLS
