/* The values of one record while a person edits them: what rows, head and page share. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_FORM (crm_record_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordForm, crm_record_form, CRM, RECORD_FORM, GObject)

CrmRecordForm *crm_record_form_new (CrmWorkspace *workspace, CrmRecord *record);
/* Of a draft with the values of @stored: what is typed stays in it until somebody writes it. */
CrmRecordForm *crm_record_form_new_copy (CrmWorkspace *workspace, CrmRecord *stored);
CrmWorkspace *crm_record_form_get_workspace (CrmRecordForm *self);
CrmRecord *crm_record_form_get_record (CrmRecordForm *self);
const CrmEntity *crm_record_form_get_entity (CrmRecordForm *self);
gboolean crm_record_form_is_draft (CrmRecordForm *self);
gboolean crm_record_form_can_edit (CrmRecordForm *self, int field);
/* Some records close fields that their description leaves open. Rows made before do not follow. */
typedef gboolean (*CrmRecordFormIsOpen) (CrmRecord *record, const char *field);
void crm_record_form_set_is_open (CrmRecordForm *self, CrmRecordFormIsOpen is_open);

/* Writes one field: into the draft, or through a change of its own. */
void crm_record_form_set (CrmRecordForm *self, int field, const CrmValue *value,
                          GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_record_form_set_finish (CrmRecordForm *self, GAsyncResult *result, GError **error);
/* The same, and tells the person where it does not work. @failed: the heading, translated. */
void crm_record_form_write (CrmRecordForm *self, int field, const CrmValue *value,
                            const char *failed);
/* Every row takes what is typed into it; FALSE where one cannot. */
gboolean crm_record_form_flush (CrmRecordForm *self);
/* @start: the draft before anybody typed; whether closing would lose something. */
gboolean crm_record_form_is_typed (CrmRecordForm *self, CrmRecord *start);

/* Rows tell what stands in them, letter by letter, before it is taken: "typed" (field, text). */
void crm_record_form_note_typed (CrmRecordForm *self, int field, const char *text);

/* What was typed and could not be taken: it outlives the page, and the program. */
void crm_record_form_keep (CrmRecordForm *self, int field, const char *text);
const char *crm_record_form_get_kept (CrmRecordForm *self, int field);
guint crm_record_form_count_kept (CrmRecordForm *self, int *first);

/* Rows in which the person types while the file has another value than before. */
void crm_record_form_set_conflict (CrmRecordForm *self, GtkWidget *row, gboolean conflict);
void crm_record_form_forget_conflict (CrmRecordForm *self, GtkWidget *row);
GPtrArray *crm_record_form_get_conflicts (CrmRecordForm *self);

G_END_DECLS
