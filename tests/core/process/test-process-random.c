/* Random processes and random histories; many reminders under clocks that jump. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "crm-date.h"
#include "crm-process.h"
#include "process-fixture.h"

/* --- Processes */

static gint64
pick (const char *const *texts, gsize n, CrmRecord *record, const char *field)
{
  gsize i = (gsize) g_test_rand_int_range (0, (gint32) n);
  crm_record_set_text (record, field, texts[i]);
  return (gint64) i;
}

static void
add_effect (CrmChange *change, gint64 outcome, const gint64 *steps, int n_steps, gboolean *follows)
{
  static const char *const kinds[] = { "next", "next", "set", "notify", "document", "receipt" };
  static const char *const relations[] = { "possible", "potential", "lost", "permanent" };
  static const char *const whos[] = { "same", "starter", "supervisor", "role", "next", "chosen" };
  static const char *const conditions[] = { "deal.value = 5", "company.relation = possible",
                                            "company.relation empty" };
  g_autoptr (CrmRecord) effect = crm_record_new (crm_entity_find ("effect"));
  const char *kind;

  pick (kinds, G_N_ELEMENTS (kinds), effect, "kind");
  kind = crm_record_get_text (effect, "kind");
  crm_record_set_integer (effect, "outcome", outcome);
  pick (whos, G_N_ELEMENTS (whos), effect, "who");
  if (strcmp (kind, "next") == 0) {
    crm_record_set_integer (effect, "next", steps[g_test_rand_int_range (0, n_steps)]);
    crm_record_set_integer (effect, "days", g_test_rand_int_range (0, 4));
    *follows = TRUE;
  } else if (strcmp (kind, "set") == 0) {
    crm_record_set_text (effect, "target", "company");
    crm_record_set_text (effect, "field", "relation");
    pick (relations, G_N_ELEMENTS (relations), effect, "value");
  } else if (strcmp (kind, "document") == 0) {
    crm_record_set_text (effect, "document_kind", "invoice");
  }
  /* A follower under a condition may not come: then the branch just ends. */
  if (g_test_rand_int_range (0, 3) == 0)
    pick (conditions, G_N_ELEMENTS (conditions), effect, "condition");
  crm_change_add (change, effect);
}

static void
add_outcomes (CrmChange *change, gint64 type, const gint64 *steps, int n_steps)
{
  static const char *const ends[] = { "branch", "success", "failure" };

  for (int i = g_test_rand_int_range (1, 4); i > 0; i--) {
    g_autoptr (CrmRecord) outcome = crm_record_new (crm_entity_find ("outcome"));
    gboolean follows = FALSE;
    gint64 id;
    crm_record_set_text (outcome, "name", "Outcome");
    crm_record_set_integer (outcome, "task_type", type);
    if (g_test_rand_int_range (0, 3) == 0)
      pick (ends, G_N_ELEMENTS (ends), outcome, "ends");
    id = crm_change_add (change, outcome);
    for (int j = g_test_rand_int_range (0, 5); j > 0; j--)
      add_effect (change, id, steps, n_steps, &follows);
    if (!follows && g_strcmp0 (crm_record_get_text (outcome, "ends"), "no") == 0 &&
        g_test_rand_int_range (0, 20) != 0)
      crm_change_set_text (change, crm_entity_find ("outcome"), id, "ends", "branch");
  }
}

static void
add_process (ProcessFixture *fixture, const char *code)
{
  g_autoptr (CrmChange) change = crm_change_new ("Process", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmRecord) process = crm_record_new (crm_entity_find ("process"));
  g_autoptr (GError) error = NULL;
  gint64 steps[6];
  int n = g_test_rand_int_range (1, 7);
  gint64 id;

  crm_record_set_text (process, "name", code);
  crm_record_set_text (process, "code", code);
  crm_record_set_text (process, "state", "active");
  if (g_test_rand_bit ())
    crm_record_set_integer (process, "pipeline", 1);
  id = crm_change_add (change, process);
  for (int i = 0; i < n; i++) {
    g_autoptr (CrmRecord) type = crm_record_new (crm_entity_find ("task_type"));
    crm_record_set_text (type, "name", "Step");
    crm_record_set_integer (type, "process", id);
    crm_record_set_integer (type, "first", i == 0 || g_test_rand_int_range (0, 4) == 0);
    steps[i] = crm_change_add (change, type);
  }
  for (int i = 0; i < n; i++)
    add_outcomes (change, steps[i], steps, n);
  crm_change_commit_sync (change, fixture->base.store, &error);
  g_assert_no_error (error);
}

/* --- Histories */

/* No chain is half done: what is done has its outcome; a run that goes on has something open, and
 * one that has ended has not. */
static void
assert_whole (ProcessFixture *fixture)
{
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM activity WHERE state = "
                                                   "'done' AND run IS NOT NULL AND result IS NULL"),
                   ==, 0);
  g_assert_cmpint (process_fixture_count (
                       fixture, "SELECT count (*) FROM process_run WHERE (state = 'running') <>"
                                " EXISTS (SELECT 1 FROM activity WHERE run = process_run.id"
                                "  AND state NOT IN ('done', 'cancelled'))"),
                   ==, 0);
}

static gboolean
finish_any (ProcessFixture *fixture)
{
  gint64 task = process_fixture_count (
      fixture, "SELECT id FROM activity WHERE run IS NOT NULL AND state NOT IN ('done',"
               " 'cancelled') ORDER BY random () LIMIT 1");
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM outcome WHERE task_type = (SELECT task_type FROM activity WHERE id = %d)"
      " ORDER BY random () LIMIT 1",
      (int) task);
  g_autofree char *outcome = NULL;

  if (task <= 0)
    return FALSE;
  outcome = g_strdup_printf ("%d", (int) process_fixture_count (fixture, sql));
  finish (fixture, task, outcome);
  assert_whole (fixture);
  return TRUE;
}

static void
test_random (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  int n = g_test_thorough () ? 200 : 15;
  int n_broken = 0, n_steps = 0;

  for (int i = 0; i < n; i++) {
    g_autofree char *code = g_strdup_printf ("random%d", i);
    g_autoptr (GPtrArray) faults = NULL;
    g_autoptr (GError) error = NULL;
    gint64 process;
    add_process (fixture, code);
    process = crm_process_find (database, code, &error);
    g_assert_no_error (error);
    faults = crm_process_check (database, process, &error);
    g_assert_no_error (error);
    if (faults->len > 0) {
      g_autoptr (CrmChange) change = crm_change_new ("Start", 0, CRM_ORIGIN_COMMAND);
      g_assert_cmpint (
          crm_process_start (change, database, fixture->company, 0, process, 0, &error), ==, 0);
      g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
      n_broken++;
      continue;
    }
    start (fixture, code);
    for (int j = 0; j < 8 && finish_any (fixture); j++)
      n_steps++;
  }
  g_test_message ("%d of %d processes refused, %d steps finished", n_broken, n, n_steps);
  g_assert_cmpint (n_steps, >, 0);
}

/* --- Reminders */

#define DAY 86400
#define BEGIN G_GINT64_CONSTANT (1792800000) /* 2026-10-24: the night after has one hour more */

/* When a task is to ring, as the rule says it in words: so long before, as is chosen or usual for
 * its kind, unless that had passed when it was written. */
#define LEAD                                                                                       \
  "(60 * coalesce (CAST (remind AS INTEGER), CASE kind WHEN 'meeting' THEN 15 ELSE 0 END))"
#define RINGS "(CASE WHEN due - " LEAD " > changed THEN due - " LEAD " ELSE due END)"

static void
add_tasks (ProcessFixture *fixture, int n, int span)
{
  static const char *const kinds[] = { "task", "call", "meeting", "letter" };
  static const char *const reminds[] = { NULL, "none", "0", "5", "15", "30", "60", "1440" };
  const CrmEntity *tasks = crm_entity_find ("activity");

  for (int done = 0; done < n; done += 5000) {
    g_autoptr (CrmChange) change = crm_change_new ("Tasks", 0, CRM_ORIGIN_COMMAND);
    g_autoptr (GError) error = NULL;
    for (int i = done; i < MIN (n, done + 5000); i++) {
      CrmRecord *task = crm_record_new (tasks);
      crm_record_set_text (task, "title", "Call");
      crm_record_set_integer (task, "due", BEGIN + 1 + g_test_rand_int_range (0, span));
      crm_record_set_integer (task, "responsible", fixture->caller + i % 3);
      crm_record_set_text (task, "kind", kinds[i % G_N_ELEMENTS (kinds)]);
      if (reminds[i % G_N_ELEMENTS (reminds)] != NULL)
        crm_record_set_text (task, "remind", reminds[i / 4 % G_N_ELEMENTS (reminds)]);
      crm_change_take (change, task, 0);
    }
    crm_change_commit_sync (change, fixture->base.store, &error);
    g_assert_no_error (error);
  }
}

static void
test_reminders (ProcessFixture *fixture, gconstpointer country)
{
  static const char *const zones[] = { "Europe/Warsaw", "Europe/Kyiv", "Asia/Vladivostok",
                                       "America/Los_Angeles", "UTC" };
  int n = g_test_thorough () ? 100000 : 5000;
  int span = 30 * DAY;
  gint64 now = BEGIN;
  gint64 latest = BEGIN;
  gint64 rung = 0;

  process_fixture_set_now ("2026-10-24T00:00");
  add_tasks (fixture, n, span);
  /* Some ring a day before: the clock may go back at once, and they have rung by then. */
  rung += process_fixture_tick (fixture, now).due;
  while (latest < BEGIN + span) {
    CrmTick tick;
    /* Every minute, asleep for hours or days, back by hours, in another zone. */
    switch (g_test_rand_int_range (0, 8)) {
    case 0:
      now += g_test_rand_int_range (0, 2 * DAY);
      break;
    case 1:
      now -= g_test_rand_int_range (0, DAY);
      break;
    case 2:
      g_setenv ("TZ", zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))], TRUE);
      tzset ();
      break;
    default:
      now += g_test_rand_int_range (0, 4 * 3600);
    }
    latest = MAX (latest, now);
    tick = process_fixture_tick (fixture, now);
    rung += tick.due;
    g_assert_cmpint (tick.shown, <=, 3 * 7);
    tick = process_fixture_tick (fixture, now);
    g_assert_cmpint (tick.due, ==, 0);
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count (*) FROM activity WHERE remind IS NOT 'none' AND " RINGS
                           " <= %" G_GINT64_FORMAT,
                           latest);
      g_assert_cmpint (process_fixture_count (fixture, sql), ==, rung);
    }
  }
  n = (int) process_fixture_count (fixture,
                                   "SELECT count (*) FROM activity WHERE remind IS NOT 'none'");
  g_assert_cmpint (rung, ==, n);
  /* None missed, none doubled, none before its time. */
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (DISTINCT subject) FROM reminder"
                                                   " WHERE kind = 'due'"),
                   ==, n);
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'due'"), ==, n);
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind ="
                                                   " 'due' AND created < moment"),
                   ==, 0);
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM alarm"), ==, 0);
  /* Likewise the results of those that are over by then. */
  process_fixture_tick (fixture, BEGIN + span + DAY);
  n = (int) process_fixture_count (
      fixture, "SELECT count (*) FROM activity WHERE kind IN ('call', 'meeting')");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (DISTINCT subject) FROM reminder"
                                                   " WHERE kind = 'result'"),
                   ==, n);
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'result'"), ==,
      n);
  g_assert_cmpint (process_fixture_count (
                       fixture, "SELECT count (*) FROM reminder JOIN activity"
                                " ON (reminder.subject & ((1 << 48) - 1)) = activity.id"
                                " WHERE reminder.kind = 'result' AND (reminder.created < moment"
                                " OR moment <> due + iif (activity.kind = 'call', 900, 3600))"),
                   ==, 0);
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM result_alarm"), ==, 0);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
  tzset ();
}

/* A task that is put off, finished, taken back: each of its times rings once, or not at all. */
static void
test_alarm_follows (ProcessFixture *fixture, gconstpointer country)
{
  gint64 task = record_fixture_add (&fixture->base, "activity", "title", "Call", "due",
                                    "2026-11-24T12:00", NULL);

  record_fixture_set (&fixture->base, "activity", task, "due", "2026-11-25T12:00");
  assert_field (fixture, "activity", task, "postponed", "1");
  g_assert_cmpint (process_fixture_tick (fixture, 1795518000 + DAY / 24).due, ==, 0);
  record_fixture_set (&fixture->base, "activity", task, "state", "done");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM alarm"), ==, 0);
  g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM alarm"), ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, 1795518000 + 3 * DAY).due, ==, 1);
  /* It rang; neither a new title nor Undo and Redo make it ring again. */
  record_fixture_set (&fixture->base, "activity", task, "title", "Call again");
  g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_cmpint (process_fixture_tick (fixture, 1795518000 + 3 * DAY).due, ==, 0);
  g_assert_true (record_fixture_undo (&fixture->base)); /* back to the first time */
  g_assert_cmpint (process_fixture_tick (fixture, 1795518000 + 3 * DAY).due, ==, 1);
  g_assert_true (record_fixture_redo (&fixture->base));
  g_assert_cmpint (process_fixture_tick (fixture, 1795518000 + 3 * DAY).due, ==, 0);
  /* The task's beginning is taken back: its reminders go with it. */
  g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'due'"), ==, 0);
}

/* --- How long before */

static gint64
moment_of (const char *iso)
{
  gint64 moment = 0;

  g_assert_true (crm_moment_parse (iso, &moment, NULL));
  return moment;
}

static void
assert_alarm (ProcessFixture *fixture, gint64 task, const char *iso)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce (max (moment), 0) FROM alarm WHERE activity = %" G_GINT64_FORMAT, task);

  g_assert_cmpint (process_fixture_count (fixture, sql), ==, iso != NULL ? moment_of (iso) : 0);
}

static void
test_lead (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;
  gint64 meeting, call;

  process_fixture_set_now ("2026-11-24T10:00");
  meeting = record_fixture_add (base, "activity", "title", "Orion", "kind", "meeting", "start",
                                "2026-11-24T12:00", NULL);
  call = record_fixture_add (base, "activity", "title", "Orion", "kind", "call", "due",
                             "2026-11-24T12:00", NULL);
  assert_alarm (fixture, meeting, "2026-11-24T11:45");
  assert_alarm (fixture, call, "2026-11-24T12:00");
  record_fixture_set (base, "activity", meeting, "remind", "60");
  assert_alarm (fixture, meeting, "2026-11-24T11:00");
  record_fixture_set (base, "activity", meeting, "remind", "none");
  assert_alarm (fixture, meeting, NULL);
  g_assert_true (record_fixture_undo (base));
  assert_alarm (fixture, meeting, "2026-11-24T11:00");
  /* What would have been yesterday comes as it begins: not at once, and not never. */
  record_fixture_set (base, "activity", meeting, "remind", "1440");
  assert_alarm (fixture, meeting, "2026-11-24T12:00");
  g_assert_true (record_fixture_undo (base));

  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T10:59")).due, ==, 0);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T11:00")).due, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T12:00")).due, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T13:00")).due, ==, 0);
}

/* --- What came of it */

static gint64
count_new (ProcessFixture *fixture, const char *kind)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM reminder WHERE state = 'new' AND kind = '%s'", kind);

  return process_fixture_count (fixture, sql);
}

static void
test_results_asked (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;
  gint64 meeting, call, late;

  process_fixture_set_now ("2026-11-24T10:00");
  meeting = record_fixture_add (base, "activity", "title", "Orion", "kind", "meeting", "start",
                                "2026-11-24T12:00", "due", "2026-11-24T14:00", NULL);
  call = record_fixture_add (base, "activity", "title", "Vega", "kind", "call", "due",
                             "2026-11-24T12:00", NULL);
  late = record_fixture_add (base, "activity", "title", "Long ago", "kind", "call", "due",
                             "2020-11-24T12:00", NULL);
  record_fixture_add (base, "activity", "title", "No talk", "due", "2026-11-24T12:00", NULL);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T12:14")).over, ==, 0);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T12:15")).over, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T13:59")).over, ==, 0);
  /* Said in time: nothing is asked; taken back, it is. */
  record_fixture_set (base, "activity", meeting, "state", "done");
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T14:00")).over, ==, 0);
  g_assert_true (record_fixture_undo (base));
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T14:01")).over, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-25T14:01")).over, ==, 0);
  g_assert_cmpint (meeting + call + late, >, 0);
}

/* Each of a series is asked for; what is finished of it goes its own way. */
static void
test_results_of_series (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;
  gint64 meeting;

  process_fixture_set_now ("2026-11-23T10:00");
  meeting = record_fixture_add (base, "activity", "title", "Orion", "kind", "meeting", "start",
                                "2026-11-24T12:00", "ends", "2026-11-24T12:30", "repeat",
                                "FREQ=DAILY;COUNT=5", NULL);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T12:29")).over, ==, 0);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T12:30")).over, ==, 1);
  process_fixture_set_now ("2026-11-24T12:31");
  record_fixture_set (base, "activity", meeting, "state", "done");
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-24T18:00")).over, ==, 0);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-25T12:30")).over, ==, 1);
  /* Away for two of them: the last one is asked for. */
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-27T20:00")).over, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-27T20:01")).over, ==, 0);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2026-11-28T12:30")).over, ==, 1);
  g_assert_cmpint (process_fixture_tick (fixture, moment_of ("2027-11-28T12:30")).over, ==, 0);
}

/* Who was away is asked for the result alone: that it began is no news. */
static void
test_result_for_absent (ProcessFixture *fixture, gconstpointer country)
{
  process_fixture_set_now ("2026-11-24T10:00");
  record_fixture_add (&fixture->base, "activity", "title", "Orion", "kind", "meeting", "start",
                      "2026-11-24T12:00", NULL);
  process_fixture_tick (fixture, moment_of ("2026-11-24T18:00"));
  g_assert_cmpint (count_new (fixture, "result"), ==, 1);
  g_assert_cmpint (count_new (fixture, "due"), ==, 0);
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT count (*) FROM reminder WHERE kind = 'due'"), ==, 1);
}

typedef struct {
  const char *kind;
  const char *remind;
} Usual;

static gboolean
set_usual (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Usual *usual = data;

  return crm_alarm_set_default (database, usual->kind, usual->remind,
                                moment_of ("2026-11-24T10:00"), error);
}

/* What is usual holds for what is there already, where nothing is chosen and nothing rang. */
static void
test_usual_lead (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;
  g_autoptr (GError) error = NULL;
  gint64 call, own, done;

  process_fixture_set_now ("2026-11-24T10:00");
  call = record_fixture_add (base, "activity", "title", "A", "kind", "call", "due",
                             "2026-11-24T12:00", NULL);
  own = record_fixture_add (base, "activity", "title", "B", "kind", "call", "due",
                            "2026-11-24T12:00", "remind", "5", NULL);
  done = record_fixture_add (base, "activity", "title", "C", "kind", "call", "state", "done", "due",
                             "2026-11-24T12:00", NULL);
  g_assert_true (crm_store_write (base->store, set_usual, &(Usual) { "call", "30" }, NULL, &error));
  g_assert_no_error (error);
  assert_alarm (fixture, call, "2026-11-24T11:30");
  assert_alarm (fixture, own, "2026-11-24T11:55");
  assert_alarm (fixture, done, NULL);
  g_assert_true (
      crm_store_write (base->store, set_usual, &(Usual) { "call", "none" }, NULL, &error));
  g_assert_no_error (error);
  assert_alarm (fixture, call, NULL);
  assert_alarm (fixture, own, "2026-11-24T11:55");
  g_assert_false (crm_store_write (base->store, set_usual, &(Usual) { "call", "7" }, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
#define ADD(name, func)                                                                            \
  g_test_add (name, ProcessFixture, "other", process_fixture_set_up, func,                         \
              process_fixture_tear_down)
  ADD ("/process-random/processes", test_random);
  ADD ("/process-random/reminders", test_reminders);
  ADD ("/process-random/alarm-follows", test_alarm_follows);
  ADD ("/process-random/lead", test_lead);
  ADD ("/process-random/usual-lead", test_usual_lead);
  ADD ("/process-random/results-asked", test_results_asked);
  ADD ("/process-random/result-for-absent", test_result_for_absent);
  ADD ("/process-random/results-of-series", test_results_of_series);
  return g_test_run ();
}
