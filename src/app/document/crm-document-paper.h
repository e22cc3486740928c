/* A document on paper: its pages as bytes, what is missing on them, and who asks for them. */
#pragma once

#include "crm-layout.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_PAPER (crm_document_paper_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentPaper, crm_document_paper, CRM, DOCUMENT_PAPER, GObject)

/**
 * CrmDocumentPaperFlags:
 * @CRM_DOCUMENT_PAPER_STAMP: with the pictures of stamp and signatures
 * @CRM_DOCUMENT_PAPER_MARKED: what is not filled in is marked; for the screen
 *
 * How a paper is made. An issued document with its stamp is the stored one, byte for byte.
 */
typedef enum {
  CRM_DOCUMENT_PAPER_STAMP = 1 << 0,
  CRM_DOCUMENT_PAPER_MARKED = 1 << 1,
} CrmDocumentPaperFlags;

/* Main thread: read and laid out on the reader thread. */
void crm_document_paper_read_async (CrmWorkspace *workspace, gint64 document,
                                    CrmDocumentPaperFlags flags, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* The same on @form, whatever the document is printed on; of @kind with made-up data where
 * @document is 0. */
void crm_document_paper_read_on_async (CrmWorkspace *workspace, gint64 document, const char *kind,
                                       CrmForm *form, CrmDocumentPaperFlags flags,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
CrmDocumentPaper *crm_document_paper_read_finish (GAsyncResult *result, GError **error);
/* The same in a thread that has a connection of its own. */
CrmDocumentPaper *crm_document_paper_read (CrmDatabase *database, gint64 document,
                                           CrmDocumentPaperFlags flags, GCancellable *cancellable,
                                           GError **error);

/* Of pages that are no document's, as envelopes; takes @layout. Any thread. */
CrmDocumentPaper *crm_document_paper_new_for_layout (CrmFormLayout *layout,
                                                     GCancellable *cancellable, GError **error);

GBytes *crm_document_paper_get_bytes (CrmDocumentPaper *self); /* NULL: there is none */
/* What is drawn on the printer; NULL where the paper is stored bytes. */
CrmFormLayout *crm_document_paper_get_layout (CrmDocumentPaper *self);
const char *crm_document_paper_get_title (CrmDocumentPaper *self);
/* Why there is no paper: no form prints its kind; a sentence. NULL while there is one. */
const char *crm_document_paper_get_reason (CrmDocumentPaper *self);
/* Why the company's own form is not what it is printed on, a sentence; NULL where it is. */
const char *crm_document_paper_get_fallback (CrmDocumentPaper *self);
/* What is not filled in, as people call it. */
const char *const *crm_document_paper_get_missing (CrmDocumentPaper *self);
/* What is to be said before it is handed over: what its form wants and is empty, and that the
 * company's own form is not used; NULL: nothing. */
char *crm_document_paper_dup_warning (CrmDocumentPaper *self);
const char *crm_document_paper_get_heading (CrmDocumentPaper *self); /* of that; NULL likewise */
/* A name for its file, without a folder: "Invoice 124.pdf". */
char *crm_document_paper_dup_file_name (CrmDocumentPaper *self);

G_END_DECLS
