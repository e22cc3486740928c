/* What pages of the preferences are made of: groups that follow changes, rows that
 * lead on, dialogs that are saved. */
#include "config.h"

#include "crm-page-group.h"

#include <glib/gi18n.h>

/**
 * crm_page_group_renew:
 * @page: a page of the preferences
 * @old: (nullable): the group as it was; it goes
 * @title: above the group
 * @description: beneath that
 *
 * Returns: (transfer none): a new group at the end of the page, an empty one
 */
AdwPreferencesGroup *
crm_page_group_renew (AdwPreferencesPage *page, AdwPreferencesGroup *old, const char *title,
                      const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (old != NULL)
    adw_preferences_page_remove (page, old);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/**
 * crm_page_row_new:
 * @title: of the row
 * @subtitle: (nullable): beneath it
 * @activated: called with @owner and the row
 * @owner: an object
 *
 * Returns: (transfer floating): an AdwActionRow with an arrow
 */
GtkWidget *
crm_page_row_new (const char *title, const char *subtitle, GCallback activated, gpointer owner)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", activated, owner, G_CONNECT_SWAPPED);
  return row;
}

/**
 * crm_page_combo_new:
 * @title: of the row
 * @names: (transfer full): to choose from
 * @selected: which is chosen first
 *
 * Returns: (transfer floating): the row, which can be searched once it is told to
 */
AdwComboRow *
crm_page_combo_new (const char *title, GtkStringList *names, guint selected)
{
  g_autoptr (GtkStringList) list = names;
  g_autoptr (GtkExpression) string =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), string);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return ADW_COMBO_ROW (row);
}

static void
cancel_cb (AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

/**
 * crm_page_frame_set:
 * @dialog: a new dialog
 * @save: the button that writes
 * @page: what stands in it
 *
 * Returns: (transfer none): the banner beneath the header, not revealed yet
 */
AdwBanner *
crm_page_frame_set (AdwDialog *dialog, GtkWidget *save, GtkWidget *page)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *banner = adw_banner_new ("");

  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), dialog, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), banner);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_default_widget (dialog, save);
  return ADW_BANNER (banner);
}
