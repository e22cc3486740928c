/* A button that closes the menu in which it stands, then does something. */
#include "config.h"

#include "crm-deed-button.h"

/* Counted: the button may go with its menu while the deed is being done. */
typedef struct {
  CrmDeedFunc deed;
  gpointer data; /* owned */
  GDestroyNotify destroy;
} Deed;

static void
clear_deed (gpointer data)
{
  Deed *deed = data;

  if (deed->destroy != NULL)
    deed->destroy (deed->data);
}

static void
release_deed (gpointer data, GClosure *closure)
{
  g_rc_box_release_full (data, clear_deed);
}

static void
clicked_cb (GtkWidget *button, gpointer user_data)
{
  Deed *deed = g_rc_box_acquire (user_data);
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);
  g_autoptr (GtkWidget) parent = g_object_ref (GTK_WIDGET (gtk_widget_get_root (button)));

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  deed->deed (parent, deed->data);
  g_rc_box_release_full (deed, clear_deed);
}

/**
 * crm_deed_button_set:
 * @button: a new button; a popover around it closes with the press
 * @deed: what is done then
 * @data: for @deed
 * @destroy: (nullable): frees @data
 */
void
crm_deed_button_set (GtkWidget *button, CrmDeedFunc deed, gpointer data, GDestroyNotify destroy)
{
  Deed *self = g_rc_box_new (Deed);

  *self = (Deed) { deed, data, destroy };
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), self, release_deed, 0);
}
