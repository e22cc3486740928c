/* Sums as people read them: one text for all currencies. */
#pragma once

#include "crm-columns.h"
#include "crm-grouping.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/**
 * crm_sums_dup_text:
 * @sums: (element-type CrmSum): of crm_grouping_dup_sum_fields()
 * @entity: of the records
 * @columns: (nullable): sums of what has no column are left out; %NULL: of what is not listed
 * @workspace: whose currency is that of money whose record names none, and of what is converted
 * @averages: whether the average of the money is said too
 * @parts: (out) (optional) (nullable): the sums as they are where some of them were converted or
 *   could not be, one field a line; %NULL where the text says it all
 *
 * Returns: (transfer full): "Value ≈ 1 700,00 ₴ · Quantity 12", "Value 1 200,00 ₴ + 10,00 €"
 *   where there is no rate; "" when there is nothing
 */
char *crm_sums_dup_text (GArray *sums, const CrmEntity *entity, CrmColumns *columns,
                         CrmWorkspace *workspace, gboolean averages, char **parts);

G_END_DECLS
