/* How a client pays, in one row that leads to the papers. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_PAYMENT_HABIT_GROUP (crm_payment_habit_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmPaymentHabitGroup, crm_payment_habit_group, CRM, PAYMENT_HABIT_GROUP,
                      AdwPreferencesGroup)

/* @form: of a client. Not seen while nothing is known. */
GtkWidget *crm_payment_habit_group_new (CrmRecordForm *form);

G_END_DECLS
