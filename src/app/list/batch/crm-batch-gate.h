/* A group operation that a gate stopped: it leads through all deals that lack something. */
#pragma once

#include "crm-batch.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* Takes @batch, which failed with @error. Goes on with what can go on by @again. FALSE: it was
 * something else, or a single deal: then nothing is done and the batch stays the caller's. */
typedef void (*CrmBatchAgain) (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch,
                               const char *said);
gboolean crm_batch_gate_lead (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch,
                              const GError *error, CrmBatchAgain again);

G_END_DECLS
