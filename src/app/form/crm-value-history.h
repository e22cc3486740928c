/* What a value was from the beginning until now: drawn, in words and as a table. */
#pragma once

#include "crm-record-form.h"

G_BEGIN_DECLS

/* The field that is followed over time; NULL if the entity has none. */
const CrmField *crm_entity_find_tracked (const CrmEntity *entity);
GtkWidget *crm_value_history_new (CrmRecordForm *form, const CrmField *field);

G_END_DECLS
