/* What one was reminded of lately, whatever became of it: so that nothing is missed. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* (transfer floating): those of the last three days, the youngest first. */
AdwDialog *crm_reminders_dialog_new (CrmWorkspace *workspace, GPtrArray *waiting);

G_END_DECLS
