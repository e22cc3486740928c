/* The menu of a record in a list or on a board: what the process lets one do with it, and the rest.
 */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* A popover menu (floating) of @rest, above it what can be done with @record (NULL: nothing). */
GtkWidget *crm_deeds_menu_new (CrmWorkspace *workspace, CrmRecord *record, GMenuModel *rest);

G_END_DECLS
