/* How an export of everything writes its records down. */
#pragma once

#include "crm-base-file.h"

G_BEGIN_DECLS

/* "field.entity": a field whose name says something else of the record. */
#define CRM_BASE_FIELD_PREFIX "field."

gboolean crm_base_member_is_taken (const char *name);

G_END_DECLS
