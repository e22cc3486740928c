/* The making of a row of the preview. */
#pragma once

#include "crm-import-row.h"

G_BEGIN_DECLS

CrmImportRow *crm_import_row_new (guint64 number, guint64 line, CrmRecord *record);
void crm_import_row_set_state (CrmImportRow *self, CrmImportState state, const char *remark);
void crm_import_row_set_twin (CrmImportRow *self, gint64 twin, CrmImportExisting existing);
void crm_import_row_set_cell (CrmImportRow *self, int field, CrmImportCellState state,
                              const char *text);

G_END_DECLS
