/* The page of the preferences for dictionaries and pipelines. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DICTIONARIES_PAGE (crm_dictionaries_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmDictionariesPage, crm_dictionaries_page, CRM, DICTIONARIES_PAGE,
                      AdwPreferencesPage)

CrmDictionariesPage *crm_dictionaries_page_new (CrmWorkspace *workspace);

G_END_DECLS
