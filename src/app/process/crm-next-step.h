/* The one next step of a company or a deal: what is to be done, when, and the ways it can end. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_NEXT_STEP (crm_next_step_get_type ())
G_DECLARE_FINAL_TYPE (CrmNextStep, crm_next_step, CRM, NEXT_STEP, GtkWidget)

/* Hidden while nothing is to be done. NULL where tasks do not know such records. */
GtkWidget *crm_next_step_new (CrmRecordForm *form);

G_END_DECLS
