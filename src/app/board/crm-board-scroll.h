/* A card held near to an edge scrolls the board. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void crm_board_scroll_attach (GtkScrolledWindow *scroller);

G_END_DECLS
