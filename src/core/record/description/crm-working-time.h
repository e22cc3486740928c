/* When this company works: holidays of its country, its own hours and days. */
#pragma once

#include "crm-database.h"
#include "crm-working-calendar.h"

G_BEGIN_DECLS

/* (transfer full): as the file says now. Any thread with its own connection. */
CrmWorkingCalendar *crm_working_time_load (CrmDatabase *database);
/* Minutes of the day; both 0: it is free. Writer's connection, in a transaction. */
gboolean crm_working_time_set_hours (CrmDatabase *database, int weekday, int from, int to,
                                     GError **error);
/* FALSE: the weekday is free. */
gboolean crm_working_time_get_hours (CrmDatabase *database, int weekday, int *from, int *to);
/* The moment at which work ends on a day, begins: of a day that is free as on usual ones. */
gint64 crm_working_time_end_of (CrmWorkingCalendar *calendar, gint64 date);
gint64 crm_working_time_begin_of (CrmWorkingCalendar *calendar, gint64 date);

G_END_DECLS
