/* "Anybody" and the persons, for a drop-down. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

void crm_person_choice_fill (GtkDropDown *choice, CrmWorkspace *workspace);
gint64 crm_person_choice_get (GtkDropDown *choice); /* 0: anybody */

G_END_DECLS
