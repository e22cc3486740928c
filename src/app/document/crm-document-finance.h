/* The money of a document: what is paid, what is expected, and when. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_FINANCE (crm_document_finance_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentFinance, crm_document_finance, CRM, DOCUMENT_FINANCE, GtkWidget)

GtkWidget *crm_document_finance_new (CrmRecordForm *form);

G_END_DECLS
