/* A button in a menu: the menu closes with the press, then something is done. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @parent: what is left to stand over when the menu is gone */
typedef void (*CrmDeedFunc) (GtkWidget *parent, gpointer data);

/* @data goes to @destroy with the button, and not before the deed is done. */
void crm_deed_button_set (GtkWidget *button, CrmDeedFunc deed, gpointer data,
                          GDestroyNotify destroy);

G_END_DECLS
