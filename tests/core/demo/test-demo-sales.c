/* Sales of the demo data that processes lead: some at their end, most under way, and the same each
 * time. */
#include "config.h"

#include "crm-command-process.h"
#include "crm-consistency.h"
#include "crm-demo.h"
#include "crm-document.h"
#include "record-fixture.h"

#define NOW "2026-11-23T12:00"

static void
fill (RecordFixture *fixture, guint n_companies, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  gboolean done = crm_demo_fill (fixture->store, n_companies, seed, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static gint64
count (RecordFixture *fixture, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", condition);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (crm_database_query_integer (record_fixture_reader (fixture), sql, 0, &n, &error));
  g_test_message ("%s: %d", condition, (int) n);
  return n;
}

static void
test_under_way (RecordFixture *fixture, gconstpointer country)
{
  g_auto (GStrv) sentences = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture, 120, 1);
  g_assert_cmpint (count (fixture, "process_run"), ==, 15);
  g_assert_cmpint (count (fixture, "process_run WHERE state = 'running'"), >=, 7);
  g_assert_cmpint (count (fixture, "process_run WHERE state <> 'running'"), >=, 2);
  g_assert_cmpint (count (fixture, "activity WHERE result IS NOT NULL"), >=, 40);
  g_assert_cmpint (count (fixture, "process_run WHERE state = 'running' AND NOT EXISTS"
                                   " (SELECT 1 FROM activity WHERE run = process_run.id"
                                   " AND activity.state IN ('new', 'attention', 'in_work'))"),
                   ==, 0);
  /* Nothing was done before its sale was started, nor after today. */
  g_assert_cmpint (count (fixture, "activity JOIN process_run ON process_run.id = activity.run"
                                   " WHERE activity.done < process_run.started"
                                   " OR activity.done > unixepoch ('2026-11-23')"),
                   ==, 0);
  g_assert_cmpint (count (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE outcome = 'lost'"
                                   " AND lost_reason IS NULL"),
                   ==, 0);
  g_assert_cmpint (count (fixture, "process_run JOIN deal ON deal.id = process_run.deal"
                                   " WHERE deal.responsible IS NOT process_run.starter"),
                   ==, 0);
  sentences = crm_consistency_check (record_fixture_reader (fixture), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentences[0], ==, NULL);
  g_assert_false (record_fixture_undo (fixture));
}

static void
test_repeats_itself (RecordFixture *fixture, gconstpointer country)
{
  RecordFixture again;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fill (fixture, 40, 7);
  first = record_fixture_dump (fixture);
  record_fixture_set_up (&again, country);
  fill (&again, 40, 7);
  second = record_fixture_dump (&again);
  record_fixture_tear_down (&again, country);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char *argv[])
{
  static const char *const countries[] = { "ru", "ua", "pl", "other" };

  g_setenv ("VORONKA_NOW", NOW, TRUE);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
  g_test_init (&argc, &argv, NULL);
  crm_document_register ();
  crm_command_register_processes ();
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *path = g_strdup_printf ("/demo-sales/under-way/%s", countries[i]);
    g_test_add (path, RecordFixture, countries[i], record_fixture_set_up, test_under_way,
                record_fixture_tear_down);
  }
  g_test_add ("/demo-sales/repeats-itself", RecordFixture, "other", record_fixture_set_up,
              test_repeats_itself, record_fixture_tear_down);
  return g_test_run ();
}
