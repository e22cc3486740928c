/* What the files of the editor of forms share. */
#pragma once

#include "crm-document-preview.h"
#include "crm-form-page.h"
#include "crm-form-session.h"

G_BEGIN_DECLS

struct _CrmFormPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 form;             /* its record; 0: not written yet */
  gint64 document;         /* what the page shows; 0: made-up */
  char *standard;          /* owned, nullable: name of the standard form */
  char *kind;              /* owned: of documents */
  char *name;              /* owned: as people call it */
  gint64 company;          /* own company that it is for; 0: all */
  char *stored;            /* owned: the file as it was saved; NULL: never */
  gboolean in_use;
  gboolean is_broken;          /* what is stored is no form */
  CrmFormSession *session;     /* owned */
  GSimpleActionGroup *actions; /* owned */
  CrmDocumentPreview *preview; /* borrowed */
  GtkWidget *look;             /* borrowed; of the whole form */
  guint renewing;              /* source: the outline is made anew */
  gboolean stepping;           /* back or forth */

  GtkShortcutController *shortcuts;
  AdwWindowTitle *title;
  AdwBanner *kept;
  AdwBanner *broken;
  AdwBanner *behind;
  AdwOverlaySplitView *split;
  AdwNavigationView *side;
  AdwBin *whole;
  GtkListBox *outline;
  AdwBin *preview_bin;
  GtkWidget *beside;
};

CrmFormDraft *crm_form_page_get_draft (CrmFormPage *self);
/* Whether it says something else than what is stored. */
gboolean crm_form_page_is_changed (CrmFormPage *self);
void crm_form_page_show_title (CrmFormPage *self);
void crm_form_page_renew_side (CrmFormPage *self);
char *crm_form_page_dup_draft_name (CrmFormPage *self);
/* What is stored, read anew; FALSE where there is no such form any more. */
gboolean crm_form_page_load (CrmFormPage *self);

/* --- crm-form-page-actions.c */
void crm_form_page_add_actions (CrmFormPage *self);
void crm_form_page_enable_actions (CrmFormPage *self);
void crm_form_page_export (CrmFormPage *self, GFile *file);
void crm_form_page_import (CrmFormPage *self, GFile *file);

/* --- crm-form-whole.c: name, logo, colour and type of the whole form */
GtkWidget *crm_form_whole_new (CrmFormPage *page);

/* --- crm-form-outline-list.c */
void crm_form_page_fill_outline (CrmFormPage *self);
void crm_form_page_mark_outline (CrmFormPage *self);

/* --- crm-form-source.c: the file as it is, for those who know its language */
void crm_form_source_show (CrmFormPage *self, const char *source);

G_END_DECLS
