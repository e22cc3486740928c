/* When nobody wants to be disturbed: hours of the night, weekends and holidays. */
#pragma once

#include "crm-working-calendar.h"

G_BEGIN_DECLS

/**
 * CrmQuiet:
 * @has_hours: whether there are quiet hours each day
 * @from: minute of the day, 0 to 1439, with which they begin
 * @until: minute of the day with which they end; before @from: of the next day; @from itself: none
 * @calendar: (nullable): its days without work are quiet as a whole; NULL: no day is
 *
 * Minutes are wall time of this machine's zone.
 */
typedef struct {
  gboolean has_hours;
  int from;
  int until;
  CrmWorkingCalendar *calendar; /* borrowed */
} CrmQuiet;

/* Any thread, as the calendar. @moment: seconds */
gboolean crm_quiet_holds (const CrmQuiet *self, gint64 moment);

G_END_DECLS
