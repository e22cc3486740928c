/* Editing in place: the field's own editor over its cell. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

/* Once for a page. A double click on what can be edited, or F2 ("list.edit"), opens the editor.
 * Enter writes and goes down, Tab to the right, Shift+Tab to the left, Escape leaves all as it was.
 * What cannot be written stays in the editor with its reason beneath. */
void crm_cell_editor_add (CrmListPage *page);
/* At the row that has the focus, in the column that was clicked last. */
void crm_cell_editor_start (CrmListPage *page);

G_END_DECLS
