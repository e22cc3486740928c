/* When nobody wants to be disturbed. */
#include "config.h"

#include <time.h>

#include "crm-date.h"
#include "crm-quiet.h"

static gboolean
holds (const CrmQuiet *quiet, const char *iso)
{
  g_autoptr (GError) error = NULL;
  gint64 moment = 0;

  g_assert_true (crm_moment_parse (iso, &moment, &error));
  g_assert_no_error (error);
  return crm_quiet_holds (quiet, moment);
}

static void
test_night (void)
{
  const CrmQuiet quiet = { TRUE, 20 * 60, 8 * 60 + 30, NULL };

  g_assert_false (holds (&quiet, "2026-11-24T19:59"));
  g_assert_true (holds (&quiet, "2026-11-24T20:00"));
  g_assert_true (holds (&quiet, "2026-11-25T00:00"));
  g_assert_true (holds (&quiet, "2026-11-25T08:29"));
  g_assert_false (holds (&quiet, "2026-11-25T08:30"));
  /* Clocks go back at 3:00 and forward at 2:00. */
  g_assert_true (holds (&quiet, "2026-10-25T02:30"));
  g_assert_true (holds (&quiet, "2026-03-29T03:30"));
}

static void
test_noon (void)
{
  const CrmQuiet quiet = { TRUE, 12 * 60, 13 * 60, NULL };

  g_assert_false (holds (&quiet, "2026-11-24T11:59"));
  g_assert_true (holds (&quiet, "2026-11-24T12:00"));
  g_assert_false (holds (&quiet, "2026-11-24T13:00"));
  g_assert_false (holds (&quiet, "2026-11-24T00:00"));
}

static void
test_none (void)
{
  const CrmQuiet same = { TRUE, 12 * 60, 12 * 60, NULL };
  const CrmQuiet off = { FALSE, 0, 8 * 60, NULL };

  g_assert_false (holds (&same, "2026-11-24T12:00"));
  g_assert_false (holds (&off, "2026-11-24T03:00"));
}

static void
test_free_days (void)
{
  g_autoptr (CrmWorkingCalendar) calendar = crm_working_calendar_new ("pl");
  const CrmQuiet quiet = { FALSE, 0, 0, calendar };

  g_assert_false (holds (&quiet, "2026-11-27T23:59")); /* Friday */
  g_assert_true (holds (&quiet, "2026-11-28T00:00"));
  g_assert_true (holds (&quiet, "2026-11-29T23:59"));
  g_assert_false (holds (&quiet, "2026-11-30T00:00"));
  g_assert_true (holds (&quiet, "2026-11-11T12:00")); /* Independence Day, a Wednesday */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
  tzset ();
  g_test_add_func ("/quiet/night", test_night);
  g_test_add_func ("/quiet/noon", test_noon);
  g_test_add_func ("/quiet/none", test_none);
  g_test_add_func ("/quiet/free-days", test_free_days);
  return g_test_run ();
}
