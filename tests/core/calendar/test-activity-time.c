/* Tasks and meetings put off, moved in a form, and finished where they come again; every deed taken
 * back and done again on the way. */
#include "config.h"

#include "crm-calendar.h"
#include "crm-date.h"
#include "crm-process.h"
#include "process-fixture.h"

#define HOUR 3600

static gint64
at (int month, int day, int hour)
{
  return crm_moment_from_wall (crm_date_from_ymd (2026, month, day), hour * HOUR);
}

/* "24.11 10" of a moment, "" where there is none. */
static void
assert_at (ProcessFixture *fixture, gint64 id, const char *field, gint64 moment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) task = crm_record_load (record_fixture_reader (&fixture->base),
                                                crm_entity_find ("activity"), id, &error);

  g_assert_no_error (error);
  if (moment == 0)
    g_assert_true (crm_record_is_empty (task, field));
  else
    g_assert_cmpint (crm_record_get_integer (task, field), ==, moment);
}

static gint64
add_meeting (ProcessFixture *fixture, const char *begin, const char *ends, const char *repeat)
{
  return record_fixture_add (&fixture->base, "activity", "title", "Meeting", "kind", "meeting",
                             "start", begin, "ends", ends, "repeat", repeat, NULL);
}

static void
set (ProcessFixture *fixture, gint64 id, const char *field, const char *text)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);

  record_fixture_set (&fixture->base, "activity", id, field, text);
  process_fixture_assert_undone (fixture, before);
}

/* --- Put off */

typedef struct {
  ProcessFixture *fixture;
  gint64 activity, moment;
} PuttingOff;

static gboolean
put_off_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  PuttingOff *putting = data;
  g_autoptr (CrmChange) change =
      crm_change_new ("Put off", putting->fixture->caller, CRM_ORIGIN_WINDOW);

  return crm_process_postpone (change, database, putting->activity, putting->moment, error) &&
         crm_change_commit (change, database, error) >= 0;
}

static void
put_off (ProcessFixture *fixture, gint64 activity, gint64 moment)
{
  PuttingOff putting = { fixture, activity, moment };
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->base.store, put_off_func, &putting, NULL, &error);
  g_assert_no_error (error);
  process_fixture_assert_undone (fixture, before);
}

static void
test_put_off (ProcessFixture *fixture, gconstpointer country)
{
  gint64 meeting = add_meeting (fixture, "2026-11-26T10:00", "2026-11-26T11:00", NULL);
  gint64 fair = record_fixture_add (&fixture->base, "activity", "title", "Fair", "start",
                                    "2026-11-26", "ends", "2026-11-28", "all_day", "yes", NULL);
  gint64 work =
      record_fixture_add (&fixture->base, "activity", "title", "Work", "start", "2026-11-26T10:00",
                          "ends", "2026-11-26T11:00", "due", "2026-11-27T18:00", NULL);
  gint64 task = record_fixture_add (&fixture->base, "activity", "title", "Some day", NULL);

  put_off (fixture, meeting, at (12, 1, 9));
  assert_at (fixture, meeting, "start", at (12, 1, 9));
  assert_at (fixture, meeting, "ends", at (12, 1, 10));
  assert_at (fixture, meeting, "due", 0);
  assert_field (fixture, "activity", meeting, "postponed", "1");
  put_off (fixture, fair, at (12, 1, 9));
  assert_at (fixture, fair, "start", at (12, 1, 0));
  assert_at (fixture, fair, "ends", at (12, 3, 0));
  put_off (fixture, work, at (11, 30, 18));
  assert_at (fixture, work, "start", at (11, 29, 10));
  assert_at (fixture, work, "ends", at (11, 29, 11));
  assert_at (fixture, work, "due", at (11, 30, 18));
  put_off (fixture, task, at (11, 30, 18));
  assert_at (fixture, task, "start", 0);
  assert_at (fixture, task, "due", at (11, 30, 18));
}

/* The beginning alone, past the end: all of it moves. Before the end it becomes shorter. */
static void
test_start_passes_end (ProcessFixture *fixture, gconstpointer country)
{
  gint64 meeting = add_meeting (fixture, "2026-11-26T10:00", "2026-11-26T12:00", NULL);

  set (fixture, meeting, "start", "2026-11-26T11:00");
  assert_at (fixture, meeting, "ends", at (11, 26, 12));
  set (fixture, meeting, "start", "2026-11-30T09:00");
  assert_at (fixture, meeting, "ends", at (11, 30, 10));
}

/* --- Finished where it comes again */

static gint64
find_open (ProcessFixture *fixture)
{
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM activity WHERE state = 'new'"), ==, 1);
  return process_fixture_count (fixture, "SELECT id FROM activity WHERE state = 'new'");
}

/* A task with a beginning and a term goes on as one with a term alone: both move. */
static void
test_task_with_start (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base, "activity", "title", "Report", "start",
                                  "2026-11-20T14:00", "due", "2026-11-20T18:00", "repeat",
                                  "FREQ=WEEKLY", NULL);

  set (fixture, id, "state", "done");
  assert_at (fixture, id, "due", at (11, 20, 18));
  id = find_open (fixture);
  assert_at (fixture, id, "start", at (11, 27, 14));
  assert_at (fixture, id, "due", at (11, 27, 18));
  /* What was done before stays with what it was done of. */
  set (fixture, id, "state", "done");
  id = find_open (fixture);
  assert_at (fixture, id, "start", at (12, 4, 14));
  g_assert_cmpint (
      process_fixture_count (fixture,
                             "SELECT count (DISTINCT series) FROM activity WHERE state = 'done'"),
      ==, 2);
}

typedef struct {
  ProcessFixture *fixture;
  gint64 activity, occurrence;
  gint64 from, until; /* 0: it is finished, else moved, of whole days or not */
  gboolean is_all_day;
} Deed;

static gboolean
do_deed (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Deed *deed = data;
  g_autoptr (CrmChange) change = crm_change_new ("Deed", deed->fixture->caller, CRM_ORIGIN_WINDOW);
  gboolean done =
      deed->from == 0
          ? crm_calendar_finish (change, database, deed->activity, deed->occurrence, error)
          : crm_calendar_move (change, database, deed->activity, deed->occurrence,
                               CRM_CALENDAR_THIS, deed->from, deed->until, deed->is_all_day, error);

  return done && crm_change_commit (change, database, error) >= 0;
}

static void
run (Deed deed)
{
  g_autofree char *before = record_fixture_dump (&deed.fixture->base);
  g_autoptr (GError) error = NULL;

  crm_store_write (deed.fixture->base.store, do_deed, &deed, NULL, &error);
  g_assert_no_error (error);
  process_fixture_assert_undone (deed.fixture, before);
}

/* The one whose turn it is moves the series on; one that is done ahead is not asked for again. */
static void
test_finish_in_calendar (ProcessFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->base, "activity", "title", "Report", "due",
                                  "2026-11-27T18:00", "repeat", "FREQ=WEEKLY", NULL);

  run ((Deed) { fixture, id, at (12, 4, 18) });
  assert_at (fixture, find_open (fixture), "due", at (11, 27, 18));
  run ((Deed) { fixture, find_open (fixture), at (11, 27, 18) });
  assert_at (fixture, find_open (fixture), "due", at (12, 11, 18));
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM activity WHERE state = 'done'"), ==,
      2);
}

/* --- Deleted where it comes again */

static guint
count_shown (ProcessFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = crm_calendar_read (
      record_fixture_reader (&fixture->base), at (11, 1, 0), at (12, 31, 0), NULL, 0, 100, &error);

  g_assert_no_error (error);
  return entries->len;
}

/* Wherever the record of one is deleted, it does not come back as one of the series. */
static void
test_delete_own (ProcessFixture *fixture, gconstpointer country)
{
  const CrmEntity *entity = crm_entity_find ("activity");
  gint64 id = add_meeting (fixture, "2026-11-26T10:00", "2026-11-26T11:00", "FREQ=DAILY;COUNT=5");
  g_autofree char *before = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;
  gint64 own[2];

  run ((Deed) { fixture, id, at (11, 27, 10), at (11, 27, 15), at (11, 27, 16) });
  run ((Deed) { fixture, id, at (11, 28, 10), at (11, 28, 15), at (11, 28, 16) });
  g_assert_cmpint (count_shown (fixture), ==, 5);
  own[0] = process_fixture_count (fixture, "SELECT min (id) FROM activity WHERE series > 0");
  own[1] = process_fixture_count (fixture, "SELECT max (id) FROM activity WHERE series > 0");
  before = record_fixture_dump (&fixture->base);
  change = crm_change_new ("Delete", 0, CRM_ORIGIN_WINDOW);
  crm_change_delete (change, entity, own[0]);
  crm_change_delete (change, entity, own[1]);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (count_shown (fixture), ==, 3);
  process_fixture_assert_undone (fixture, before);
  /* All of it at once leaves nothing behind. */
  g_clear_pointer (&change, crm_change_free);
  change = crm_change_new ("Delete", 0, CRM_ORIGIN_WINDOW);
  crm_change_delete (change, entity, id);
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (count_shown (fixture), ==, 0);
}

/* --- Stretched */

static void
test_stretch (ProcessFixture *fixture, gconstpointer country)
{
  gint64 task = record_fixture_add (&fixture->base, "activity", "title", "Task", "due",
                                    "2026-11-26T10:00", NULL);
  gint64 day = record_fixture_add (&fixture->base, "activity", "title", "Day", "due", "2026-11-26",
                                   "all_day", "yes", NULL);

  run ((Deed) { fixture, task, 0, at (11, 26, 10), at (11, 28, 12) });
  assert_at (fixture, task, "ends", at (11, 28, 12));
  assert_at (fixture, task, "due", at (11, 28, 12));
  run ((Deed) { fixture, task, 0, at (11, 26, 10), at (11, 29, 12) });
  assert_at (fixture, task, "ends", at (11, 29, 12));
  assert_at (fixture, task, "due", at (11, 29, 12));
  run ((Deed) { fixture, day, 0, at (11, 26, 0), at (11, 29, 0), TRUE });
  assert_at (fixture, day, "ends", at (11, 29, 0));
  assert_at (fixture, day, "due", at (11, 28, 0));
  run ((Deed) { fixture, day, 0, at (12, 1, 0), at (12, 3, 0), TRUE });
  assert_at (fixture, day, "due", at (12, 2, 0));
}

/* --- What is the record's own */

/* One that is taken out of a series is no second step of the process, and asks what all ask. */
static void
test_own_record (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run_id = start (fixture, "classic");
  gint64 step = process_fixture_count (fixture, "SELECT min (id) FROM activity");
  g_autoptr (CrmChange) change = crm_change_new ("Ask", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  static const char *const sides[] = { "input", "output" };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++) {
    g_autoptr (CrmRecord) answer = crm_record_new (crm_entity_find ("request_answer"));
    crm_record_set_integer (answer, "activity", step);
    crm_record_set_text (answer, "side", sides[i]);
    crm_record_set_text (answer, "name", sides[i]);
    crm_record_set_text (answer, "text", "Words");
    crm_change_add (change, answer);
  }
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), >, 0);
  g_assert_no_error (error);
  record_fixture_set (&fixture->base, "activity", step, "start", "2026-11-26T10:00");
  record_fixture_set (&fixture->base, "activity", step, "repeat", "FREQ=DAILY;COUNT=5");
  run ((Deed) { fixture, step, at (11, 27, 10), at (11, 27, 15), at (11, 27, 16) });
  own = g_strdup_printf ("SELECT count (*) FROM activity WHERE run = %d AND task_type IS NOT NULL",
                         (int) run_id);
  g_assert_cmpint (process_fixture_count (fixture, own), ==, 1);
  assert_one (fixture, "activity WHERE series > 0 AND task_type IS NULL AND run IS NULL");
  assert_one (fixture, "request_answer JOIN activity ON activity.id = request_answer.activity"
                       " WHERE series > 0 AND side = 'input' AND text = 'Words'");
  assert_one (fixture, "request_answer JOIN activity ON activity.id = request_answer.activity"
                       " WHERE series > 0 AND side = 'output' AND text IS NULL");
}

int
main (int argc, char **argv)
{
#define ADD(path, func)                                                                            \
  g_test_add ("/activity-time/" path, ProcessFixture, NULL, process_fixture_set_up, func,          \
              process_fixture_tear_down)
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Kyiv", TRUE);
  ADD ("put-off", test_put_off);
  ADD ("start-passes-end", test_start_passes_end);
  ADD ("task-with-start", test_task_with_start);
  ADD ("finish-in-calendar", test_finish_in_calendar);
  ADD ("delete-own", test_delete_own);
  ADD ("stretch", test_stretch);
  ADD ("own-record", test_own_record);
  return g_test_run ();
}
