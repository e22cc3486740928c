/* Holidays of three countries, days and hours of a company's own, and terms reckoned with them. */
#include "config.h"

#include "crm-date.h"
#include "crm-working-calendar.h"

static gint64
day (const char *iso)
{
  gint64 date;
  g_assert_true (crm_date_parse (iso, &date, NULL));
  return date;
}

static gint64
at (const char *iso)
{
  gint64 moment;
  g_assert_true (crm_moment_parse (iso, &moment, NULL));
  return moment;
}

/* The norm of working days and hours that the countries publish: a wrong day shows. */
static void
test_year (void)
{
  static const struct {
    const char *country;
    int year, days;
    int shorter; /* days that are shorter by an hour */
  } cases[] = {
    { "ru", 2025, 247, 4 }, { "ru", 2026, 247, 4 }, { "pl", 2025, 251, 0 },
    { "pl", 2026, 253, 0 }, { "ua", 2026, 261, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new (cases[i].country);
    gint64 last = crm_date_from_ymd (cases[i].year, 12, 31);
    int days = 0;
    int shorter = 0;
    for (gint64 date = crm_date_from_ymd (cases[i].year, 1, 1); date <= last; date++) {
      int from, to;
      if (!crm_working_calendar_get_hours (calendar, date, &from, &to))
        continue;
      days++;
      shorter += to - from < 540;
      g_assert_cmpint (from, ==, 540);
    }
    g_test_message ("%s %d: %d, %d", cases[i].country, cases[i].year, days, shorter);
    g_assert_cmpint (days, ==, cases[i].days);
    g_assert_cmpint (shorter, ==, cases[i].shorter);
  }
}

static void
test_days (void)
{
  static const struct {
    const char *country;
    const char *date;
    gboolean is_working;
    const char *name;
  } cases[] = {
    { "ru", "2025-11-01", TRUE, NULL },
    { "ru", "2025-11-03", FALSE, NULL },
    { "ru", "2025-05-08", FALSE, NULL },
    { "ru", "2025-02-24", TRUE, NULL },
    { "ru", "2026-03-09", FALSE, NULL },
    { "ru", "2026-12-31", FALSE, NULL },
    { "ru", "2026-05-09", FALSE, "Victory Day" },
    /* No decree yet: by the rule. 1 and 9 May 2027 are a Saturday and a Sunday. */
    { "ru", "2027-05-03", FALSE, NULL },
    { "ru", "2027-05-10", FALSE, NULL },
    { "ru", "2027-01-11", TRUE, NULL },
    { "ua", "2026-04-12", FALSE, "Easter" },
    { "ua", "2026-08-24", TRUE, "Independence Day" },
    { "ua", "2021-08-24", FALSE, "Independence Day" },
    { "ua", "2027-05-02", FALSE, "Easter" },
    { "ua", "2024-05-05", FALSE, "Easter" },
    { "pl", "2026-04-06", FALSE, "Easter Monday" },
    { "pl", "2027-12-24", FALSE, "Christmas Eve" },
    { "other", "2026-12-25", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new (cases[i].country);
    gint64 date = day (cases[i].date);
    g_test_message ("%s %s", cases[i].country, cases[i].date);
    g_assert_cmpint (crm_working_calendar_is_working (calendar, date), ==, cases[i].is_working);
    g_assert_cmpstr (crm_working_calendar_get_name (calendar, date), ==, cases[i].name);
  }
}

static void
test_own_days (void)
{
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new ("pl");
  int from, to;

  crm_working_calendar_set_day (calendar, day ("2026-11-23"), CRM_OWN_DAY_FREE, "Founded");
  crm_working_calendar_set_day (calendar, day ("2026-11-28"), CRM_OWN_DAY_WORKED, NULL);
  crm_working_calendar_set_day (calendar, day ("2026-11-24"), CRM_OWN_DAY_SHORT, NULL);
  g_assert_false (crm_working_calendar_is_working (calendar, day ("2026-11-23")));
  g_assert_cmpstr (crm_working_calendar_get_name (calendar, day ("2026-11-23")), ==, "Founded");
  g_assert_true (crm_working_calendar_get_hours (calendar, day ("2026-11-28"), &from, &to));
  g_assert_cmpint (to - from, ==, 540);
  g_assert_true (crm_working_calendar_get_hours (calendar, day ("2026-11-24"), &from, &to));
  g_assert_cmpint (to, ==, 17 * 60);
  /* Where only Saturday and Sunday are worked, a Monday can be worked too. */
  {
    g_autoptr (CrmWorkingCalendar) weekend = crm_working_calendar_new ("pl");
    for (int weekday = 1; weekday <= 7; weekday++)
      crm_working_calendar_set_hours (weekend, weekday, 600, weekday < 6 ? 600 : 840);
    crm_working_calendar_set_day (weekend, day ("2026-11-23"), CRM_OWN_DAY_WORKED, NULL);
    g_assert_true (crm_working_calendar_get_hours (weekend, day ("2026-11-23"), &from, &to));
    g_assert_cmpint (to - from, ==, 240);
  }
  g_assert_cmpint (crm_working_calendar_add_days (calendar, day ("2026-11-20"), 1), ==,
                   day ("2026-11-24"));
  g_assert_cmpint (crm_working_calendar_add_days (calendar, day ("2026-11-27"), 1), ==,
                   day ("2026-11-28"));
}

static void
test_minutes (void)
{
  static const struct {
    const char *from;
    int minutes;
    const char *to;
  } cases[] = {
    { "2026-11-23T10:00", 60, "2026-11-23T11:00" },
    { "2026-11-23T17:30", 60, "2026-11-24T09:30" },
    { "2026-11-20T17:00", 120, "2026-11-23T10:00" },
    { "2026-11-21T12:00", 30, "2026-11-23T09:30" },
    { "2026-11-23T03:00", 540, "2026-11-23T18:00" },
    { "2026-11-23T10:00", -120, "2026-11-20T17:00" },
    { "2026-11-22T10:00", -60, "2026-11-20T17:00" },
    { "2026-11-23T12:34", 0, "2026-11-23T12:34" },
    { "2026-11-10T17:00", 120, "2026-11-12T10:00" },
  };
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new ("pl");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        crm_working_calendar_add_minutes (calendar, at (cases[i].from), cases[i].minutes), ==,
        at (cases[i].to));
  g_assert_cmpint (crm_working_calendar_next (calendar, at ("2026-11-21T10:00")), ==,
                   at ("2026-11-23T09:00"));
  g_assert_cmpint (crm_working_calendar_next (calendar, at ("2026-11-23T10:00")), ==,
                   at ("2026-11-23T10:00"));
}

/* What was added is what is counted, from anywhere and over any stretch. */
static void
test_counting (void)
{
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new ("ru");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 2000; i++) {
    gint64 from = at ("2025-01-01T00:00") + g_rand_int_range (random, 0, 3 * 365 * 1440) * 60;
    int minutes = g_rand_int_range (random, 1, 20000);
    gint64 to = crm_working_calendar_add_minutes (calendar, from, minutes);
    g_assert_cmpint (crm_working_calendar_count_minutes (calendar, from, to), ==, minutes);
    g_assert_true (crm_working_calendar_is_working (calendar, crm_moment_to_date (to)));
  }
}

static void
test_never (void)
{
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new ("ru");

  for (int weekday = 1; weekday <= 7; weekday++)
    crm_working_calendar_set_hours (calendar, weekday, 0, 0);
  g_assert_cmpint (crm_working_calendar_add_days (calendar, 20000, 3), ==, 20003);
  g_assert_cmpint (crm_working_calendar_add_minutes (calendar, 1000, 3), ==, 1180);
  g_assert_cmpint (crm_working_calendar_next (calendar, 1000), ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/working-calendar/year", test_year);
  g_test_add_func ("/working-calendar/days", test_days);
  g_test_add_func ("/working-calendar/own-days", test_own_days);
  g_test_add_func ("/working-calendar/minutes", test_minutes);
  g_test_add_func ("/working-calendar/counting", test_counting);
  g_test_add_func ("/working-calendar/never", test_never);
  return g_test_run ();
}
