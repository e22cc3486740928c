/* Deals as cards in columns of their stages, and as a list. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_BOARD_PAGE (crm_board_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmBoardPage, crm_board_page, CRM, BOARD_PAGE, AdwNavigationPage)

CrmBoardPage *crm_board_page_new (CrmWorkspace *workspace);
void crm_board_page_set_title_widget (CrmBoardPage *self, GtkWidget *widget);

G_END_DECLS
