/* Doing something to many records: a summary first where they are many, progress where it takes
 * long, one toast with Undo at the end. */
#pragma once

#include <adwaita.h>

#include "crm-batch.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* More at once are summed up and agreed to first. */
#define CRM_BATCH_MOST_UNASKED 50

typedef struct {
  const char *said; /* for Undo and the toast: "City set in 12 records" */
  const char *what; /* for the summary, a sentence: "City becomes Kyiv." */
  const char *verb; /* of the button that agrees, with its underline: "_Delete" */
  gboolean destructive;
} CrmBatchTexts;

/* @id: as of crm_change_commit_finish(). */
typedef void (*CrmBatchDone) (CrmWorkspace *workspace, gint64 id, gpointer data);

/* Takes the batch. @done (nullable) is called when it was written. @data is freed in any case. */
void crm_batch_run (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch,
                    const CrmBatchTexts *texts, CrmBatchDone done, gpointer data,
                    GDestroyNotify destroy);

G_END_DECLS
