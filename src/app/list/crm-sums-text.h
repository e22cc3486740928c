/* Sums as people read them: one text for all currencies. */
#pragma once

#include "crm-columns.h"
#include "crm-grouping.h"

G_BEGIN_DECLS

/**
 * crm_sums_dup_text:
 * @sums: (element-type CrmSum): of crm_grouping_dup_sum_fields()
 * @entity: of the records
 * @columns: (nullable): sums of what has no column are left out; %NULL: of what is not listed
 * @own: currency of money whose record names none
 * @averages: whether the average of the money is said too
 *
 * Returns: (transfer full): "Value 1 200,00 ₴ + 10,00 € · Quantity 12"; "" when there is nothing
 */
char *crm_sums_dup_text (GArray *sums, const CrmEntity *entity, CrmColumns *columns,
                         const char *own, gboolean averages);

G_END_DECLS
