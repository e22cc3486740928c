/* What the files about documents as records share. */
#pragma once

#include "crm-document.h"
#include "crm-query.h"
#include "crm-vat.h"

G_BEGIN_DECLS

/* The lines of a document in their order. (element-type CrmRecord) */
GPtrArray *crm_document_read_lines (CrmDatabase *database, gint64 document, GError **error);
/* What the lines come to by the document's own policy. */
CrmVatResult *crm_document_compute (CrmRecord *document, GPtrArray *lines, GError **error);
/* The country whose law the document follows: its seller's. "other" when unknown. Owned by the
 * caller. */
char *crm_document_dup_country (CrmDatabase *database, CrmRecord *document);
gboolean crm_document_take_number (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                                   GError **error);
GBytes *crm_document_read_file (CrmDatabase *database, gint64 file);

G_END_DECLS
