/* The table of a document's lines, edited in place. */
#pragma once

#include "crm-line-row.h"
#include "crm-record-list.h"

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_LINES (crm_document_lines_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentLines, crm_document_lines, CRM, DOCUMENT_LINES, GtkWidget)

GtkWidget *crm_document_lines_new (CrmWorkspace *workspace, gint64 document);
void crm_document_lines_set_editable (CrmDocumentLines *self, gboolean editable);
/* Writes what is typed into the rows; FALSE where something is no value. */
gboolean crm_document_lines_flush (CrmDocumentLines *self);
/* With the focus on what a new line is typed into. */
void crm_document_lines_start_line (CrmDocumentLines *self);
/* A line behind the others: of @product, or (0) of this @name. */
void crm_document_lines_add (CrmDocumentLines *self, gint64 product, const char *name);
/* Moves the line at @from before or behind the one at @to, so that it stands there. */
void crm_document_lines_move (CrmDocumentLines *self, guint from, guint to);
guint crm_document_lines_get_n_lines (CrmDocumentLines *self);
/* NULL while it is not on the screen. */
CrmLineRow *crm_document_lines_get_row (CrmDocumentLines *self, guint position);

G_END_DECLS
