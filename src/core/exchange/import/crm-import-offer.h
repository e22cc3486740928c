/* What can come from a table of another program. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

/* Whether people are offered to fill the list of @entity from a table: not where its records
 * consist of bytes, nor where the program begins them with all that belongs to them. */
gboolean crm_import_is_offered (const CrmEntity *entity);

G_END_DECLS
