/* A calendar in words: hours, days, what an entry is called for those who hear it. */
#pragma once

#include "crm-calendar.h"

G_BEGIN_DECLS

/* All (transfer full). */
char *crm_calendar_text_time (gint64 moment); /* "10:00" */
/* "10:00–11:00", "10:00", "All day" */
char *crm_calendar_text_hours (gint64 start, gint64 end, gboolean is_all_day);
/* "Tuesday 24 November, 10:00–11:00"; of several days both */
char *crm_calendar_text_when (gint64 start, gint64 end, gboolean is_all_day);
/* "Meeting, Contract, Orion, 10:00–11:00, Tuesday 24 November" */
char *crm_calendar_text_name (const CrmCalendarEntry *entry, const char *person);
char *crm_calendar_text_day (gint64 date);      /* "Tuesday 24 November" */
char *crm_calendar_text_weekday (gint64 date);  /* "Tue" */
char *crm_calendar_text_month (gint64 date);    /* "November 2026" */
char *crm_calendar_text_full_day (gint64 date); /* "Tuesday, 24 November 2026" */
/* "November – December 2026", from the first to the last day */
char *crm_calendar_text_months (gint64 first, gint64 last);

/* The word of a choice, translated; borrowed. */
const char *crm_calendar_text_kind (const char *kind);
const char *crm_calendar_text_state (const char *state);

/* The last local day that an entry takes. */
gint64 crm_calendar_last_day (const CrmCalendarEntry *entry);

G_END_DECLS
