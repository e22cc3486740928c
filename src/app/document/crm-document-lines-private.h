/* What the files of a document's lines share. */
#pragma once

#include "crm-document-lines.h"

#include <adwaita.h>

#include "crm-line-hints.h"

G_BEGIN_DECLS

/**
 * CrmDocumentLines:
 *
 * Rows exist for the lines on the screen only. Enter and the arrows go to the same column of the
 * next line, from the last one to what a new line is typed into; Tab goes to the next cell.
 */
struct _CrmDocumentLines {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 document;
  CrmRecordList *list;     /* owned */
  GtkNoSelection *model;   /* owned */
  GHashTable *rows;        /* of CrmLineRow that show a line; borrowed */
  gint64 focus_line;       /* to be focused when it comes; 0: none */
  const char *focus_field; /* interned */
  gboolean editable;
  gboolean narrow;

  GtkWidget *box;
  GtkBox *head;
  GtkStack *state;
  GtkListView *view;
  GtkLabel *empty;
  GtkEntry *entry;
  CrmLineHints *hints;
};

/* Going from cell to cell: to the line of that id, when it is there; to the one at a position, or
 * to what a new line is typed into. */
void crm_document_lines_focus (CrmDocumentLines *self, gint64 line, const char *field);
void crm_document_lines_go_to (CrmDocumentLines *self, guint position, const char *field);

/* Keys. */
gboolean crm_document_lines_press (CrmDocumentLines *self, guint key, GdkModifierType state);

/* Writing. */
void crm_document_lines_set_product (CrmDocumentLines *self, CrmRecord *line, gint64 product);
void crm_document_lines_remove (CrmDocumentLines *self, CrmLineRow *row);

G_END_DECLS
