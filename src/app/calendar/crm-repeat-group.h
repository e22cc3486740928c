/* How often a task or meeting comes again, on its card: chosen and written at once. */
#pragma once

#include <adwaita.h>

#include "crm-record-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_REPEAT_GROUP (crm_repeat_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmRepeatGroup, crm_repeat_group, CRM, REPEAT_GROUP, GtkWidget)

/* Of an activity; hidden while that has no time. */
GtkWidget *crm_repeat_group_new (CrmRecordForm *form);

G_END_DECLS
