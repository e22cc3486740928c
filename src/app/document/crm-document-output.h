/* What is done with a paper: print it, save it, open it, copy it, hand it to the mail program. */
#pragma once

#include <adwaita.h>

#include "crm-document-paper.h"

G_BEGIN_DECLS

typedef enum {
  CRM_DOCUMENT_PRINT,
  CRM_DOCUMENT_SAVE,
  CRM_DOCUMENT_OPEN,
  CRM_DOCUMENT_COPY,
  CRM_DOCUMENT_SEND,
} CrmDocumentOutput;

/* Warns first of what is not filled in. */
void crm_document_output (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                          CrmDocumentOutput output, gboolean stamp);
/* A letter of one's own words in the mail program, with the PDF of a document (0: without). */
void crm_document_compose (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                           const char *address, const char *subject, const char *body);

G_END_DECLS
