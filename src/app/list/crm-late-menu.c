/* A menu whose widgets are made when it is opened first. */
#include "config.h"

#include "crm-late-menu.h"

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (data));
}

/**
 * crm_late_menu_set:
 * @button: a menu button without a menu
 * @menu: what it opens; followed as any menu of a button is
 */
void
crm_late_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  gtk_menu_button_set_create_popup_func (button, create_popup_cb, g_object_ref (menu),
                                         g_object_unref);
}
