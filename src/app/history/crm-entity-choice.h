/* "All records" and the entities, for a drop-down. */
#pragma once

#include <gtk/gtk.h>

#include "crm-entity.h"

G_BEGIN_DECLS

void crm_entity_choice_fill (GtkDropDown *choice);
const CrmEntity *crm_entity_choice_get (GtkDropDown *choice); /* NULL: all */

G_END_DECLS
