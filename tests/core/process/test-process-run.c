/* A run as a whole: how far it has come, whose turn it is, and its stop. */
#include "config.h"

#include <string.h>

#include "crm-process.h"
#include "crm-run-timeline.h"
#include "process-fixture.h"

typedef struct {
  gint64 run;
  const char *reason;
} Stop;

static gboolean
stop_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Stop *stop = data;
  g_autoptr (CrmChange) change = crm_change_new ("Stop", 0, CRM_ORIGIN_COMMAND);

  return crm_process_stop (change, database, stop->run, stop->reason, error) &&
         crm_change_commit (change, database, error) >= 0;
}

static void
test_progress (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "classic");
  gint64 first = process_fixture_count (
      fixture, "SELECT id FROM activity WHERE state NOT IN ('done', 'cancelled')");
  gint64 due =
      process_fixture_count (fixture, "SELECT due FROM activity WHERE run IS NOT NULL LIMIT 1");
  g_autofree char *step = NULL;

  assert_one (fixture, "process_run WHERE percent = 0 AND step IS NOT NULL AND due > 0");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT due FROM process_run"), ==, due);
  step = g_strdup_printf (
      "SELECT count (*) FROM activity JOIN process_run ON process_run.step = activity.task_type"
      " AND process_run.person = activity.responsible"
      " WHERE activity.id = %d AND process_run.id = %d",
      (int) first, (int) run);
  g_assert_cmpint (process_fixture_count (fixture, step), ==, 1);
  /* Each step leads on, and none leads back. */
  finish (fixture, first, "possible");
  assert_one (fixture, "process_run WHERE percent > 0 AND percent < 100");
  assert_one (fixture, "process_run JOIN activity ON activity.run = process_run.id"
                       " AND activity.task_type = process_run.step"
                       " WHERE activity.state NOT IN ('done', 'cancelled')");
}

static void
test_stop (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "classic");
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;
  Stop stop = { run, "They went to another supplier" };

  g_assert_true (crm_store_write (fixture->base.store, stop_func, &stop, NULL, &error));
  g_assert_no_error (error);
  process_fixture_assert_undone (fixture, before);
  assert_field (fixture, "process_run", run, "state", "cancelled");
  assert_field (fixture, "process_run", run, "reason", "They went to another supplier");
  assert_one (fixture, "process_run WHERE step IS NULL AND person IS NULL AND due IS NULL"
                       " AND ended IS NOT NULL");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM activity"
                                                   " WHERE run IS NOT NULL"
                                                   " AND state NOT IN ('done', 'cancelled')"),
                   ==, 0);
  /* What has come to its end is not stopped. */
  g_assert_false (crm_store_write (fixture->base.store, stop_func, &stop, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* Who ends it by its state leaves nothing open either. */
static void
test_ended_by_hand (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "classic");
  g_autofree char *before = record_fixture_dump (&fixture->base);

  record_fixture_set (&fixture->base, "process_run", run, "state", "failed");
  process_fixture_assert_undone (fixture, before);
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM activity"
                                                   " WHERE run IS NOT NULL"
                                                   " AND state NOT IN ('done', 'cancelled')"),
                   ==, 0);
}

/* A span has a start of its own. */
#undef start

/* What is done, what is late and what is still to begin, each where its time is. */
static void
test_timeline (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = process_fixture_start (fixture, "classic");
  gint64 first = open_task (fixture, "cold_call");
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  gint64 now = process_fixture_count (fixture, "SELECT started FROM process_run");
  g_autoptr (CrmRunTimeline) timeline = NULL;
  g_autoptr (CrmRunTimeline) later = NULL;
  g_autoptr (CrmRunTimeline) one = NULL;
  g_autoptr (CrmRunTimeline) newest = NULL;
  gint64 last;
  g_autoptr (GError) error = NULL;
  const CrmTaskSpan *spans;

  finish (fixture, first, "possible");
  timeline = crm_run_timeline_read (database, 10, now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (timeline->runs->len, ==, 1);
  g_assert_cmpuint (timeline->spans->len, ==, 2);
  spans = (const CrmTaskSpan *) timeline->spans->data;
  g_assert_cmpint (spans[0].task, ==, first);
  g_assert_cmpint (spans[0].state, ==, CRM_TASK_SPAN_DONE);
  g_assert_cmpint (spans[0].end, >, spans[0].start);
  g_assert_cmpint (spans[1].state, ==, CRM_TASK_SPAN_OPEN);
  g_assert_cmpint (spans[1].end, ==, spans[1].due);
  g_assert_cmpstr (crm_run_timeline_get_name (timeline, spans[1].name), !=, "");
  /* A month later it is late up to then. */
  later = crm_run_timeline_read (database, 1, now + 30 * 86400, &error);
  spans = (const CrmTaskSpan *) later->spans->data;
  g_assert_cmpint (spans[1].state, ==, CRM_TASK_SPAN_LATE);
  g_assert_cmpint (spans[1].end, ==, now + 30 * 86400);
  /* Before it was made it is planned. */
  record_fixture_set (&fixture->base, "activity", spans[1].task, "start", "2026-12-20T10:00");
  record_fixture_set (&fixture->base, "activity", spans[1].task, "due", "2026-12-21T10:00");
  /* Of two the one that was started last. */
  g_assert_cmpuint (later->n_left_out, ==, 0);
  last = process_fixture_start (fixture, "agency");
  newest = crm_run_timeline_read (database, 1, now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newest->runs->len, ==, 1);
  g_assert_cmpint (g_array_index (newest->runs, CrmTimelineRun, 0).run, ==, last);
  g_assert_cmpuint (newest->n_left_out, ==, 1);
  one = crm_run_timeline_read_one (database, run, now, &error);
  spans = (const CrmTaskSpan *) one->spans->data;
  g_assert_cmpint (spans[1].state, ==, CRM_TASK_SPAN_PLANNED);
  g_assert_cmpint (spans[1].end - spans[1].start, ==, 86400);
}

/* --- Versions */

typedef struct {
  gint64 process; /* in: the version; 0: make one. out: it */
  gint64 run;
} Version;

static gboolean
version_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Version *version = data;
  g_autoptr (CrmChange) change = crm_change_new ("Version", 0, CRM_ORIGIN_COMMAND);
  gint64 stand_in = 0;

  if (version->process == 0)
    stand_in = crm_process_add_version (change, database,
                                        crm_process_find (database, "classic", NULL), error);
  else if (!crm_process_put_to_use (change, database, version->process, error) ||
           !crm_process_move (change, database, version->run, version->process, error))
    return FALSE;
  if (crm_change_commit (change, database, error) < 0)
    return FALSE;
  if (stand_in != 0)
    version->process = crm_change_get_id (change, stand_in);
  return TRUE;
}

/* What runs is moved with its open steps, goes on by the new version, and is moved back by Undo.
 */
static void
test_move (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = process_fixture_start (fixture, "classic");
  Version version = { .run = run };
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *done = NULL;
  g_autofree char *moved = NULL;

  finish (fixture, open_task (fixture, "cold_call"), "possible");
  g_assert_true (crm_store_write (fixture->base.store, version_func, &version, NULL, &error));
  g_assert_no_error (error);
  moves = crm_process_plan_move (record_fixture_reader (&fixture->base), version.process, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moves->len, ==, 1);
  g_assert_true (((CrmRunMove *) moves->pdata[0])->is_possible);
  g_assert_cmpstr (((CrmRunMove *) moves->pdata[0])->step, ==, "Commercial proposal");

  before = record_fixture_dump (&fixture->base);
  g_assert_true (crm_store_write (fixture->base.store, version_func, &version, NULL, &error));
  g_assert_no_error (error);
  moved = g_strdup_printf (
      "SELECT count (*) FROM process_run JOIN task_type ON task_type.id = process_run.step"
      " WHERE process_run.process = %d AND task_type.process = %d"
      " AND task_type.code = 'proposal' AND percent > 0",
      (int) version.process, (int) version.process);
  g_assert_cmpint (process_fixture_count (fixture, moved), ==, 1);
  g_assert_true (record_fixture_undo (&fixture->base));
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (record_fixture_redo (&fixture->base));
  /* And on by the new version. */
  finish (fixture, open_task (fixture, "proposal"), "sent", "deal.value", "40000");
  done = g_strdup_printf (
      "SELECT count (*) FROM activity JOIN task_type ON task_type.id = activity.task_type"
      " WHERE task_type.process = %d AND task_type.code = 'answer'"
      " AND activity.state = 'new'",
      (int) version.process);
  g_assert_cmpint (process_fixture_count (fixture, done), ==, 1);
}

/* A step that the new version has no more: what stands there stays, and it is said why. */
static void
test_stays (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = process_fixture_start (fixture, "classic");
  Version version = { .run = run };
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *sql = NULL;
  gint64 step;

  g_assert_true (crm_store_write (fixture->base.store, version_func, &version, NULL, &error));
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT id FROM task_type WHERE process = %d AND code = 'cold_call'",
                         (int) version.process);
  step = process_fixture_count (fixture, sql);
  record_fixture_set (&fixture->base, "task_type", step, "code", "first_letter");
  moves = crm_process_plan_move (record_fixture_reader (&fixture->base), version.process, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moves->len, ==, 1);
  g_assert_false (((CrmRunMove *) moves->pdata[0])->is_possible);
  g_assert_cmpstr (((CrmRunMove *) moves->pdata[0])->step, ==, "Cold call");
  before = record_fixture_dump (&fixture->base);
  g_assert_false (crm_store_write (fixture->base.store, version_func, &version, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);

#define ADD(name, func)                                                                            \
  g_test_add (name, ProcessFixture, "other", process_fixture_set_up, func,                         \
              process_fixture_tear_down)
  ADD ("/process-run/progress", test_progress);
  ADD ("/process-run/stop", test_stop);
  ADD ("/process-run/ended-by-hand", test_ended_by_hand);
  ADD ("/process-run/timeline", test_timeline);
  ADD ("/process-run/move", test_move);
  ADD ("/process-run/stays", test_stays);
  return g_test_run ();
}
