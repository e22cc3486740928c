/* What can be done in a list, beyond looking. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

void crm_list_page_install_actions (GtkWidgetClass *widget_class);
/* After what is chosen has changed. */
void crm_list_page_update_actions (CrmListPage *self);
/* Menus of rows, by the pointer and by key. */
void crm_list_page_add_row_menu (CrmListPage *self, GtkWidget *view);

G_END_DECLS
