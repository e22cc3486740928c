/* Keeping the search index with the records. */
#pragma once

#include "crm-search.h"

G_BEGIN_DECLS

/* record NULL: deleted; old NULL: added. */
gboolean crm_search_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old,
                           GError **error);

G_END_DECLS
