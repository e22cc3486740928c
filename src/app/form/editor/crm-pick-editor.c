/* Choices, dictionaries and references: a button that opens a chooser, and a way to what is chosen.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-chooser.h"
#include "crm-field-editor.h"
#include "crm-loss.h"

static void
free_value (gpointer data)
{
  crm_value_clear (data);
  g_free (data);
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  const CrmField *description = crm_field_row_get_description (row);
  const CrmEntity *target = crm_field_get_target (description);
  g_autofree char *text = crm_editor_format (row, value);
  g_autofree char *name = NULL;
  GtkWidget *button = crm_editor_get_part (editor, "button");
  GtkPopover *chooser = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  CrmValue *kept = g_new0 (CrmValue, 1);

  crm_value_copy (value, kept);
  if (chooser != NULL)
    crm_chooser_set_current (CRM_CHOOSER (chooser), value);
  g_object_set_data_full (G_OBJECT (editor), "value", kept, free_value);
  crm_editor_set_label (crm_editor_get_part (editor, "label"), text);
  gtk_widget_set_visible (crm_editor_get_part (editor, "open"),
                          target != NULL && description->list == NULL &&
                              value->type == CRM_VALUE_INTEGER &&
                              !crm_record_form_is_draft (crm_field_row_get_form (row)));
  name = g_strdup_printf ("%s: %s", crm_field_get_label (description),
                          *text != '\0' ? text : C_ ("no value", "None"));
  crm_editor_set_name (button, name);
}

static void
picked_cb (CrmFieldRow *row, const CrmValue *value, CrmChooser *chooser)
{
  GtkWidget *editor = crm_editor_get_part (GTK_WIDGET (chooser), "editor");
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));

  if (crm_loss_ask (GTK_WIDGET (row), crm_field_row_get_workspace (row), record,
                    crm_field_row_get_description (row), value)) {
    GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (row), GTK_TYPE_POPOVER);
    if (popover != NULL)
      gtk_popover_popdown (GTK_POPOVER (popover));
    return;
  }
  crm_field_row_touch (row);
  show (row, editor, value);
  crm_field_row_commit (row);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  GtkWidget *editor = user_data;
  CrmFieldRow *row = CRM_FIELD_ROW (gtk_widget_get_ancestor (editor, CRM_TYPE_FIELD_ROW));
  GtkWidget *chooser;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  chooser =
      crm_chooser_new (crm_field_row_get_workspace (row), crm_field_row_get_description (row));
  crm_editor_set_part (chooser, "editor", editor);
  crm_chooser_set_current (CRM_CHOOSER (chooser), g_object_get_data (G_OBJECT (editor), "value"));
  g_signal_connect_object (chooser, "picked", G_CALLBACK (picked_cb), row, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

static void
open_cb (CrmFieldRow *row, GtkWidget *open)
{
  GtkWidget *editor = crm_editor_get_part (open, "editor");
  const CrmValue *value = g_object_get_data (G_OBJECT (editor), "value");

  if (value->type == CRM_VALUE_INTEGER)
    crm_workspace_open_record (crm_field_row_get_workspace (row),
                               crm_field_get_target (crm_field_row_get_description (row)),
                               value->integer);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  const CrmField *description = crm_field_row_get_description (row);
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *open = crm_editor_make_button ("go-next-symbolic", _ ("Open"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb, editor, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pick");
  gtk_widget_set_hexpand (button, TRUE);
  crm_editor_set_part (open, "editor", editor);
  gtk_widget_set_visible (open, FALSE);
  if (crm_field_get_target (description) != NULL) {
    /* Translators: %s is the name of an entity: Company, Deal */
    g_autofree char *name = g_strdup_printf (_ ("Open: %s"), crm_field_get_label (description));
    gtk_widget_set_tooltip_text (open, name);
    crm_editor_set_name (open, name);
  }
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), row, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (editor), button);
  gtk_box_append (GTK_BOX (editor), open);
  crm_editor_set_part (editor, "label", label);
  crm_editor_set_part (editor, "button", button);
  crm_editor_set_part (editor, "open", open);
  return editor;
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  const CrmValue *kept = g_object_get_data (G_OBJECT (editor), "value");

  crm_value_clear (value);
  crm_value_copy (kept, value);
  return TRUE;
}

const CrmFieldEditor crm_pick_editor = {
  .make = make,
  .show = show,
  .read = read_value,
};
