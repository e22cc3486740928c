/* What stands in a calendar: tasks, calls, meetings and letter reminders as spans of time, those
 * that repeat as often as they come. */
#pragma once

#include "crm-change.h"
#include "crm-database.h"

G_BEGIN_DECLS

/**
 * CrmCalendarEntry:
 * @activity: its record; of one that repeats the record that holds the rule
 * @occurrence: the moment at which the rule gives it, also of one that has become a record of its
 *   own; 0: it does not repeat
 * @start: moment; of whole days the local midnight the first begins with
 * @end: moment, not before @start; of whole days the local midnight after the last one
 * @is_all_day: it takes days, no hours
 * @is_settled: done or cancelled
 * @person: whose it is; 0: nobody's
 *
 * One thing to draw. A task that has only a term stands at its term and takes no time.
 */
typedef struct {
  gint64 activity;
  gint64 occurrence;
  gint64 start;
  gint64 end;
  gboolean is_all_day;
  gboolean is_settled;
  gint64 person;
  char *title;
  char *kind; /* name of the choice: "task", "call", "meeting", "letter" */
  char *state;
  char *priority;
  char *place;
  char *company; /* its name; NULL: none */
} CrmCalendarEntry;

CrmCalendarEntry *crm_calendar_entry_copy (const CrmCalendarEntry *self);
void crm_calendar_entry_free (CrmCalendarEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendarEntry, crm_calendar_entry_free)

/**
 * crm_calendar_read:
 * @database: any connection
 * @from: moment
 * @until: moment behind the last
 * @persons: (array length=n_persons): whose; none: everybody's
 * @most: no more than so many entries
 *
 * Returns: (transfer full) (element-type CrmCalendarEntry): what touches the time between, ordered
 *     by start, then the longer first; NULL with @error of the store. Any thread.
 */
GPtrArray *crm_calendar_read (CrmDatabase *database, gint64 from, gint64 until,
                              const gint64 *persons, guint n_persons, guint most, GError **error);

/* How much of a series a deed is about. */
typedef enum {
  CRM_CALENDAR_THIS,           /* this occurrence becomes a record of its own */
  CRM_CALENDAR_THIS_AND_LATER, /* the series ends before it, and a new one begins with it */
  CRM_CALENDAR_ALL             /* the whole series moves by as much */
} CrmCalendarReach;

/* Each adds to @change; writer thread. @activity and @occurrence are those of the entry; 0 where it
 * does not repeat. An occurrence that is a record of its own knows its series: the reach counts for
 * it too. */
gboolean crm_calendar_move (CrmChange *change, CrmDatabase *database, gint64 activity,
                            gint64 occurrence, CrmCalendarReach reach, gint64 start, gint64 end,
                            gboolean is_all_day, GError **error);
gboolean crm_calendar_remove (CrmChange *change, CrmDatabase *database, gint64 activity,
                              gint64 occurrence, CrmCalendarReach reach, GError **error);
/* The occurrence as a record of its own, to be opened, finished, written into. 0 with @error. */
gint64 crm_calendar_detach (CrmChange *change, CrmDatabase *database, gint64 activity,
                            gint64 occurrence, GError **error);
gboolean crm_calendar_finish (CrmChange *change, CrmDatabase *database, gint64 activity,
                              gint64 occurrence, GError **error);

/* Series go on, ring and are checked from here on. Once, at start. */
void crm_calendar_register (void);

/**
 * crm_calendar_describe_rule:
 * @rule: a recurrence rule as RFC 5545 writes it, "FREQ=WEEKLY;BYDAY=MO,WE", or all that "repeat"
 *   of an activity says
 *
 * Returns: (transfer full) (nullable): it in words of the person's language, "Every week on Monday
 *     and Wednesday"; NULL: the rule cannot be read
 */
char *crm_calendar_describe_rule (const char *rule);

G_END_DECLS
