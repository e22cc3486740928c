/* How often steps ended with which result, and how long they took. */
#include "config.h"

#include "crm-date.h"
#include "crm-outcome-statistics.h"
#include "crm-process.h"
#include "process-fixture.h"

#define HOUR 3600

static GPtrArray *
ask (ProcessFixture *fixture, CrmOutcomeQuestion question)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autoptr (GError) error = NULL;
  GPtrArray *statistics;

  question.process = crm_process_find (database, "classic", NULL);
  statistics = crm_outcome_statistics_read (database, &question, &error);
  g_assert_no_error (error);
  return statistics;
}

/* Begun in the morning, and ended so many hours later. */
static void
call (ProcessFixture *fixture, int hours, const char *outcome)
{
  gint64 task;
  g_autofree char *then = g_strdup_printf ("2026-11-24T%02d:00", 9 + hours);

  process_fixture_set_now ("2026-11-24T09:00");
  start (fixture, "classic");
  process_fixture_set_now (then);
  task = process_fixture_count (fixture, "SELECT max (id) FROM activity");
  finish (fixture, task, outcome);
}

static gint64
count_behind (ProcessFixture *fixture, CrmOutcomeQuestion question, gint64 step, gint64 outcome)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) of = NULL;
  g_autoptr (CrmQuery) those = NULL;

  question.process = crm_process_find (database, "classic", NULL);
  all = crm_outcome_make_query (&question);
  of = crm_query_filter_integer (all, "task_type", CRM_OP_EQUAL, step);
  those = crm_query_filter_integer (of, "result", CRM_OP_EQUAL, outcome);
  return crm_query_count (those, database, NULL);
}

static void
test_counted (ProcessFixture *fixture, gconstpointer country)
{
  CrmOutcomeQuestion all = { 0, G_MININT64, G_MAXINT64, 0, 0 };
  CrmOutcomeQuestion before = all;
  CrmOutcomeQuestion nobody = all;
  CrmOutcomeQuestion source = all;
  gint64 step = process_fixture_count (
      fixture, "SELECT id FROM task_type WHERE code = 'cold_call' ORDER BY id LIMIT 1");
  g_autoptr (GPtrArray) statistics = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) sourced = NULL;
  g_autoptr (GPtrArray) now_sourced = NULL;
  const CrmStepStatistics *found;
  const CrmOutcomeCount *first;

  call (fixture, 1, "possible");
  call (fixture, 2, "possible");
  call (fixture, 5, "refused");
  statistics = ask (fixture, all);
  found = crm_outcome_statistics_find (statistics, step);
  g_assert_nonnull (found);
  g_assert_cmpint (found->count, ==, 3);
  g_assert_cmpint (found->median, ==, 2 * HOUR);
  g_assert_cmpuint (found->outcomes->len, ==, 2);
  first = &g_array_index (found->outcomes, CrmOutcomeCount, 0);
  g_assert_cmpint (first->count, ==, 2);
  g_assert_cmpint (count_behind (fixture, all, step, first->outcome), ==, 2);
  /* The day before nothing had ended. */
  g_assert_true (crm_moment_parse ("2026-11-23T23:59", &before.to, NULL));
  none = ask (fixture, before);
  g_assert_cmpuint (none->len, ==, 0);
  nobody.person = fixture->keeper;
  theirs = ask (fixture, nobody);
  g_assert_cmpuint (theirs->len, ==, 0);
  source.source =
      record_fixture_add (&fixture->base, "choice", "name", "Fair", "list", "source", NULL);
  sourced = ask (fixture, source);
  g_assert_cmpuint (sourced->len, ==, 0);
  record_fixture_set (&fixture->base, "company", fixture->company, "source", "Fair");
  now_sourced = ask (fixture, source);
  g_assert_cmpint (crm_outcome_statistics_find (now_sourced, step)->count, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
  g_test_add ("/outcome-statistics/counted", ProcessFixture, "other", process_fixture_set_up,
              test_counted, process_fixture_tear_down);
  return g_test_run ();
}
