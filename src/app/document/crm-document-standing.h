/* How a document stands: its status, what is paid, the days that are left. */
#pragma once

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_STANDING (crm_document_standing_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentStanding, crm_document_standing, CRM, DOCUMENT_STANDING, GtkWidget)

GtkWidget *crm_document_standing_new (CrmRecordForm *form);

G_END_DECLS
