/* Takes the last merge into a record back, also days later. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

gboolean crm_unmerge_is_possible (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
void crm_unmerge (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);

G_END_DECLS
