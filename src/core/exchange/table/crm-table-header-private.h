/* Which row of a table names its columns. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int crm_table_find_header (GPtrArray *rows, guint n_columns);
GStrv crm_table_name_columns (const char *const *header, guint n_cells, guint n_columns);

G_END_DECLS
