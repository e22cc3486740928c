/* The heading of a group as a row of a list. */
#pragma once

#include "crm-columns.h"
#include "crm-group-header.h"

G_BEGIN_DECLS

#define CRM_TYPE_GROUP_ROW (crm_group_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmGroupRow, crm_group_row, CRM, GROUP_ROW, GtkWidget)

/**
 * CrmGroupRow shows an arrow, the group's name, how many records it holds and their sums. In a
 * column view it is made for each cell of the row, and shown by the first of them over the whole
 * width of the row. A click anywhere activates "list.toggle-group" with the heading's number.
 */
void crm_group_row_set_header (CrmGroupRow *self, CrmGroupHeader *header); /* NULL: none */
CrmGroupHeader *crm_group_row_get_header (CrmGroupRow *self);
/* The child of @item, a GtkListItem or a GtkColumnViewCell: its own widget for a record, or a
 * heading for a group; @columns: those of a column view, which it then spans. */
GtkWidget *crm_group_row_require_child (GObject *item, gboolean is_group, CrmWorkspace *workspace,
                                        CrmColumns *columns);
/* What a screen reader says of the row. */
char *crm_group_header_dup_description (CrmGroupHeader *header, CrmWorkspace *workspace,
                                        CrmColumns *columns);

G_END_DECLS
