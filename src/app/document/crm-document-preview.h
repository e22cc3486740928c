/* The live page: a document as it will be on paper, following every change. */
#pragma once

#include <adwaita.h>

#include "crm-document-paper.h"
#include "crm-pdf-pages.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_PREVIEW (crm_document_preview_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentPreview, crm_document_preview, CRM, DOCUMENT_PREVIEW, GtkWidget)

GtkWidget *crm_document_preview_new (CrmWorkspace *workspace, gint64 document);
/* On @form, which may be another each time, with the document's data; of @kind and made up where
 * @document is 0. Signal "picked": the ordinal of the element of the form that was clicked on. */
GtkWidget *crm_document_preview_new_on (CrmWorkspace *workspace, gint64 document, const char *kind,
                                        CrmForm *form);
void crm_document_preview_set_form (CrmDocumentPreview *self, CrmForm *form);
/* Frames what the elements from @first to @last of the form made; 0: nothing. */
void crm_document_preview_set_marked (CrmDocumentPreview *self, guint first, guint last);
void crm_document_preview_set_stamp (CrmDocumentPreview *self, gboolean stamp);
/* The paper is made anew soon; what is shown stays until then. */
void crm_document_preview_refresh (CrmDocumentPreview *self);
gboolean crm_document_preview_is_busy (CrmDocumentPreview *self);
CrmDocumentPaper *crm_document_preview_get_paper (CrmDocumentPreview *self); /* NULL: none yet */
CrmPdfPages *crm_document_preview_get_pages (CrmDocumentPreview *self);      /* NULL: none yet */

typedef enum { CRM_ZOOM_IN, CRM_ZOOM_OUT, CRM_ZOOM_FIT } CrmZoom;
void crm_document_preview_zoom (CrmDocumentPreview *self, CrmZoom zoom);

G_END_DECLS
