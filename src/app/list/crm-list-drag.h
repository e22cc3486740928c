/* Rows of a list that are dragged, and what is let go on them. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

/* @view: the columns or the rows of the page. */
void crm_list_drag_add (CrmListPage *self, GtkWidget *view);
/* The record of the row at a place of @widget, which the rows are in; NULL: there is none. */
CrmRecord *crm_list_drag_find_record (GtkWidget *widget, double x, double y);

G_END_DECLS
