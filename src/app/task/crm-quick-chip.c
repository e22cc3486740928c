/* What one part of the quick line became. */
#include "config.h"

#include "crm-quick-chip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
create_popup (GtkMenuButton *button, gpointer user_data)
{
  CrmQuickPopoverFunc popover = g_object_get_data (G_OBJECT (button), "popover");

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, popover (user_data));
}

static GtkWidget *
new_content (const char *icon, const char *text)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (content), label);
  return content;
}

GtkWidget *
crm_quick_chip_new (const char *icon, const char *name, const char *text,
                    CrmQuickPopoverFunc popover, GCallback removed, gpointer owner)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *whole = g_strdup_printf ("%s: %s", name, text);
  GtkWidget *button;

  gtk_widget_add_css_class (box, "linked");
  if (popover != NULL) {
    button = gtk_menu_button_new ();
    gtk_menu_button_set_child (GTK_MENU_BUTTON (button), new_content (icon, text));
    g_object_set_data (G_OBJECT (button), "popover", popover);
    gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup, owner, NULL);
  } else {
    button = gtk_button_new ();
    gtk_button_set_child (GTK_BUTTON (button), new_content (icon, text));
    gtk_widget_set_can_target (button, FALSE);
    gtk_widget_set_focusable (button, FALSE);
  }
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  gtk_box_append (GTK_BOX (box), button);
  if (removed != NULL) {
    GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
    /* Translators: takes back what a word was understood as; %s is “When: Tomorrow 10:00” */
    g_autofree char *undo = g_strdup_printf (_ ("Not so: %s"), whole);
    gtk_widget_set_tooltip_text (remove, undo);
    gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, undo,
                                    -1);
    g_signal_connect_swapped (remove, "clicked", removed, owner);
    gtk_box_append (GTK_BOX (box), remove);
  }
  return box;
}
