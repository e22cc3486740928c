/* The colours of choices: those of the descriptions, and those of the dictionaries and stages. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

gboolean crm_field_is_coloured (const CrmField *field); /* shown as a pill */
/* A named colour ("accent", "success", "warning", "error", "neutral"); NULL without one. Main
 * thread; dictionaries are read once and kept until they change. */
const char *crm_colour_find (CrmWorkspace *workspace, const CrmField *field, const CrmValue *value);

G_END_DECLS
