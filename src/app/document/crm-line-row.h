/* One line of a document in the table. */
#pragma once

#include "crm-line-cell.h"

G_BEGIN_DECLS

#define CRM_TYPE_LINE_ROW (crm_line_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmLineRow, crm_line_row, CRM, LINE_ROW, GtkWidget)

GtkWidget *crm_line_row_new (CrmWorkspace *workspace);
/* @line: NULL shows none; @position: from 0. */
void crm_line_row_set_line (CrmLineRow *self, CrmRecord *line, guint position);
void crm_line_row_set_editable (CrmLineRow *self, gboolean editable);
void crm_line_row_set_narrow (CrmLineRow *self, gboolean narrow);
CrmRecord *crm_line_row_get_line (CrmLineRow *self);
guint crm_line_row_get_position (CrmLineRow *self);
/* @field: NULL for the first. */
void crm_line_row_focus (CrmLineRow *self, const char *field);
CrmLineCell *crm_line_row_get_cell (CrmLineRow *self, const char *field); /* NULL: there is none */
gboolean crm_line_row_commit (CrmLineRow *self);

G_END_DECLS
