/* How the steps of a process ended: a bar for each result, by period, person and source. */
#pragma once

#include "crm-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_PROCESS_RESULTS (crm_process_results_get_type ())
G_DECLARE_FINAL_TYPE (CrmProcessResults, crm_process_results, CRM, PROCESS_RESULTS, AdwBin)

/* It reads when it is first shown, and again when what it counts has changed. */
CrmProcessResults *crm_process_results_new (CrmWorkspace *workspace, gint64 process);

G_END_DECLS
