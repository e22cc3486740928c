/* A whole company file for other programs, and back into a new one. */
#pragma once

#include <gtk/gtk.h>

#include "crm-base-file.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* Ask how and where to, or from where. */
void crm_everything_ask_to_export (CrmWorkspace *workspace, GtkWindow *window);
void crm_everything_ask_to_import (CrmWorkspace *workspace, GtkWindow *window);

/* As after the person has chosen. */
void crm_everything_export (CrmWorkspace *workspace, GtkWindow *window, CrmBaseFormat format,
                            const char *path);
void crm_everything_import (CrmWorkspace *workspace, GtkWindow *window, const char *path);

G_END_DECLS
