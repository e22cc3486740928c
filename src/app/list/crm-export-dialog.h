/* The dialog that writes a list into a file for other programs. */
#pragma once

#include <adwaita.h>

#include "crm-columns.h"
#include "crm-grouping.h"

G_BEGIN_DECLS

#define CRM_TYPE_EXPORT_DIALOG (crm_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, CRM, EXPORT_DIALOG, AdwDialog)

/* @query, @grouping: of the list as it is; @ids (nullable, gint64): the chosen ones. */
AdwDialog *crm_export_dialog_new (CrmWorkspace *workspace, CrmQuery *query, CrmGrouping *grouping,
                                  CrmColumns *columns, GArray *ids, gint64 n_rows);
/* Writes into @file what is set in the dialog, as after the person has chosen it. */
void crm_export_dialog_write (CrmExportDialog *self, GFile *file);

G_END_DECLS
