/* One field of one record in a list. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

/**
 * crm_cell_new:
 * @workspace: the workspace; must outlive the cell
 * @entity: of the records
 * @field: index of the field
 *
 * A cell shows a field as its kind asks: text, figures to the right, dates by their distance (red
 * once overdue), choices as pills, yes as a tick. It follows its record, and asks for the same size
 * whatever it shows, so that columns stand still while rows pass. A list holds thousands of them:
 * where one widget is enough it is one.
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *crm_cell_new (CrmWorkspace *workspace, const CrmEntity *entity, int field);
gboolean crm_is_cell (GtkWidget *widget);
void crm_cell_set_record (GtkWidget *cell, CrmRecord *record);
CrmRecord *crm_cell_get_record (GtkWidget *cell);
int crm_cell_get_field (GtkWidget *cell);   /* index */
char *crm_cell_dup_shown (GtkWidget *cell); /* the text it shows */
/* Whether its column takes the room that is left over. */
gboolean crm_cell_expands (const CrmEntity *entity, const CrmField *field);
/* Whether a kind is shown to the right: figures. */
gboolean crm_cell_is_figure (const CrmField *field);

G_END_DECLS
