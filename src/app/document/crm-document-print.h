/* Papers through the desktop's printing. */
#pragma once

#include <gtk/gtk.h>

#include "crm-document-paper.h"
#include "crm-paper-pages.h"

G_BEGIN_DECLS

/* Pages of the paper's own size without margins; NULL: the paper cannot be read. */
GtkPrintOperation *crm_document_print_operation_new (CrmDocumentPaper *paper, GError **error);
/* One paper after the other as one job, each page of its own size. (element-type CrmDocumentPaper)
 */
GtkPrintOperation *crm_document_print_operation_new_many (GPtrArray *papers, GError **error);
/* The same of pages that were opened already, in a thread; takes them. */
GtkPrintOperation *crm_document_print_operation_new_pages (CrmPaperPages *pages, const char *name);

G_END_DECLS
