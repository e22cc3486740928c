/* Files that are no table of text at all, known by how they begin. */
#pragma once

#include "crm-table-reader.h"

G_BEGIN_DECLS

const char *crm_table_kind_of_bytes (const guint8 *bytes, gsize length);
const char *crm_table_kind_of_text (const char *text);
CrmTableFormat crm_table_find_format (const char *text, const char *name);

G_END_DECLS
