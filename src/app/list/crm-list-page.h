/* The list of one entity: columns, filters, search, selection. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_LIST_PAGE (crm_list_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmListPage, crm_list_page, CRM, LIST_PAGE, AdwNavigationPage)

CrmListPage *crm_list_page_new (CrmWorkspace *workspace, CrmQuery *query, const char *title);
/* Inside the page of a record. */
CrmListPage *crm_list_page_new_within (CrmWorkspace *workspace, CrmQuery *query,
                                       const char *relation);
void crm_list_page_set_draft (CrmListPage *self, CrmRecord *draft); /* what new ones begin with */
/* Newly read; NULL where none or several are chosen. */
CrmRecord *crm_list_page_load_only_chosen (CrmListPage *self);
void crm_list_page_start_search (CrmListPage *self); /* Ctrl+F */
/* A saved view of its entity; 0: the list without one. */
void crm_list_page_open_view (CrmListPage *self, gint64 id);
/* Stands for the title: a switch between this list and other views of the same. */
void crm_list_page_set_title_widget (CrmListPage *self, GtkWidget *widget);

G_END_DECLS
