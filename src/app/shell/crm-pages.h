/* Which page shows a record, and how a new one comes into being. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

AdwNavigationPage *crm_pages_create (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
void crm_pages_make_new (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                         GtkWidget *parent);

G_END_DECLS
