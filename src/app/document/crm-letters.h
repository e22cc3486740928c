/* Letters to debtors: made in one step, then printed, saved or sent. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Takes over @debtors (element-type CrmDebtor). */
void crm_letters_make (GtkWidget *parent, CrmWorkspace *workspace, GPtrArray *debtors);

G_END_DECLS
