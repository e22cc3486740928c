/* Dates, moments, working days and the clock. */
#include "config.h"

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-error.h"

#include <locale.h>
#include <string.h>
#include <time.h>

static gint64
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 date = 0;

  crm_date_parse (text, &date, &error);
  g_assert_no_error (error);
  return date;
}

/* Every day of two centuries follows the one before, in all notations. */
static void
test_round_trip (void)
{
  gint64 date = crm_date_from_ymd (1900, 1, 1);
  int weekday = 1; /* a Monday */

  for (int year = 1900; year <= 2100; year++) {
    for (int month = 1; month <= 12; month++) {
      for (int day = 1; day <= crm_date_days_in_month (year, month); day++, date++) {
        g_autofree char *iso = crm_date_to_iso (date);
        g_autofree char *point = crm_date_format_short (date, "ru");
        int y, m, d;

        crm_date_to_ymd (date, &y, &m, &d);
        g_assert_true (y == year && m == month && d == day);
        g_assert_cmpint (crm_date_from_ymd (year, month, day), ==, date);
        g_assert_cmpint (parse (iso), ==, date);
        g_assert_cmpint (parse (point), ==, date);
        g_assert_cmpint (crm_date_weekday (date), ==, weekday);
        weekday = weekday % 7 + 1;
      }
    }
  }
}

/* GLib's calendar is another's work. */
static void
test_same_as_glib (void)
{
  for (guint i = 0; i < 50000; i++) {
    gint64 date = g_test_rand_int_range (CRM_DATE_MIN, CRM_DATE_MAX + 1);
    GDate other;
    int year, month, day;

    g_date_clear (&other, 1);
    g_date_set_julian (&other, (guint32) (date - CRM_DATE_MIN + 1));
    crm_date_to_ymd (date, &year, &month, &day);
    g_assert_cmpint (year, ==, g_date_get_year (&other));
    g_assert_cmpint (month, ==, (int) g_date_get_month (&other));
    g_assert_cmpint (day, ==, g_date_get_day (&other));
    g_assert_cmpint (crm_date_from_ymd (year, month, day), ==, date);
    g_assert_cmpint (crm_date_weekday (date), ==, (int) g_date_get_weekday (&other));
  }
}

static void
test_limits (void)
{
  int year, month, day;

  g_assert_cmpint (crm_date_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (crm_date_from_ymd (1, 1, 1), ==, CRM_DATE_MIN);
  g_assert_cmpint (crm_date_from_ymd (9999, 12, 31), ==, CRM_DATE_MAX);
  g_assert_cmpint (crm_date_weekday (0), ==, 4);
  g_assert_cmpint (crm_date_weekday (CRM_DATE_MIN - 1), ==, 7);
  crm_date_to_ymd (G_MAXINT64, &year, &month, &day);
  g_assert_true (year == 9999 && month == 12 && day == 31);
  crm_date_to_ymd (G_MININT64, &year, NULL, NULL);
  g_assert_cmpint (year, ==, 1);
  g_assert_true (crm_date_is_valid_ymd (2000, 2, 29));
  g_assert_false (crm_date_is_valid_ymd (1900, 2, 29));
  g_assert_false (crm_date_is_valid_ymd (0, 1, 1));
  g_assert_false (crm_date_is_valid_ymd (10000, 1, 1));
  g_assert_false (crm_date_is_valid_ymd (2026, 0, 1));
  g_assert_false (crm_date_is_valid_ymd (2026, 13, 1));
  g_assert_false (crm_date_is_valid_ymd (2026, 4, 31));
  g_assert_false (crm_date_is_valid_ymd (2026, 4, 0));
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    const char *iso;
  } cases[] = {
    { "2026-11-23", "2026-11-23" },         { " 2026-11-23\n", "2026-11-23" },
    { "2026-3-5", "2026-03-05" },           { "23.11.2026", "2026-11-23" },
    { "3.4.2026", "2026-04-03" },           { "03/04/2026", "2026-04-03" },
    { "23-11-2026", "2026-11-23" },         { "2026-11-23T14:30:00Z", "2026-11-23" },
    { "2026-11-23 23:59", "2026-11-23" },   { "2026-11-23T23:59:59.999+03:00", "2026-11-23" },
    { "23.11.2026 9:05:00", "2026-11-23" }, { "29.02.2024", "2024-02-29" },
    { "0001-01-01", "0001-01-01" },         { "31.12.9999", "9999-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *iso = crm_date_to_iso (parse (cases[i].text));
    g_assert_cmpstr (iso, ==, cases[i].iso);
  }
  g_assert_true (crm_date_parse ("2026-11-23", NULL, NULL));
}

static void
test_parse_refuses (void)
{
  static const struct {
    const char *text;
    const char *complaint;
  } cases[] = {
    { "", "missing" },
    { " ", "missing" },
    { "today", "“today” is not a date" },
    { "2026", "is not a date" },
    { "2026-11", "is not a date" },
    { "2026-11-", "is not a date" },
    { "2026-11-23x", "is not a date" },
    { "2026-11-23T", "is not a date" },
    { "2026-11-23 noon", "is not a date" },
    { "2026-11/23", "is not a date" },
    { "23.11.26", "is not a date" },
    { "1.1.226", "is not a date" },
    { "20261-1-1", "is not a date" },
    { "2026-111-1", "is not a date" },
    { "-2026-11-23", "is not a date" },
    { "23 11 2026", "is not a date" },
    { "\xff", "is not a date" },
    { "30.02.2026", "There is no such day as “30.02.2026”" },
    { "2026-02-29", "no such day" },
    { "2026-13-01", "no such day" },
    { "2026-00-10", "no such day" },
    { "11/23/2026", "no such day" },
    { "0000-01-01", "no such day" },
    { "00.01.2026", "no such day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 date = 42;

    if (crm_date_parse (cases[i].text, &date, &error))
      g_error ("“%s” is read as %" G_GINT64_FORMAT, cases[i].text, date);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_cmpint (date, ==, 42);
    if (strstr (error->message, cases[i].complaint) == NULL)
      g_error ("“%s”: %s", cases[i].text, error->message);
  }
}

static void
test_parse_ordered (void)
{
  static const struct {
    const char *text;
    CrmDateOrder order;
    const char *iso; /* NULL: refused */
  } cases[] = {
    { "03/04/2026", CRM_DATE_ORDER_DMY, "2026-04-03" },
    { "03/04/2026", CRM_DATE_ORDER_MDY, "2026-03-04" },
    { "03/04/2026", CRM_DATE_ORDER_YMD, NULL },
    { "03.04.26", CRM_DATE_ORDER_DMY, "2026-04-03" },
    { "3-4-26", CRM_DATE_ORDER_MDY, "2026-03-04" },
    { "26-03-04", CRM_DATE_ORDER_YMD, "2026-03-04" },
    { "01.01.49", CRM_DATE_ORDER_DMY, "2049-01-01" },
    { "01.01.50", CRM_DATE_ORDER_DMY, "1950-01-01" },
    { "01.01.00", CRM_DATE_ORDER_DMY, "2000-01-01" },
    { "31.12.99", CRM_DATE_ORDER_DMY, "1999-12-31" },
    { "2026-11-23", CRM_DATE_ORDER_DMY, "2026-11-23" },
    { "2026-11-23", CRM_DATE_ORDER_MDY, "2026-11-23" },
    { "2026/11/23", CRM_DATE_ORDER_YMD, "2026-11-23" },
    { "2026.11.23 10:00", CRM_DATE_ORDER_DMY, "2026-11-23" },
    { "11/23/2026 3:15", CRM_DATE_ORDER_MDY, "2026-11-23" },
    { "11/23/2026", CRM_DATE_ORDER_DMY, NULL },
    { "23/11/2026", CRM_DATE_ORDER_MDY, NULL },
    { "29.02.23", CRM_DATE_ORDER_DMY, NULL },
    { "1.1.5", CRM_DATE_ORDER_DMY, NULL },
    { "1.1.205", CRM_DATE_ORDER_DMY, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 date = 0;

    if (!crm_date_parse_ordered (cases[i].text, cases[i].order, &date, &error)) {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      g_assert_null (cases[i].iso);
      continue;
    }
    g_autofree char *iso = crm_date_to_iso (date);
    g_assert_cmpstr (iso, ==, cases[i].iso);
  }
}

static void
test_format (void)
{
  static const struct {
    const char *iso;
    const char *language;
    const char *shorter;
    const char *longer;
  } cases[] = {
    { "2026-11-23", "en", "23 Nov 2026", "23 November 2026" },
    { "2026-03-05", "en", "5 Mar 2026", "5 March 2026" },
    { "2026-11-23", "ru", "23.11.2026", "23 ноября 2026\302\240г." },
    { "2026-03-05", "ru_RU.UTF-8", "05.03.2026", "5 марта 2026\302\240г." },
    { "2026-11-23", "uk", "23.11.2026", "23 листопада 2026\302\240р." },
    { "2026-02-01", "uk", "01.02.2026", "1 лютого 2026\302\240р." },
    { "2026-11-23", "pl", "23.11.2026", "23 listopada 2026" },
    { "2026-09-30", "pl", "30.09.2026", "30 września 2026" },
    { "2026-11-23", "de", "23 Nov 2026", "23 November 2026" },
    { "2026-11-23", NULL, "23 Nov 2026", "23 November 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 date = parse (cases[i].iso);
    g_autofree char *shorter = crm_date_format_short (date, cases[i].language);
    g_autofree char *longer = crm_date_format_long (date, cases[i].language);
    g_assert_cmpstr (shorter, ==, cases[i].shorter);
    g_assert_cmpstr (longer, ==, cases[i].longer);
  }
}

/* Every month has a name of its own in every language. */
static void
test_format_months (void)
{
  static const char *const languages[] = { "en", "ru", "uk", "pl" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    for (int month = 1; month <= 12; month++)
      g_assert_true (g_hash_table_add (
          seen, crm_date_format_long (crm_date_from_ymd (2026, month, 1), languages[i])));
  }
}

static void
test_format_of_locale (void)
{
  gint64 date = parse ("2026-11-23");

  if (setlocale (LC_TIME, "pl_PL.UTF-8") == NULL) {
    g_test_skip ("There is no Polish locale here");
    return;
  }
  g_autofree char *text = crm_date_format_long (date, NULL);
  setlocale (LC_TIME, "C");
  g_assert_cmpstr (text, ==, "23 listopada 2026");
}

/* These moments are written with their zone, or are the same in all. */
static void
test_moment_parse (void)
{
  static const struct {
    const char *text;
    gint64 moment;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "1970-01-01 00:00:01z", 1 },
    { "1970-01-01T03:00:00+03:00", 0 },
    { "1970-01-01T03:00+03", 0 },
    { "1969-12-31T18:30:00-0530", 0 },
    { "2026-11-23T14:30:05.987654Z", 1795444205 },
    { "2026-11-23T14:30:05,5Z", 1795444205 },
    { "23.11.2026 14:30:05Z", 1795444205 },
    { "1969-12-31T23:59:59Z", -1 },
  };
  static const char *const wrong[] = {
    "",
    "now",
    "14:30",
    "2026-11-23T",
    "2026-11-23T1:30",
    "2026-11-23T24:00",
    "2026-11-23T14:60",
    "2026-11-23T14:30:60",
    "2026-11-23T14:30:05.",
    "2026-11-23T14",
    "2026-11-23T14:30+",
    "2026-11-23T14:30+3",
    "2026-11-23T14:30+03:0",
    "2026-11-23T14:30Zulu",
    "2026-02-30T14:30Z",
    "2026-11-23T14:30 Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 moment = 42;

    crm_moment_parse (cases[i].text, &moment, &error);
    g_assert_no_error (error);
    g_assert_cmpint (moment, ==, cases[i].moment);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    gint64 moment = 42;

    if (crm_moment_parse (wrong[i], &moment, &error))
      g_error ("“%s” is read as %" G_GINT64_FORMAT, wrong[i], moment);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_cmpint (moment, ==, 42);
  }
}

/* A zone is fixed for a process once it has been asked for: each zone is looked at in a child. */
static void
run_in_zone (const char *zone, const char *path)
{
  g_auto (GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, "TZ", zone, TRUE);
  g_test_trap_subprocess_with_envp (path, (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_moment_moscow_child (void)
{
  gint64 moment = 0;

  g_assert_true (crm_moment_parse ("2026-11-23T14:30:05", &moment, NULL));
  g_assert_cmpint (moment, ==, 1795444205 - 3 * 3600);
  g_autofree char *iso = crm_moment_to_iso (moment);
  g_assert_cmpstr (iso, ==, "2026-11-23T14:30:05+03:00");
  g_autofree char *russian = crm_moment_format (moment, "ru");
  g_assert_cmpstr (russian, ==, "23.11.2026 14:30");
  g_autofree char *english = crm_moment_format (moment, "en");
  g_assert_cmpstr (english, ==, "23 Nov 2026 14:30");

  /* 22:00 of universal time is the next day in Moscow. */
  g_assert_true (crm_moment_parse ("2026-11-23T22:00:00Z", &moment, NULL));
  g_assert_cmpint (crm_moment_to_date (moment), ==, parse ("2026-11-24"));
  g_assert_cmpint (crm_moment_from_date (parse ("2026-11-24")), ==, moment - 3600);
  g_assert_true (crm_moment_parse ("2026-11-24", &moment, NULL));
  g_assert_cmpint (crm_moment_from_date (parse ("2026-11-24")), ==, moment);
  for (gint64 date = parse ("2009-01-01"); date < parse ("2031-01-01"); date++) {
    g_assert_cmpint (crm_moment_to_date (crm_moment_from_date (date)), ==, date);
    g_assert_cmpint (crm_moment_to_date (crm_moment_from_date (date) - 1), ==, date - 1);
  }
}

static void
test_moment_moscow (void)
{
  run_in_zone ("Europe/Moscow", "/moment/subprocess/moscow");
}

/* Clocks change on 29 March and 25 October 2026, at one o'clock of universal time. */
static void
test_moment_warsaw_child (void)
{
  static const struct {
    const char *text;
    const char *same;
  } cases[] = {
    { "2026-03-29T01:59:59", "2026-03-29T00:59:59Z" },
    { "2026-03-29T02:30:00", "2026-03-29T01:00:00Z" }, /* left out */
    { "2026-03-29T03:00:00", "2026-03-29T01:00:00Z" },
    { "2026-07-01T12:00:00", "2026-07-01T10:00:00Z" },
    { "2026-10-25T01:59:59", "2026-10-24T23:59:59Z" },
    { "2026-10-25T02:30:00", "2026-10-25T01:30:00Z" }, /* there twice */
    { "2026-10-25T03:00:00", "2026-10-25T02:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 moment = 0;
    gint64 same = 0;
    g_assert_true (crm_moment_parse (cases[i].text, &moment, NULL));
    g_assert_true (crm_moment_parse (cases[i].same, &same, NULL));
    g_assert_cmpint (moment, ==, same);
  }
  for (guint i = 0; i < 20000; i++) {
    gint64 moment = g_test_rand_int ();
    gint64 back = 0;
    g_autofree char *iso = crm_moment_to_iso (moment);
    g_assert_true (crm_moment_parse (iso, &back, NULL));
    g_assert_cmpint (back, ==, moment);
  }
  for (gint64 date = parse ("2000-01-01"); date < parse ("2031-01-01"); date++)
    g_assert_cmpint (crm_moment_to_date (crm_moment_from_date (date)), ==, date);
}

static void
test_moment_warsaw (void)
{
  run_in_zone ("Europe/Warsaw", "/moment/subprocess/warsaw");
}

/* What is known of one zone is not said of the next. */
static void
test_moment_other_zone_child (void)
{
  for (int i = 0; i < 3; i++) {
    g_autofree char *here = crm_moment_to_iso (0);
    g_assert_cmpstr (here, ==, "1970-01-01T01:00:00+01:00");
    g_setenv ("TZ", "Asia/Tokyo", TRUE);
    g_autofree char *there = crm_moment_to_iso (0);
    g_assert_cmpstr (there, ==, "1970-01-01T09:00:00+09:00");
    g_setenv ("TZ", "Europe/Warsaw", TRUE);
  }
}

static void
test_moment_other_zone (void)
{
  run_in_zone ("Europe/Warsaw", "/moment/subprocess/other-zone");
}

/* In Brazil clocks changed at midnight: the day of 4 November 2018 began at one o'clock. */
static void
test_moment_sao_paulo_child (void)
{
  gint64 date = parse ("2018-11-04");
  g_autofree char *iso = crm_moment_to_iso (crm_moment_from_date (date));

  g_assert_cmpstr (iso, ==, "2018-11-04T01:00:00-02:00");
  g_assert_cmpint (crm_moment_to_date (crm_moment_from_date (date)), ==, date);
  g_assert_cmpint (crm_moment_to_date (crm_moment_from_date (date) - 1), ==, date - 1);
}

static void
test_moment_sao_paulo (void)
{
  run_in_zone ("America/Sao_Paulo", "/moment/subprocess/sao-paulo");
}

static void
test_moment_limits (void)
{
  static const gint64 moments[] = { G_MININT64, G_MAXINT64, -62135596800, 253402300799, 0, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autofree char *iso = crm_moment_to_iso (moments[i]);
    g_autofree char *text = crm_moment_format (moments[i], "en");
    gint64 date = crm_moment_to_date (moments[i]);
    g_assert_cmpuint (strlen (iso), ==, strlen ("2026-11-23T14:30:00+03:00"));
    g_assert_cmpuint (strlen (text), >=, strlen ("1 Jan 2026 00:00"));
    g_assert_true (date >= CRM_DATE_MIN && date <= CRM_DATE_MAX);
  }
}

static void
test_working (void)
{
  static const struct {
    const char *iso;
    const char *country;
    gboolean working;
  } cases[] = {
    { "2026-11-23", "ru", TRUE },  /* Monday */
    { "2026-11-21", "ru", FALSE }, /* Saturday */
    { "2026-11-22", "other", FALSE },
    { "2026-11-04", "ru", FALSE },
    { "2026-01-08", "ru", FALSE },
    { "2026-01-09", "ru", FALSE }, /* moved there from the 3rd */
    { "2026-01-12", "ru", TRUE },
    { "2027-02-23", "ru", FALSE },
    { "2026-06-12", "ru", FALSE },
    { "2026-11-04", "ua", TRUE },
    { "2026-08-24", "ua", TRUE },
    { "2026-12-25", "ua", TRUE },
    { "2026-11-11", "pl", FALSE },
    { "2026-11-11", "ru", TRUE },
    { "2026-04-03", "pl", TRUE },  /* Good Friday */
    { "2026-04-06", "pl", FALSE }, /* Easter Monday */
    { "2026-06-04", "pl", FALSE }, /* Corpus Christi */
    { "2025-04-21", "pl", FALSE },
    { "2025-06-19", "pl", FALSE },
    { "2024-04-01", "pl", FALSE },
    { "2038-04-26", "pl", FALSE }, /* the latest Easter there is */
    { "2008-03-24", "pl", FALSE }, /* nearly the earliest */
    { "2010-01-06", "pl", TRUE },
    { "2011-01-06", "pl", FALSE },
    { "2024-12-24", "pl", TRUE },
    { "2025-12-24", "pl", FALSE },
    { "2026-12-25", "other", TRUE },
    { "2026-12-25", NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (crm_date_is_working (parse (cases[i].iso), cases[i].country) != cases[i].working)
      g_error ("%s in %s", cases[i].iso, cases[i].country);
  }
}

/* Easter Sundays of 1990 to 2030, as calendars have them: days of March, those of April from 32 on.
 */
static void
test_easter (void)
{
  static const guint8 easters[] = {
    46, 31, 50, 42, 34, 47, 38, 30, 43, 35, 54, 46, 31, 51, 42, 27, 47, 39, 23, 43, 35,
    55, 39, 31, 51, 36, 27, 47, 32, 52, 43, 35, 48, 40, 31, 51, 36, 28, 47, 32, 52,
  };

  for (guint i = 0; i < G_N_ELEMENTS (easters); i++) {
    int year = 1990 + (int) i;
    gint64 sunday = crm_date_from_ymd (year, 3, 1) + easters[i] - 1;
    g_assert_cmpint (crm_date_weekday (sunday), ==, 7);
    g_assert_false (crm_date_is_working (sunday + 1, "pl"));
    g_assert_false (crm_date_is_working (sunday + 60, "pl"));
    /* Neighbours are no holidays, unless they are the fixed ones of May. */
    int month, day;
    crm_date_to_ymd (sunday + 2, NULL, &month, &day);
    g_assert_true (crm_date_is_working (sunday + 2, "pl") || month == 5);
    g_assert_true (crm_date_is_working (sunday - 2, "pl"));
    g_assert_true (crm_date_is_working (sunday + 59, "pl"));
  }
}

static void
test_add_working_days (void)
{
  static const struct {
    const char *from;
    int days;
    const char *country;
    const char *to;
  } cases[] = {
    { "2026-11-23", 0, "ru", "2026-11-23" },   { "2026-11-22", 0, "ru", "2026-11-22" },
    { "2026-11-23", 1, "ru", "2026-11-24" },   { "2026-11-20", 1, "ru", "2026-11-23" },
    { "2026-11-21", 1, "ru", "2026-11-23" },   { "2026-11-23", -1, "ru", "2026-11-20" },
    { "2026-11-22", -1, "ru", "2026-11-20" },  { "2026-11-23", 5, "ru", "2026-11-30" },
    { "2025-12-31", 1, "ru", "2026-01-12" },   { "2025-12-31", 1, "ua", "2026-01-01" },
    { "2026-04-03", 1, "pl", "2026-04-07" },   { "2026-11-23", 10, "other", "2026-12-07" },
    { "9999-12-30", 100, "ru", "9999-12-31" }, { "0001-01-02", -100, "ru", "0001-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 to = crm_date_add_working_days (parse (cases[i].from), cases[i].days, cases[i].country);
    g_autofree char *iso = crm_date_to_iso (to);
    g_assert_cmpstr (iso, ==, cases[i].to);
  }
}

static void
test_clock_fixed (void)
{
  g_setenv ("VORONKA_NOW", "2026-11-23T14:30:05Z", TRUE);
  g_assert_cmpint (crm_clock_now (), ==, 1795444205);
  g_assert_cmpint (crm_clock_today (), ==, crm_moment_to_date (1795444205));
  g_unsetenv ("VORONKA_NOW");
}

static void
test_clock_real (void)
{
  gint64 before = (gint64) time (NULL);

  g_unsetenv ("VORONKA_NOW");
  gint64 now = crm_clock_now ();
  g_assert_cmpint (now, >=, before - 1);
  g_assert_cmpint (now, <=, (gint64) time (NULL) + 1);
}

/* A warning ends a test program, so that it is seen from outside. */
static void
test_clock_wrong_child (void)
{
  g_setenv ("VORONKA_NOW", "yesterday", TRUE);
  crm_clock_now ();
}

static void
test_clock_wrong (void)
{
  g_test_trap_subprocess ("/clock/subprocess/wrong", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*VORONKA_NOW*yesterday*");
}

static void
test_parse_typed (void)
{
  static const struct {
    const char *text;
    const char *date; /* NULL: refused */
  } cases[] = {
    { "today", "2026-11-23" },
    { "Сегодня", "2026-11-23" },
    { "сьогодні", "2026-11-23" },
    { "dziś", "2026-11-23" },
    { "jutro", "2026-11-24" },
    { "завтра", "2026-11-24" },
    { "wczoraj", "2026-11-22" },
    { "+3", "2026-11-26" },
    { "-23", "2026-10-31" },
    { "5.12", "2026-12-05" },
    { "5.12.", "2026-12-05" },
    { "5/12", "2026-12-05" },
    { "23 Nov 2026", "2026-11-23" },
    { "1 may", "2026-05-01" },
    { "1 мая 2027 г.", "2027-05-01" },
    { "1 май", "2026-05-01" },
    { "3 листопада", "2026-11-03" },
    { "3 października 2025", "2025-10-03" },
    { "1.2.27", "2027-02-01" },
    { "2026-02-03", "2026-02-03" },
    { "3.2.2026", "2026-02-03" },
    { "31.2", NULL },
    { "23", NULL },
    { "soon", NULL },
    { "12 nob", NULL },
    { "+99999999999", NULL },
  };
  gint64 today = parse ("2026-11-23");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 date = 0;
    gboolean done = crm_date_parse_typed (cases[i].text, today, &date, &error);

    g_test_message ("%s", cases[i].text);
    if (cases[i].date != NULL) {
      g_autofree char *iso = crm_date_to_iso (date);
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpstr (iso, ==, cases[i].date);
    } else
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
test_moment_parse_typed (void)
{
  static const struct {
    const char *text;
    const char *moment; /* NULL: refused */
  } cases[] = {
    { "tomorrow 9:00", "2026-11-24T09:00" },
    { "14:30", "2026-11-23T14:30" },
    { "5.12 9:05", "2026-12-05T09:05" },
    { "23 Nov 2026 14:30", "2026-11-23T14:30" },
    { "2026-01-02", "2026-01-02T00:00" },
    { "2026-01-02 03:04", "2026-01-02T03:04" },
    { "tomorrow 25:00", NULL },
    { "later", NULL },
    { "9:5", NULL },
  };
  gint64 now = crm_moment_from_date (parse ("2026-11-23")) + 36000;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 moment = 0;

    g_test_message ("%s", cases[i].text);
    crm_moment_parse_typed (cases[i].text, now, &moment, &error);
    if (cases[i].moment != NULL) {
      g_autofree char *iso = crm_moment_to_iso (moment);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (iso, cases[i].moment));
    } else
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/round-trip", test_round_trip);
  g_test_add_func ("/date/same-as-glib", test_same_as_glib);
  g_test_add_func ("/date/limits", test_limits);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/parse-refuses", test_parse_refuses);
  g_test_add_func ("/date/parse-ordered", test_parse_ordered);
  g_test_add_func ("/date/parse-typed", test_parse_typed);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/format-months", test_format_months);
  g_test_add_func ("/date/format-of-locale", test_format_of_locale);
  g_test_add_func ("/date/working", test_working);
  g_test_add_func ("/date/easter", test_easter);
  g_test_add_func ("/date/add-working-days", test_add_working_days);
  g_test_add_func ("/moment/parse", test_moment_parse);
  g_test_add_func ("/moment/parse-typed", test_moment_parse_typed);
  g_test_add_func ("/moment/limits", test_moment_limits);
  g_test_add_func ("/moment/moscow", test_moment_moscow);
  g_test_add_func ("/moment/subprocess/moscow", test_moment_moscow_child);
  g_test_add_func ("/moment/warsaw", test_moment_warsaw);
  g_test_add_func ("/moment/other-zone", test_moment_other_zone);
  g_test_add_func ("/moment/subprocess/warsaw", test_moment_warsaw_child);
  g_test_add_func ("/moment/subprocess/other-zone", test_moment_other_zone_child);
  g_test_add_func ("/moment/sao-paulo", test_moment_sao_paulo);
  g_test_add_func ("/moment/subprocess/sao-paulo", test_moment_sao_paulo_child);
  g_test_add_func ("/clock/fixed", test_clock_fixed);
  g_test_add_func ("/clock/real", test_clock_real);
  g_test_add_func ("/clock/wrong", test_clock_wrong);
  g_test_add_func ("/clock/subprocess/wrong", test_clock_wrong_child);
  return g_test_run ();
}
