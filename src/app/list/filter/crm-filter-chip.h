/* A filter in the bar: its words, which open its editor, and a button that takes it away. */
#pragma once

#include "crm-filter.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_CHIP (crm_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterChip, crm_filter_chip, CRM, FILTER_CHIP, GtkBox)

/* Emits "removed" when the person takes it away. */
GtkWidget *crm_filter_chip_new (CrmWorkspace *workspace, CrmFilter *filter);
CrmFilter *crm_filter_chip_get_filter (CrmFilterChip *self);
void crm_filter_chip_edit (CrmFilterChip *self);
void crm_filter_chip_set_place (CrmFilterChip *self, gboolean can_join, gboolean can_leave);

G_END_DECLS
