/* A company file with three people and one client, and processes stepped through it: every step is
 * taken back and done again on the way. */
#include "config.h"

#include "process-fixture.h"

#include <string.h>

#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-process.h"
#include "crm-process-tick.h"

void
process_fixture_set_now (const char *iso)
{
  g_setenv ("VORONKA_NOW", iso, TRUE);
}

void
process_fixture_set_up (ProcessFixture *fixture, gconstpointer country)
{
  crm_document_register ();
  crm_command_register_processes ();
  process_fixture_set_now ("2026-11-23T10:00");
  record_fixture_set_up (&fixture->base, country);
  fixture->company = record_fixture_add (&fixture->base, "company", "name", "Orion", "email",
                                         "office@orion.example", "phone", "+48 22 111 22 33", NULL);
  fixture->caller = record_fixture_add (&fixture->base, "person", "name", "Anna", NULL);
  fixture->closer = record_fixture_add (&fixture->base, "person", "name", "Oleh", "role",
                                        "project_manager", NULL);
  fixture->keeper =
      record_fixture_add (&fixture->base, "person", "name", "Jan", "role", "office_manager", NULL);
}

void
process_fixture_tear_down (ProcessFixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->base, country);
}

/* --- One step, and back, and forth */

typedef struct {
  ProcessFixture *fixture;
  const char *process; /* of a start */
  gint64 activity;
  const char *outcome;
  const char *const *answers; /* path, text, ..., NULL */
  gint64 run;
  GPtrArray *preview; /* owned */
} Step;

static gboolean
do_step (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (CrmChange) change = crm_change_new ("Step", step->fixture->caller, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmAnswers) answers = crm_answers_new ();
  gint64 id;

  if (step->process != NULL) {
    gint64 process = crm_process_find (database, step->process, error);
    id = process != 0
             ? crm_process_start (change, database, step->fixture->company, 0, process, 0, error)
             : 0;
    if (id == 0 || crm_change_commit (change, database, error) < 0)
      return FALSE;
    step->run = crm_change_get_id (change, id);
    return TRUE;
  }
  for (const char *const *answer = step->answers; answer != NULL && *answer != NULL; answer += 2)
    if (!crm_answers_parse (answers, database, answer[0], answer[1], error))
      return FALSE;
  id = crm_process_find_outcome (database, step->activity, step->outcome, error);
  return id != 0 && crm_process_finish (change, database, step->activity, id, answers, error) &&
         crm_change_commit (change, database, error) >= 0;
}

void
process_fixture_assert_undone (ProcessFixture *fixture, const char *before)
{
  g_autofree char *after = record_fixture_dump (&fixture->base);
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;

  g_assert_true (record_fixture_undo (&fixture->base));
  back = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (back, ==, before);
  g_assert_true (record_fixture_redo (&fixture->base));
  again = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (again, ==, after);
}

gint64
process_fixture_start (ProcessFixture *fixture, const char *process)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .process = process };

  crm_store_write (fixture->base.store, do_step, &step, NULL, &error);
  g_assert_no_error (error);
  process_fixture_assert_undone (fixture, before);
  return step.run;
}

void
process_fixture_finish (ProcessFixture *fixture, gint64 activity, const char *outcome,
                        const char *const *answers)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .activity = activity, .outcome = outcome, .answers = answers };

  crm_store_write (fixture->base.store, do_step, &step, NULL, &error);
  g_assert_no_error (error);
  process_fixture_assert_undone (fixture, before);
}

void
process_fixture_assert_refused (ProcessFixture *fixture, gint64 activity, const char *outcome,
                                const char *says)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .activity = activity, .outcome = outcome };

  g_assert_false (crm_store_write (fixture->base.store, do_step, &step, NULL, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (after, ==, before);
}

/* --- What there is */

/* The open task of a step; asserts that there is exactly one. */
gint64
process_fixture_open_task (ProcessFixture *fixture, const char *code)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autofree char *sql = g_strdup_printf (
      "SELECT CASE count (*) WHEN 1 THEN max (activity.id) ELSE -count (*) END FROM activity"
      " JOIN task_type ON task_type.id = activity.task_type"
      " WHERE task_type.code = '%s' AND activity.state NOT IN ('done', 'cancelled')",
      code);
  gint64 id;

  g_assert_true (crm_database_query_integer (database, sql, 0, &id, NULL));
  if (id <= 0)
    g_error ("there are %d open tasks “%s”", (int) -id, code);
  return id;
}

gint64
process_fixture_count (ProcessFixture *fixture, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->base), sql, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

void
process_fixture_assert_field (ProcessFixture *fixture, const char *entity, gint64 id,
                              const char *field, const char *text)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (record_fixture_reader (&fixture->base), crm_entity_find (entity), id, NULL);
  g_autofree char *value = NULL;
  int place;

  g_assert_nonnull (record);
  place = crm_entity_field_index (crm_record_get_entity (record), field);
  value = crm_field_to_machine (&crm_record_get_entity (record)->fields[place],
                                crm_record_get_value (record, place));
  g_assert_cmpstr (value, ==, text);
}

void
process_fixture_assert_stage (ProcessFixture *fixture, const char *name)
{
  g_autofree char *sql =
      g_strdup_printf ("deal JOIN stage ON stage.id = deal.stage WHERE stage.name = '%s'", name);
  g_autofree char *all = g_strconcat ("SELECT count (*) FROM ", sql, NULL);

  g_assert_cmpint (process_fixture_count (fixture, all), ==, 1);
}

typedef struct {
  gint64 now;
  CrmTick tick;
} Ticking;

static gboolean
do_tick (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Ticking *ticking = data;

  return crm_process_tick (database, ticking->now, 0, &ticking->tick, error);
}

CrmTick
process_fixture_tick (ProcessFixture *fixture, gint64 now)
{
  Ticking ticking = { .now = now };
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->base.store, do_tick, &ticking, NULL, &error);
  g_assert_no_error (error);
  return ticking.tick;
}
