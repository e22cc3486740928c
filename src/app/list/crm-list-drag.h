/* Rows of a list that are dragged, and what is let go on them. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

/* @view: the columns or the rows of the page. */
void crm_list_drag_add (CrmListPage *self, GtkWidget *view);
/* Files of records that are let go anywhere on the page are imported. */
void crm_list_drag_add_import (CrmListPage *self, GtkWidget *widget);

G_END_DECLS
