/* Keeping the search index with the records. */
#pragma once

#include "crm-search.h"

G_BEGIN_DECLS

/* record NULL: deleted; old NULL: added. */
gboolean crm_search_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old,
                           GError **error);

/* For bulk loads: all records with higher ids, which are not in the index yet. */
/* Anew for the records of @entity that have something in @field. */
gboolean crm_search_index_filled (CrmDatabase *database, const CrmEntity *entity, const char *field,
                                  GError **error);
gboolean crm_search_index_after (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                 GError **error);

G_END_DECLS
