/* What the figures of a whole list come to, in a line below it. */
#pragma once

#include "crm-columns.h"
#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_LIST_TOTALS (crm_list_totals_get_type ())
G_DECLARE_FINAL_TYPE (CrmListTotals, crm_list_totals, CRM, LIST_TOTALS, GtkWidget)

/* Sums and averages of the money and quantities that have a column; hidden where there is none.
 * Follows the file. */
void crm_list_totals_set_columns (CrmListTotals *self, CrmWorkspace *workspace,
                                  CrmColumns *columns); /* once */
void crm_list_totals_set_query (CrmListTotals *self, CrmQuery *query);

G_END_DECLS
