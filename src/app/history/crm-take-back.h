/* Taking back a change of long ago, or a record to a moment: what it would do is shown first. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Looks what taking it back would do, asks, and does it as one step that Undo takes back. */
void crm_take_back_ask (CrmWorkspace *workspace, GtkWidget *parent, gint64 change);
/* The same of all that happened to a record after a change, which was made at @moment. */
void crm_take_back_ask_record (CrmWorkspace *workspace, GtkWidget *parent, const CrmEntity *entity,
                               gint64 id, gint64 change, gint64 moment);

G_END_DECLS
