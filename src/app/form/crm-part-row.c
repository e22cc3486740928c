/* Rows of records that are part of another one. */
#include "config.h"

#include "crm-part-row.h"

#include <glib/gi18n.h>

#include "crm-record-page.h"

#define RECORD "crm-part"

static void
set_record (GtkWidget *widget, CrmRecord *record)
{
  g_object_set_data_full (G_OBJECT (widget), RECORD, g_object_ref (record), g_object_unref);
}

static GtkWidget *
make_remove_button (CrmRecord *record, GCallback removed, gpointer owner)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the title of a record */
  g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), crm_record_get_title (record));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_record (button, record);
  g_signal_connect_object (button, "clicked", removed, owner, G_CONNECT_SWAPPED);
  return button;
}

/**
 * crm_part_row_new:
 * @record: what the row is of
 * @facts: beneath its title
 * @activated: called with @owner and the row when it is to be opened
 * @removed: (nullable): called with @owner and a button when it is to be deleted; %NULL: it has
 * none
 * @owner: an object
 *
 * Returns: (transfer floating): an AdwActionRow
 */
GtkWidget *
crm_part_row_new (CrmRecord *record, const char *facts, GCallback activated, GCallback removed,
                  gpointer owner)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (record));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_record (row, record);
  g_signal_connect_object (row, "activated", activated, owner, G_CONNECT_SWAPPED);
  if (removed != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (record, removed, owner));
  return row;
}

/**
 * crm_part_row_get_record:
 * @widget: a row, or its button
 *
 * Returns: (transfer none): what it is of
 */
CrmRecord *
crm_part_row_get_record (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), RECORD);
}

/**
 * crm_part_row_new_button:
 * @title: what it does
 * @icon: before that
 * @activated: called with @owner and the row
 * @owner: an object
 *
 * Returns: (transfer floating): a row at the end of the others
 */
GtkWidget *
crm_part_row_new_button (const char *title, const char *icon, GCallback activated, gpointer owner)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", activated, owner, G_CONNECT_SWAPPED);
  return row;
}

void
crm_part_add_draft (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *draft)
{
  CrmNewDialog *dialog = crm_new_dialog_new (workspace, crm_record_get_entity (draft), draft);

  crm_new_dialog_set_stays (dialog, TRUE);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

/**
 * crm_part_add:
 * @parent: over what it is asked
 * @workspace: an open company file
 * @relation: of what kind the new record is
 * @whole: of what it is part
 */
void
crm_part_add (GtkWidget *parent, CrmWorkspace *workspace, const CrmRelation *relation,
              CrmRecord *whole)
{
  g_autoptr (CrmRecord) draft = crm_relation_make_draft (relation, whole);

  crm_part_add_draft (parent, workspace, draft);
}
