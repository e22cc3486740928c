/* Whose work is shown: mine, that of those I lead, everybody's, one person's. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

void crm_whose_set_up (GtkDropDown *down, CrmWorkspace *workspace);
/* Transfer full: what of @query is chosen, by its "responsible". */
CrmQuery *crm_whose_narrow (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query);
gboolean crm_whose_is_one (GtkDropDown *down); /* a single person's */

G_END_DECLS
