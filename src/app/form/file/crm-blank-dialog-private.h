/* What the files of the dialog share that fills in blanks. */
#pragma once

#include "crm-blank-dialog.h"
#include "crm-blank.h"
#include "crm-pdf-reader.h"

G_BEGIN_DECLS

/**
 * CrmBlankDialog:
 *
 * A row a field beside the page as it will be. Each field knows what it is filled from: a value of
 * a record, or what a person typed. That is remembered with the names of the fields, so that the
 * next blank of this kind is filled in at once. Saving attaches a copy, the blank stays as it is.
 */
struct _CrmBlankDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace;     /* owned */
  CrmRecord *file;             /* owned */
  CrmPdfReader *reader;        /* owned */
  CrmFormData *data;           /* owned; what is known */
  GPtrArray *fields;           /* owned; of CrmBlankField */
  GPtrArray *rows;             /* owned; of borrowed GtkWidget, one a field */
  GPtrArray *sources;          /* owned; of strings, one a field */
  GSimpleActionGroup *actions; /* owned */
  GCancellable *cancellable;   /* owned */
  guint timer;
  guint page;
  gboolean drawing;
  gboolean stale; /* something changed while it was drawn */
  gboolean saving;

  AdwOverlaySplitView *split;
  GtkWidget *toggle;
  GtkWidget *save;
  GtkBox *groups;
  GtkWidget *head;
  AdwComboRow *about;
  GtkPicture *picture;
  GtkWidget *bar;
  GtkLabel *pages;
};

void crm_blank_dialog_update (CrmBlankDialog *self); /* which page, and what can be done */
const char *crm_blank_dialog_get_about (CrmBlankDialog *self); /* whose blank it is */

/* The page. */
GVariant *crm_blank_dialog_make_values (CrmBlankDialog *self); /* floating; of the fields */
void crm_blank_dialog_draw (CrmBlankDialog *self);
void crm_blank_dialog_draw_soon (CrmBlankDialog *self); /* once nobody types */

void crm_blank_dialog_save (CrmBlankDialog *self);

G_END_DECLS
