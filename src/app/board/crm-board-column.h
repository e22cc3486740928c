/* One stage of the board: its cards, their number and sums; cards are taken from it and dropped on
 * it. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_BOARD_COLUMN (crm_board_column_get_type ())
G_DECLARE_FINAL_TYPE (CrmBoardColumn, crm_board_column, CRM, BOARD_COLUMN, GtkWidget)

/* Emits "dropped" (gint64 deal) when a card of another column is dropped here, and "shifted"
 * (gint64 deal, int by) when a card is to go @by columns to the right by keyboard. */
CrmBoardColumn *crm_board_column_new (CrmWorkspace *workspace, CrmRecord *stage);
CrmBoardColumn *crm_board_column_new_mixed (CrmWorkspace *workspace, const char *title,
                                            const char *colour, GHashTable *stages);
CrmRecord *crm_board_column_get_stage (CrmBoardColumn *self);
/* Which deals of the stage are shown. */
void crm_board_column_set_query (CrmBoardColumn *self, CrmQuery *query);
/* @groups: (element-type CrmGroup): of all stages by currency; of a mixed column its own */
void crm_board_column_set_sums (CrmBoardColumn *self, GArray *groups);
gboolean crm_board_column_celebrate (CrmBoardColumn *self, gint64 deal);
gboolean crm_board_column_focus_deal (CrmBoardColumn *self, gint64 deal);

G_END_DECLS
