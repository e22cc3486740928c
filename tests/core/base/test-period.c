/* Dates near today, and named stretches of days. */
#include "config.h"

#include "crm-date.h"
#include "crm-period.h"

static gint64
parse (const char *text)
{
  gint64 date = 0;
  g_assert_true (crm_date_parse (text, &date, NULL));
  return date;
}

static void
test_relative (void)
{
  static const struct {
    const char *date, *text;
  } cases[] = {
    { "2026-11-23", "Today" },       { "2026-11-24", "Tomorrow" },
    { "2026-11-22", "Yesterday" },   { "2026-11-25", "In 2 days" },
    { "2026-11-29", "In 6 days" },   { "2026-11-30", "30 Nov 2026" },
    { "2026-11-21", "2 days ago" },  { "2026-11-17", "6 days ago" },
    { "2026-11-16", "16 Nov 2026" }, { "1926-11-23", "23 Nov 1926" },
  };
  gint64 today = parse ("2026-11-23");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_date_format_relative (parse (cases[i].date), today);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_moment_relative (void)
{
  static const struct {
    const char *moment, *text;
  } cases[] = {
    { "2026-11-23 00:00", "Today 00:00" },    { "2026-11-23 23:59", "Today 23:59" },
    { "2026-11-24 09:05", "Tomorrow 09:05" }, { "2026-11-22 14:30", "Yesterday 14:30" },
    { "2026-11-25 09:05", "In 2 days" },      { "2026-11-20 23:00", "3 days ago" },
    { "2026-01-02 03:04", "2 Jan 2026" },
  };
  gint64 now, moment;

  g_assert_true (crm_moment_parse ("2026-11-23 12:00", &now, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = NULL;
    g_assert_true (crm_moment_parse (cases[i].moment, &moment, NULL));
    text = crm_moment_format_relative (moment, now);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_periods (void)
{
  static const struct {
    const char *today;
    CrmPeriod period;
    const char *first, *last;
  } cases[] = {
    { "2026-11-23", CRM_PERIOD_TODAY, "2026-11-23", "2026-11-23" },
    { "2026-03-01", CRM_PERIOD_YESTERDAY, "2026-02-28", "2026-02-28" },
    { "2026-12-31", CRM_PERIOD_TOMORROW, "2027-01-01", "2027-01-01" },
    { "2026-11-23", CRM_PERIOD_THIS_WEEK, "2026-11-23", "2026-11-29" },
    { "2026-11-29", CRM_PERIOD_THIS_WEEK, "2026-11-23", "2026-11-29" },
    { "2026-11-29", CRM_PERIOD_NEXT_WEEK, "2026-11-30", "2026-12-06" },
    { "2026-01-01", CRM_PERIOD_LAST_WEEK, "2025-12-22", "2025-12-28" },
    { "2024-02-10", CRM_PERIOD_THIS_MONTH, "2024-02-01", "2024-02-29" },
    { "2026-01-31", CRM_PERIOD_LAST_MONTH, "2025-12-01", "2025-12-31" },
    { "2026-12-15", CRM_PERIOD_NEXT_MONTH, "2027-01-01", "2027-01-31" },
    { "2026-11-23", CRM_PERIOD_THIS_QUARTER, "2026-10-01", "2026-12-31" },
    { "2026-02-01", CRM_PERIOD_LAST_QUARTER, "2025-10-01", "2025-12-31" },
    { "2026-06-30", CRM_PERIOD_THIS_QUARTER, "2026-04-01", "2026-06-30" },
    { "2026-11-23", CRM_PERIOD_THIS_YEAR, "2026-01-01", "2026-12-31" },
    { "2026-11-23", CRM_PERIOD_LAST_YEAR, "2025-01-01", "2025-12-31" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 first, last;
    crm_period_get_days (cases[i].period, parse (cases[i].today), &first, &last);
    g_test_message ("%s of %s", crm_period_get_label (cases[i].period), cases[i].today);
    g_assert_cmpint (first, ==, parse (cases[i].first));
    g_assert_cmpint (last, ==, parse (cases[i].last));
  }
}

/* Periods of a kind follow one another without a gap, from every day of some years. */
static void
test_periods_adjoin (void)
{
  static const CrmPeriod rows[][3] = {
    { CRM_PERIOD_YESTERDAY, CRM_PERIOD_TODAY, CRM_PERIOD_TOMORROW },
    { CRM_PERIOD_LAST_WEEK, CRM_PERIOD_THIS_WEEK, CRM_PERIOD_NEXT_WEEK },
    { CRM_PERIOD_LAST_MONTH, CRM_PERIOD_THIS_MONTH, CRM_PERIOD_NEXT_MONTH },
  };

  for (gint64 today = parse ("2023-12-01"); today < parse ("2027-02-01"); today++)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
      gint64 first[3], last[3];
      for (int j = 0; j < 3; j++)
        crm_period_get_days (rows[i][j], today, &first[j], &last[j]);
      g_assert_true (first[1] <= today && today <= last[1]);
      g_assert_cmpint (last[0] + 1, ==, first[1]);
      g_assert_cmpint (last[1] + 1, ==, first[2]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/relative", test_relative);
  g_test_add_func ("/moment/relative", test_moment_relative);
  g_test_add_func ("/period/days", test_periods);
  g_test_add_func ("/period/adjoin", test_periods_adjoin);
  return g_test_run ();
}
