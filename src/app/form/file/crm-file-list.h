/* The files attached to a record. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILE_LIST (crm_file_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmFileList, crm_file_list, CRM, FILE_LIST, GtkWidget)

GtkWidget *crm_file_list_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
CrmQuery *crm_file_list_make_query (const CrmEntity *entity, gint64 id);

G_END_DECLS
