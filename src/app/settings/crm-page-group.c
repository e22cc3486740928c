/* What pages of the preferences are made of: groups that follow changes, rows that lead on. */
#include "config.h"

#include "crm-page-group.h"

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
