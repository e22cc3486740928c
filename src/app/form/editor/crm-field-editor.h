/* What a row edits with, by kind of field: a table of functions. */
#pragma once

#include "crm-field-row.h"

G_BEGIN_DECLS

typedef struct {
  GtkWidget *(*make) (CrmFieldRow *row);
  void (*show) (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value);
  /* The value that stands in the editor; NULL: it cannot be changed there. */
  gboolean (*read) (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error);
  /* The text as typed, and back; NULL where nothing can stand that is no value. */
  char *(*dup_text) (GtkWidget *editor);
  void (*set_text) (GtkWidget *editor, const char *text);
  gboolean beside; /* stands beside the caption, not beneath */
} CrmFieldEditor;

extern const CrmFieldEditor crm_entry_editor;
extern const CrmFieldEditor crm_note_editor;
extern const CrmFieldEditor crm_date_editor;
extern const CrmFieldEditor crm_pick_editor;
extern const CrmFieldEditor crm_switch_editor;
extern const CrmFieldEditor crm_tags_editor;
extern const CrmFieldEditor crm_file_editor;
extern const CrmFieldEditor crm_plain_editor;

const CrmFieldEditor *crm_field_editor_find (CrmRecordForm *form, int field);

/* --- What editors are made of. */
void crm_editor_set_name (GtkWidget *widget, const char *name);
GtkWidget *crm_editor_make_text (CrmFieldRow *row);
GtkWidget *crm_editor_make_button (const char *icon, const char *name);
GtkWidget *crm_editor_get_part (GtkWidget *editor, const char *name);
void crm_editor_set_part (GtkWidget *editor, const char *name, GtkWidget *part);
/* "—" where there is nothing. */
void crm_editor_set_label (GtkWidget *label, const char *text);
char *crm_editor_format (CrmFieldRow *row, const CrmValue *value);

G_END_DECLS
