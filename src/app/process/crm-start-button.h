/* "Start Sale": one press starts the usual process, a menu the others, or one of its later steps.
 */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_START_BUTTON (crm_start_button_get_type ())
G_DECLARE_FINAL_TYPE (CrmStartButton, crm_start_button, CRM, START_BUTTON, GtkWidget)

/* NULL where no process can be started for such a record. */
GtkWidget *crm_start_button_new (CrmRecordForm *form);

G_END_DECLS
