/* "What happens next": the steps of a sale that are open now, and those that follow if all goes
 * well. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_WAY_AHEAD (crm_way_ahead_get_type ())
G_DECLARE_FINAL_TYPE (CrmWayAhead, crm_way_ahead, CRM, WAY_AHEAD, AdwPreferencesGroup)

/* @form: of a record with which sales are (crm_sale_is_possible()). */
GtkWidget *crm_way_ahead_new (CrmRecordForm *form);

G_END_DECLS
