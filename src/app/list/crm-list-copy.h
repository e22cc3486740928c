/* Rows as a table on the clipboard. */
#pragma once

#include "crm-bitset-selection.h"
#include "crm-columns.h"

G_BEGIN_DECLS

/* Copies the fields that are shown of the chosen records, with their headings and those of their
 * groups, as lines with tabs and as an HTML table, and says so. */
void crm_list_copy (GtkWidget *widget, CrmWorkspace *workspace, CrmColumns *columns,
                    CrmBitsetSelection *selection);

G_END_DECLS
