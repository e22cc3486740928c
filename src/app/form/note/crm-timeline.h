/* What happened to a record, newest first. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE (crm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeline, crm_timeline, CRM, TIMELINE, GtkWidget)

GtkWidget *crm_timeline_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
void crm_timeline_start_note (CrmTimeline *self);

G_END_DECLS
