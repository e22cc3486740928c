/* Products that fit what is typed into a line. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_LINE_HINTS (crm_line_hints_get_type ())
G_DECLARE_FINAL_TYPE (CrmLineHints, crm_line_hints, CRM, LINE_HINTS, GtkPopover)

/* Does not take the focus: whoever types goes on typing, and passes the arrows on. */
GtkWidget *crm_line_hints_new (CrmWorkspace *workspace);
/* Shows beneath @below what fits; "" hides it. */
void crm_line_hints_search (CrmLineHints *self, GtkWidget *below, const char *text);
void crm_line_hints_hide (CrmLineHints *self);
void crm_line_hints_leave (CrmLineHints *self);
GtkWidget *crm_line_hints_get_below (CrmLineHints *self); /* NULL when hidden */
void crm_line_hints_move (CrmLineHints *self, int by);
/* Picks what the arrows went to; FALSE when they went to nothing. */
gboolean crm_line_hints_pick (CrmLineHints *self);

G_END_DECLS
