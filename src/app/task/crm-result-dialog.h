/* What came of it: a small sheet that asks for the result of a task. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Over @parent: the ways the task can end, where it is a step of a sale; else a line for the result
 * in words. The task is done with it, one step of Undo. */
void crm_result_ask (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *task);

G_END_DECLS
