/* Rows as a table on the clipboard. */
#pragma once

#include "crm-columns.h"

G_BEGIN_DECLS

/* Copies the fields that are shown of some records, with their headings, separated by tabs, and
 * says so. @ids: gint64. */
void crm_list_copy (GtkWidget *widget, CrmWorkspace *workspace, CrmColumns *columns, GArray *ids);

G_END_DECLS
