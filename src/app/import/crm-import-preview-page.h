/* The fourth step: what will become of the rows. */
#pragma once

#include <adwaita.h>

#include "crm-import-session.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_PREVIEW_PAGE (crm_import_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportPreviewPage, crm_import_preview_page, CRM, IMPORT_PREVIEW_PAGE,
                      AdwNavigationPage)

CrmImportPreviewPage *crm_import_preview_page_new (CrmImportSession *session);

G_END_DECLS
