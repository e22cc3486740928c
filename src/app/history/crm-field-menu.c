/* The menu of a field in a form. */
#include "config.h"

#include "crm-field-menu.h"

#include <glib/gi18n.h>

#define ACTION "record.field-history"

static void
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
}

/* What was chosen is done after it has closed. */
static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_once (unparent_cb, g_object_ref (popover));
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, gpointer user_data)
{
  const CrmField *field = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_History of This Field"), NULL);
  GtkWidget *popover;

  g_menu_item_set_action_and_target (item, ACTION, "s", field->name);
  g_menu_append_item (menu, item);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, row);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(const GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect_after (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/**
 * crm_field_menu_attach:
 * @row: of a form
 * @field: that it shows
 */
void
crm_field_menu_attach (GtkWidget *row, const CrmField *field)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), (gpointer) field);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (GDK_KEY_h, GDK_CONTROL_MASK),
                                       gtk_named_action_new (ACTION), "s", field->name));
  gtk_widget_add_controller (row, keys);
}
