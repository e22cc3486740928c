/* The ways a task can end, as buttons: one press finishes it and carries the sale on. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_OUTCOME_BUTTONS (crm_outcome_buttons_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutcomeButtons, crm_outcome_buttons, CRM, OUTCOME_BUTTONS, GtkWidget)

/* At most @most buttons, the other outcomes in a menu. A task that is no step of a sale has one
 * button: "Done". NULL where it has come to its end. */
GtkWidget *crm_outcome_buttons_new (CrmWorkspace *workspace, CrmRecord *task, guint most);

G_END_DECLS
