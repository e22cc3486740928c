/* Dates and times of the quick line. */
#include "config.h"

#include "crm-quick-private.h"

#include <string.h>

#include "crm-date.h"

#define MOST_COUNT 365

/* --- Dates */

static guint
take_date (QuickReader *self, gint64 date, guint n)
{
  if (date > CRM_DATE_MAX || date < CRM_DATE_MIN)
    return 0;
  self->line->has_date = TRUE;
  self->line->date = date;
  return n;
}

static gint64
add_months (gint64 date, int months)
{
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  month += months - 1;
  year += month / 12;
  month = month % 12 + 1;
  return crm_date_from_ymd (year, month, MIN (day, crm_date_days_in_month (year, month)));
}

static guint
take_span (QuickReader *self, int count, int unit, guint n)
{
  switch (unit) {
  case QUICK_UNIT_MINUTE:
  case QUICK_UNIT_HOUR: {
    gint64 moment = self->now + (gint64) count * (unit == QUICK_UNIT_HOUR ? 3600 : 60);
    gint64 date = crm_moment_to_date (moment);
    /* By the clock on the wall: the night of a change of time has an hour more or less. */
    g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (moment);
    if (local == NULL || self->line->minutes >= 0)
      return 0;
    self->line->minutes = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
    return take_date (self, date, n);
  }
  case QUICK_UNIT_WORKING_DAY:
    return take_date (self, crm_date_add_working_days (self->today, count, self->country), n);
  case QUICK_UNIT_WEEK:
    return take_date (self, self->today + 7 * count, n);
  case QUICK_UNIT_MONTH:
    return take_date (self, add_months (self->today, count), n);
  default:
    return take_date (self, self->today + count, n);
  }
}

/* "in 3 days", "in a week", "in half an hour": where the unit stands alone it is one. */
static guint
read_span (QuickReader *self, guint i)
{
  guint n = crm_quick_match (self, i, QUICK_WORD_IN, NULL);
  guint more;
  int count = 1;
  int unit;

  if (n == 0)
    return 0;
  more = crm_quick_match (self, i + n, QUICK_WORD_SPAN, &unit);
  if (more > 0)
    return take_span (self, unit, QUICK_UNIT_MINUTE, n + more);
  more = crm_quick_match (self, i + n, QUICK_WORD_NUMBER, &count);
  if (more == 0 && crm_quick_number (crm_quick_token (self, i + n), 1, MOST_COUNT, &count))
    more = 1;
  n += more;
  more = crm_quick_match (self, i + n, QUICK_WORD_UNIT, &unit);
  return more > 0 ? take_span (self, count, unit, n + more) : 0;
}

/* Plainly the next such day; "this" may be today; "next" lies in the week after this one. */
static guint
read_weekday (QuickReader *self, guint i)
{
  guint next = crm_quick_match (self, i, QUICK_WORD_NEXT, NULL);
  guint this = next == 0 ? crm_quick_match (self, i, QUICK_WORD_THIS, NULL) : 0;
  guint n = next + this;
  int weekday, period;
  guint more = crm_quick_match (self, i + n, QUICK_WORD_WEEKDAY, &weekday);
  int today = crm_date_weekday (self->today);
  int days;

  if (more == 0)
    return 0;
  n += more;
  more = crm_quick_match (self, i + n, QUICK_WORD_PERIOD, &period);
  if (more > 0 && period == QUICK_NEXT_WEEK) {
    next = 1;
    n += more;
  }
  days = (weekday - today + 7) % 7;
  if (next > 0)
    days = 7 - today + weekday;
  else if (days == 0 && this == 0)
    days = 7;
  return take_date (self, self->today + days, n);
}

static guint
read_period (QuickReader *self, guint i)
{
  int period;
  guint n = crm_quick_match (self, i, QUICK_WORD_PERIOD, &period);
  int weekday = crm_date_weekday (self->today);
  int year, month, day;

  if (n == 0)
    return 0;
  crm_date_to_ymd (self->today, &year, &month, &day);
  switch (period) {
  case QUICK_NEXT_WEEK:
    return take_date (self, self->today + 8 - weekday, n);
  case QUICK_NEXT_MONTH:
    return take_date (self, add_months (crm_date_from_ymd (year, month, 1), 1), n);
  case QUICK_END_OF_MONTH:
    return take_date (self, crm_date_from_ymd (year, month, crm_date_days_in_month (year, month)),
                      n);
  default: /* to its Friday, or today where that is over */
    return take_date (self, self->today + MAX (0, 5 - weekday), n);
  }
}

/* "15", "15th", "15-го": @marked says it is more than a bare number. */
static gboolean
read_day_number (QuickReader *self, guint i, int *day, gboolean *marked)
{
  const QuickToken *token = crm_quick_token (self, i);
  gsize digits;
  g_autofree char *number = NULL;
  guint64 read;

  if (token == NULL)
    return FALSE;
  digits = strspn (token->folded, "0123456789");
  if (digits == 0 || digits > 2)
    return FALSE;
  *marked = token->folded[digits] != '\0';
  if (*marked &&
      !crm_quick_match_word (self->language, QUICK_WORD_ORDINAL, token->folded + digits, NULL))
    return FALSE;
  number = g_strndup (token->folded, digits);
  if (!g_ascii_string_to_unsigned (number, 10, 1, 31, &read, NULL))
    return FALSE;
  *day = (int) read;
  return TRUE;
}

/* Without a year the next one that comes. */
static guint
take_day (QuickReader *self, int day, int month, guint i, guint n)
{
  int year;
  int this_year;

  crm_date_to_ymd (self->today, &this_year, NULL, NULL);
  if (crm_quick_number (crm_quick_token (self, i + n), this_year - 50, this_year + 50, &year)) {
    if (!crm_date_is_valid_ymd (year, month, day))
      return 0;
    return take_date (self, crm_date_from_ymd (year, month, day), n + 1);
  }
  for (year = this_year; year < this_year + 9; year++)
    if (crm_date_is_valid_ymd (year, month, day) &&
        crm_date_from_ymd (year, month, day) >= self->today)
      return take_date (self, crm_date_from_ymd (year, month, day), n);
  return 0;
}

/* "15 June 2026", "June 15", "15th", "15 числа". */
static guint
read_day_and_month (QuickReader *self, guint i)
{
  int day, month;
  gboolean marked = FALSE;
  guint n = crm_quick_match (self, i, QUICK_WORD_MONTH, &month);
  guint more;

  if (n > 0)
    return read_day_number (self, i + n, &day, &marked) ? take_day (self, day, month, i, n + 1) : 0;
  if (!read_day_number (self, i, &day, &marked))
    return 0;
  more = crm_quick_match (self, i + 1, QUICK_WORD_OF_MONTH, NULL);
  n = crm_quick_match (self, i + 1 + more, QUICK_WORD_MONTH, &month);
  if (n > 0)
    return take_day (self, day, month, i, 1 + more + n);
  if (!marked && more == 0)
    return 0;
  for (gint64 date = self->today; date < self->today + 62; date++) {
    int date_day;
    crm_date_to_ymd (date, NULL, NULL, &date_day);
    if (date_day == day)
      return take_date (self, date, 1 + (marked ? 0 : more));
  }
  return 0;
}

/* "24.12", "24.12.2026", "24/12", "2026-12-24". */
static guint
read_figures (QuickReader *self, guint i)
{
  const QuickToken *token = crm_quick_token (self, i);
  g_auto (GStrv) parts = NULL;
  int numbers[3];
  guint n;
  char sign[2] = "";

  if (token == NULL || !g_ascii_isdigit (token->folded[0]) ||
      token->folded[strspn (token->folded, "0123456789./-")] != '\0')
    return 0;
  sign[0] = token->folded[strspn (token->folded, "0123456789")];
  parts = g_strsplit (token->folded, sign[0] != '\0' ? sign : " ", -1);
  n = g_strv_length (parts);
  if (n < 2 || n > 3)
    return 0;
  for (guint j = 0; j < n; j++) {
    guint64 number;
    if (!g_ascii_string_to_unsigned (parts[j], 10, 0, 9999, &number, NULL))
      return 0;
    numbers[j] = (int) number;
  }
  if (n == 3 && strlen (parts[0]) == 4)
    return crm_date_is_valid_ymd (numbers[0], numbers[1], numbers[2])
               ? take_date (self, crm_date_from_ymd (numbers[0], numbers[1], numbers[2]), 1)
               : 0;
  if (sign[0] == '-' || strlen (parts[0]) > 2 || strlen (parts[1]) != 2 || numbers[1] < 1 ||
      numbers[1] > 12 || numbers[0] < 1 || numbers[0] > 31)
    return 0;
  if (n == 2)
    return take_day (self, numbers[0], numbers[1], G_MAXUINT / 2, 1);
  if (strlen (parts[2]) == 2)
    numbers[2] += 2000;
  if (!crm_date_is_valid_ymd (numbers[2], numbers[1], numbers[0]))
    return 0;
  return take_date (self, crm_date_from_ymd (numbers[2], numbers[1], numbers[0]), 1);
}

/*
 * crm_quick_read_date:
 * @self: a reader
 * @i: a token
 *
 * Returns: how many tokens from @i on were a date, which the line has now; 0 for none
 */
guint
crm_quick_read_date (QuickReader *self, guint i)
{
  guint on, n;
  int days;

  if (self->line->has_date)
    return 0;
  n = read_span (self, i);
  if (n > 0)
    return n;
  n = read_period (self, i);
  if (n > 0)
    return n;
  on = crm_quick_match (self, i, QUICK_WORD_ON, NULL);
  for (guint skip = on;; skip = 0) {
    n = crm_quick_match (self, i + skip, QUICK_WORD_DAY, &days);
    if (n > 0)
      n = take_date (self, self->today + days, n);
    if (n == 0)
      n = read_weekday (self, i + skip);
    if (n == 0)
      n = read_day_and_month (self, i + skip);
    if (n == 0)
      n = read_figures (self, i + skip);
    if (n > 0)
      return skip + n;
    if (skip == 0)
      return 0;
  }
}

/* --- Times */

/* "10:30", "9.05", "10h30", "10:00-11:30". */
static gboolean
read_clock (const char *text, gboolean dots, int *minutes, int *end)
{
  const char *p = text;
  int hour = 0;
  int minute = 0;
  gsize n = strspn (p, "0123456789");

  if (n < 1 || n > 2)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    hour = hour * 10 + p[i] - '0';
  p += n;
  if (*p != ':' && *p != 'h' && !(dots && *p == '.'))
    return FALSE;
  p++;
  if (strspn (p, "0123456789") != 2)
    return FALSE;
  minute = (p[0] - '0') * 10 + p[1] - '0';
  p += 2;
  if (hour > 23 || minute > 59)
    return FALSE;
  if (*p == '-' && end != NULL) {
    if (!read_clock (p + 1, dots, end, NULL) || *end <= hour * 60 + minute)
      return FALSE;
  } else if (*p != '\0')
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

/* A number, a group of three digits behind it, a multiplier, a currency: money and not an hour. */
static gboolean
is_amount (QuickReader *self, guint i)
{
  const QuickToken *after = crm_quick_token (self, i + 1);
  int number;

  if (after == NULL)
    return FALSE;
  return (strlen (after->folded) == 3 && crm_quick_number (after, 0, 999, &number)) ||
         crm_quick_match (self, i + 1, QUICK_WORD_CURRENCY, NULL) > 0 ||
         (crm_quick_match (self, i + 1, QUICK_WORD_TIMES, NULL) > 0 &&
          g_utf8_strlen (after->folded, -1) > 1) ||
         *after->folded == '%';
}

/* "3 pm", "3pm", "7 вечера", "10 часов", and where @alone "10". */
static guint
read_hour (QuickReader *self, guint i, gboolean alone, int *minutes)
{
  const QuickToken *token = crm_quick_token (self, i);
  gsize digits = token != NULL ? strspn (token->folded, "0123456789") : 0;
  int hour = 0;
  int half = -1;
  guint n = 1;

  if (digits < 1 || digits > 2)
    return 0;
  for (gsize j = 0; j < digits; j++)
    hour = hour * 10 + token->folded[j] - '0';
  if (token->folded[digits] != '\0') {
    if (!crm_quick_match_word (self->language, QUICK_WORD_HALF, token->folded + digits, &half) &&
        !crm_quick_match_word (self->language, QUICK_WORD_OCLOCK, token->folded + digits, NULL))
      return 0;
    alone = TRUE;
  } else {
    guint more = crm_quick_match (self, i + 1, QUICK_WORD_OCLOCK, NULL);
    guint part;
    n += more;
    part = crm_quick_match (self, i + n, QUICK_WORD_HALF, &half);
    n += part;
    if (more > 0 || part > 0)
      alone = TRUE;
    else if (is_amount (self, i) || crm_quick_match (self, i + 1, QUICK_WORD_UNIT, NULL) > 0 ||
             crm_quick_match (self, i + 1, QUICK_WORD_MONTH, NULL) > 0)
      return 0;
  }
  if (!alone || hour > 23 || (half >= 0 && (hour < 1 || hour > 12)))
    return 0;
  if (half == 12 && hour < 12)
    hour += 12;
  else if (half == 0 && hour == 12)
    hour = 0;
  *minutes = hour * 60;
  return n;
}

/*
 * crm_quick_read_time:
 * @self: a reader
 * @i: a token
 * @after_date: whether a date stands right before it, so that a bare number is an hour
 *
 * Returns: how many tokens from @i on were a time of day, which the line has now; 0 for none
 */
guint
crm_quick_read_time (QuickReader *self, guint i, gboolean after_date)
{
  guint at, n;
  int minutes;
  int end = -1;
  int half;
  const QuickToken *token;

  if (self->line->minutes >= 0)
    return 0;
  n = crm_quick_match (self, i, QUICK_WORD_PART_OF_DAY, &minutes);
  if (n == 0) {
    at = crm_quick_match (self, i, QUICK_WORD_AT, NULL);
    token = crm_quick_token (self, i + at);
    if (token != NULL && read_clock (token->folded, at > 0 || after_date, &minutes, &end)) {
      n = at + 1;
      if (minutes <= 720 && minutes >= 60) {
        guint more = crm_quick_match (self, i + n, QUICK_WORD_HALF, &half);
        n += more;
        if (more > 0 && half == 12 && minutes < 720)
          minutes += 720;
      }
    } else {
      n = read_hour (self, i + at, at > 0 || after_date, &minutes);
      if (n > 0)
        n += at;
      else if (at > 0) {
        n = crm_quick_match (self, i + at, QUICK_WORD_PART_OF_DAY, &minutes);
        if (n > 0)
          n += at;
      }
    }
  }
  if (n == 0)
    return 0;
  self->line->minutes = minutes;
  self->line->end_minutes = end > minutes ? end : -1;
  return n;
}
