/* The values of one dictionary: names, colours, order, how many records hold each. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_DICTIONARY_PAGE (crm_dictionary_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmDictionaryPage, crm_dictionary_page, CRM, DICTIONARY_PAGE,
                      AdwNavigationPage)

/* NULL when there is no such dictionary. */
CrmDictionaryPage *crm_dictionary_page_new (CrmWorkspace *workspace, const char *list);
/* As a page of the preferences that @parent is in. */
void crm_dictionary_page_show (GtkWidget *parent, CrmWorkspace *workspace, const char *list);

G_END_DECLS
