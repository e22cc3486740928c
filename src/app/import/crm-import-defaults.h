/* What new records have in the fields that no column gives: a group of field rows. */
#pragma once

#include <adwaita.h>

#include "crm-import-session.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_DEFAULTS (crm_import_defaults_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportDefaults, crm_import_defaults, CRM, IMPORT_DEFAULTS,
                      AdwPreferencesGroup)

CrmImportDefaults *crm_import_defaults_new (CrmImportSession *session);
/* The columns have another meaning: other fields are without one. */
void crm_import_defaults_refresh (CrmImportDefaults *self);
/* Gives the values to the importer; FALSE where one cannot be read (its row says why). */
gboolean crm_import_defaults_take (CrmImportDefaults *self);

G_END_DECLS
