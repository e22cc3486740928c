/* What Escape does in a search entry.
 *
 * The entry keeps the key for itself, so that a popover around it would stay open. */
#include "config.h"

#include "crm-search-escape.h"

static void
stopped_cb (GtkSearchEntry *entry)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  else
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/**
 * crm_search_escape_add:
 * @entry: one that no search bar and no dialog listens to
 *
 * Lets Escape close the popover that @entry is in; where there is none, it clears the entry.
 */
void
crm_search_escape_add (GtkSearchEntry *entry)
{
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (entry));
  g_signal_connect (entry, "stop-search", G_CALLBACK (stopped_cb), NULL);
}
