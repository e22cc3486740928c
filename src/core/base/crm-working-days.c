/* Which days of a country are worked, for whoever has no company's calendar at hand. */
#include "config.h"

#include "crm-date.h"

#include "crm-holidays-private.h"

/**
 * crm_date_is_working:
 * @date: a date
 * @country: (nullable): "ru", "ua", "pl"; any other has no holidays here
 *
 * Whether @date is from Monday to Friday and no public holiday of @country, days that a government
 * has moved included. Any thread.
 *
 * Returns: TRUE for a working day
 */
gboolean
crm_date_is_working (gint64 date, const char *country)
{
  CrmHolidays *holidays = crm_holidays_get (country);
  CrmDayFacts facts = { 0 };

  if (holidays != NULL)
    facts = crm_holidays_look_up (holidays, date);
  return facts.rule == CRM_DAY_ORDINARY ? crm_date_weekday (date) <= 5
                                        : facts.rule == CRM_DAY_WORKED;
}

/**
 * crm_date_add_working_days:
 * @date: a date, working day or not
 * @days: how many working days later; negative for earlier, 0 for @date itself
 * @country: (nullable): as of crm_date_is_working()
 *
 * Any thread.
 *
 * Returns: the @days-th working day after @date
 */
gint64
crm_date_add_working_days (gint64 date, int days, const char *country)
{
  int step = days < 0 ? -1 : 1;

  date = CLAMP (date, CRM_DATE_MIN, CRM_DATE_MAX);
  while (days != 0 && date > CRM_DATE_MIN && date < CRM_DATE_MAX) {
    date += step;
    if (crm_date_is_working (date, country))
      days -= step;
  }
  return date;
}
