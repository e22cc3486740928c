/* How the descriptions in force are changed, for the record room alone. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

/* The description in force of a built-in one: the same object for as long as the program runs. */
CrmEntity *crm_entity_get_live (int i);
const CrmEntity *crm_entity_get_built_in (int i);
/* A place for a field of the users' own: the one that it had before, or a new one; NULL: there is
 * no room. Places are never given up, moved or given to another field, so that pointers and indexes
 * stay good. */
CrmField *crm_entity_take_place (CrmEntity *self, const CrmField *field);

G_END_DECLS
