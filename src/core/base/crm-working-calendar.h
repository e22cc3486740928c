/* When a company works: holidays of its country, days of its own, hours; and reckoning with them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmWorkingCalendar:
 *
 * Filled first, read afterwards: while nobody fills it, any thread may read. Minutes of a day run
 * from 0 to 1440, weekdays from 1, Monday, to 7. Hours are wall time of this machine's zone.
 */
typedef struct _CrmWorkingCalendar CrmWorkingCalendar;

/* What a day of the company's own is. */
typedef enum { CRM_OWN_DAY_FREE, CRM_OWN_DAY_WORKED, CRM_OWN_DAY_SHORT } CrmOwnDay;

/* Monday to Friday, 9:00 to 18:00. country: "ru", "ua", "pl"; any other has no holidays. */
CrmWorkingCalendar *crm_working_calendar_new (const char *country);
CrmWorkingCalendar *crm_working_calendar_ref (CrmWorkingCalendar *self);
void crm_working_calendar_unref (CrmWorkingCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWorkingCalendar, crm_working_calendar_unref)

void crm_working_calendar_set_hours (CrmWorkingCalendar *self, int weekday, int from, int to);
void crm_working_calendar_set_day (CrmWorkingCalendar *self, gint64 date, CrmOwnDay day,
                                   const char *name);

gboolean crm_working_calendar_is_working (CrmWorkingCalendar *self, gint64 date);
/* FALSE, and nothing, on a day that is free. */
gboolean crm_working_calendar_get_hours (CrmWorkingCalendar *self, gint64 date, int *from, int *to);
/* The holiday's name, worked or not; NULL: none. Borrowed. */
const char *crm_working_calendar_get_name (CrmWorkingCalendar *self, gint64 date);

gint64 crm_working_calendar_add_days (CrmWorkingCalendar *self, gint64 date, int days);
gint64 crm_working_calendar_add_minutes (CrmWorkingCalendar *self, gint64 moment, gint64 minutes);
/* @moment where it is worked, else when work begins next. */
gint64 crm_working_calendar_next (CrmWorkingCalendar *self, gint64 moment);
gint64 crm_working_calendar_count_minutes (CrmWorkingCalendar *self, gint64 from, gint64 to);

G_END_DECLS
