/* Tables of an import: the rows as they stand in the file, and as they will be. */
#pragma once

#include <gtk/gtk.h>

#include "crm-import-session.h"

G_BEGIN_DECLS

/* Of wider tables only so many columns are shown. */
#define CRM_IMPORT_GRID_COLUMNS 40

void crm_import_grid_show_file (GtkColumnView *grid, CrmImportSession *session);
void crm_import_grid_show_preview (GtkColumnView *grid, CrmImportSession *session);
void crm_import_grid_clear (GtkColumnView *grid);
const char *crm_import_state_get_label (CrmImportState state);
const char *crm_import_state_get_colour (CrmImportState state); /* as of crm_pill_set() */

G_END_DECLS
