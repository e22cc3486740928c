/* Numbers of documents that were left out. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Looks for them and shows them, or says that there are none. */
void crm_gaps_show (GtkWidget *parent, CrmWorkspace *workspace);

G_END_DECLS
