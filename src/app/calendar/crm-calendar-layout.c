/* Where the entries of a calendar stand. */
#include "config.h"

#include "crm-calendar-layout.h"

#include <langinfo.h>

#include "crm-date.h"

/* --- Beside one another */

static gboolean
touch (const CrmCalendarSpan *one, const CrmCalendarSpan *other)
{
  return one->from < other->until && other->from < one->until;
}

/* Those from @first to before @end touch one another, directly or through others. */
static void
close_cluster (CrmCalendarSpan *spans, guint first, guint end, int n_lanes)
{
  for (guint i = first; i < end; i++) {
    int free_until = n_lanes;
    for (guint j = first; j < end; j++)
      if (j != i && spans[j].lane > spans[i].lane && touch (&spans[i], &spans[j]))
        free_until = MIN (free_until, spans[j].lane);
    spans[i].n_lanes = n_lanes;
    spans[i].width = free_until - spans[i].lane;
  }
}

/**
 * crm_calendar_layout_beside:
 * @spans: (array length=n): of one day, ordered by from, then the longer first
 * @n: how many
 *
 * Gives each the first lane that is free; what does not touch others has the whole width. Each
 * takes as many lanes to its side as nobody else needs.
 */
void
crm_calendar_layout_beside (CrmCalendarSpan *spans, guint n)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));
  guint first = 0;
  int latest = 0;

  for (guint i = 0; i < n; i++) {
    guint lane = 0;
    if (i > first && spans[i].from >= latest) {
      close_cluster (spans, first, i, (int) ends->len);
      g_array_set_size (ends, 0);
      first = i;
    }
    while (lane < ends->len && g_array_index (ends, int, lane) > spans[i].from)
      lane++;
    if (lane == ends->len)
      g_array_append_val (ends, spans[i].until);
    else
      g_array_index (ends, int, lane) = spans[i].until;
    spans[i].lane = (int) lane;
    latest = i == first ? spans[i].until : MAX (latest, spans[i].until);
  }
  if (n > 0)
    close_cluster (spans, first, n, (int) ends->len);
}

/* --- Above one another */

/**
 * crm_calendar_layout_stack:
 * @bars: (array length=n): ordered by first column, then the longer first
 * @n: how many
 * @n_columns: days of the row
 *
 * Returns: how many lanes they need
 */
int
crm_calendar_layout_stack (CrmCalendarBar *bars, guint n, int n_columns)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < n; i++) {
    guint lane = 0;
    while (lane < ends->len && g_array_index (ends, int, lane) >= bars[i].first)
      lane++;
    if (lane == ends->len)
      g_array_append_val (ends, bars[i].last);
    else
      g_array_index (ends, int, lane) = bars[i].last;
    bars[i].lane = (int) lane;
    bars[i].is_shown = TRUE;
  }
  return (int) ends->len;
}

static gboolean
overflows (const CrmCalendarBar *bar, const gboolean *full)
{
  for (int column = bar->first; column <= bar->last; column++)
    if (full[column])
      return TRUE;
  return FALSE;
}

/**
 * crm_calendar_layout_fit:
 * @bars: (array length=n): with their lanes
 * @n: how many
 * @n_columns: days of the row
 * @most: how many lanes there is room for
 * @hidden: (array length=n_columns) (out): of each day how many are not shown
 */
void
crm_calendar_layout_fit (CrmCalendarBar *bars, guint n, int n_columns, int most, int *hidden)
{
  g_autofree gboolean *full = g_new0 (gboolean, n_columns);

  for (int column = 0; column < n_columns; column++)
    hidden[column] = 0;
  for (guint i = 0; i < n; i++)
    for (int column = bars[i].first; column <= bars[i].last; column++)
      full[column] = full[column] || bars[i].lane >= most;
  for (guint i = 0; i < n; i++) {
    bars[i].is_shown =
        bars[i].lane < most - 1 || (bars[i].lane < most && !overflows (&bars[i], full));
    for (int column = bars[i].first; !bars[i].is_shown && column <= bars[i].last; column++)
      hidden[column]++;
  }
}

/**
 * crm_calendar_layout_snap:
 * @minute: of a day, or between two moments
 *
 * Returns: the nearest that moving keeps to
 */
int
crm_calendar_layout_snap (int minute)
{
  int half = minute < 0 ? -CRM_CALENDAR_SNAP / 2 : CRM_CALENDAR_SNAP / 2;

  return (minute + half) / CRM_CALENDAR_SNAP * CRM_CALENDAR_SNAP;
}

/* --- Weeks */

/**
 * crm_calendar_layout_first_weekday:
 *
 * Returns: the weekday that a week begins with where the person lives, 1 Monday to 7 Sunday
 */
int
crm_calendar_layout_first_weekday (void)
{
#ifdef __GLIBC__
  /* glibc says from which day it counts as a date in a pointer's place, and then the day by number
   * from 1 on. */
  int number = *(const unsigned char *) nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  guint base = (guint) (gsize) nl_langinfo (_NL_TIME_WEEK_1STDAY);

  if (number >= 1 && number <= 7)
    return base == 19971201 ? number : (number + 5) % 7 + 1;
#endif
  return 1;
}

gint64
crm_calendar_layout_week (gint64 date, int first_weekday)
{
  return date - (crm_date_weekday (date) - first_weekday + 7) % 7;
}

/**
 * crm_calendar_layout_month:
 * @date: any of the month
 * @first_weekday: what a week begins with
 * @from: (out): the first day of the first week
 * @until: (out): the day behind the last week
 */
void
crm_calendar_layout_month (gint64 date, int first_weekday, gint64 *from, gint64 *until)
{
  int year, month, day;
  gint64 first;

  crm_date_to_ymd (date, &year, &month, &day);
  first = crm_date_from_ymd (year, month, 1);
  *from = crm_calendar_layout_week (first, first_weekday);
  *until =
      crm_calendar_layout_week (first + crm_date_days_in_month (year, month) - 1, first_weekday) +
      7;
}

/**
 * crm_calendar_layout_week_number:
 * @first: the first day of seven
 *
 * Returns: the number of the ISO week that has the Thursday among them, 1 to 53
 */
int
crm_calendar_layout_week_number (gint64 first)
{
  gint64 thursday = first + (4 - crm_date_weekday (first) + 7) % 7;
  int year, month, day;

  crm_date_to_ymd (thursday, &year, &month, &day);
  return (int) ((thursday - crm_date_from_ymd (year, 1, 1)) / 7) + 1;
}

gint64
crm_calendar_layout_add_months (gint64 date, int months)
{
  int year, month, day;
  int number;

  crm_date_to_ymd (date, &year, &month, &day);
  number = CLAMP (year * 12 + month - 1 + months, 12, 9999 * 12 + 11);
  year = number / 12;
  month = number % 12 + 1;
  return crm_date_from_ymd (year, month, MIN (day, crm_date_days_in_month (year, month)));
}
