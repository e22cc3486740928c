/* The lines of a text, with the way back to a marked one. */
#pragma once

#include "crm-table-text-private.h"

G_BEGIN_DECLS

#define CRM_TABLE_LINE_MOST ((gsize) 8 << 20) /* of a line, and of a row over several lines */

typedef struct _CrmTableLines CrmTableLines;

CrmTableLines *crm_table_lines_new (CrmTableText *text);
void crm_table_lines_free (CrmTableLines *lines);
gboolean crm_table_lines_next (CrmTableLines *lines, const char **line, gsize *length,
                               GCancellable *cancellable, GError **error);
void crm_table_lines_mark (CrmTableLines *lines);
void crm_table_lines_go_back (CrmTableLines *lines);
gsize crm_table_lines_get_since_mark (CrmTableLines *lines);
guint64 crm_table_lines_get_number (CrmTableLines *lines);
CrmTableText *crm_table_lines_get_text (CrmTableLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableLines, crm_table_lines_free)

G_END_DECLS
