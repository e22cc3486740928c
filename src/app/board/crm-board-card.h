/* One deal as a card: client, what, how much, the next step, who, how long. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_BOARD_CARD (crm_board_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmBoardCard, crm_board_card, CRM, BOARD_CARD, GtkWidget)

/* @item: the card becomes its child, and gives it a name */
CrmBoardCard *crm_board_card_new (CrmWorkspace *workspace, GtkListItem *item);
/* @stage: what the column stands for; NULL record: empty */
void crm_board_card_set_record (CrmBoardCard *self, CrmRecord *record, CrmRecord *stage);
CrmRecord *crm_board_card_get_record (CrmBoardCard *self);

G_END_DECLS
