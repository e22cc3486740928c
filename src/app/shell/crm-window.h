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
/* A copy of the company file, "past" or "sandbox": @banner says what it is, in its colour, above
 * everything. @store (taken over) is closed with the window, and its file removed. */
void crm_window_show_copy (CrmWindow *self, CrmStore *store, const char *style, const char *banner);
gboolean crm_window_is_copy (CrmWindow *self);
CrmShell *crm_window_get_shell (CrmWindow *self); /* NULL while no file is open */

G_END_DECLS
