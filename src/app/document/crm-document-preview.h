/* The live page: a document as it will be on paper, following every change. */
#pragma once

#include <adwaita.h>

#include "crm-document-paper.h"
#include "crm-pdf-pages.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_PREVIEW (crm_document_preview_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentPreview, crm_document_preview, CRM, DOCUMENT_PREVIEW, GtkWidget)

GtkWidget *crm_document_preview_new (CrmWorkspace *workspace, gint64 document);
void crm_document_preview_set_stamp (CrmDocumentPreview *self, gboolean stamp);
/* The paper is made anew soon; what is shown stays until then. */
void crm_document_preview_refresh (CrmDocumentPreview *self);
gboolean crm_document_preview_is_busy (CrmDocumentPreview *self);
CrmDocumentPaper *crm_document_preview_get_paper (CrmDocumentPreview *self); /* NULL: none yet */
CrmPdfPages *crm_document_preview_get_pages (CrmDocumentPreview *self);      /* NULL: none yet */

typedef enum { CRM_ZOOM_IN, CRM_ZOOM_OUT, CRM_ZOOM_FIT } CrmZoom;
void crm_document_preview_zoom (CrmDocumentPreview *self, CrmZoom zoom);

G_END_DECLS
