/* The first run: one's own company, one's own data, or a look around. */
#pragma once

#include <adwaita.h>

#include "crm-beginning.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIRST_RUN (crm_first_run_get_type ())
G_DECLARE_FINAL_TYPE (CrmFirstRun, crm_first_run, CRM, FIRST_RUN, AdwBin)

/* Emits "begin" when the answers are complete, "look-around" for demo data, "finished" when all is
 * done. */
CrmFirstRun *crm_first_run_new (void);
CrmBeginning *crm_first_run_get_beginning (CrmFirstRun *self);
/* The file is made and open: goes on to the data. */
void crm_first_run_set_workspace (CrmFirstRun *self, CrmWorkspace *workspace);
/* The file could not be made: says why and lets try again. */
void crm_first_run_fail (CrmFirstRun *self, const char *text);

G_END_DECLS
