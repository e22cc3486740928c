/* Where entries of a calendar stand: beside one another, above one another, in which weeks. */
#include "config.h"

#include <locale.h>

#include "crm-calendar-layout.h"
#include "crm-date.h"

static void
expect_span (const CrmCalendarSpan *span, int lane, int n_lanes, int width)
{
  g_assert_cmpint (span->lane, ==, lane);
  g_assert_cmpint (span->n_lanes, ==, n_lanes);
  g_assert_cmpint (span->width, ==, width);
}

static void
test_beside (void)
{
  CrmCalendarSpan spans[] = {
    { 540, 660 }, { 600, 630 }, { 600, 630 }, { 630, 690 }, { 700, 720 }, { 720, 780 },
  };

  crm_calendar_layout_beside (spans, G_N_ELEMENTS (spans));
  expect_span (&spans[0], 0, 3, 1);
  expect_span (&spans[1], 1, 3, 1);
  expect_span (&spans[2], 2, 3, 1);
  /* Half past ten the third lane is free again. */
  expect_span (&spans[3], 1, 3, 2);
  expect_span (&spans[4], 0, 1, 1);
  expect_span (&spans[5], 0, 1, 1);
  crm_calendar_layout_beside (spans, 0);
}

/* Whatever stands there: no two that touch share a lane, and none leaves the day. */
static void
test_beside_at_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int run = 0; run < 300; run++) {
    CrmCalendarSpan spans[40];
    guint n = (guint) g_rand_int_range (random, 1, 40);
    int from = 0;
    for (guint i = 0; i < n; i++) {
      from += g_rand_int_range (random, 0, 40);
      spans[i] = (CrmCalendarSpan) { from, from + g_rand_int_range (random, 1, 200), 0, 0, 0 };
    }
    crm_calendar_layout_beside (spans, n);
    for (guint i = 0; i < n; i++) {
      g_assert_cmpint (spans[i].lane + spans[i].width, <=, spans[i].n_lanes);
      g_assert_cmpint (spans[i].width, >=, 1);
      for (guint j = i + 1; j < n; j++)
        if (spans[j].from < spans[i].until)
          g_assert_true (spans[i].lane + spans[i].width <= spans[j].lane ||
                         spans[j].lane + spans[j].width <= spans[i].lane);
    }
  }
}

static void
test_stack (void)
{
  CrmCalendarBar bars[] = { { 0, 6 }, { 0, 1 }, { 1, 1 }, { 2, 2 }, { 2, 4 } };
  int hidden[7];

  g_assert_cmpint (crm_calendar_layout_stack (bars, G_N_ELEMENTS (bars), 7), ==, 3);
  g_assert_cmpint (bars[0].lane, ==, 0);
  g_assert_cmpint (bars[1].lane, ==, 1);
  g_assert_cmpint (bars[2].lane, ==, 2);
  g_assert_cmpint (bars[3].lane, ==, 1);
  g_assert_cmpint (bars[4].lane, ==, 2);
  crm_calendar_layout_fit (bars, G_N_ELEMENTS (bars), 7, 3, hidden);
  for (int i = 0; i < 7; i++)
    g_assert_cmpint (hidden[i], ==, 0);
  /* With room for two the second lane of full days says how many there are. */
  crm_calendar_layout_fit (bars, G_N_ELEMENTS (bars), 7, 2, hidden);
  g_assert_true (bars[0].is_shown);
  g_assert_false (bars[1].is_shown);
  g_assert_false (bars[2].is_shown);
  g_assert_false (bars[3].is_shown);
  g_assert_false (bars[4].is_shown);
  g_assert_cmpint (hidden[0], ==, 1);
  g_assert_cmpint (hidden[1], ==, 2);
  g_assert_cmpint (hidden[2], ==, 2);
  g_assert_cmpint (hidden[3], ==, 1);
  g_assert_cmpint (hidden[5], ==, 0);
  crm_calendar_layout_fit (bars, G_N_ELEMENTS (bars), 7, 0, hidden);
  g_assert_cmpint (hidden[2], ==, 3);
}

static void
test_snap (void)
{
  g_assert_cmpint (crm_calendar_layout_snap (7), ==, 0);
  g_assert_cmpint (crm_calendar_layout_snap (8), ==, 15);
  g_assert_cmpint (crm_calendar_layout_snap (-7), ==, 0);
  g_assert_cmpint (crm_calendar_layout_snap (-8), ==, -15);
  g_assert_cmpint (crm_calendar_layout_snap (615), ==, 615);
}

static void
test_weeks (void)
{
  gint64 from, until;
  gint64 date = crm_date_from_ymd (2026, 11, 24);

  g_assert_cmpint (crm_calendar_layout_week (date, 1), ==, crm_date_from_ymd (2026, 11, 23));
  g_assert_cmpint (crm_calendar_layout_week (date, 7), ==, crm_date_from_ymd (2026, 11, 22));
  g_assert_cmpint (crm_calendar_layout_week (date, 2), ==, date);
  crm_calendar_layout_month (date, 1, &from, &until);
  g_assert_cmpint (from, ==, crm_date_from_ymd (2026, 10, 26));
  g_assert_cmpint (until, ==, crm_date_from_ymd (2026, 12, 7));
  /* A month that has just four weeks. */
  crm_calendar_layout_month (crm_date_from_ymd (2027, 2, 10), 1, &from, &until);
  g_assert_cmpint (until - from, ==, 28);
  g_assert_cmpint (crm_calendar_layout_week_number (crm_date_from_ymd (2026, 11, 23)), ==, 48);
  g_assert_cmpint (crm_calendar_layout_week_number (crm_date_from_ymd (2026, 12, 28)), ==, 53);
  g_assert_cmpint (crm_calendar_layout_week_number (crm_date_from_ymd (2027, 1, 4)), ==, 1);
  g_assert_cmpint (crm_calendar_layout_week_number (crm_date_from_ymd (2026, 11, 22)), ==, 48);
  g_assert_cmpint (crm_calendar_layout_add_months (crm_date_from_ymd (2026, 1, 31), 1), ==,
                   crm_date_from_ymd (2026, 2, 28));
  g_assert_cmpint (crm_calendar_layout_add_months (crm_date_from_ymd (2026, 1, 31), -1), ==,
                   crm_date_from_ymd (2025, 12, 31));
}

static void
test_first_weekday (void)
{
  static const struct {
    const char *locale;
    int weekday;
  } cases[] = { { "ru_RU.UTF-8", 1 }, { "pl_PL.UTF-8", 1 }, { "en_US.UTF-8", 7 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (setlocale (LC_TIME, cases[i].locale) != NULL)
      g_assert_cmpint (crm_calendar_layout_first_weekday (), ==, cases[i].weekday);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-layout/beside", test_beside);
  g_test_add_func ("/calendar-layout/beside-at-random", test_beside_at_random);
  g_test_add_func ("/calendar-layout/stack", test_stack);
  g_test_add_func ("/calendar-layout/snap", test_snap);
  g_test_add_func ("/calendar-layout/weeks", test_weeks);
  g_test_add_func ("/calendar-layout/first-weekday", test_first_weekday);
  return g_test_run ();
}
