/* Dates near today. */
#include "config.h"

#include "crm-date.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/relative", test_relative);
  g_test_add_func ("/moment/relative", test_moment_relative);
  return g_test_run ();
}
