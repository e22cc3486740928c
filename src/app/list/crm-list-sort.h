/* The order of a list as a menu: for the keyboard, and where there are no headers to press. */
#pragma once

#include "crm-columns.h"

G_BEGIN_DECLS

/* Adds the actions "sort.by" and "sort.descending" to @widget and keeps @menu filled with them. */
void crm_list_sort_add (GtkWidget *widget, CrmColumns *columns, GMenu *menu);

G_END_DECLS
