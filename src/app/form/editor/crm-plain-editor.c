/* What the program keeps itself: shown, not edited; with a way to what it points at. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-field-editor.h"

static gboolean
find_target (CrmFieldRow *row, const CrmEntity **entity, gint64 *id)
{
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  const CrmField *description = crm_field_row_get_description (row);
  const CrmValue *value = crm_record_get_value (record, crm_field_row_get_field (row));

  if (value->type != CRM_VALUE_INTEGER)
    return FALSE;
  if (description->kind == CRM_KIND_SUBJECT) {
    *entity = crm_subject_get_entity (value->integer);
    *id = crm_subject_get_id (value->integer);
  } else {
    *entity = crm_field_get_target (description);
    *id = value->integer;
  }
  return *entity != NULL;
}

static void
open_cb (CrmFieldRow *row)
{
  const CrmEntity *entity;
  gint64 id;

  if (find_target (row, &entity, &id))
    crm_workspace_open_record (crm_field_row_get_workspace (row), entity, id);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *open = crm_editor_make_button ("go-next-symbolic", _ ("Open"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "plain");
  gtk_widget_set_hexpand (label, TRUE);
  crm_editor_set_name (label, crm_field_get_label (crm_field_row_get_description (row)));
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), row, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (editor), label);
  gtk_box_append (GTK_BOX (editor), open);
  crm_editor_set_part (editor, "label", label);
  crm_editor_set_part (editor, "open", open);
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  g_autofree char *text = crm_editor_format (row, value);
  const CrmEntity *entity;
  gint64 id;

  crm_editor_set_label (crm_editor_get_part (editor, "label"), text);
  gtk_widget_set_visible (crm_editor_get_part (editor, "open"), find_target (row, &entity, &id));
}

const CrmFieldEditor crm_plain_editor = {
  .make = make,
  .show = show,
};
