/* A word of warning while one types: this may be there already. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUPLICATE_HINT (crm_duplicate_hint_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicateHint, crm_duplicate_hint, CRM, DUPLICATE_HINT, AdwBin)

/* Seen only where there is something to say. Emits "used" (id) when the person takes the record
 * that is there instead of the new one. */
GtkWidget *crm_duplicate_hint_new (CrmRecordForm *form);

G_END_DECLS
