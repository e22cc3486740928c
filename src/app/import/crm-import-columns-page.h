/* The third step: what each column means. */
#pragma once

#include <adwaita.h>

#include "crm-import-session.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_COLUMNS_PAGE (crm_import_columns_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportColumnsPage, crm_import_columns_page, CRM, IMPORT_COLUMNS_PAGE,
                      AdwNavigationPage)

CrmImportColumnsPage *crm_import_columns_page_new (CrmImportSession *session);

/* Gives the importer what was chosen for fields without a column; FALSE where it cannot be read. */
gboolean crm_import_columns_page_take (CrmImportColumnsPage *self);

G_END_DECLS
