/* What a list can be filtered by: fields of its records, of those they refer to, and of those that
 * refer to them. */
#pragma once

#include <gtk/gtk.h>

#include "crm-filter.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_MENU (crm_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterMenu, crm_filter_menu, CRM, FILTER_MENU, GtkBox)

/* Emits "chosen" with a new CrmFilter. */
void crm_filter_menu_set_entity (CrmFilterMenu *self, CrmWorkspace *workspace,
                                 const CrmEntity *entity);
void crm_filter_menu_start (CrmFilterMenu *self); /* from the beginning, the cursor in the search */

G_END_DECLS
