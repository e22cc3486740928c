/* A list of the values a field can have, to tick: choices, dictionaries, records found by a few
 * letters. */
#pragma once

#include "crm-filter.h"

G_BEGIN_DECLS

#define CRM_TYPE_VALUE_LIST (crm_value_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmValueList, crm_value_list, CRM, VALUE_LIST, GtkWidget)

/* Ticks values of @filter. */
GtkWidget *crm_value_list_new (CrmWorkspace *workspace, CrmFilter *filter);

G_END_DECLS
