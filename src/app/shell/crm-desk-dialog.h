/* Arranging one's own desktop: which sections and cards are in sight, and in what order. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

AdwDialog *crm_desk_dialog_new (CrmWorkspace *workspace);

G_END_DECLS
