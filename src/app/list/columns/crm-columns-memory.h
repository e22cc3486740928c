/* How a person left a list: its columns, its order, and by what it is grouped. Lists of all have
 * the name of their entity, those on the pages of records the one of the relation. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In order: name of the field, width or -1. */
#define CRM_COLUMNS_MEMORY_TYPE G_VARIANT_TYPE ("a(si)")

GVariant *crm_columns_memory_read (const char *name); /* transfer full; NULL: nothing kept */
void crm_columns_memory_write (const char *name, GVariant *columns); /* takes a floating one */

char *crm_columns_memory_read_order (const char *name); /* NULL: nothing kept */
void crm_columns_memory_write_order (const char *name, const char *text);

char *crm_columns_memory_read_grouping (const char *name); /* NULL: nothing kept */
void crm_columns_memory_write_grouping (const char *name, const char *text);

G_END_DECLS
