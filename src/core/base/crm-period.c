/* Stretches of days that people name. */
#include "config.h"

#include "crm-period.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"

typedef enum { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR } Unit;

static const struct {
  Unit unit;
  int offset; /* units from the present one */
  const char *label;
} periods[CRM_N_PERIODS] = {
  [CRM_PERIOD_TODAY] = { UNIT_DAY, 0, NC_ ("period", "Today") },
  [CRM_PERIOD_YESTERDAY] = { UNIT_DAY, -1, NC_ ("period", "Yesterday") },
  [CRM_PERIOD_TOMORROW] = { UNIT_DAY, 1, NC_ ("period", "Tomorrow") },
  [CRM_PERIOD_THIS_WEEK] = { UNIT_WEEK, 0, NC_ ("period", "This week") },
  [CRM_PERIOD_LAST_WEEK] = { UNIT_WEEK, -1, NC_ ("period", "Last week") },
  [CRM_PERIOD_NEXT_WEEK] = { UNIT_WEEK, 1, NC_ ("period", "Next week") },
  [CRM_PERIOD_THIS_MONTH] = { UNIT_MONTH, 0, NC_ ("period", "This month") },
  [CRM_PERIOD_LAST_MONTH] = { UNIT_MONTH, -1, NC_ ("period", "Last month") },
  [CRM_PERIOD_NEXT_MONTH] = { UNIT_MONTH, 1, NC_ ("period", "Next month") },
  [CRM_PERIOD_THIS_QUARTER] = { UNIT_QUARTER, 0, NC_ ("period", "This quarter") },
  [CRM_PERIOD_LAST_QUARTER] = { UNIT_QUARTER, -1, NC_ ("period", "Last quarter") },
  [CRM_PERIOD_THIS_YEAR] = { UNIT_YEAR, 0, NC_ ("period", "This year") },
  [CRM_PERIOD_LAST_YEAR] = { UNIT_YEAR, -1, NC_ ("period", "Last year") },
};

static int
count_months (Unit unit)
{
  return unit == UNIT_YEAR ? 12 : unit == UNIT_QUARTER ? 3 : 1;
}

/* The first day of the stretch of @length months that is @offset such stretches from @today's. */
static gint64
find_month (gint64 today, int length, int offset)
{
  int year, month, day;
  int months;

  crm_date_to_ymd (today, &year, &month, &day);
  months = year * 12 + (month - 1) / length * length + offset * length;
  return crm_date_from_ymd (months / 12, months % 12 + 1, 1);
}

/**
 * crm_period_get_days:
 * @period: a period
 * @today: the present day
 * @first: (out): its first day
 * @last: (out): its last day
 *
 * Weeks begin on Monday (ISO 8601). Any thread.
 */
void
crm_period_get_days (CrmPeriod period, gint64 today, gint64 *first, gint64 *last)
{
  Unit unit = periods[period].unit;
  int offset = periods[period].offset;

  switch (unit) {
  case UNIT_DAY:
    *first = *last = today + offset;
    return;
  case UNIT_WEEK:
    *first = today - (crm_date_weekday (today) - 1) + 7 * offset;
    *last = *first + 6;
    return;
  case UNIT_MONTH:
  case UNIT_QUARTER:
  case UNIT_YEAR:
    *first = find_month (today, count_months (unit), offset);
    *last = find_month (today, count_months (unit), offset + 1) - 1;
    return;
  }
}

/**
 * crm_period_get_label:
 * @period: a period
 *
 * Returns: its translated name
 */
const char *
crm_period_get_label (CrmPeriod period)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "period", periods[period].label);
}
