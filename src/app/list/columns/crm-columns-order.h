/* The order of a list by several of its fields: the one whose header has the arrow, and then others
 * among equals. */
#pragma once

#include "crm-columns.h"

G_BEGIN_DECLS

/* Once, of new columns: Shift and a press on a header adds that column to the order. */
void crm_columns_order_init (CrmColumns *self, CrmWorkspace *workspace, GtkColumnView *view);
/* @query in the order of the headers; as it is where none has the arrow. Transfer full. */
CrmQuery *crm_columns_sort_query (CrmColumns *self, CrmQuery *query);
/* Shows the order of @query; "sorted" is not emitted. */
void crm_columns_show_order (CrmColumns *self, CrmQuery *query);
/* Adds a field to the order, or turns it round where it is in it; "sorted" is emitted. Says so
 * where there are too many records. */
void crm_columns_sort_further (CrmColumns *self, const char *field);
/* Instead of those that follow the first; NULL: none follow. */
void crm_columns_set_further (CrmColumns *self, const char *field, gboolean descending);
guint crm_columns_get_n_further (CrmColumns *self);
const char *crm_columns_get_further (CrmColumns *self, guint i, gboolean *descending);

G_END_DECLS
