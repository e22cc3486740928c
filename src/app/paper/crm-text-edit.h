/* Text of a form as people write it: words, with the fields in it as little tags. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_TEXT_EDIT (crm_text_edit_get_type ())
G_DECLARE_FINAL_TYPE (CrmTextEdit, crm_text_edit, CRM, TEXT_EDIT, GtkWidget)

/* @of_line: it may name the fields of a line of a table. Signal "edited": by the person. */
GtkWidget *crm_text_edit_new (gboolean of_line);
void crm_text_edit_set_content (CrmTextEdit *self, const char *content);
char *crm_text_edit_dup_content (CrmTextEdit *self);
/* What is wrong with what is written; NULL: nothing. */
void crm_text_edit_set_problem (CrmTextEdit *self, const char *problem);
void crm_text_edit_insert_field (CrmTextEdit *self, const char *path);
GtkTextBuffer *crm_text_edit_get_buffer (CrmTextEdit *self);

G_END_DECLS
