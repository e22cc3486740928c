/* The popover in which a moment for a task is chosen: a few that are meant most often, or as said.
 */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUE_POPOVER (crm_due_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuePopover, crm_due_popover, CRM, DUE_POPOVER, GtkPopover)

/* The moments that are meant most often, by name; NULL behind the last. */
const char *const *crm_due_choices (void);
const char *crm_due_choice_get_label (const char *choice); /* translated */
gint64 crm_due_choice_get_moment (const char *choice);     /* from now on */

/* Emits "picked" (gint64: a moment). */
GtkWidget *crm_due_popover_new (CrmWorkspace *workspace);

G_END_DECLS
