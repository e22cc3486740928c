/* How a person left the list of an entity: its columns, and by what it is grouped. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

/* In order: name of the field, width or -1. */
#define CRM_COLUMNS_MEMORY_TYPE G_VARIANT_TYPE ("a(si)")

GVariant *crm_columns_memory_read (const CrmEntity *entity); /* transfer full; NULL: nothing kept */
void crm_columns_memory_write (const CrmEntity *entity,
                               GVariant *columns); /* takes a floating one */

char *crm_columns_memory_read_grouping (const CrmEntity *entity); /* NULL: nothing kept */
void crm_columns_memory_write_grouping (const CrmEntity *entity, const char *text);

G_END_DECLS
