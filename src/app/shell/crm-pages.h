/* Which page shows a record, and how a new one comes into being. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

AdwNavigationPage *crm_pages_create (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
void crm_pages_make_new (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                         GtkWidget *parent);

/* "deal:17", as notifications, the palette and page tags name records; id 0 is the list of all. */
char *crm_pages_dup_name (const CrmEntity *entity, gint64 id);
gboolean crm_pages_parse_name (const char *name, const CrmEntity **entity, gint64 *id);

/* Goes back from a page that has nothing to show any more, where it is the one that is seen. */
void crm_pages_leave (GtkWidget *page);

G_END_DECLS
