/* The settings of one block of a form, or of one column of a table, in plain words. */
#pragma once

#include <adwaita.h>

#include "crm-form-session.h"

G_BEGIN_DECLS

#define CRM_TYPE_BLOCK_PAGE (crm_block_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmBlockPage, crm_block_page, CRM, BLOCK_PAGE, AdwNavigationPage)

CrmBlockPage *crm_block_page_new (CrmFormSession *session, guint ordinal);
guint crm_block_page_get_ordinal (CrmBlockPage *self);
/* After a step back or forth: shows what is there now; FALSE where its part is gone. */
gboolean crm_block_page_renew (CrmBlockPage *self);

G_END_DECLS
