/* Asks why a deal was lost before it is counted as lost. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Calls back with the reason (a dictionary value), 0 for none given; not at all when the person
 * thinks better of it. */
typedef void (*CrmLostFunc) (gint64 reason, gpointer data);
void crm_lost_dialog_ask (GtkWidget *parent, CrmWorkspace *workspace, const char *deal,
                          CrmLostFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
