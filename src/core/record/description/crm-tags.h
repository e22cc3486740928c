/* Tags in use. */
#pragma once

#include "crm-entity.h"
#include "crm-database.h"

G_BEGIN_DECLS

GStrv crm_tags_read (CrmDatabase *database, const CrmEntity *entity, const char *beginning,
                     guint most, GError **error);

G_END_DECLS
