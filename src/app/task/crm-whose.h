/* Whose work is shown: mine, that of those I lead, everybody's, one person's. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* The choices follow who works here and who sits here; "notify::selected" and "notify::model" tell.
 */
void crm_whose_set_up (GtkDropDown *down, CrmWorkspace *workspace);
/* Transfer full: what of @query is chosen, by its "responsible". */
CrmQuery *crm_whose_narrow (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query);
/* The same by another field that points at a person. */
CrmQuery *crm_whose_narrow_by (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query,
                               const char *field);
gboolean crm_whose_is_one (GtkDropDown *down); /* a single person's */
/* Who is meant: (transfer full) (element-type CrmRecord): persons. */
GPtrArray *crm_whose_list_persons (GtkDropDown *down, CrmWorkspace *workspace);
/* The same choices as buttons in a row, for who leads somebody; hidden for others. */
GtkWidget *crm_whose_chips_new (GtkDropDown *down);

G_END_DECLS
