/* The tasks of a run in time, and who takes part in it, for its page. */
#pragma once

#include "crm-record-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_RUN_GROUP (crm_run_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRunGroup, crm_run_group, CRM, RUN_GROUP, AdwPreferencesGroup)

/* @form: of a running process. */
GtkWidget *crm_run_group_new (CrmRecordForm *form);

G_END_DECLS
