/* What the files of alarms share. */
#pragma once

#include "crm-alarm.h"

G_BEGIN_DECLS

/* Sets or removes the alarm of a task as if it were written at @now. Writer thread. */
gboolean crm_alarm_renew (CrmDatabase *database, CrmRecord *task, gint64 now, GError **error);

G_END_DECLS
