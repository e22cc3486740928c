/* What somebody who works here has to do, and what became of their month: on their page. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_PERSON_WORK (crm_person_work_get_type ())
G_DECLARE_FINAL_TYPE (CrmPersonWork, crm_person_work, CRM, PERSON_WORK, AdwBin)

GtkWidget *crm_person_work_new (CrmRecordForm *form);

G_END_DECLS
