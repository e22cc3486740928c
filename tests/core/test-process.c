/* The sale that runs itself: the built-in processes end to end, every step taken back by one Undo.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-command-process.h"
#include "crm-document.h"
#include "crm-process.h"
#include "record-fixture.h"

typedef struct {
  RecordFixture base;
  gint64 company;
  gint64 caller, closer, keeper; /* persons */
} Fixture;

static void
set_now (const char *iso)
{
  g_setenv ("VORONKA_NOW", iso, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer country)
{
  crm_document_register ();
  crm_command_register_processes ();
  set_now ("2026-11-23T10:00");
  record_fixture_set_up (&fixture->base, country);
  fixture->company = record_fixture_add (&fixture->base, "company", "name", "Orion", "email",
                                         "office@orion.example", "phone", "+48 22 111 22 33", NULL);
  fixture->caller = record_fixture_add (&fixture->base, "person", "name", "Anna", NULL);
  fixture->closer = record_fixture_add (&fixture->base, "person", "name", "Oleh", "role",
                                        "project_manager", NULL);
  fixture->keeper =
      record_fixture_add (&fixture->base, "person", "name", "Jan", "role", "office_manager", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer country)
{
  record_fixture_tear_down (&fixture->base, country);
}

/* --- One step, and back, and forth */

typedef struct {
  Fixture *fixture;
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

static void
assert_undone_exactly (Fixture *fixture, const char *before)
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

static gint64
start (Fixture *fixture, const char *process)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .process = process };

  crm_store_write (fixture->base.store, do_step, &step, NULL, &error);
  g_assert_no_error (error);
  assert_undone_exactly (fixture, before);
  return step.run;
}

static void
finish_with (Fixture *fixture, gint64 activity, const char *outcome, const char *const *answers)
{
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .activity = activity, .outcome = outcome, .answers = answers };

  crm_store_write (fixture->base.store, do_step, &step, NULL, &error);
  g_assert_no_error (error);
  assert_undone_exactly (fixture, before);
}

#define finish(fixture, activity, outcome, ...)                                                    \
  finish_with (fixture, activity, outcome,                                                         \
               (const char *const[]) { __VA_ARGS__ __VA_OPT__ (, ) NULL })

static void
assert_refused (Fixture *fixture, gint64 activity, const char *outcome, const char *says)
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
static gint64
open_task (Fixture *fixture, const char *code)
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

static gint64
count (Fixture *fixture, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      crm_database_query_integer (record_fixture_reader (&fixture->base), sql, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

#define assert_one(fixture, sql)                                                                   \
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM " sql), ==, 1)

static void
assert_field (Fixture *fixture, const char *entity, gint64 id, const char *field, const char *text)
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

static void
assert_stage (Fixture *fixture, const char *name)
{
  g_autofree char *sql =
      g_strdup_printf ("deal JOIN stage ON stage.id = deal.stage WHERE stage.name = '%s'", name);
  g_autofree char *all = g_strconcat ("SELECT count (*) FROM ", sql, NULL);

  g_assert_cmpint (count (fixture, all), ==, 1);
}

/* --- The stories */

static void
test_built_in_are_sound (Fixture *fixture, gconstpointer country)
{
  static const char *const codes[] = { "classic", "conveyor", "agency" };
  CrmDatabase *database = record_fixture_reader (&fixture->base);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = NULL;
    gint64 process = crm_process_find (database, codes[i], &error);
    g_autoptr (GPtrArray) faults = NULL;
    g_assert_no_error (error);
    faults = crm_process_check (database, process, &error);
    g_assert_no_error (error);
    for (guint j = 0; j < faults->len; j++)
      g_error ("%s: %s", codes[i], (const char *) faults->pdata[j]);
  }
  /* No text was forgotten: nothing in English is left where the file speaks another language. */
  if (g_strcmp0 (country, "other") != 0)
    g_assert_cmpint (count (fixture, "SELECT count (*) FROM task_type WHERE name GLOB '*Cold*'"),
                     ==, 0);
  g_assert_cmpint (crm_process_get_default (database), ==,
                   crm_process_find (database, "classic", NULL));
  /* What a file begins with is no step that Undo takes back. */
  for (int i = 0; i < 4; i++)
    g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_false (record_fixture_undo (&fixture->base));
}

static void
test_classic (Fixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "classic");
  gint64 task = open_task (fixture, "cold_call");

  assert_stage (fixture, "New");
  assert_field (fixture, "activity", task, "kind", "call");
  finish (fixture, task, "possible");
  assert_field (fixture, "company", fixture->company, "relation", "possible");
  assert_stage (fixture, "First contact");

  task = open_task (fixture, "proposal");
  assert_refused (fixture, task, "sent", "deal.value");
  finish (fixture, task, "sent", "deal.value", "40000");
  assert_stage (fixture, "Proposal");
  assert_one (fixture, "document WHERE kind = 'proposal' AND total = 4000000");
  assert_one (fixture, "message WHERE state = 'waiting' AND recipient = 'office@orion.example'"
                       " AND subject_line LIKE '%Orion%'");

  finish (fixture, open_task (fixture, "answer"), "meeting", "next_start", "2026-11-26T14:00");
  task = open_task (fixture, "meeting");
  assert_one (fixture, "activity WHERE kind = 'meeting' AND due - start = 3600");
  finish (fixture, task, "held");
  assert_field (fixture, "company", fixture->company, "relation", "arrived");
  assert_stage (fixture, "Contract");

  finish (fixture, open_task (fixture, "contract"), "for_signature");
  assert_one (fixture, "document WHERE kind = 'contract' AND status = 'for_signature'");
  finish (fixture, open_task (fixture, "signature"), "signed");
  assert_one (fixture, "document WHERE kind = 'contract' AND status = 'signed'");
  assert_stage (fixture, "Payment");

  finish (fixture, open_task (fixture, "invoice"), "sent");
  finish (fixture, open_task (fixture, "payment"), "promised", "document.due_date", "2026-12-04");
  assert_one (fixture, "receipt WHERE state = 'planned' AND amount = 4000000");
  finish (fixture, open_task (fixture, "payment"), "paid");
  assert_one (fixture, "receipt WHERE state = 'received'");
  assert_one (fixture, "payment WHERE amount = 4000000");
  assert_one (fixture, "reminder WHERE kind = 'notice'");
  assert_stage (fixture, "Won");

  /* The paper is the office manager's. */
  task = open_task (fixture, "closing");
  assert_one (fixture, "activity JOIN person ON person.id = responsible"
                       " WHERE activity.state = 'new' AND person.name = 'Jan'");
  finish (fixture, task, "act");
  assert_one (fixture, "document WHERE kind = 'act'");
  assert_field (fixture, "company", fixture->company, "relation", "permanent");
  assert_field (fixture, "company", fixture->company, "type", "client");
  assert_field (fixture, "process_run", run, "state", "done");
}

static void
test_classic_refused (Fixture *fixture, gconstpointer country)
{
  gint64 reason = record_fixture_add (&fixture->base, "choice", "name", "Too dear", "list",
                                      "lost_reason", NULL);
  g_autofree char *text = g_strdup_printf ("%d", (int) reason);
  gint64 run;

  record_fixture_set (&fixture->base, "person", fixture->caller, "supervisor", "Oleh");
  run = start (fixture, "classic");
  finish (fixture, open_task (fixture, "cold_call"), "refused");
  assert_field (fixture, "company", fixture->company, "relation", "uninterested");
  assert_one (fixture, "activity JOIN person ON person.id = responsible"
                       " WHERE kind = 'meeting' AND person.name = 'Oleh'");
  finish (fixture, open_task (fixture, "debrief"), "done");
  assert_field (fixture, "process_run", run, "state", "running");
  finish (fixture, open_task (fixture, "reason"), "known", "deal.lost_reason", text);
  assert_stage (fixture, "Lost");
  assert_field (fixture, "process_run", run, "state", "done");
}

static void
test_why (Fixture *fixture, gconstpointer country)
{
  g_autoptr (GPtrArray) history = NULL;
  const CrmHistoryEntry *entry;

  start (fixture, "classic");
  finish (fixture, open_task (fixture, "cold_call"), "possible");
  history = crm_journal_read_history (record_fixture_reader (&fixture->base),
                                      crm_entity_find ("company"), fixture->company, 10, NULL);
  g_assert_cmpint (history->len, >, 0);
  entry = history->pdata[0];
  for (guint i = 0; i < history->len; i++) {
    entry = history->pdata[i];
    if (entry->field != NULL && strcmp (entry->field->name, "relation") == 0 &&
        entry->cause != NULL)
      break;
  }
  g_assert_cmpstr (entry->cause, ==, "Sale: Cold call → Interested");
  g_assert_cmpstr (entry->person_name, ==, "Anna");
}

/* A preview says what is done, and does nothing. */
static void
test_preview (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 task;

  start (fixture, "classic");
  task = open_task (fixture, "cold_call");
  before = record_fixture_dump (&fixture->base);
  sentences = crm_process_preview (database, task,
                                   crm_process_find_outcome (database, task, "possible", NULL),
                                   NULL, 1795428000, fixture->caller, &error);
  g_assert_no_error (error);
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (sentences->len, ==, 3);
  g_assert_cmpstr (sentences->pdata[0], ==, "Company: Relation becomes “Possible”");
  g_assert_cmpstr (sentences->pdata[1], ==, "Deal: Stage becomes “First contact”");
  g_assert_true (g_str_has_prefix (sentences->pdata[2], "Task “Commercial proposal” for Anna"));
}

/* A step of a process is done with an outcome or not at all, whoever says so. */
static void
test_done_without_outcome (Fixture *fixture, gconstpointer country)
{
  g_autoptr (CrmChange) change = crm_change_new ("Done", 0, CRM_ORIGIN_WINDOW);
  g_autoptr (GError) error = NULL;
  gint64 task;

  start (fixture, "classic");
  task = open_task (fixture, "cold_call");
  crm_change_set_text (change, crm_entity_find ("activity"), task, "state", "done");
  g_assert_cmpint (crm_change_commit_sync (change, fixture->base.store, &error), ==, -1);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "“Interested”"));
  /* With an only one it is taken. */
  finish (fixture, task, "refused");
  task = open_task (fixture, "debrief");
  record_fixture_set (&fixture->base, "activity", task, "state", "done");
  g_assert_cmpint (count (fixture, "SELECT result FROM activity WHERE kind = 'meeting'"), >, 0);
}

/* A payment that comes in finishes the step that waits for it. */
static void
test_payment_finishes (Fixture *fixture, gconstpointer country)
{
  g_autofree char *document = NULL;

  start (fixture, "classic");
  finish (fixture, open_task (fixture, "cold_call"), "possible");
  finish (fixture, open_task (fixture, "proposal"), "sent", "deal.value", "1000");
  finish (fixture, open_task (fixture, "answer"), "contract");
  finish (fixture, open_task (fixture, "contract"), "for_signature");
  document = g_strdup_printf (
      "%d", (int) count (fixture, "SELECT id FROM document WHERE kind = 'contract'"));
  record_fixture_set (&fixture->base, "document", g_ascii_strtoll (document, NULL, 10), "status",
                      "signed");
  finish (fixture, open_task (fixture, "invoice"), "sent");
  g_free (document);
  document = g_strdup_printf (
      "%d", (int) count (fixture, "SELECT id FROM document WHERE kind = 'invoice'"));
  {
    gint64 id = count (fixture, "SELECT id FROM document WHERE kind = 'invoice'");
    g_autoptr (CrmRecord) payment = crm_record_new (crm_entity_find ("payment"));
    g_autoptr (CrmChange) change = crm_change_new ("Pay", 0, CRM_ORIGIN_WINDOW);
    g_autoptr (GError) error = NULL;
    g_autofree char *before = record_fixture_dump (&fixture->base);
    crm_record_set_integer (payment, "document", id);
    crm_record_set_integer (payment, "amount", 100000);
    crm_record_set_integer (payment, "date", 20780);
    crm_change_add (change, payment);
    crm_change_commit_sync (change, fixture->base.store, &error);
    g_assert_no_error (error);
    assert_undone_exactly (fixture, before);
  }
  open_task (fixture, "closing");
  assert_stage (fixture, "Won");
  assert_one (fixture, "payment");
}

static void
test_broken_does_not_start (Fixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  gint64 process = crm_process_find (database, "classic", NULL);
  gint64 effect = count (fixture, "SELECT id FROM effect WHERE field = 'relation' LIMIT 1");
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  Step step = { .fixture = fixture, .process = "classic" };

  record_fixture_set (&fixture->base, "effect", effect, "field", "warmth");
  faults = crm_process_check (database, process, NULL);
  g_assert_cmpint (faults->len, ==, 1);
  g_assert_cmpstr (faults->pdata[0], ==,
                   "Cold call → Interested: there is no field “warmth” of Company any more");
  g_assert_false (crm_store_write (fixture->base.store, do_step, &step, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "warmth"));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM deal"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
#define ADD(name, country, func) g_test_add (name, Fixture, country, set_up, func, tear_down)
  ADD ("/process/built-in-are-sound", "other", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-ru", "ru", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-ua", "ua", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-pl", "pl", test_built_in_are_sound);
  ADD ("/process/classic", "other", test_classic);
  ADD ("/process/classic-refused", "other", test_classic_refused);
  ADD ("/process/why", "other", test_why);
  ADD ("/process/preview", "other", test_preview);
  ADD ("/process/done-without-outcome", "other", test_done_without_outcome);
  ADD ("/process/payment-finishes", "other", test_payment_finishes);
  ADD ("/process/broken-does-not-start", "other", test_broken_does_not_start);
  return g_test_run ();
}
