/* One kind of request to colleagues: who, how long, what is given along and what comes back. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_REQUEST_PAGE (crm_request_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequestPage, crm_request_page, CRM, REQUEST_PAGE, AdwNavigationPage)

/* Pushes the page of @kind over the preferences that @parent is in. */
void crm_request_page_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 kind);
/* For one question, @item being NULL for a new one on that side. */
AdwDialog *crm_request_item_dialog_new (CrmWorkspace *workspace, gint64 kind, const char *side,
                                        CrmRecord *item);

G_END_DECLS
