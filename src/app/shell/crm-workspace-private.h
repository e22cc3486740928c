/* What the files of the workspace share. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Emits "confirm-delete": whether the person agrees to @n records being deleted. */
void crm_workspace_ask_to_delete (CrmWorkspace *self, guint n, GTask *task);

G_END_DECLS
