/* A menu whose widgets are made when it is opened first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A menu button makes a widget of every item, those of submenus too, as soon as it has its menu:
 * for a page that is opened to be looked at that is too early. Once, instead of its menu. */
void crm_late_menu_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
