/* Losing a deal asks why, by whatever way it is lost. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Where the reason stands; NULL: nothing of the kind is lost. */
const CrmField *crm_loss_find_reason (const CrmEntity *entity);
/* Whether that value of the field means that it is lost. */
gboolean crm_loss_is_meant (CrmWorkspace *workspace, const CrmEntity *entity, const CrmField *field,
                            const CrmValue *value);
/* Asks over the window of @over, and writes both at once. FALSE: it means no loss, nothing is asked
 * and the value is still to be written. */
gboolean crm_loss_ask (GtkWidget *over, CrmWorkspace *workspace, CrmRecord *record,
                       const CrmField *field, const CrmValue *value);

G_END_DECLS
