/* What the files of the document editor share. */
#pragma once

#include "crm-announcement.h"
#include "crm-document-lines.h"
#include "crm-document-page.h"
#include "crm-document-preview.h"
#include "crm-record-trail.h"

G_BEGIN_DECLS

void crm_document_page_copy (CrmWorkspace *workspace, gint64 document);

struct _CrmDocumentPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 document;
  CrmRecordForm *form;         /* owned; NULL when there is no such document */
  GSimpleActionGroup *actions; /* owned */
  CrmDocumentLines *lines;     /* borrowed; NULL when there is no such document */
  CrmDocumentPreview *preview; /* borrowed; likewise */
  gboolean issued;             /* as the rows stand */
  char *make_kind;             /* owned, nullable: what is made once all is written */
  gboolean lacks_own;          /* no own company was described when it was last looked */
  CrmRecordTrail *trail;       /* owned; NULL when it was opened from no list */
  GCancellable *counting;      /* owned; of what hangs on it */

  GtkShortcutController *shortcuts;
  AdwWindowTitle *title;
  GtkWidget *steps;
  GtkButton *main_button;
  GtkStack *state;
  AdwBanner *own;
  AdwBanner *unsaved;
  AdwBin *standing;
  GtkBox *essentials;
  AdwBin *lines_bin;
  AdwBin *totals;
  GtkBox *details;
  AdwBin *preview_bin;
  AdwBin *tasks;
  AdwBin *finance;
  AdwBin *papers;
  AdwBin *files;
  AdwBin *timeline;
  AdwViewStack *wide_views;
  AdwViewStack *narrow_views;
  AdwMultiLayoutView *layouts;
  GMenu *make_section;
  GMenu *einvoice_section;
};

/* --- crm-document-page-actions.c */
void crm_document_page_add_actions (CrmDocumentPage *self);
void crm_document_page_enable_actions (CrmDocumentPage *self);
/* Takes what is typed everywhere; FALSE (and says so) where something is no value. */
gboolean crm_document_page_flush (CrmDocumentPage *self);

/* --- crm-document-page-trail.c: to what stands before and after it in the list */
void crm_document_page_add_trail (CrmDocumentPage *self);
void crm_document_page_show_place (CrmDocumentPage *self);

/* --- crm-document-page-tabs.c: what hangs on the document */
void crm_document_page_show_tab (CrmDocumentPage *self, const char *name);
void crm_document_page_fill_tab (CrmDocumentPage *self, const char *name); /* once it is seen */
void crm_document_page_count (CrmDocumentPage *self);
void crm_document_page_count_changed (CrmDocumentPage *self, CrmAnnouncement *announcement);

G_END_DECLS
