/* What a document comes to: figures, words, and why. */
#pragma once

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_TOTALS (crm_document_totals_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentTotals, crm_document_totals, CRM, DOCUMENT_TOTALS, GtkWidget)

GtkWidget *crm_document_totals_new (CrmRecordForm *form);

G_END_DECLS
