/* The document editor: a form with a table of lines beside the live page. */
#pragma once

#include <adwaita.h>

#include "crm-record-trail.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_PAGE (crm_document_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentPage, crm_document_page, CRM, DOCUMENT_PAGE, AdwNavigationPage)

CrmDocumentPage *crm_document_page_new (CrmWorkspace *workspace, gint64 document);
CrmRecordTrail *crm_document_page_get_trail (CrmDocumentPage *self); /* NULL if there is none */

/* Writes a draft of @kind (NULL: what asks for money in the workspace's country) for @company
 * (0: the deal's) and @deal (0: none), and opens it. */
void crm_document_page_create (CrmWorkspace *workspace, const char *kind, gint64 company,
                               gint64 deal);

/* A draft of @kind with what is left of @document, or a sentence why not. */
void crm_document_page_make_from (CrmWorkspace *workspace, gint64 document, const char *kind);

G_END_DECLS
