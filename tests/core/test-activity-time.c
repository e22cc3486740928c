/* Tasks and meetings put off, moved in a form, and finished where they come again; every deed taken
 * back and done again on the way. */
#include "config.h"

#include "crm-calendar.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-process.h"
#include "process-fixture.h"

#undef start /* of the fixture */

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
  return g_test_run ();
}
