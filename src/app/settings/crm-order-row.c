/* A row of a list that people put in order: by dragging, or by its two buttons. */
#include "config.h"

#include "crm-order-row.h"

#include <glib/gi18n.h>

#include "crm-pill.h"

static void
up_cb (GtkWidget *row)
{
  crm_row_place_move (row, -1);
}

static void
down_cb (GtkWidget *row)
{
  crm_row_place_move (row, 1);
}

static GtkWidget *
create_button (const char *icon, const char *format, const char *title, gboolean can,
               GCallback clicked, GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf (format, title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (button, can);
  g_signal_connect_swapped (button, "clicked", clicked, row);
  return button;
}

/**
 * crm_order_row_new:
 * @title: of the row
 * @subtitle: (nullable): beneath it
 * @index: its place
 * @n_rows: how many there are
 * @move: what is to be done when it shall stand elsewhere
 * @owner: the widget of the list, for @move
 *
 * Returns: (transfer floating): an AdwActionRow
 */
GtkWidget *
crm_order_row_new (const char *title, const char *subtitle, guint index, guint n_rows,
                   CrmOrderFunc move, gpointer owner)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkWidget *up;

  crm_row_place_set (row, row, index, move, owner);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (handle, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), handle);
  /* Translators: %s is the name of a line in a list */
  up =
      create_button ("go-up-symbolic", _ ("Move %s Up"), title, index > 0, G_CALLBACK (up_cb), row);
  g_object_set_data (G_OBJECT (row), "up", up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button ("go-down-symbolic", _ ("Move %s Down"), title,
                                            index + 1 < n_rows, G_CALLBACK (down_cb), row));
  return row;
}

/**
 * crm_order_row_add_pill:
 * @row: of crm_order_row_new(), or a row without buttons
 * @text: the word
 * @colour: (nullable): name of a colour
 *
 * The pill ends where the buttons begin: they stand in one line whatever the word.
 */
void
crm_order_row_add_pill (GtkWidget *row, const char *text, const char *colour)
{
  GtkWidget *pill = crm_pill_new ();
  GtkWidget *up = g_object_get_data (G_OBJECT (row), "up");

  crm_pill_set (pill, text, colour);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  if (up != NULL)
    gtk_widget_insert_before (pill, gtk_widget_get_parent (up), up);
}

/**
 * crm_button_row_new:
 * @title: of the button
 * @icon: (nullable): before it
 * @activated: called with @owner alone
 * @owner: a widget
 *
 * Returns: (transfer floating): a row that is a button
 */
GtkWidget *
crm_button_row_new (const char *title, const char *icon, GCallback activated, gpointer owner)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  if (icon != NULL)
    adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", activated, owner, G_CONNECT_SWAPPED);
  return row;
}
