/* The popover in which a moment for a task is chosen: a few that are meant most often, or as said.
 */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUE_POPOVER (crm_due_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuePopover, crm_due_popover, CRM, DUE_POPOVER, GtkPopover)

/* Emits "picked" (gint64: a moment). */
GtkWidget *crm_due_popover_new (CrmWorkspace *workspace);

G_END_DECLS
