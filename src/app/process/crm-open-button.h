/* A button that leads to a record. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

void crm_open_button_set (GtkWidget *button, CrmWorkspace *workspace, const char *entity,
                          gint64 id);

G_END_DECLS
