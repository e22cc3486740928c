/* The row of one field in a form: its caption, its editor, and what is to be said beneath. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELD_ROW (crm_field_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldRow, crm_field_row, CRM, FIELD_ROW, AdwPreferencesRow)

GtkWidget *crm_field_row_new (CrmRecordForm *form, int field);
/* Another caption than the field's label: a question that it answers. */
void crm_field_row_set_caption (CrmFieldRow *self, const char *caption);
CrmRecordForm *crm_field_row_get_form (CrmFieldRow *self);
CrmWorkspace *crm_field_row_get_workspace (CrmFieldRow *self);
const CrmField *crm_field_row_get_description (CrmFieldRow *self);
int crm_field_row_get_field (CrmFieldRow *self);
/* Takes what stands in the editor; FALSE when it cannot be read (the row says why). */
gboolean crm_field_row_commit (CrmFieldRow *self);
/* What was committed is being written; "settled" (whether it was) tells the end. */
gboolean crm_field_row_is_saving (CrmFieldRow *self);
/* A widget (floating) at the end of the row; NULL: none. */
void crm_field_row_set_beside (CrmFieldRow *self, GtkWidget *widget);
GtkWidget *crm_field_row_get_beside (CrmFieldRow *self);
/* For editors: the person changed what stands there. */
void crm_field_row_touch (CrmFieldRow *self);
/* Back to what is stored. */
void crm_field_row_revert (CrmFieldRow *self);
/* Where the value changed in the file while another was typed: both, for reading, and the end. */
char *crm_field_row_dup_mine (CrmFieldRow *self);
char *crm_field_row_dup_theirs (CrmFieldRow *self);
void crm_field_row_resolve (CrmFieldRow *self, gboolean mine);
void crm_field_row_set_problem (CrmFieldRow *self, const char *problem);
const char *crm_field_row_get_problem (CrmFieldRow *self);

/* What is typed and not read yet; NULL if nothing is. */
char *crm_field_row_dup_typed (CrmFieldRow *self);
void crm_field_row_set_typed (CrmFieldRow *self, const char *text);

G_END_DECLS
