/* What the files of a list's saved views share. */
#pragma once

#include "crm-list-page-private.h"

G_BEGIN_DECLS

/* What the list looks like now. */
char *crm_list_page_dup_view_query (CrmListPage *self);
void crm_list_page_remember_state (CrmListPage *self); /* from here on it is modified or not */
void crm_list_page_show_view (CrmListPage *self);
CrmRecord *crm_list_page_find_view (CrmListPage *self, gint64 id); /* none; NULL: gone */

/* Saving. */
void crm_list_page_save_view (CrmListPage *self);
/* Asks for a name: of a new view, 0, or another one of that @id. */
void crm_list_page_name_view (CrmListPage *self, gint64 id, const char *name);

G_END_DECLS
