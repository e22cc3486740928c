/* What the files of a document's preview share. */
#pragma once

#include <adwaita.h>

#include "crm-document-preview.h"

G_BEGIN_DECLS

/**
 * CrmDocumentPreview:
 *
 * After a change the paper is laid out on the reader thread, its bytes are opened and drawn on
 * another: what is seen are the very bytes that would be handed over. A newer change cancels what
 * is under way; the old page stays until the new one is drawn.
 */
struct _CrmDocumentPreview {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 document;
  CrmForm *form; /* owned, nullable: instead of the document's own */
  char *kind;    /* owned, nullable: where there is no document */
  guint first_marked;
  guint last_marked;
  CrmDocumentPaper *paper; /* owned; what is shown */
  CrmPdfPages *pages;      /* owned; what is shown */
  GCancellable *making;    /* owned; NULL when nothing is under way */
  GCancellable *drawing;   /* owned */
  guint waiting;           /* source */
  guint edition;           /* grows with every new paper */
  guint n_drawing;
  double zoom; /* 0: as wide as there is room */
  gboolean stamp;

  GtkWidget *box;
  AdwBanner *missing;
  AdwBanner *fallback;
  GtkStack *state;
  GtkScrolledWindow *scrolled;
  GtkBox *sheets;
  AdwStatusPage *nothing;
  AdwStatusPage *failed;
  GtkWidget *controls;
  GtkWidget *form_button;
};

/* Drawing, after the sheets have their places. */
void crm_document_preview_draw_soon (CrmDocumentPreview *self);

/* What of a form was picked, and what is marked. */
void crm_document_preview_show_marks (CrmDocumentPreview *self);
void crm_document_preview_let_pick (CrmDocumentPreview *self, GtkWidget *sheet);
void crm_document_preview_pick (CrmDocumentPreview *self, guint element); /* emits "picked" */

/* The pages as a PDF for other programs. */
void crm_document_preview_let_drag (CrmDocumentPreview *self);

G_END_DECLS
