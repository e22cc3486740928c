/* The sandbox: a second window on a copy of the company file, in which everything may be tried. */
#pragma once

#include "crm-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Makes the copy on a thread of its own, with progress and a way to stop it, and opens it in a
 * window that says what it is. The copy is thrown away with its window. */
void crm_sandbox_open (CrmWorkspace *workspace, GtkWidget *parent);

G_END_DECLS
