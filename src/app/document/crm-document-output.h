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

/* Not at all; with its PDF; in a mail program that takes none, which waits in the clipboard. */
typedef enum { CRM_DOCUMENT_UNSENT, CRM_DOCUMENT_ATTACHED, CRM_DOCUMENT_BESIDE } CrmDocumentSent;
typedef void (*CrmDocumentSentFunc) (CrmDocumentSent sent, gpointer data);

/* Warns first of what is not filled in. */
void crm_document_output (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                          CrmDocumentOutput output, gboolean stamp);
/* CRM_DOCUMENT_SEND, and @func is told once what became of it. */
void crm_document_send (GtkWidget *widget, CrmWorkspace *workspace, gint64 document, gboolean stamp,
                        CrmDocumentSentFunc func, gpointer data);
/* The same with a paper that is there already. */
void crm_document_output_paper (GtkWidget *widget, CrmWorkspace *workspace, CrmDocumentPaper *paper,
                                CrmDocumentOutput output);
/* A letter of one's own words in the mail program, with the PDF of a document (0: without). */
void crm_document_compose (GtkWidget *widget, CrmWorkspace *workspace, gint64 document,
                           const char *address, const char *subject, const char *body);

G_END_DECLS
