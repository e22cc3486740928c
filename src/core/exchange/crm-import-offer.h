/* What can come from a table of another program. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

/* Whether records of @entity can: those that consist of bytes cannot, nor those that the program
 * begins with all that belongs to them. */
gboolean crm_import_is_offered (const CrmEntity *entity);

G_END_DECLS
