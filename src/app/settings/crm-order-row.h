/* A row of a list that people put in order: by dragging, or by its two buttons. */
#pragma once

#include <adwaita.h>

#include "crm-row-place.h"

G_BEGIN_DECLS

GtkWidget *crm_order_row_new (const char *title, const char *subtitle, guint index, guint n_rows,
                              CrmOrderFunc move, gpointer owner);
void crm_order_row_add_pill (GtkWidget *row, const char *text, const char *colour);
GtkWidget *crm_button_row_new (const char *title, const char *icon, GCallback activated,
                               gpointer owner);

G_END_DECLS
