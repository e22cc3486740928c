/* The records of a JSON file one by one: an array of objects, alone or as a member of an object. */
#pragma once

#include "crm-table-text-private.h"

G_BEGIN_DECLS

typedef struct _CrmJsonRows CrmJsonRows;

CrmJsonRows *crm_json_rows_new (CrmTableText *text);
void crm_json_rows_free (CrmJsonRows *rows);
gboolean crm_json_rows_next (CrmJsonRows *rows, GHashTable **row, guint64 *line,
                             GCancellable *cancellable, GError **error);
GPtrArray *crm_json_rows_get_names (CrmJsonRows *rows);
const char *crm_json_rows_get_entity (CrmJsonRows *rows);
CrmTableText *crm_json_rows_get_text (CrmJsonRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmJsonRows, crm_json_rows_free)

G_END_DECLS
