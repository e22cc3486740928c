/* Handing a task over: who goes on, when it is planned to begin, and what to know; and taking what
 * was handed over. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_HAND_OVER_SHEET (crm_hand_over_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmHandOverSheet, crm_hand_over_sheet, CRM, HAND_OVER_SHEET, AdwDialog)

/* Asks over the window of @parent and hands the open task over: one step of Undo. */
void crm_hand_over_task (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity);
/* What waits in "Attention" becomes the work of who sits here. */
void crm_take_task (CrmWorkspace *workspace, gint64 activity);
gboolean crm_task_waits_to_be_taken (CrmRecord *task);

G_END_DECLS
