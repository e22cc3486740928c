/* What comes to a list from elsewhere: files that are dropped on it, what is pasted. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

/* Files that are let go anywhere on @widget of the page. */
void crm_list_take_add_target (CrmListPage *self, GtkWidget *widget);
/* A table goes to the import, a card or a signature becomes a contact, files and pictures belong to
 * the record that is chosen, any other line is something to do. */
void crm_list_take_clipboard (CrmListPage *self);

G_END_DECLS
