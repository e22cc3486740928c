/* The list of one entity: columns, filters, search, selection. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_LIST_PAGE (crm_list_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmListPage, crm_list_page, CRM, LIST_PAGE, AdwNavigationPage)

CrmListPage *crm_list_page_new (CrmWorkspace *workspace, CrmQuery *query, const char *title);
void crm_list_page_start_search (CrmListPage *self); /* Ctrl+F */
/* A saved view of its entity; 0: the list without one. */
void crm_list_page_open_view (CrmListPage *self, gint64 id);
/* Stands for the title: a switch between this list and other views of the same. */
void crm_list_page_set_title_widget (CrmListPage *self, GtkWidget *widget);

/* The bare list for related records inside another page: no header bar, own "add" row. */
#define CRM_TYPE_LIST_VIEW (crm_list_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmListView, crm_list_view, CRM, LIST_VIEW, GtkWidget)
CrmListView *crm_list_view_new (CrmWorkspace *workspace, CrmQuery *query);
void crm_list_view_set_query (CrmListView *self, CrmQuery *query);
void crm_list_view_set_draft (CrmListView *self, CrmRecord *draft); /* what new ones begin with */

G_END_DECLS
