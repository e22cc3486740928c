/* The window: a frame for an open company file, or for what is shown while there is none. */
#pragma once

#include <adwaita.h>

#include "crm-shell.h"

G_BEGIN_DECLS

#define CRM_TYPE_WINDOW (crm_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

CrmWindow *crm_window_new (GtkApplication *application);
void crm_window_show_workspace (CrmWindow *self, CrmWorkspace *workspace);
void crm_window_show_widget (CrmWindow *self, GtkWidget *widget);
/* The base as it was: @banner says so in colour above everything. */
void crm_window_show_past (CrmWindow *self, CrmWorkspace *workspace, const char *banner);
gboolean crm_window_is_past (CrmWindow *self);
CrmShell *crm_window_get_shell (CrmWindow *self); /* NULL while no file is open */

G_END_DECLS
