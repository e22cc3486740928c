/* What one part of the quick line became: a button to change it and one to take it away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the popover when it is asked for. */
typedef GtkWidget *(*CrmQuickPopoverFunc) (gpointer owner);

/* @name: what it is, for whom only hears it. @popover: NULL: it cannot be changed.
 * @removed: (owner) is called by the second button; NULL: there is none. @owner is borrowed and
 * outlives the chip. */
GtkWidget *crm_quick_chip_new (const char *icon, const char *name, const char *text,
                               CrmQuickPopoverFunc popover, GCallback removed, gpointer owner);

G_END_DECLS
