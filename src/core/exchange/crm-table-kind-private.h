/* Files that are no table of text at all, known by how they begin. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *crm_table_kind_of_bytes (const guint8 *bytes, gsize length);
const char *crm_table_kind_of_text (const char *text);
gboolean crm_table_is_json (const char *text, const char *name);

G_END_DECLS
