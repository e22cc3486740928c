/* The fields of a small record in a dialog, for what has no page of its own worth the way. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

AdwDialog *crm_record_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);

G_END_DECLS
