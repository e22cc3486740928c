/* What the command line knows of documents beyond their fields: drafts that are filled in, and the
 * issue. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* Does what a field that the program keeps stands for: "issued" is not set, a document is issued.
 */
typedef gboolean (*CrmCommandDeed) (CrmChange *change, CrmDatabase *database, gint64 id,
                                    GError **error);

CrmRecord *crm_command_fill_in (CrmDatabase *database, CrmRecord *given, GError **error);
CrmCommandDeed crm_command_find_deed (const CrmEntity *entity, const CrmField *field);

G_END_DECLS
