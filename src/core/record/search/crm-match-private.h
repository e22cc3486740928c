/* Keys kept with the records, as the search index is. */
#pragma once

#include "crm-match.h"

G_BEGIN_DECLS

/* record NULL: deleted; old NULL: added. */
gboolean crm_match_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old, GError **error);
/* For bulk loads: all records with higher ids, whose keys are not there yet. */
gboolean crm_match_index_after (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                GError **error);

/* How many keys are missing, and how many are there that no record has. */
gboolean crm_match_check (CrmDatabase *database, const CrmEntity *entity, gint64 *n_missing,
                          gint64 *n_surplus, GError **error);

G_END_DECLS
