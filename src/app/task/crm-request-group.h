/* What was given with a request and what came back, on the card of its task. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_REQUEST_GROUP (crm_request_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequestGroup, crm_request_group, CRM, REQUEST_GROUP, GtkBox)

/* Hidden where the task is no request. @side: "input", "output"; NULL: both. */
GtkWidget *crm_request_group_new (CrmRecordForm *form, const char *side);

G_END_DECLS
