/* Yes or no: a switch. */
#include "config.h"

#include "crm-field-editor.h"

static void
switched_cb (CrmFieldRow *row)
{
  crm_field_row_touch (row);
  crm_field_row_commit (row);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  GtkWidget *editor = gtk_switch_new ();

  gtk_widget_set_valign (editor, GTK_ALIGN_CENTER);
  crm_editor_set_name (editor, crm_field_get_label (crm_field_row_get_description (row)));
  g_signal_connect_swapped (editor, "notify::active", G_CALLBACK (switched_cb), row);
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  gtk_switch_set_active (GTK_SWITCH (editor),
                         value->type == CRM_VALUE_INTEGER && value->integer != 0);
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  crm_value_set_integer (value, gtk_switch_get_active (GTK_SWITCH (editor)) ? 1 : 0);
  return TRUE;
}

const CrmFieldEditor crm_switch_editor = {
  .make = make,
  .show = show,
  .read = read_value,
  .beside = TRUE,
};
