/* What is chosen in a list: how many, what they come to, and what can be done with them. */
#pragma once

#include "crm-bitset-selection.h"
#include "crm-columns.h"

G_BEGIN_DECLS

#define CRM_TYPE_SELECTION_BAR (crm_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmSelectionBar, crm_selection_bar, CRM, SELECTION_BAR, GtkWidget)

/* Its buttons are the list's actions. */
void crm_selection_bar_set_columns (CrmSelectionBar *self, CrmWorkspace *workspace,
                                    CrmColumns *columns);
/* @selection (nullable) is over a CrmRecordList. */
void crm_selection_bar_set_selection (CrmSelectionBar *self, CrmBitsetSelection *selection);
/* With room for few buttons only. */
void crm_selection_bar_set_narrow (CrmSelectionBar *self, gboolean narrow);

G_END_DECLS
