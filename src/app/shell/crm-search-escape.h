/* What Escape does in a search entry: it closes the popover, or shows everything again. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void crm_search_escape_add (GtkSearchEntry *entry);

G_END_DECLS
