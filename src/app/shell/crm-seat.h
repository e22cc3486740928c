/* Who sits here: the button at the foot of the sidebar, and the question at the start. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_SEAT (crm_seat_get_type ())
G_DECLARE_FINAL_TYPE (CrmSeat, crm_seat, CRM, SEAT, AdwBin)

void crm_seat_set_workspace (CrmSeat *self, CrmWorkspace *workspace);
/* "seat": who sits here, what they look at. (transfer none) */
GActionGroup *crm_seat_get_actions (CrmSeat *self);
/* Asks who works here, where several could and nobody is noted. */
void crm_seat_ask (CrmWorkspace *workspace, GtkWidget *parent);

G_END_DECLS
