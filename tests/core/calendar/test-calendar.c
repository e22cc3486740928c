/* What stands in a calendar, moved, removed, taken out and finished; every deed taken back and done
 * again on the way. */
#include "config.h"

#include <string.h>

#include "crm-alarm.h"
#include "crm-calendar.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-request.h"
#include "crm-working-time.h"
#include "process-fixture.h"

#undef start /* of the fixture; entries have one */

#define HOUR 3600
#define DAY 86400

static gint64
at (int month, int day, int hour)
{
  return crm_moment_from_wall (crm_date_from_ymd (2026, month, day), hour * HOUR);
}

typedef enum { MOVE, REMOVE, DETACH } Deed;
typedef struct {
  ProcessFixture *fixture;
  Deed deed;
  gint64 activity, occurrence;
  CrmCalendarReach reach;
  gint64 start, end;
  gboolean is_all_day;
  gint64 id;
} Step;

static gboolean
do_step (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (CrmChange) change = crm_change_new ("Step", step->fixture->caller, CRM_ORIGIN_COMMAND);
  gboolean done = TRUE;

  if (step->deed == MOVE)
    done = crm_calendar_move (change, database, step->activity, step->occurrence, step->reach,
                              step->start, step->end, step->is_all_day, error);
  else if (step->deed == REMOVE)
    done = crm_calendar_remove (change, database, step->activity, step->occurrence, step->reach,
                                error);
  else
    step->id = crm_calendar_detach (change, database, step->activity, step->occurrence, error);
  if (!done || (step->deed == DETACH && step->id == 0) ||
      crm_change_commit (change, database, error) < 0)
    return FALSE;
  if (step->id < 0)
    step->id = crm_change_get_id (change, step->id);
  return TRUE;
}

static void
run (Step *step)
{
  g_autofree char *before = record_fixture_dump (&step->fixture->base);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  crm_store_write (step->fixture->base.store, do_step, step, NULL, &error);
  g_assert_no_error (error);
  after = record_fixture_dump (&step->fixture->base);
  if (strcmp (before, after) != 0)
    process_fixture_assert_undone (step->fixture, before);
}

static void
move (ProcessFixture *fixture, gint64 activity, gint64 occurrence, CrmCalendarReach reach,
      gint64 start, gint64 end)
{
  Step step = { fixture, MOVE, activity, occurrence, reach, start, end };
  run (&step);
}

static void
take_away (ProcessFixture *fixture, gint64 activity, gint64 occurrence, CrmCalendarReach reach)
{
  Step step = { fixture, REMOVE, activity, occurrence, reach };
  run (&step);
}

static gint64
detach (ProcessFixture *fixture, gint64 activity, gint64 occurrence)
{
  Step step = { fixture, DETACH, activity, occurrence };
  run (&step);
  return step.id;
}

static GPtrArray *
read_between (ProcessFixture *fixture, gint64 from, gint64 until)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = crm_calendar_read (record_fixture_reader (&fixture->base), from, until, NULL,
                                          0, 10000, &error);
  g_assert_no_error (error);
  return entries;
}

/* What stands between 16 November and 31 December: "Mon 23.11 10-11", settled ones in brackets. */
static void
assert_shown (ProcessFixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) entries = read_between (fixture, at (11, 16, 0), at (12, 31, 0));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    CrmCalendarEntry *entry = entries->pdata[i];
    gint64 date, end_date;
    int from = crm_moment_to_wall (entry->start, &date);
    int to = crm_moment_to_wall (entry->end, &end_date);
    int year, month, day;
    crm_date_to_ymd (date, &year, &month, &day);
    g_string_append_printf (text, "%s%s%02d.%02d", i > 0 ? ", " : "", entry->is_settled ? "(" : "",
                            day, month);
    if (entry->is_all_day)
      g_string_append_printf (text, " %d days", (int) (end_date - date));
    else
      g_string_append_printf (text, " %d-%d", from / HOUR, to / HOUR);
    g_string_append (text, entry->is_settled ? ")" : "");
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static gint64
add_meeting (ProcessFixture *fixture, const char *start, const char *ends, const char *repeat)
{
  return record_fixture_add (&fixture->base, "activity", "title", "Meeting", "kind", "meeting",
                             "remind", "0", "start", start, "ends", ends, "repeat", repeat, NULL);
}

static void
test_spans (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;

  record_fixture_add (base, "activity", "title", "Hours", "start", "2026-11-23T10:00", "ends",
                      "2026-11-23T12:00", NULL);
  record_fixture_add (base, "activity", "title", "Term", "due", "2026-11-24T18:00", NULL);
  record_fixture_add (base, "activity", "title", "Both", "start", "2026-11-25T09:00", "due",
                      "2026-11-25T17:00", NULL);
  record_fixture_add (base, "activity", "title", "Far", "start", "2026-11-26T09:00", "due",
                      "2026-12-25T17:00", NULL);
  record_fixture_add (base, "activity", "title", "Days", "start", "2026-11-27", "ends",
                      "2026-11-29", "all_day", "yes", NULL);
  record_fixture_add (base, "activity", "title", "Day", "due", "2026-12-01", "all_day", "yes",
                      NULL);
  record_fixture_add (base, "activity", "title", "Trip", "start", "2026-11-01T08:00", "ends",
                      "2026-12-20T20:00", NULL);
  record_fixture_add (base, "activity", "title", "No time", NULL);
  assert_shown (fixture, "01.11 8-20, 23.11 10-12, 24.11 18-18, 25.11 9-17, 26.11 9-9, "
                         "27.11 2 days, 01.12 1 days");
  {
    g_autoptr (GPtrArray) trip = read_between (fixture, at (12, 10, 0), at (12, 11, 0));
    g_assert_cmpuint (trip->len, ==, 1);
    g_assert_cmpstr (((CrmCalendarEntry *) trip->pdata[0])->title, ==, "Trip");
  }
}

static void
test_persons (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = add_meeting (fixture, "2026-11-23T10:00", "2026-11-23T11:00", NULL);
  g_autofree char *caller = g_strdup_printf ("%d", (int) fixture->caller);
  g_autofree char *closer = g_strdup_printf ("%d", (int) fixture->closer);
  g_autofree char *meeting = g_strdup_printf ("%d", (int) id);
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autoptr (GPtrArray) of_caller = NULL;
  g_autoptr (GPtrArray) of_keeper = NULL;
  g_autoptr (GPtrArray) of_both = NULL;
  gint64 both[] = { fixture->keeper, fixture->closer };

  record_fixture_set (&fixture->base, "activity", id, "responsible", caller);
  record_fixture_add (&fixture->base, "participant", "activity", meeting, "person", closer, NULL);
  of_caller =
      crm_calendar_read (database, at (11, 1, 0), at (12, 1, 0), &fixture->caller, 1, 100, NULL);
  of_keeper =
      crm_calendar_read (database, at (11, 1, 0), at (12, 1, 0), &fixture->keeper, 1, 100, NULL);
  of_both = crm_calendar_read (database, at (11, 1, 0), at (12, 1, 0), both, 2, 100, NULL);
  g_assert_cmpuint (of_caller->len, ==, 1);
  g_assert_cmpuint (of_keeper->len, ==, 0);
  g_assert_cmpuint (of_both->len, ==, 1);
}

static void
test_series (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id =
      add_meeting (fixture, "2026-11-23T10:00", "2026-11-23T11:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=5");
  gint64 own;

  assert_shown (fixture, "23.11 10-11, 30.11 10-11, 07.12 10-11, 14.12 10-11, 21.12 10-11");
  move (fixture, id, at (11, 30, 10), CRM_CALENDAR_THIS, at (12, 1, 12), at (12, 1, 14));
  assert_shown (fixture, "23.11 10-11, 01.12 12-14, 07.12 10-11, 14.12 10-11, 21.12 10-11");
  take_away (fixture, id, at (12, 7, 10), CRM_CALENDAR_THIS);
  assert_shown (fixture, "23.11 10-11, 01.12 12-14, 14.12 10-11, 21.12 10-11");
  own = detach (fixture, id, at (12, 14, 10));
  g_assert_cmpint (own, !=, id);
  g_assert_cmpint (detach (fixture, id, at (12, 14, 10)), ==, own);
  g_assert_cmpint (detach (fixture, own, at (12, 14, 10)), ==, own);
  assert_shown (fixture, "23.11 10-11, 01.12 12-14, 14.12 10-11, 21.12 10-11");
  /* A day and two hours later, all of it: what has a time of its own keeps it. */
  move (fixture, id, at (12, 21, 10), CRM_CALENDAR_ALL, at (12, 22, 12), at (12, 22, 13));
  assert_shown (fixture, "24.11 12-13, 01.12 12-14, 15.12 12-13, 22.12 12-13");
  /* The record of its own speaks for the series. */
  take_away (fixture, own, at (12, 15, 12), CRM_CALENDAR_THIS_AND_LATER);
  assert_shown (fixture, "24.11 12-13, 01.12 12-14");
  take_away (fixture, id, at (11, 24, 12), CRM_CALENDAR_ALL);
  assert_shown (fixture, "");
}

static void
test_split (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id =
      add_meeting (fixture, "2026-11-23T10:00", "2026-11-23T11:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=5");
  gint64 own = detach (fixture, id, at (12, 14, 10));
  g_autoptr (GPtrArray) entries = NULL;

  move (fixture, id, at (12, 7, 10), CRM_CALENDAR_THIS_AND_LATER, at (12, 8, 15), at (12, 8, 17));
  assert_shown (fixture, "23.11 10-11, 30.11 10-11, 08.12 15-17, 15.12 15-17, 22.12 15-17");
  entries = read_between (fixture, at (12, 8, 0), at (12, 9, 0));
  g_assert_cmpint (((CrmCalendarEntry *) entries->pdata[0])->activity, !=, id);
  /* The one with a record of its own has gone along. */
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = read_between (fixture, at (12, 15, 0), at (12, 16, 0));
  g_assert_cmpint (((CrmCalendarEntry *) entries->pdata[0])->activity, ==, own);
  g_assert_cmpint (((CrmCalendarEntry *) entries->pdata[0])->occurrence, ==, at (12, 15, 15));
}

static void
test_whole_days (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base, "activity", "title", "Fair", "start",
                                  "2026-11-25", "ends", "2026-11-27", "all_day", "yes", "repeat",
                                  "FREQ=WEEKLY;COUNT=3", NULL);
  Step step = {
    fixture, MOVE, id, at (12, 2, 0), CRM_CALENDAR_THIS, at (12, 3, 9), at (12, 3, 17)
  };

  assert_shown (fixture, "25.11 2 days, 02.12 2 days, 09.12 2 days");
  run (&step);
  assert_shown (fixture, "25.11 2 days, 03.12 9-17, 09.12 2 days");
  step = (Step) { fixture,        MOVE,           id,  at (12, 9, 0), CRM_CALENDAR_ALL,
                  at (12, 10, 0), at (12, 13, 0), TRUE };
  run (&step);
  assert_shown (fixture, "26.11 3 days, 03.12 9-17, 10.12 3 days");
}

static void
test_plain (ProcessFixture *fixture, gconstpointer country)
{
  gint64 task = record_fixture_add (&fixture->base, "activity", "title", "Task", "due",
                                    "2026-11-24T18:00", NULL);
  Step step = { fixture, MOVE, task, 0, CRM_CALENDAR_THIS, at (11, 25, 12), at (11, 25, 11) };
  g_autoptr (GError) error = NULL;

  move (fixture, task, 0, CRM_CALENDAR_THIS, at (11, 25, 12), at (11, 25, 12));
  assert_shown (fixture, "25.11 12-12");
  move (fixture, task, 0, CRM_CALENDAR_THIS, at (11, 25, 12), at (11, 25, 14));
  assert_shown (fixture, "25.11 12-14");
  g_assert_false (crm_store_write (fixture->base.store, do_step, &step, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  take_away (fixture, task, 0, CRM_CALENDAR_THIS);
  assert_shown (fixture, "");
}

static void
set_state (ProcessFixture *fixture, gint64 id, const char *state)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);

  record_fixture_set (&fixture->base, "activity", id, "state", state);
  process_fixture_assert_undone (fixture, before);
}

/* The task that is finished stays finished; the next one has come in the same change. */
static void
test_task_goes_on (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base, "activity", "title", "Report", "due",
                                  "2026-11-20T18:00", "repeat", "FREQ=WEEKLY;COUNT=4", NULL);

  assert_shown (fixture, "20.11 18-18, 27.11 18-18, 04.12 18-18, 11.12 18-18");
  set_state (fixture, id, "done");
  assert_shown (fixture, "(20.11 18-18), 27.11 18-18, 04.12 18-18, 11.12 18-18");
  assert_one (fixture, "activity WHERE state = 'done' AND repeat IS NULL");
  assert_one (fixture, "activity WHERE state = 'new' AND repeat = 'FREQ=WEEKLY;COUNT=3'");
  /* Two weeks late: what nobody did is not asked for again. */
  process_fixture_set_now ("2026-12-05T10:00");
  id = process_fixture_count (fixture, "SELECT id FROM activity WHERE state = 'new'");
  set_state (fixture, id, "done");
  assert_shown (fixture, "(20.11 18-18), (27.11 18-18), 11.12 18-18");
  id = process_fixture_count (fixture, "SELECT id FROM activity WHERE state = 'new'");
  set_state (fixture, id, "done");
  assert_shown (fixture, "(20.11 18-18), (27.11 18-18), (11.12 18-18)");
}

/* One that was added between is a task of its own; the rule counts from its own days as before. */
static void
test_added_between (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id =
      record_fixture_add (&fixture->base, "activity", "title", "Report", "due", "2026-11-23T18:00",
                          "repeat", "FREQ=WEEKLY;INTERVAL=2\nRDATE:20261202T090000", NULL);
  gint64 added;

  assert_shown (fixture, "23.11 18-18, 02.12 9-9, 07.12 18-18, 21.12 18-18");
  set_state (fixture, id, "done");
  assert_shown (fixture, "(23.11 18-18), 02.12 9-9, 07.12 18-18, 21.12 18-18");
  added = process_fixture_count (
      fixture, "SELECT id FROM activity WHERE state = 'new' AND occurrence IS NOT NULL");
  set_state (fixture, added, "done");
  assert_shown (fixture, "(23.11 18-18), (02.12 9-9), 07.12 18-18, 21.12 18-18");
  id = process_fixture_count (fixture, "SELECT id FROM activity WHERE repeat IS NOT NULL");
  set_state (fixture, id, "done");
  assert_shown (fixture, "(23.11 18-18), (02.12 9-9), (07.12 18-18), 21.12 18-18");
}

/* What was added is moved with what comes later; its day is not made that of the rule. */
static void
test_added_moves (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = add_meeting (fixture, "2026-11-16T10:00", "2026-11-16T11:00",
                           "FREQ=WEEKLY;COUNT=4\nRDATE:20261125T140000");

  assert_shown (fixture, "16.11 10-11, 23.11 10-11, 25.11 14-15, 30.11 10-11, 07.12 10-11");
  move (fixture, id, at (11, 25, 14), CRM_CALENDAR_THIS_AND_LATER, at (11, 26, 15),
        at (11, 26, 17));
  assert_shown (fixture, "16.11 10-11, 23.11 10-11, 26.11 15-17, 01.12 11-13, 08.12 11-13");
  id = add_meeting (fixture, "2026-11-17T08:00", "2026-11-17T09:00",
                    "FREQ=MONTHLY;BYDAY=3TU;COUNT=2\nRDATE:20261127T080000");
  move (fixture, id, at (11, 27, 8), CRM_CALENDAR_ALL, at (11, 28, 8), at (11, 28, 9));
  assert_shown (fixture, "16.11 10-11, 18.11 8-9, 23.11 10-11, 26.11 15-17, 28.11 8-9, "
                         "01.12 11-13, 08.12 11-13, 16.12 8-9");
}

/* Of meetings the one that was just held is finished, the others stay. */
static void
test_meeting_goes_on (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id =
      add_meeting (fixture, "2026-11-16T10:00", "2026-11-16T11:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=4");

  process_fixture_set_now ("2026-11-23T12:00");
  set_state (fixture, id, "done");
  assert_shown (fixture, "16.11 10-11, (23.11 10-11), 30.11 10-11, 07.12 10-11");
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM activity WHERE repeat IS NOT NULL"),
      ==, 1);
}

static void
test_refused (ProcessFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *start, *ends, *repeat;
  } cases[] = {
    { "2026-11-23T10:00", "2026-11-23T09:00", "FREQ=DAILY" },
    { "2026-11-23T10:00", "2026-11-23T11:00", "FREQ=SOMETIMES" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmChange) change = crm_change_new ("Wrong", 0, CRM_ORIGIN_COMMAND);
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("activity"));
    g_autoptr (GError) error = NULL;
    g_assert_true (crm_record_parse (record, "title", "Meeting", NULL));
    g_assert_true (crm_record_parse (record, "start", cases[i].start, NULL));
    g_assert_true (crm_record_parse (record, "ends", cases[i].ends, NULL));
    g_assert_true (crm_record_parse (record, "repeat", cases[i].repeat, NULL));
    crm_change_add (change, record);
    g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), ==, -1);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static gint64
count_rung (ProcessFixture *fixture)
{
  return process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'due'");
}

/* Each rings once, one that was taken out rings itself, who was away hears of the last. */
static void
test_rings (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = add_meeting (fixture, "2026-11-24T10:00", "2026-11-24T11:00", "FREQ=DAILY");

  process_fixture_tick (fixture, at (11, 24, 9));
  g_assert_cmpint (count_rung (fixture), ==, 0);
  process_fixture_tick (fixture, at (11, 24, 10));
  process_fixture_tick (fixture, at (11, 24, 10) + 60);
  g_assert_cmpint (count_rung (fixture), ==, 1);
  take_away (fixture, id, at (11, 25, 10), CRM_CALENDAR_THIS);
  process_fixture_tick (fixture, at (11, 25, 12));
  g_assert_cmpint (count_rung (fixture), ==, 1);
  move (fixture, id, at (11, 26, 10), CRM_CALENDAR_THIS, at (11, 26, 15), at (11, 26, 16));
  process_fixture_tick (fixture, at (11, 26, 11));
  g_assert_cmpint (count_rung (fixture), ==, 1);
  process_fixture_tick (fixture, at (11, 26, 15));
  g_assert_cmpint (count_rung (fixture), ==, 2);
  process_fixture_tick (fixture, at (12, 10, 12));
  g_assert_cmpint (count_rung (fixture), ==, 3);
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT max (moment) FROM reminder WHERE kind = 'due'"), ==,
      at (12, 10, 10));
  process_fixture_tick (fixture, at (12, 11, 10));
  g_assert_cmpint (count_rung (fixture), ==, 4);
}

static void
assert_rung (ProcessFixture *fixture, gint64 now, int expected)
{
  process_fixture_tick (fixture, now);
  g_assert_cmpint (count_rung (fixture), ==, expected);
}

/* Written as the time before the first had passed, all of them ring all the same, each once. */
static void
test_rings_late (ProcessFixture *fixture, gconstpointer country)
{
  process_fixture_set_now ("2026-11-24T08:00");
  record_fixture_add (&fixture->base, "activity", "title", "Twice a day", "kind", "meeting",
                      "remind", "1440", "start", "2026-11-24T09:00", "ends", "2026-11-24T09:30",
                      "repeat", "FREQ=DAILY\nRDATE:20261124T140000", NULL);
  assert_rung (fixture, at (11, 24, 8) + 60, 0);
  /* For nine o'clock, and for that of tomorrow. */
  assert_rung (fixture, at (11, 24, 9) + 60, 1);
  /* For two o'clock, at once. */
  assert_rung (fixture, at (11, 24, 9) + 120, 2);
  assert_rung (fixture, at (11, 24, 9) + 180, 2);
  assert_rung (fixture, at (11, 24, 15), 2);
  /* For the day after tomorrow. */
  assert_rung (fixture, at (11, 25, 9), 3);
  assert_rung (fixture, at (11, 26, 8), 3);
  assert_rung (fixture, at (11, 26, 9), 4);
}

static gboolean
set_lead (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_alarm_set_default (database, "task", data, crm_clock_now (), error);
}

/* Tasks of that kind that are still to come follow what is usual, whether they rang before or not.
 */
static void
test_usual_lead (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;

  process_fixture_set_now ("2026-11-24T08:00");
  record_fixture_add (base, "activity", "title", "Passed", "due", "2026-11-23T09:00", NULL);
  record_fixture_add (base, "activity", "title", "Due", "due", "2026-11-24T10:00", NULL);
  record_fixture_add (base, "activity", "title", "Begins", "start", "2026-11-24T10:00", NULL);
  record_fixture_add (base, "activity", "title", "Own", "start", "2026-11-24T10:00", "remind", "5",
                      NULL);
  record_fixture_add (base, "activity", "title", "Again", "start", "2026-11-20T10:00", "repeat",
                      "FREQ=DAILY", NULL);
  for (int i = 0; i < 2; i++) {
    g_assert_true (crm_store_write (base->store, set_lead, (gpointer) "none", NULL, NULL));
    g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM alarm"), ==, 1);
    g_assert_true (crm_store_write (base->store, set_lead, (gpointer) "60", NULL, NULL));
    g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM alarm"), ==, 4);
  }
  assert_rung (fixture, at (11, 24, 9), 3);
}

static gboolean
set_wednesday (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_working_time_set_hours (database, 3, 8 * 60, 16 * 60, error);
}

/* What follows by itself keeps the hours and days of the company. */
static void
test_working_time (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);

  g_assert_cmpint (crm_request_find_due (database, 1, at (11, 23, 10)), ==, at (11, 24, 18));
  record_fixture_add (&fixture->base, "own_day", "name", "Inventory", "date", "2026-11-24", NULL);
  g_assert_true (crm_store_write (fixture->base.store, set_wednesday, NULL, NULL, NULL));
  database = record_fixture_reader (&fixture->base);
  g_assert_cmpint (crm_request_find_due (database, 1, at (11, 23, 10)), ==, at (11, 25, 16));
  g_assert_true (record_fixture_undo (&fixture->base));
  database = record_fixture_reader (&fixture->base);
  g_assert_cmpint (crm_request_find_due (database, 1, at (11, 23, 10)), ==, at (11, 24, 18));
}

/* The first is not on a day of the rule: its month has one of the rule besides, and only that once
 * all have moved. What is left out stays left out, and what is moved is seen. */
static void
test_first_off_the_rule (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id =
      add_meeting (fixture, "2026-11-28T12:00", "2026-11-28T13:00", "FREQ=MONTHLY;BYDAY=-1MO");

  assert_shown (fixture, "28.11 12-13, 30.11 12-13, 28.12 12-13");
  take_away (fixture, id, at (12, 28, 12), CRM_CALENDAR_THIS);
  assert_shown (fixture, "28.11 12-13, 30.11 12-13");
  move (fixture, id, at (11, 30, 12), CRM_CALENDAR_ALL, at (11, 28, 10), at (11, 28, 11));
  assert_shown (fixture, "28.11 10-11");
  g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_true (record_fixture_undo (&fixture->base));
  take_away (fixture, id, at (11, 28, 12), CRM_CALENDAR_THIS);
  assert_shown (fixture, "30.11 12-13, 28.12 12-13");
  move (fixture, id, at (11, 30, 12), CRM_CALENDAR_ALL, at (11, 28, 10), at (11, 28, 11));
  assert_shown (fixture, "28.11 10-11, 26.12 10-11");
}

/* --- Anything at all, and all of it back */

static char *
random_rule (void)
{
  static const char *const rules[] = { "FREQ=DAILY",
                                       "FREQ=DAILY;COUNT=9",
                                       "FREQ=WEEKLY;BYDAY=MO,TH",
                                       "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261220",
                                       "FREQ=MONTHLY;BYDAY=-1MO",
                                       "FREQ=MONTHLY",
                                       "FREQ=DAILY\nRDATE:20261211T170000Z" };
  return g_strdup (rules[g_test_rand_int_range (0, G_N_ELEMENTS (rules))]);
}

static void
do_something (ProcessFixture *fixture)
{
  g_autoptr (GPtrArray) entries = read_between (fixture, at (11, 16, 0), at (12, 31, 0));
  CrmCalendarEntry *entry;
  Step step = { fixture, (Deed) g_test_rand_int_range (0, 3) };
  g_autoptr (GError) error = NULL;

  if (entries->len < 3) {
    g_autofree char *rule = random_rule ();
    g_autofree char *start =
        crm_moment_to_iso (at (11, g_test_rand_int_range (16, 30), g_test_rand_int_range (8, 18)));
    record_fixture_add (&fixture->base, "activity", "title", "Series",
                        g_test_rand_int_range (0, 2) == 0 ? "due" : "start", start, "repeat", rule,
                        NULL);
    return;
  }
  entry = entries->pdata[g_test_rand_int_range (0, (int) entries->len)];
  if (g_test_rand_int_range (0, 5) == 0) {
    record_fixture_set (&fixture->base, "activity", entry->activity, "state",
                        entry->is_settled ? "new" : "done");
    return;
  }
  step.activity = entry->activity;
  step.occurrence = entry->occurrence;
  step.reach = (CrmCalendarReach) g_test_rand_int_range (0, 3);
  step.start = entry->start + g_test_rand_int_range (-60, 60) * HOUR;
  step.end = step.start + g_test_rand_int_range (0, 5) * HOUR;
  step.is_all_day = g_test_rand_int_range (0, 6) == 0;
  if (!crm_store_write (fixture->base.store, do_step, &step, NULL, &error))
    g_assert_true (g_error_matches (error, CRM_ERROR, CRM_ERROR_REFUSED) ||
                   g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND));
  else if (step.deed == MOVE) {
    /* What was moved stands where it was moved to. */
    g_autoptr (GPtrArray) there = read_between (fixture, step.start - 2 * DAY, step.end + 2 * DAY);
    gboolean found = FALSE;
    for (guint i = 0; i < there->len; i++)
      found |=
          ((CrmCalendarEntry *) there->pdata[i])->start ==
          (step.is_all_day ? crm_moment_from_date (crm_moment_to_date (step.start)) : step.start);
    if (!found) {
      g_autofree char *from = crm_moment_to_iso (entry->start);
      g_autofree char *to = crm_moment_to_iso (step.start);
      g_error ("%d of %d, reach %d: from %s to %s", (int) entry->occurrence, (int) entry->activity,
               (int) step.reach, from, to);
    }
  }
}

static void
test_random (ProcessFixture *fixture, gconstpointer country)
{
  GPtrArray *states = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 60; i++) {
    g_autofree char *state = record_fixture_dump (&fixture->base);
    if (states->len == 0 || strcmp (states->pdata[states->len - 1], state) != 0)
      g_ptr_array_add (states, g_steal_pointer (&state));
    do_something (fixture);
  }
  {
    g_autofree char *state = record_fixture_dump (&fixture->base);
    if (strcmp (states->pdata[states->len - 1], state) == 0)
      g_ptr_array_set_size (states, (int) states->len - 1);
  }
  for (guint i = states->len; i > 0; i--) {
    g_autofree char *state = NULL;
    g_assert_true (record_fixture_undo (&fixture->base));
    state = record_fixture_dump (&fixture->base);
    g_assert_cmpstr (state, ==, states->pdata[i - 1]);
  }
  g_ptr_array_unref (states);
}

static void
assert_next (ProcessFixture *fixture, gint64 deal, int month, int day)
{
  const char *const entities[] = { "deal", "company" };
  const gint64 ids[] = { deal, fixture->company };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autoptr (CrmRecord) record = crm_record_load (record_fixture_reader (&fixture->base),
                                                    crm_entity_find (entities[i]), ids[i], NULL);
    g_assert_cmpint (crm_record_get_integer (record, "next_activity"), ==,
                     month != 0 ? crm_date_from_ymd (2026, month, day) : 0);
  }
}

/* A meeting that repeats is the next step on the day on which it comes next. */
static void
test_next_step (ProcessFixture *fixture, gconstpointer country)
{
  g_autofree char *company = g_strdup_printf ("%d", (int) fixture->company);
  gint64 deal =
      record_fixture_add (&fixture->base, "deal", "name", "Windows", "company", company, NULL);
  g_autofree char *of = g_strdup_printf ("%d", (int) deal);
  gint64 id = record_fixture_add (&fixture->base, "activity", "title", "Review", "kind", "meeting",
                                  "remind", "0", "start", "2026-11-03T10:00", "ends",
                                  "2026-11-03T11:00", "repeat", "FREQ=WEEKLY;BYDAY=TU;COUNT=8",
                                  "deal", of, "company", company, NULL);
  gint64 own;

  /* Today is Monday, 23 November. */
  assert_next (fixture, deal, 11, 24);
  take_away (fixture, id, at (11, 24, 10), CRM_CALENDAR_THIS);
  assert_next (fixture, deal, 12, 1);
  own = detach (fixture, id, at (12, 1, 10));
  assert_next (fixture, deal, 12, 1);
  record_fixture_set (&fixture->base, "activity", own, "state", "cancelled");
  assert_next (fixture, deal, 12, 8);
  g_assert_true (record_fixture_undo (&fixture->base));
  assert_next (fixture, deal, 12, 1);
  record_fixture_set (&fixture->base, "activity", own, "start", "2026-11-27T10:00");
  assert_next (fixture, deal, 11, 27);
  record_fixture_set (&fixture->base, "activity", own, "state", "done");
  assert_next (fixture, deal, 12, 8);
  /* Days pass, and nobody writes anything. */
  process_fixture_set_now ("2026-12-08T12:00");
  process_fixture_tick (fixture, crm_clock_now ());
  assert_next (fixture, deal, 12, 8);
  process_fixture_set_now ("2026-12-09T09:00");
  process_fixture_tick (fixture, crm_clock_now ());
  assert_next (fixture, deal, 12, 15);
  process_fixture_set_now ("2026-12-31T09:00");
  process_fixture_tick (fixture, crm_clock_now ());
  assert_next (fixture, deal, 0, 0);
}

int
main (int argc, char **argv)
{
#define ADD(path, func)                                                                            \
  g_test_add (path, ProcessFixture, NULL, process_fixture_set_up, func, process_fixture_tear_down)
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Kyiv", TRUE);
  ADD ("/calendar/spans", test_spans);
  ADD ("/calendar/persons", test_persons);
  ADD ("/calendar/series", test_series);
  ADD ("/calendar/split", test_split);
  ADD ("/calendar/whole-days", test_whole_days);
  ADD ("/calendar/plain", test_plain);
  ADD ("/calendar/task-goes-on", test_task_goes_on);
  ADD ("/calendar/added-between", test_added_between);
  ADD ("/calendar/added-moves", test_added_moves);
  ADD ("/calendar/meeting-goes-on", test_meeting_goes_on);
  ADD ("/calendar/next-step", test_next_step);
  ADD ("/calendar/refused", test_refused);
  ADD ("/calendar/rings", test_rings);
  ADD ("/calendar/rings-late", test_rings_late);
  ADD ("/calendar/usual-lead", test_usual_lead);
  ADD ("/calendar/working-time", test_working_time);
  ADD ("/calendar/first-off-the-rule", test_first_off_the_rule);
  ADD ("/calendar/random", test_random);
  return g_test_run ();
}
