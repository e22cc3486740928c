/* Many papers at once: printed, as PDF, as e-invoice files. */
#pragma once

#include <adwaita.h>

#include "crm-document-paper.h"

G_BEGIN_DECLS

/**
 * CrmPaperBatchKind:
 * @CRM_PAPER_BATCH_PRINT: as one job of the printer
 * @CRM_PAPER_BATCH_ONE_PDF: into one file
 * @CRM_PAPER_BATCH_PDFS: a file each, into a folder
 * @CRM_PAPER_BATCH_EINVOICES: an e-invoice file each, in the format of its country
 *
 * What is made of the papers.
 */
typedef enum {
  CRM_PAPER_BATCH_PRINT,
  CRM_PAPER_BATCH_ONE_PDF,
  CRM_PAPER_BATCH_PDFS,
  CRM_PAPER_BATCH_EINVOICES,
} CrmPaperBatchKind;

/* Asks where to, works in a thread with progress that can be stopped, and says what could not be
 * made. @ids: (element-type gint64), of documents. */
void crm_paper_batch_start (GtkWidget *parent, CrmWorkspace *workspace, GArray *ids,
                            CrmPaperBatchKind kind);
/* The same, into a file or a folder that is chosen already; NULL for the printer. */
void crm_paper_batch_run (GtkWidget *parent, CrmWorkspace *workspace, GArray *ids,
                          CrmPaperBatchKind kind, GFile *target);

G_END_DECLS
