/* Which editor each kind has, and what editors are made of. */
#include "config.h"

#include "crm-field-editor.h"

#include <glib/gi18n.h>

static const CrmFieldEditor *const editors[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = &crm_entry_editor,     [CRM_KIND_NOTE] = &crm_note_editor,
  [CRM_KIND_INTEGER] = &crm_entry_editor,  [CRM_KIND_MONEY] = &crm_entry_editor,
  [CRM_KIND_PRICE] = &crm_entry_editor,    [CRM_KIND_QUANTITY] = &crm_entry_editor,
  [CRM_KIND_PERCENT] = &crm_entry_editor,  [CRM_KIND_DATE] = &crm_date_editor,
  [CRM_KIND_MOMENT] = &crm_date_editor,    [CRM_KIND_DURATION] = &crm_entry_editor,
  [CRM_KIND_YES_NO] = &crm_switch_editor,  [CRM_KIND_CHOICE] = &crm_pick_editor,
  [CRM_KIND_REFERENCE] = &crm_pick_editor, [CRM_KIND_EMAIL] = &crm_entry_editor,
  [CRM_KIND_PHONE] = &crm_entry_editor,    [CRM_KIND_LINK] = &crm_entry_editor,
  [CRM_KIND_FILE] = &crm_file_editor,      [CRM_KIND_TAGS] = &crm_tags_editor,
  [CRM_KIND_SUBJECT] = &crm_plain_editor,
};

/**
 * crm_field_editor_find:
 * @form: a form
 * @field: which field
 *
 * Returns: the functions that edit the field, or only show it where it cannot be edited
 */
const CrmFieldEditor *
crm_field_editor_find (CrmRecordForm *form, int field)
{
  const CrmField *description = &crm_record_form_get_entity (form)->fields[field];

  if (!crm_record_form_can_edit (form, field) && description->kind != CRM_KIND_FILE)
    return &crm_plain_editor;
  return editors[description->kind];
}

/**
 * crm_editor_set_name:
 * @widget: a widget that can have the focus
 * @name: what it is called for those who cannot see the caption
 */
void
crm_editor_set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
activate_cb (CrmFieldRow *row)
{
  crm_field_row_commit (row);
}

/**
 * crm_editor_make_text:
 * @row: whose editor it is for
 *
 * Returns: (transfer floating): a line of text that tells the row of what is typed, and saves on
 *   Enter
 */
GtkWidget *
crm_editor_make_text (CrmFieldRow *row)
{
  const CrmField *description = crm_field_row_get_description (row);
  GtkWidget *text = gtk_text_new ();

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "typed");
  crm_editor_set_name (text, crm_field_get_label (description));
  if (description->hint != NULL)
    gtk_text_set_placeholder_text (GTK_TEXT (text),
                                   g_dpgettext2 (GETTEXT_PACKAGE, "hint", description->hint));
  else
    gtk_text_set_placeholder_text (GTK_TEXT (text), "—");
  g_signal_connect_swapped (text, "changed", G_CALLBACK (crm_field_row_touch), row);
  g_signal_connect_swapped (text, "activate", G_CALLBACK (activate_cb), row);
  return text;
}

/**
 * crm_editor_make_button:
 * @icon: symbolic icon
 * @name: what it does, translated
 *
 * Returns: (transfer floating): a flat button for the end of a row
 */
GtkWidget *
crm_editor_make_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  crm_editor_set_name (button, name);
  return button;
}

/**
 * crm_editor_set_part:
 * @editor: an editor
 * @name: of the part
 * @part: (transfer none): a widget within it
 */
void
crm_editor_set_part (GtkWidget *editor, const char *name, GtkWidget *part)
{
  g_object_set_data (G_OBJECT (editor), name, part);
}

GtkWidget *
crm_editor_get_part (GtkWidget *editor, const char *name)
{
  return g_object_get_data (G_OBJECT (editor), name);
}

/**
 * crm_editor_set_label:
 * @label: a label
 * @text: what it shows; "" for nothing
 */
void
crm_editor_set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), *text != '\0' ? text : "—");
  if (*text != '\0')
    gtk_widget_remove_css_class (label, "none");
  else
    gtk_widget_add_css_class (label, "none");
}

/**
 * crm_editor_format:
 * @row: whose value
 * @value: a value
 *
 * Returns: (transfer full): as people read it, what it points at by title
 */
char *
crm_editor_format (CrmFieldRow *row, const CrmValue *value)
{
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  const CrmField *description = crm_field_row_get_description (row);
  const CrmEntity *target = crm_field_get_target (description);
  CrmDatabase *reader = crm_workspace_get_reader (crm_field_row_get_workspace (row));
  char *title = NULL;

  if (value->type == CRM_VALUE_INTEGER && description->kind == CRM_KIND_SUBJECT &&
      crm_subject_get_entity (value->integer) != NULL)
    title = crm_reference_title (reader, crm_subject_get_entity (value->integer),
                                 crm_subject_get_id (value->integer));
  else if (value->type == CRM_VALUE_INTEGER && target != NULL)
    title = crm_reference_title (reader, target, value->integer);
  if (title != NULL)
    return title;
  return crm_field_format (description, value, crm_record_get_currency (record),
                           crm_number_style_local ());
}
