/* How far the deals of a campaign have come: a bar, what was planned, and the stages one by one. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROGRESS_GROUP (crm_progress_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmProgressGroup, crm_progress_group, CRM, PROGRESS_GROUP,
                      AdwPreferencesGroup)

/* @form: of a record whose description has a progress (crm_progress_find_field()). */
GtkWidget *crm_progress_group_new (CrmRecordForm *form);

G_END_DECLS
