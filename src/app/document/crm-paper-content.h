/* A paper as a file and as content for other programs: pasted or dropped there. */
#pragma once

#include <gdk/gdk.h>

#include "crm-document-paper.h"

G_BEGIN_DECLS

GFile *crm_paper_write_private (CrmDocumentPaper *paper, gint64 document, GError **error);
GdkContentProvider *crm_paper_dup_content (CrmDocumentPaper *paper, gint64 document,
                                           GError **error);

G_END_DECLS
