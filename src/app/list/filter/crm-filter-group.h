/* Chips of which any may hold, tied by "or". */
#pragma once

#include <adwaita.h>

#include "crm-filter-chip.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_GROUP (crm_filter_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterGroup, crm_filter_group, CRM, FILTER_GROUP, GtkWidget)

GtkWidget *crm_filter_group_new (void);
void crm_filter_group_append (CrmFilterGroup *self, GtkWidget *chip);
void crm_filter_group_remove (CrmFilterGroup *self, GtkWidget *chip);
GtkWidget *crm_filter_group_get_chip (CrmFilterGroup *self, guint i); /* NULL beyond the last */

G_END_DECLS
