/* One value of a line that is typed in the table. */
#pragma once

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_LINE_CELL (crm_line_cell_get_type ())
G_DECLARE_FINAL_TYPE (CrmLineCell, crm_line_cell, CRM, LINE_CELL, GtkWidget)

const char *crm_line_cell_get_field (CrmLineCell *self);
/* The line that is shown; NULL for none. What is typed is written before. */
void crm_line_cell_set_form (CrmLineCell *self, CrmRecordForm *form);
void crm_line_cell_set_editable (CrmLineCell *self, gboolean editable);
void crm_line_cell_set_name (CrmLineCell *self, const char *name);
const char *crm_line_cell_get_text (CrmLineCell *self);
/* Writes what is typed; FALSE when it is no value (it stays, and the problem says why). */
gboolean crm_line_cell_commit (CrmLineCell *self);
void crm_line_cell_revert (CrmLineCell *self);
const char *crm_line_cell_get_problem (CrmLineCell *self); /* NULL: none */

G_END_DECLS
