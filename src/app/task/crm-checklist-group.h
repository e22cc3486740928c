/* The steps of a task: ticked, named, put in order and added in place. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHECKLIST_GROUP (crm_checklist_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmChecklistGroup, crm_checklist_group, CRM, CHECKLIST_GROUP,
                      AdwPreferencesGroup)

GtkWidget *crm_checklist_group_new (CrmWorkspace *workspace, gint64 task);
/* The same in a small sheet over @parent. */
void crm_checklist_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 task);
/* "2 of 5"; NULL: a task without steps. */
char *crm_checklist_dup_progress (CrmRecord *task);

G_END_DECLS
