/* What stands in the row of a task wherever tasks are listed in cards: when, done, and a menu to
 * put it off, to give it away, to change its state. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* As a CrmTodayRowFunc. */
void crm_task_row_fill (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace);
/* The same with who does it: for lists of several people's. */
void crm_task_row_fill_of_all (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace);

G_END_DECLS
