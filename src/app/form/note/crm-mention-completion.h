/* Offers persons while "@" and the beginning of a name is typed. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/* @host: a widget around it that holds the list of persons. */
void crm_mention_completion_attach (GtkTextView *view, GtkWidget *host, CrmWorkspace *workspace);

G_END_DECLS
