/* The second step: what the rows of the file are, and how it is written. */
#pragma once

#include <adwaita.h>

#include "crm-import-session.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_TABLE_PAGE (crm_import_table_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportTablePage, crm_import_table_page, CRM, IMPORT_TABLE_PAGE,
                      AdwNavigationPage)

CrmImportTablePage *crm_import_table_page_new (CrmImportSession *session);
/* Whether one may go on: it is known what the rows are. */
gboolean crm_import_table_page_take (CrmImportTablePage *self);

G_END_DECLS
