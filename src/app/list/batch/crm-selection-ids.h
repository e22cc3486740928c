/* The records that are chosen in a list. */
#pragma once

#include "crm-bitset-selection.h"

G_BEGIN_DECLS

/* Ids in the order of the list, of a selection over a CrmRecordList. (element-type gint64) */
GArray *crm_selection_dup_ids (CrmBitsetSelection *selection);

G_END_DECLS
