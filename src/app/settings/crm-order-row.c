/* A row of a list that people put in order: by dragging, or by its two buttons. */
#include "config.h"

#include "crm-order-row.h"

#include <glib/gi18n.h>

#include "crm-pill.h"

typedef struct {
  guint index;
  CrmOrderFunc move;
  gpointer owner; /* a widget, borrowed: the row stands in it */
} Place;

typedef struct {
  CrmOrderFunc move;
  GtkWidget *owner; /* owned */
  guint from;
  guint to;
} Move;

static void
move_later_cb (gpointer data)
{
  Move *move = data;

  move->move (move->owner, move->from, move->to);
  g_object_unref (move->owner);
  g_free (move);
}

/* The row that was pressed or dropped on must not go while that is being told. */
static void
move_later (const Place *place, guint from, guint to)
{
  Move *move;

  if (from == to)
    return;
  move = g_new0 (Move, 1);
  move->move = place->move;
  move->owner = g_object_ref (place->owner);
  move->from = from;
  move->to = to;
  g_idle_add_once (move_later_cb, move);
}

static void
up_cb (GtkButton *button, Place *place)
{
  move_later (place, place->index, place->index - 1);
}

static void
down_cb (GtkButton *button, Place *place)
{
  move_later (place, place->index, place->index + 1);
}

static GtkWidget *
create_button (const char *icon, const char *format, const char *title, gboolean can,
               GCallback clicked, Place *place)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf (format, title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (button, can);
  g_signal_connect (button, "clicked", clicked, place);
  return button;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, Place *place)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, place->index);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, Place *place)
{
  move_later (place, g_value_get_uint (value), place->index);
  return TRUE;
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
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);
  Place *place = g_new0 (Place, 1);
  GtkWidget *up;

  place->index = index;
  place->move = move;
  place->owner = owner;
  g_object_set_data_full (G_OBJECT (row), "place", place, g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (handle, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), handle);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), place);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), place);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  /* Translators: %s is the name of a line in a list */
  up = create_button ("go-up-symbolic", _ ("Move %s Up"), title, index > 0, G_CALLBACK (up_cb),
                      place);
  g_object_set_data (G_OBJECT (row), "up", up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button ("go-down-symbolic", _ ("Move %s Down"), title,
                                            index + 1 < n_rows, G_CALLBACK (down_cb), place));
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
