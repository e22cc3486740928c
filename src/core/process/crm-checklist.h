/* Checklists: how far the steps of a task are, kept with the task for lists. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* FALSE: the task has none. Of what was read with the task; any thread. */
gboolean crm_checklist_get_progress (CrmRecord *task, guint *done, guint *all);

/* The reactor: the task says how many of its steps are done. */
gboolean crm_checklist_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                              GError **error);
/* Files of before had steps and did not say so. Writer's thread, inside a transaction. */
gboolean crm_checklist_install_late (CrmDatabase *database, GError **error);

G_END_DECLS
