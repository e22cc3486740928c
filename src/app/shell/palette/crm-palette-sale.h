/* "Start Sale" in the palette: with what one looks at, or with the company that is named after it.
 */
#pragma once

#include "crm-palette-entry.h"

G_BEGIN_DECLS

/* With the record one looks at, where that is possible. @text: folded; "" takes it. */
void crm_palette_add_sale (GPtrArray *entries, CrmRecord *subject, const char *text);
/* Those meant by "start sale orion": (element-type CrmSearchHit), NULL where nothing of the kind
 * was typed. Any thread. */
GPtrArray *crm_palette_find_sales (CrmDatabase *database, const char *typed);
void crm_palette_add_sales (GPtrArray *entries, GPtrArray *hits);

G_END_DECLS
