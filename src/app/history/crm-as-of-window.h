/* The base as it was: a second window on a copy of the file that went back in time. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Makes the copy on a thread of its own, with progress and a way to stop it, and opens it in a
 * window that says of what moment it is. @change: the last that is seen; @moment: what the window
 * calls it. */
void crm_as_of_window_open (CrmWorkspace *workspace, GtkWidget *parent, gint64 change,
                            gint64 moment);

G_END_DECLS
