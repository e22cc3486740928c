/* The ways a task can end, one beneath the other, each with what it would do: for menus. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* @outcomes: (element-type CrmRecord) of the task, those before @first left out. */
GtkWidget *crm_outcome_list_new (CrmWorkspace *workspace, CrmRecord *task, GPtrArray *outcomes,
                                 guint first);

G_END_DECLS
