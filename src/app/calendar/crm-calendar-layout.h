/* Where the entries of a calendar stand: beside one another, above one another, in which weeks.
 * Numbers alone, without a window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What moving and stretching keeps to, and what the keys step by, in minutes. */
#define CRM_CALENDAR_SNAP 15
#define CRM_CALENDAR_SLOT 30
#define CRM_CALENDAR_DAY (24 * 60)

/**
 * CrmCalendarSpan:
 * @from: minute of the day
 * @until: minute behind the last, after @from
 * @lane: from 0: which of @n_lanes parts of the day's width it begins in
 * @n_lanes: how many those that touch one another share
 * @width: how many of the parts it may take
 *
 * One entry of one day.
 */
typedef struct {
  int from;
  int until;
  int lane;
  int n_lanes;
  int width;
} CrmCalendarSpan;

/* @spans: ordered by from, then the longer first. */
void crm_calendar_layout_beside (CrmCalendarSpan *spans, guint n);

/**
 * CrmCalendarBar:
 * @first: column
 * @last: column, not before @first
 * @lane: from 0, the uppermost
 * @is_shown: whether there is room for it
 *
 * One entry of a row of days.
 */
typedef struct {
  int first;
  int last;
  int lane;
  gboolean is_shown;
} CrmCalendarBar;

/* @bars: ordered by first column, then the longer first. Returns how many lanes there are. */
int crm_calendar_layout_stack (CrmCalendarBar *bars, guint n, int n_columns);
/* With room for @most lanes. @hidden: (array length=n_columns): how many a day has that are not
 * shown; its last lane then says so. */
void crm_calendar_layout_fit (CrmCalendarBar *bars, guint n, int n_columns, int most, int *hidden);

int crm_calendar_layout_snap (int minute);

/* --- Weeks. Weekdays run from 1, Monday, to 7; dates are those of crm-date.h. */
int crm_calendar_layout_first_weekday (void); /* by the person's locale */
gint64 crm_calendar_layout_week (gint64 date, int first_weekday);
/* The whole weeks that show the month of @date. @until: the day behind the last. */
void crm_calendar_layout_month (gint64 date, int first_weekday, gint64 *from, gint64 *until);
/* By ISO 8601: the week that has the most of the seven days from @first on. */
int crm_calendar_layout_week_number (gint64 first);
/* The same day of another month, or its last one. */
gint64 crm_calendar_layout_add_months (gint64 date, int months);

G_END_DECLS
