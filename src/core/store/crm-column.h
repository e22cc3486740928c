/* Columns that users add to tables, and their indexes. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

/* All names of such columns begin so, and no other column's does. */
#define CRM_COLUMN_PREFIX "x_"

typedef enum { CRM_COLUMN_INTEGER, CRM_COLUMN_TEXT, CRM_COLUMN_KEY } CrmColumnType;

/* Which columns a table has, as this connection sees it; borrowed until the next call. */
GHashTable *crm_column_list (CrmDatabase *database, const char *table,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writer, inside a transaction. Nothing is done where it is there already. @target: the table whose
 * ids it holds, or NULL. */
gboolean crm_column_add (CrmDatabase *database, const char *table, const char *column,
                         CrmColumnType type, const char *target,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_column_set_indexed (CrmDatabase *database, const char *table, const char *column,
                                 gboolean indexed, gboolean filled_only,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds to @target what users have added to the same tables of @source. */
gboolean crm_column_copy (CrmDatabase *source, CrmDatabase *target,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For what is kept in memory of what a transaction has written. */
typedef void (*CrmDatabaseFunc) (CrmDatabase *database);
void crm_database_set_rolled_back_func (CrmDatabaseFunc func);

/* The text of a table without what users have added to it; whether an index is on such a column. */
char *crm_column_strip (const char *table_sql);
gboolean crm_column_is_index (const char *name);

G_END_DECLS
