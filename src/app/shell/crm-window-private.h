/* The window's actions, for the window alone. */
#pragma once

#include "crm-window.h"

G_BEGIN_DECLS

void crm_window_install_actions (GtkWidgetClass *widget_class);
void crm_window_update_actions (CrmWindow *self);

G_END_DECLS
