/* One field of one record in a list. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CELL (crm_cell_get_type ())
G_DECLARE_FINAL_TYPE (CrmCell, crm_cell, CRM, CELL, GtkWidget)

/**
 * CrmCell shows a field as its kind asks: text, figures to the right, dates by their distance (red
 * once overdue), choices as pills, yes as a tick. It follows its record, and asks for the same size
 * whatever it shows, so that columns stand still while rows pass.
 */
GtkWidget *crm_cell_new (CrmWorkspace *workspace, const CrmEntity *entity, int field);
void crm_cell_set_record (CrmCell *self, CrmRecord *record);
CrmRecord *crm_cell_get_record (CrmCell *self);
/* The text it shows. */
char *crm_cell_dup_shown (CrmCell *self);
/* Whether a kind is shown to the right: figures. */
gboolean crm_cell_is_figure (const CrmField *field);

G_END_DECLS
