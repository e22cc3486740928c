/* One cell of a table as a value of a field. */
#pragma once

#include "crm-import-mapping.h"

G_BEGIN_DECLS

gboolean crm_import_cell_is_blank (const CrmField *field, const char *cell);
/* @currency: of a sum that names it; untouched otherwise. @rest: TRUE: the value is "other", and
 * what the cell says belongs into the remark. */
gboolean crm_import_cell_parse (const CrmImportColumn *column, const char *cell, gboolean typed,
                                CrmValue *value, const char **currency, gboolean *rest,
                                GError **error);

G_END_DECLS
