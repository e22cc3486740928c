/* Finishing a step of a sale with an outcome: at once, or after a small sheet has asked for what
 * the outcome needs. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FINISH_SHEET (crm_finish_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmFinishSheet, crm_finish_sheet, CRM, FINISH_SHEET, AdwDialog)

/* Over @parent. One step of Undo takes back the task and all that followed. */
void crm_finish_task (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity, gint64 outcome);
/* What it would do, a sentence a line; "" where nothing follows. (transfer full) */
char *crm_finish_dup_preview (CrmWorkspace *workspace, gint64 activity, gint64 outcome);

G_END_DECLS
