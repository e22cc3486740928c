/* Dates as days since 1970-01-01: to and from year, month and day, and out of texts. */
#include "config.h"

#include "crm-date.h"

#include "crm-error.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_OF_400_YEARS 146097

/* Years of two digits lie between these two, 99 being 1999 and 49 being 2049. */
#define SHORT_YEAR_FIRST 1950

static const int days_before_month[13] = { 0,   31,  59,  90,  120, 151, 181,
                                           212, 243, 273, 304, 334, 365 };

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0001-01-01 to the beginning of a year. */
static gint64
count_days_before_year (int year)
{
  int past = year - 1;

  return (gint64) past * 365 + past / 4 - past / 100 + past / 400;
}

static int
count_days_before_month (int year, int month)
{
  return days_before_month[month - 1] + (month > 2 && is_leap_year (year));
}

/**
 * crm_date_days_in_month:
 * @year: 1 to 9999
 * @month: 1 to 12
 *
 * Returns: 28 to 31. Any thread.
 */
int
crm_date_days_in_month (int year, int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, 31);

  return days_before_month[month] - days_before_month[month - 1] +
         (month == 2 && is_leap_year (year));
}

/**
 * crm_date_is_valid_ymd:
 * @year: a year
 * @month: a month, 1 January
 * @day: a day of the month
 *
 * Returns: whether there is such a day between 0001-01-01 and 9999-12-31. Any thread.
 */
gboolean
crm_date_is_valid_ymd (int year, int month, int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= crm_date_days_in_month (year, month);
}

/**
 * crm_date_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the length of the month; see crm_date_is_valid_ymd() for what comes from outside
 *
 * Returns: the date. Any thread.
 */
gint64
crm_date_from_ymd (int year, int month, int day)
{
  g_return_val_if_fail (crm_date_is_valid_ymd (year, month, day), CRM_DATE_MIN);

  return CRM_DATE_MIN + count_days_before_year (year) + count_days_before_month (year, month) +
         day - 1;
}

/**
 * crm_date_to_ymd:
 * @date: a date; one outside of the years 1 to 9999 becomes the first or last of their days
 * @year: (out) (optional): 1 to 9999
 * @month: (out) (optional): 1 to 12
 * @day: (out) (optional): 1 to 31
 *
 * Any thread.
 */
void
crm_date_to_ymd (gint64 date, int *year, int *month, int *day)
{
  gint64 days = CLAMP (date, CRM_DATE_MIN, CRM_DATE_MAX) - CRM_DATE_MIN;
  /* The average year guesses right or one too far. */
  int y = (int) (days * 400 / DAYS_OF_400_YEARS) + 1;
  int m;
  int rest;

  while (count_days_before_year (y) > days)
    y--;
  while (count_days_before_year (y + 1) <= days)
    y++;
  rest = (int) (days - count_days_before_year (y));
  m = rest / 31 + 1;
  if (m < 12 && count_days_before_month (y, m + 1) <= rest)
    m++;

  if (year != NULL)
    *year = y;
  if (month != NULL)
    *month = m;
  if (day != NULL)
    *day = rest - count_days_before_month (y, m) + 1;
}

/**
 * crm_date_weekday:
 * @date: a date
 *
 * Returns: 1 Monday to 7 Sunday. Any thread.
 */
int
crm_date_weekday (gint64 date)
{
  /* 0001-01-01 was a Monday; the remainder is made positive for what lies before it. */
  return (int) (((date - CRM_DATE_MIN) % 7 + 7) % 7) + 1;
}

/**
 * crm_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full): "2026-11-23". Any thread.
 */
char *
crm_date_to_iso (gint64 date)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* Reading */

typedef struct {
  int number;
  int n_digits;
} Part;

/* Three numbers of one to four digits between equal separators. */
static gboolean
read_parts (const char **text, Part parts[3], char *separator)
{
  for (guint i = 0; i < 3; i++) {
    parts[i] = (Part) { 0, 0 };
    while (g_ascii_isdigit (**text)) {
      parts[i].number = parts[i].number * 10 + g_ascii_digit_value (*(*text)++);
      if (++parts[i].n_digits > 4)
        return FALSE;
    }
    if (parts[i].n_digits == 0)
      return FALSE;
    if (i == 2)
      break;
    if (i == 0 && **text != '.' && **text != '/' && **text != '-')
      return FALSE;
    if (i == 0)
      *separator = **text;
    else if (**text != *separator)
      return FALSE;
    (*text)++;
  }
  return TRUE;
}

/* The time of a date and time, which is not read here, but has to look like one:
 * "T14:30:00.5+03:00". */
static gboolean
is_time_or_nothing (const char *text)
{
  if (*text == '\0')
    return TRUE;
  if (*text != 'T' && *text != 't' && !g_ascii_isspace (*text))
    return FALSE;
  text++;
  text += strspn (text, " \t");
  if (!g_ascii_isdigit (text[0]))
    return FALSE;
  if (text[1] != ':' && !(g_ascii_isdigit (text[1]) && text[2] == ':'))
    return FALSE;
  return text[strspn (text, "0123456789:.,+-Zz ")] == '\0';
}

static int
complete_year (Part part)
{
  int century = SHORT_YEAR_FIRST - SHORT_YEAR_FIRST % 100;

  if (part.n_digits > 2)
    return part.number;
  return part.number + (part.number >= SHORT_YEAR_FIRST % 100 ? century : century + 100);
}

static gboolean
set_date_error (const char *text, gboolean no_such_day, GError **error)
{
  g_autofree char *quoted = crm_text_one_line (text, 60);

  if (no_such_day)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is no such day as “%s”"), quoted);
  else if (*quoted == '\0')
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A date is missing"));
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date"), quoted);
  return FALSE;
}

static gboolean
parse_date (const char *text, CrmDateOrder order, gboolean short_years, gint64 *date,
            GError **error)
{
  static const struct {
    guint8 year, month, day;
  } places[] = {
    [CRM_DATE_ORDER_YMD] = { 0, 1, 2 },
    [CRM_DATE_ORDER_DMY] = { 2, 1, 0 },
    [CRM_DATE_ORDER_MDY] = { 2, 0, 1 },
  };
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *rest = stripped;
  Part parts[3];
  char separator = 0;

  if (!read_parts (&rest, parts, &separator) || !is_time_or_nothing (rest))
    return set_date_error (text, FALSE, error);
  /* A year of four digits that comes first tells the order whatever the rest of the file says. */
  if (parts[0].n_digits == 4)
    order = CRM_DATE_ORDER_YMD;

  Part year = parts[places[order].year];
  Part month = parts[places[order].month];
  Part day = parts[places[order].day];
  if (month.n_digits > 2 || day.n_digits > 2 ||
      (year.n_digits != 4 && !(short_years && year.n_digits == 2)))
    return set_date_error (text, FALSE, error);
  int full_year = complete_year (year);
  if (!crm_date_is_valid_ymd (full_year, month.number, day.number))
    return set_date_error (text, TRUE, error);
  if (date != NULL)
    *date = crm_date_from_ymd (full_year, month.number, day.number);
  return TRUE;
}

/**
 * crm_date_parse:
 * @text: a date as typed or stored
 * @date: (out) (optional): the date; untouched on failure
 * @error: return location for an error
 *
 * Reads "2026-11-23", "23.11.2026", "3.4.2026" and "23/11/2026" (the day first), with white space
 * around. A time after the date ("2026-11-23T14:30:00Z") is left aside: the date is that which is
 * written, whatever the offset. Any thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is not a date or there is no such day
 */
gboolean
crm_date_parse (const char *text, gint64 *date, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return parse_date (text, CRM_DATE_ORDER_DMY, FALSE, date, error);
}

/**
 * crm_date_parse_ordered:
 * @text: a date out of a file
 * @order: in which order the file has day, month and year
 * @date: (out) (optional): the date; untouched on failure
 * @error: return location for an error
 *
 * As crm_date_parse(), with ".", "/" or "-" between the numbers, and with years of two digits,
 * which lie between 1950 and 2049. A year of four digits that stands first is one in any order. Any
 * thread.
 *
 * Returns: FALSE with %CRM_ERROR_INVALID when it is not a date or there is no such day
 */
gboolean
crm_date_parse_ordered (const char *text, CrmDateOrder order, gint64 *date, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return parse_date (text, order, TRUE, date, error);
}
