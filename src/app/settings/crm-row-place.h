/* The place of a row in a list that people put in order. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @owner: the widget of the list. Called when the row at @from is to stand at @to. */
typedef void (*CrmOrderFunc) (gpointer owner, guint from, guint to);

void crm_row_place_set (GtkWidget *row, GtkWidget *handle, guint index, CrmOrderFunc move,
                        gpointer owner);
/* -1: one place up, 1: one down. */
void crm_row_place_move (GtkWidget *row, int by);

G_END_DECLS
