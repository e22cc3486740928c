/* Rules counted out, cut, moved and told in words; compared with libical's own count in zones whose
 * clocks change. */
#include "config.h"

#include <libical/ical.h>
#include <string.h>

#include "crm-calendar.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-recurrence.h"

#define DAY 86400

static const char *const zones[] = { "Europe/Kyiv", "Europe/Warsaw", "Europe/Moscow" };

static gint64
at (int year, int month, int day, int hour, int minute)
{
  return crm_moment_from_wall (crm_date_from_ymd (year, month, day), hour * 3600 + minute * 60);
}

static gboolean
append (gint64 occurrence, gpointer data)
{
  g_array_append_val ((GArray *) data, occurrence);
  return TRUE;
}

static GArray *
list (CrmRecurrence *recurrence, gint64 start, gint64 from, gint64 until)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));

  crm_recurrence_foreach (recurrence, start, from, until, append, found);
  return found;
}

static CrmRecurrence *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CrmRecurrence *recurrence = crm_recurrence_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (recurrence);
  return recurrence;
}

/* As "23.11 10:00, 30.11 10:00". */
static char *
write_list (CrmRecurrence *recurrence, gint64 start)
{
  g_autoptr (GArray) found = list (recurrence, start, start, start + (gint64) 3660 * DAY);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < 12; i++) {
    gint64 date;
    int second = crm_moment_to_wall (g_array_index (found, gint64, i), &date);
    int year, month, day;
    crm_date_to_ymd (date, &year, &month, &day);
    g_string_append_printf (text, "%s%02d.%02d %02d:%02d", i > 0 ? ", " : "", day, month,
                            second / 3600, second / 60 % 60);
  }
  return g_string_free (text, FALSE);
}

static void
assert_list (CrmRecurrence *recurrence, gint64 start, const char *expected)
{
  g_autofree char *text = write_list (recurrence, start);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_wall_time_stays (void)
{
  g_autoptr (CrmRecurrence) weekly = parse ("FREQ=WEEKLY;BYDAY=MO;COUNT=4");

  g_setenv ("TZ", "Europe/Kyiv", TRUE);
  assert_list (weekly, at (2026, 10, 12, 10, 0),
               "12.10 10:00, 19.10 10:00, 26.10 10:00, 02.11 10:00");
  assert_list (weekly, at (2026, 3, 16, 10, 0),
               "16.03 10:00, 23.03 10:00, 30.03 10:00, 06.04 10:00");
}

static void
test_exceptions (void)
{
  g_autoptr (CrmRecurrence) daily = parse ("RRULE:FREQ=DAILY;UNTIL=20261127\n"
                                           "EXDATE:20261124T080000Z,20261126\n"
                                           "RDATE:20261201T080000Z");

  g_setenv ("TZ", "Europe/Kyiv", TRUE);
  assert_list (daily, at (2026, 11, 23, 10, 0),
               "23.11 10:00, 25.11 10:00, 27.11 10:00, 01.12 10:00");
  crm_recurrence_exclude (daily, at (2026, 11, 23, 10, 0));
  assert_list (daily, at (2026, 11, 23, 10, 0), "25.11 10:00, 27.11 10:00, 01.12 10:00");
  {
    g_autofree char *text = crm_recurrence_to_text (daily);
    g_autoptr (CrmRecurrence) again = parse (text);
    g_autofree char *same = crm_recurrence_to_text (again);
    g_assert_cmpstr (text, ==,
                     "FREQ=DAILY;UNTIL=20261127\n"
                     "EXDATE:20261124T080000Z,20261123T080000Z,20261126\n"
                     "RDATE:20261201T080000Z");
    g_assert_cmpstr (same, ==, text);
  }
}

static void
test_cut (void)
{
  g_autoptr (CrmRecurrence) counted = parse ("FREQ=DAILY;COUNT=5");
  g_autoptr (CrmRecurrence) rest = crm_recurrence_copy (counted);
  gint64 start = at (2026, 11, 23, 10, 0);
  gint64 third = at (2026, 11, 25, 10, 0);

  crm_recurrence_end_before (counted, start, third);
  crm_recurrence_begin_at (rest, start, third);
  assert_list (counted, start, "23.11 10:00, 24.11 10:00");
  assert_list (rest, third, "25.11 10:00, 26.11 10:00, 27.11 10:00");
  {
    g_autoptr (CrmRecurrence) endless = parse ("FREQ=DAILY");
    crm_recurrence_end_before (endless, start, third);
    assert_list (endless, start, "23.11 10:00, 24.11 10:00");
  }
}

static void
test_move (void)
{
  static const struct {
    const char *rule;
    const char *before;
    int start, hour;
    int to, to_hour;
    const char *after;
  } cases[] = {
    { "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "23.11 10:00, 25.11 10:00, 30.11 10:00, 02.12 10:00", 23,
      10, 24, 15, "24.11 15:00, 26.11 15:00, 01.12 15:00, 03.12 15:00" },
    { "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261211", "27.11 10:00, 04.12 10:00, 11.12 10:00", 27, 10, 30,
      10, "30.11 10:00, 07.12 10:00, 14.12 10:00" },
    { "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", "15.11 10:00, 15.12 10:00", 15, 10, 16, 9,
      "16.11 09:00, 16.12 09:00" },
    { "FREQ=MONTHLY;BYDAY=4MO;COUNT=2", "23.11 10:00, 28.12 10:00", 23, 10, 17, 10,
      "17.11 10:00, 15.12 10:00" },
    { "FREQ=MONTHLY;BYDAY=-1MO;COUNT=2", "30.11 10:00, 28.12 10:00", 30, 10, 27, 10,
      "27.11 10:00, 25.12 10:00" },
    { "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23;COUNT=2", "23.11 10:00, 23.11 10:00", 23, 10, 24, 10,
      "24.11 10:00, 24.11 10:00" },
    { "FREQ=DAILY;COUNT=2;BYDAY=MO,TU", "23.11 10:00, 24.11 10:00", 23, 10, 23, 11,
      "23.11 11:00, 24.11 11:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmRecurrence) recurrence = parse (cases[i].rule);
    g_autoptr (GError) error = NULL;
    gint64 start = at (2026, 11, cases[i].start, cases[i].hour, 0);
    gint64 to = at (2026, 11, cases[i].to, cases[i].to_hour, 0);
    assert_list (recurrence, start, cases[i].before);
    g_assert_true (crm_recurrence_move (recurrence, &start, start, to, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpint (start, ==, to);
    assert_list (recurrence, start, cases[i].after);
  }
  {
    g_autoptr (CrmRecurrence) strange = parse ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1");
    g_autoptr (GError) error = NULL;
    g_autofree char *before = crm_recurrence_to_text (strange);
    g_autofree char *after = NULL;
    gint64 start = at (2026, 11, 30, 10, 0);
    g_assert_false (
        crm_recurrence_move (strange, &start, start, at (2026, 12, 1, 10, 0), NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
    after = crm_recurrence_to_text (strange);
    g_assert_cmpstr (before, ==, after);
  }
}

/* What is left out stays left out, though "the second Monday" and "the second Tuesday" are not a
 * day apart. */
static void
test_exceptions_follow (void)
{
  g_autoptr (CrmRecurrence) monthly = parse ("FREQ=MONTHLY;BYDAY=2MO;COUNT=4");
  gint64 start = at (2026, 11, 9, 10, 0);
  gint64 left_out = at (2027, 1, 11, 10, 0);
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 second = at (2026, 12, 14, 10, 0);

  crm_recurrence_exclude (monthly, left_out);
  g_array_append_val (moments, second);
  g_assert_true (
      crm_recurrence_move (monthly, &start, start, at (2026, 11, 10, 12, 0), moments, NULL));
  assert_list (monthly, at (2026, 11, 10, 12, 0), "10.11 12:00, 08.12 12:00, 09.02 12:00");
  g_assert_cmpint (g_array_index (moments, gint64, 0), ==, at (2026, 12, 8, 12, 0));
}

/* The third one is taken to another day: it stands there, and the others on the like. */
static void
test_move_by_one (void)
{
  static const struct {
    const char *rule;
    int month, day, to_month, to_day;
    const char *after;
  } cases[] = {
    { "FREQ=MONTHLY;COUNT=3", 12, 30, 12, 28, "28.11 10:00, 28.12 10:00, 28.01 10:00" },
    { "FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", 12, 28, 12, 22, "24.11 10:00, 22.12 10:00, 26.01 10:00" },
    { "FREQ=YEARLY;COUNT=2", 11, 30, 12, 1, "01.12 10:00, 01.12 10:00" },
    { "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", 12, 3, 12, 4, "01.12 10:00, 04.12 10:00, 08.12 10:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmRecurrence) recurrence = parse (cases[i].rule);
    gint64 start = at (2026, 11, 30, 10, 0);
    g_assert_true (
        crm_recurrence_move (recurrence, &start, at (2026, cases[i].month, cases[i].day, 10, 0),
                             at (2026, cases[i].to_month, cases[i].to_day, 10, 0), NULL, NULL));
    assert_list (recurrence, start, cases[i].after);
  }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "every Monday",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=5",
    "FREQ=HOURLY",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,10,20,30,40",
    "FREQ=WEEKLY;INTERVAL=0",
    "RSCALE=CHINESE;FREQ=YEARLY",
    "FREQ=DAILY\nEXDATE:tomorrow",
    "FREQ=DAILY\nEXDATE:20261399",
    "FREQ=DAILY\nATTENDEE:me",
    "EXDATE:20261124T080000Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    if (crm_recurrence_parse (texts[i], &error) != NULL)
      g_error ("“%s” was read", texts[i]);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

/* Rules that give nothing, and rules that give without end, come to an end soon. */
static void
test_hostile (void)
{
  static const char *const rules[] = {
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=200",
    "FREQ=WEEKLY;INTERVAL=32767;BYMONTH=2;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23",
    "FREQ=DAILY;COUNT=2147483647",
  };
  gint64 start = at (1971, 1, 1, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autoptr (CrmRecurrence) recurrence = parse (rules[i]);
    gint64 began = g_get_monotonic_time ();
    gint64 next;
    g_autoptr (GArray) found =
        list (recurrence, start, at (2500, 1, 1, 0, 0), at (9000, 1, 1, 0, 0));
    g_assert_cmpuint (found->len, <=, 20001);
    crm_recurrence_next (recurrence, start, at (2026, 1, 1, 0, 0), &next);
    g_assert_cmpint ((g_get_monotonic_time () - began) / 1000, <, 3000);
    g_test_message ("%s: %d ms", rules[i], (int) ((g_get_monotonic_time () - began) / 1000));
  }
}

/* --- As libical counts in the zone */

static char *
random_rule (GRand *rand)
{
  static const char *const frequencies[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int frequency = g_rand_int_range (rand, 0, 4);
  GString *rule = g_string_new ("FREQ=");

  g_string_append (rule, frequencies[frequency]);
  if (g_rand_boolean (rand))
    g_string_append_printf (rule, ";INTERVAL=%d", g_rand_int_range (rand, 1, 5));
  if (frequency == 1 && g_rand_boolean (rand))
    g_string_append_printf (rule, ";BYDAY=%s,%s", days[g_rand_int_range (rand, 0, 3)],
                            days[g_rand_int_range (rand, 3, 7)]);
  if (frequency == 2 && g_rand_boolean (rand))
    g_string_append_printf (rule, ";BYDAY=%d%s", g_rand_int_range (rand, 1, 5),
                            days[g_rand_int_range (rand, 0, 7)]);
  else if (frequency == 2 && g_rand_boolean (rand))
    g_string_append_printf (rule, ";BYMONTHDAY=%d", g_rand_int_range (rand, 1, 32));
  if (g_rand_int_range (rand, 0, 3) == 0)
    g_string_append_printf (rule, ";COUNT=%d", g_rand_int_range (rand, 1, 300));
  else if (g_rand_int_range (rand, 0, 3) == 0)
    g_string_append_printf (rule, ";UNTIL=%04d0615T000000Z", g_rand_int_range (rand, 2021, 2031));
  return g_string_free (rule, FALSE);
}

static void
check_against_zone (const char *zone_name, const char *rule, gint64 start, gint64 from,
                    gint64 until)
{
  icaltimezone *zone = icaltimezone_get_builtin_timezone (zone_name);
  struct icaltimetype first;
  struct icaltimetype time;
  icalrecur_iterator *iterator;
  g_autoptr (CrmRecurrence) recurrence = parse (rule);
  g_autoptr (GArray) found = list (recurrence, start, from, until);
  guint n = 0;

  g_assert_nonnull (zone);
  first = icaltime_from_timet_with_zone ((time_t) start, 0, zone);
  iterator = icalrecur_iterator_new (icalrecurrencetype_from_string (rule), first);
  if (start >= from && start < until) {
    g_assert_cmpint (g_array_index (found, gint64, 0), ==, start);
    n = 1;
  }
  for (int i = 0; i < 20000; i++) {
    gint64 moment;
    time = icalrecur_iterator_next (iterator);
    if (icaltime_is_null_time (time))
      break;
    moment = (gint64) icaltime_as_timet_with_zone (time, zone);
    if (moment >= until)
      break;
    if (moment < from || moment == start)
      continue;
    if (n >= found->len || g_array_index (found, gint64, n) != moment) {
      g_autofree char *expected = crm_moment_to_iso (moment);
      g_autofree char *got =
          n < found->len ? crm_moment_to_iso (g_array_index (found, gint64, n)) : g_strdup ("none");
      g_autofree char *begin = crm_moment_to_iso (start);
      g_error ("%s, %s from %s: number %u is %s, not %s", zone_name, rule, begin, n, expected, got);
    }
    n++;
  }
  g_assert_cmpuint (n, ==, found->len);
  icalrecur_iterator_free (iterator);
}

static void
test_like_libical (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (gsize zone = 0; zone < G_N_ELEMENTS (zones); zone++) {
    g_setenv ("TZ", zones[zone], TRUE);
    for (int i = 0; i < 400; i++) {
      g_autofree char *rule = random_rule (rand);
      gint64 start = at (g_rand_int_range (rand, 2018, 2027), g_rand_int_range (rand, 1, 13),
                         g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 6, 23), 30);
      gint64 from = start + (gint64) g_rand_int_range (rand, 0, 3000) * DAY;
      check_against_zone (zones[zone], rule, start, from,
                          from + (gint64) g_rand_int_range (rand, 1, 900) * DAY);
    }
  }
  g_setenv ("TZ", "UTC", TRUE);
}

/* Whatever stands there, it is read or refused; what is read is counted and written. */
static void
test_fuzz (void)
{
  static const char letters[] = "FREQ=DAILYWEKMONTH;BYSTUINTVAL=123-,:\nRXDZ0";
  static const char *const seeds[] = {
    "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10",
    "FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2\nEXDATE:20261124T080000Z", "RDATE:20261124T080000Z,20261125"
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int i = 0; i < 4000; i++) {
    GString *text = g_string_new (seeds[i % (int) G_N_ELEMENTS (seeds)]);
    g_autoptr (CrmRecurrence) recurrence = NULL;
    for (int j = g_rand_int_range (rand, 1, 6); j > 0; j--) {
      gsize place = (gsize) g_rand_int_range (rand, 0, (int) text->len);
      if (g_rand_boolean (rand))
        text->str[place] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
      else if (g_rand_boolean (rand) && text->len > 2)
        g_string_erase (text, (gssize) place, 1);
      else
        text->str[place] = (char) g_rand_int_range (rand, 1, 128);
    }
    recurrence = crm_recurrence_parse (text->str, NULL);
    if (recurrence != NULL) {
      gint64 start = at (2026, 11, 23, 10, 0);
      gint64 next;
      g_autofree char *written = crm_recurrence_to_text (recurrence);
      g_autofree char *words = crm_calendar_describe_rule (text->str);
      crm_recurrence_next (recurrence, start, start + 30 * DAY, &next);
      crm_recurrence_move (recurrence, &start, start, start + DAY, NULL, NULL);
    }
    g_string_free (text, TRUE);
  }
}

static void
test_words (void)
{
  static const struct {
    const char *rule;
    const char *words;
  } cases[] = {
    { "FREQ=DAILY", "Every day" },
    { "FREQ=DAILY;INTERVAL=3", "Every 3 days" },
    { "FREQ=WEEKLY;BYDAY=MO,WE", "Every week on Monday and Wednesday" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=10", "Every 2 weeks on Friday, 10 times" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", "Every month on day 1 and 15" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day" },
    { "FREQ=MONTHLY;BYDAY=2TU", "Every month on the second Tuesday" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month on the last weekday" },
    { "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "Every year 8 March" },
    { "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "Every year on the last Sunday (October)" },
    { "FREQ=YEARLY;BYWEEKNO=20", "Every year, on days of a rule of its own" },
    { "RDATE:20261124T080000Z", "On chosen days" },
    { "FREQ=nonsense", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = crm_calendar_describe_rule (cases[i].rule);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "UTC", TRUE);
  g_test_add_func ("/recurrence/wall-time-stays", test_wall_time_stays);
  g_test_add_func ("/recurrence/exceptions", test_exceptions);
  g_test_add_func ("/recurrence/cut", test_cut);
  g_test_add_func ("/recurrence/move", test_move);
  g_test_add_func ("/recurrence/move-by-one", test_move_by_one);
  g_test_add_func ("/recurrence/exceptions-follow", test_exceptions_follow);
  g_test_add_func ("/recurrence/refused", test_refused);
  g_test_add_func ("/recurrence/hostile", test_hostile);
  g_test_add_func ("/recurrence/like-libical", test_like_libical);
  g_test_add_func ("/recurrence/fuzz", test_fuzz);
  g_test_add_func ("/recurrence/words", test_words);
  return g_test_run ();
}
