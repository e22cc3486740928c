/* Which days of a country are worked: for due dates and reminders. */
#include "config.h"

#include "crm-date.h"

/* Holidays count from a year on, so that a calendar of the past stays right. */
typedef struct {
  guint8 month;
  guint8 day;
  guint16 from_year;
} FixedHoliday;

typedef struct {
  guint8 days_after_easter;
} MovableHoliday;

/* Labour Code of the Russian Federation, article 112. The government's yearly moving of holidays
 * that fall on weekends is not foreseen here. */
static const FixedHoliday russian_holidays[] = {
  { 1, 1, 0 }, { 1, 2, 0 },  { 1, 3, 0 }, { 1, 4, 0 }, { 1, 5, 0 }, { 1, 6, 0 },  { 1, 7, 0 },
  { 1, 8, 0 }, { 2, 23, 0 }, { 3, 8, 0 }, { 5, 1, 0 }, { 5, 9, 0 }, { 6, 12, 0 }, { 11, 4, 0 },
};

/* Ukraine has none: while martial law lasts, holidays are working days, and are not moved either
 * (law 2136-IX of 15.03.2022, article 6). Those of article 73 of the Labour Code belong here after
 * it. */

/* Poland: law of 18.01.1951 on days off work; Epiphany since 2011, Christmas Eve since 2025 (law of
 * 06.12.2024). Easter and Pentecost are Sundays anyway. */
static const FixedHoliday polish_holidays[] = {
  { 1, 1, 0 },  { 1, 6, 2011 }, { 5, 1, 0 },      { 5, 3, 0 },   { 8, 15, 0 },
  { 11, 1, 0 }, { 11, 11, 0 },  { 12, 24, 2025 }, { 12, 25, 0 }, { 12, 26, 0 },
};
static const MovableHoliday polish_movable_holidays[] = {
  { 1 },  /* Easter Monday */
  { 60 }, /* Corpus Christi */
};

/* Western Easter. The moon's age on a date repeats after 19 years (golden number) but for the
 * corrections of the Gregorian reform: a leap day left out in three of four centuries, and the
 * moon's drift of 8 days in 25 centuries. Easter is the Sunday after the full moon that comes with
 * or after 21 March (Inter gravissimas, 1582; the epact method of Clavius). */
static gint64
find_easter (int year)
{
  int century = year / 100 + 1;
  int golden_number = year % 19 + 1;
  int leap_days_left_out = 3 * century / 4 - 12;
  int moon_drift = (8 * century + 5) / 25 - 5;
  int epact = (11 * golden_number + 20 + moon_drift - leap_days_left_out) % 30;
  gint64 full_moon;

  if (epact < 0)
    epact += 30;
  if ((epact == 25 && golden_number > 11) || epact == 24)
    epact++;
  full_moon = crm_date_from_ymd (year, 3, 21) + (44 - epact < 21 ? 74 - epact : 44 - epact) - 21;
  return full_moon + 7 - crm_date_weekday (full_moon) % 7;
}

static gboolean
is_fixed_holiday (const FixedHoliday *holidays, gsize n_holidays, int year, int month, int day)
{
  for (gsize i = 0; i < n_holidays; i++) {
    if (holidays[i].month == month && holidays[i].day == day)
      return year >= holidays[i].from_year;
  }
  return FALSE;
}

/**
 * crm_date_is_working:
 * @date: a date
 * @country: (nullable): "ru", "ua", "pl"; any other has no holidays here
 *
 * Whether @date is from Monday to Friday and no public holiday of @country. Single days that a
 * government moves from year to year are not known. Any thread.
 *
 * Returns: TRUE for a working day
 */
gboolean
crm_date_is_working (gint64 date, const char *country)
{
  int year, month, day;

  if (crm_date_weekday (date) > 5)
    return FALSE;
  crm_date_to_ymd (date, &year, &month, &day);
  if (g_strcmp0 (country, "ru") == 0)
    return !is_fixed_holiday (russian_holidays, G_N_ELEMENTS (russian_holidays), year, month, day);
  if (g_strcmp0 (country, "pl") == 0) {
    gint64 easter = find_easter (year);
    for (guint i = 0; i < G_N_ELEMENTS (polish_movable_holidays); i++) {
      if (date == easter + polish_movable_holidays[i].days_after_easter)
        return FALSE;
    }
    return !is_fixed_holiday (polish_holidays, G_N_ELEMENTS (polish_holidays), year, month, day);
  }
  return TRUE;
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
