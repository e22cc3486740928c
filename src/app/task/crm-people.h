/* Who works here, and who leads whom. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

GPtrArray *crm_people_read (CrmWorkspace *workspace);
gboolean crm_people_are_led (CrmWorkspace *workspace); /* by whoever sits here */
gboolean crm_people_is_led_by (GPtrArray *people, CrmRecord *person, gint64 leader);

G_END_DECLS
