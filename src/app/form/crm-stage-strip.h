/* The stages of a deal's pipeline in a row: where it stands, and a click to move it. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_STAGE_STRIP (crm_stage_strip_get_type ())
G_DECLARE_FINAL_TYPE (CrmStageStrip, crm_stage_strip, CRM, STAGE_STRIP, GtkWidget)

GtkWidget *crm_stage_strip_new (CrmRecordForm *form);

G_END_DECLS
