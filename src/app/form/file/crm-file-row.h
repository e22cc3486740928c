/* A row of the files of a record. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILE_ROW (crm_file_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmFileRow, crm_file_row, CRM, FILE_ROW, GtkBox)

GtkWidget *crm_file_row_new (CrmWorkspace *workspace);
void crm_file_row_set_file (CrmFileRow *self, CrmRecord *file);

G_END_DECLS
