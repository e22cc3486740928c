/* The sale that runs itself: the built-in processes end to end, every step taken back by one Undo.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-process.h"
#include "crm-why.h"
#include "process-fixture.h"

/* --- The stories */

static void
test_built_in_are_sound (ProcessFixture *fixture, gconstpointer country)
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
    g_assert_cmpint (
        process_fixture_count (fixture, "SELECT count (*) FROM task_type WHERE name GLOB '*Cold*'"),
        ==, 0);
  g_assert_cmpint (crm_process_get_default (database), ==,
                   crm_process_find (database, "classic", NULL));
  /* What a file begins with is no step that Undo takes back. */
  for (int i = 0; i < 4; i++)
    g_assert_true (record_fixture_undo (&fixture->base));
  g_assert_false (record_fixture_undo (&fixture->base));
}

static void
test_classic (ProcessFixture *fixture, gconstpointer country)
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
test_classic_refused (ProcessFixture *fixture, gconstpointer country)
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
test_conveyor (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  g_autofree char *process =
      g_strdup_printf ("%d", (int) crm_process_find (database, "conveyor", NULL));
  gint64 run, task;

  record_fixture_add (&fixture->base, "choice", "name", "Builders", "list", "segment", NULL);
  record_fixture_add (&fixture->base, "process_member", "process", process, "person", "Anna", NULL);
  record_fixture_add (&fixture->base, "process_member", "process", process, "person", "Oleh", NULL);
  record_fixture_add (&fixture->base, "process_member", "process", process, "person", "Jan", NULL);
  run = start (fixture, "conveyor");
  task = open_task (fixture, "call");
  assert_refused (fixture, task, "interested", "company.segment");
  finish (fixture, task, "interested", "company.segment", "Builders");
  /* The second sees it in "Attention", with its planned start. */
  task = open_task (fixture, "deal");
  assert_field (fixture, "activity", task, "state", "attention");
  assert_one (fixture, "activity JOIN person ON person.id = responsible WHERE person.name = 'Oleh'"
                       " AND start = unixepoch ('2026-11-24T08:00')");
  finish (fixture, task, "meeting", "next_start", "2026-11-25T11:00");
  finish (fixture, open_task (fixture, "meeting"), "held");
  finish (fixture, open_task (fixture, "deal"), "won", "deal.value", "500");
  task = open_task (fixture, "service");
  assert_field (fixture, "activity", task, "state", "attention");
  assert_one (fixture, "activity JOIN person ON person.id = responsible"
                       " WHERE person.name = 'Jan' AND state = 'attention'");
  assert_stage (fixture, "Won");
  finish (fixture, task, "again");
  finish (fixture, open_task (fixture, "service"), "done");
  assert_field (fixture, "company", fixture->company, "relation", "permanent");
  assert_field (fixture, "process_run", run, "state", "done");
}

static void
test_agency (ProcessFixture *fixture, gconstpointer country)
{
  gint64 run = start (fixture, "agency");
  gint64 task;
  CrmTick tick;

  finish (fixture, open_task (fixture, "request"), "taken");
  assert_one (fixture, "message WHERE channel = 'sms' AND recipient IS NOT NULL");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM activity WHERE state = "
                                                   "'new' AND run IS NOT NULL"),
                   ==, 3);
  assert_refused (fixture, open_task (fixture, "call"), "meeting", "next_place");
  finish (fixture, open_task (fixture, "call"), "meeting", "next_start", "2026-11-25T14:00",
          "next_place", "Lva Tolstogo 5");
  assert_one (fixture, "activity WHERE kind = 'meeting' AND place = 'Lva Tolstogo 5'");
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM message WHERE body LIKE "
                                                   "'%Lva Tolstogo 5%'"),
                   ==, 2);
  /* Payment, signature and production go side by side. */
  finish (fixture, open_task (fixture, "meeting"), "at_once", "deal.value", "90000");
  open_task (fixture, "production");
  finish (fixture, open_task (fixture, "contract"), "sent");
  finish (fixture, open_task (fixture, "invoice"), "ready");
  assert_refused (fixture, open_task (fixture, "sending"), "sent", "document.due_date");
  finish (fixture, open_task (fixture, "sending"), "sent", "document.due_date", "2026-11-27");
  assert_one (fixture, "receipt WHERE state = 'planned'");
  finish (fixture, open_task (fixture, "payment"), "put_off", "document.due_date", "2026-11-30");
  assert_one (fixture, "document WHERE kind = 'invoice' AND postponed = 1");
  assert_one (fixture, "receipt WHERE state = 'planned'");

  /* The promised day, and the day after it. */
  tick = process_fixture_tick (fixture, 1796029200); /* 2026-11-30T10:00 */
  g_assert_cmpint (tick.promised, ==, 1);
  g_assert_cmpint (tick.lapsed, ==, 0);
  {
    g_autofree char *before = record_fixture_dump (&fixture->base);
    tick = process_fixture_tick (fixture, 1796115600);
    g_assert_cmpint (tick.lapsed, ==, 1);
    tick = process_fixture_tick (fixture, 1796115600);
    g_assert_cmpint (tick.lapsed + tick.due + tick.promised + tick.overdue + tick.shown, ==, 0);
  }
  assert_one (fixture, "document WHERE kind = 'invoice' AND status = 'lapsed'");
  assert_one (fixture,
              "document AS new JOIN document AS old ON new.base = old.id"
              " WHERE new.kind = 'invoice' AND old.status = 'lapsed' AND new.total = 9000000"
              " AND new.due_date IS NULL");
  assert_one (fixture, "receipt WHERE state = 'cancelled'");
  task = open_task (fixture, "renewal");
  assert_one (fixture, "activity JOIN person ON person.id = responsible"
                       " WHERE person.name = 'Jan' AND activity.priority = 'high'");
  process_fixture_set_now ("2026-12-01T11:00");
  finish (fixture, task, "sent", "document.due_date", "2026-12-10");
  finish (fixture, open_task (fixture, "signature"), "signed");
  /* Before the date, by the button. */
  finish (fixture, open_task (fixture, "payment"), "received");
  assert_one (fixture, "payment");
  assert_one (fixture, "receipt WHERE state = 'received'");
  assert_one (fixture, "reminder WHERE kind = 'notice'");
  open_task (fixture, "production"); /* it was begun at once: not a second time */
  assert_one (fixture, "activity WHERE title = 'Create the project group for Orion'");
  assert_one (fixture, "deal WHERE planned_start = unixepoch ('2026-11-24') / 86400");
  assert_stage (fixture, "Won");
  assert_field (fixture, "process_run", run, "state", "running");
}

/* B26, B27: the work begins on the next working day and takes the working days of the contract. */
static void
test_term_of_work (ProcessFixture *fixture, gconstpointer country)
{
  RecordFixture *base = &fixture->base;
  gint64 deal = record_fixture_add (base, "deal", "name", "Fair stand", "work_days", "5", NULL);

  assert_field (fixture, "deal", deal, "planned_finish", "");
  record_fixture_set (base, "deal", deal, "planned_start", "2026-11-26"); /* a Thursday */
  assert_field (fixture, "deal", deal, "planned_finish", "2026-12-02");
  record_fixture_set (base, "deal", deal, "planned_start", "2026-11-28"); /* a Saturday */
  assert_field (fixture, "deal", deal, "planned_finish", "2026-12-04");
  /* Somebody knows better, until the plan changes. */
  record_fixture_set (base, "deal", deal, "planned_finish", "2026-12-20");
  record_fixture_set (base, "deal", deal, "value", "100");
  assert_field (fixture, "deal", deal, "planned_finish", "2026-12-20");
  record_fixture_add (base, "own_day", "name", "Inventory", "date", "2026-12-01", NULL);
  record_fixture_set (base, "deal", deal, "work_days", "3");
  assert_field (fixture, "deal", deal, "planned_finish", "2026-12-03");
  g_assert_true (record_fixture_undo (base));
  assert_field (fixture, "deal", deal, "planned_finish", "2026-12-20");
}

typedef struct {
  ProcessFixture *fixture;
  gint64 activity;
  gint64 person;
} Handing;

static gboolean
hand_over_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Handing *handing = data;
  g_autoptr (CrmChange) change =
      crm_change_new ("Hand over", handing->fixture->caller, CRM_ORIGIN_WINDOW);

  return crm_process_hand_over (change, database, handing->activity, handing->person, 1795514400,
                                "Ask for the plan", error) != 0 &&
         crm_change_commit (change, database, error) >= 0;
}

/* Who hands a step over does not say how it ends, even where it can end in one way alone. */
static void
test_hand_over (ProcessFixture *fixture, gconstpointer country)
{
  Handing handing = { .fixture = fixture, .person = fixture->keeper };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *based = NULL;
  gint64 run = start (fixture, "agency");
  gint64 task;

  finish (fixture, open_task (fixture, "request"), "taken");
  handing.activity = open_task (fixture, "estimate");
  before = record_fixture_dump (&fixture->base);
  crm_store_write (fixture->base.store, hand_over_func, &handing, NULL, &error);
  g_assert_no_error (error);
  task = open_task (fixture, "estimate");
  g_assert_cmpint (task, !=, handing.activity);
  assert_field (fixture, "activity", handing.activity, "state", "done");
  assert_field (fixture, "activity", handing.activity, "result", "");
  assert_field (fixture, "activity", task, "state", "attention");
  assert_field (fixture, "activity", task, "note", "Ask for the plan");
  based = g_strdup_printf ("activity WHERE id = %d AND basis = %d AND responsible = %d AND run = %d"
                           " AND start = 1795514400",
                           (int) task, (int) handing.activity, (int) fixture->keeper, (int) run);
  assert_one (fixture, "activity WHERE state = 'attention'");
  {
    g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", based, NULL);
    g_assert_cmpint (process_fixture_count (fixture, sql), ==, 1);
  }
  process_fixture_assert_undone (fixture, before);
  finish (fixture, task, "done");
}

static void
test_why (ProcessFixture *fixture, gconstpointer country)
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

/* From a value to the rule that set it and to the task whose end it followed from; not further than
 * it goes. */
static void
test_why_links (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  const CrmEntity *companies = crm_entity_find ("company");
  const CrmField *relation = crm_entity_field (companies, "relation");
  int place = crm_entity_field_index (companies, "relation");
  gint64 task;
  gint64 outcome;

  start (fixture, "classic");
  task = open_task (fixture, "cold_call");
  outcome = crm_process_find_outcome (database, task, "possible", NULL);
  finish (fixture, task, "possible");
  {
    g_autoptr (CrmWhy) why = crm_why_read (database, companies, fixture->company, relation, NULL);
    CrmFields fields;
    g_assert_nonnull (why);
    g_assert_cmpstr (why->rule, ==, "Sale: Cold call → Interested");
    g_assert_cmpstr (why->value, ==, "Possible");
    g_assert_cmpstr (why->person_name, ==, "Anna");
    g_assert_cmpint (why->activity, ==, task);
    g_assert_cmpint (why->outcome, ==, outcome);
    g_assert_true (crm_why_find_fields (database, companies, fixture->company, &fields, NULL));
    g_assert_true (crm_fields_has (fields, place));
    g_assert_false (crm_fields_has (fields, crm_entity_field_index (companies, "name")));
  }
  /* A person's hand is no rule; taken back, the rule holds again. */
  record_fixture_set (&fixture->base, "company", fixture->company, "relation", "permanent");
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmWhy) why = crm_why_read (database, companies, fixture->company, relation, &error);
    g_assert_no_error (error);
    g_assert_null (why);
  }
  g_assert_true (record_fixture_undo (&fixture->base));
  {
    g_autoptr (CrmWhy) why = crm_why_read (database, companies, fixture->company, relation, NULL);
    g_assert_nonnull (why);
  }
  g_assert_true (record_fixture_undo (&fixture->base));
  {
    g_autoptr (CrmWhy) why = crm_why_read (database, companies, fixture->company, relation, NULL);
    g_assert_null (why);
  }
}

static gboolean
finish_all (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *tasks = data;
  g_autoptr (CrmChange) change = crm_change_new ("Batch", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (CrmAnswers) answers = crm_answers_new ();

  for (int i = 0; i < 2; i++) {
    gint64 outcome = crm_process_find_outcome (database, tasks[i], "possible", error);
    if (outcome == 0 || !crm_process_finish (change, database, tasks[i], outcome, answers, error))
      return FALSE;
  }
  return crm_change_commit (change, database, error) >= 0;
}

/* Of the tasks that one change finished, each client's value followed from its own. */
static void
test_why_in_batch (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  const CrmEntity *companies = crm_entity_find ("company");
  const CrmField *relation = crm_entity_field (companies, "relation");
  gint64 clients[2] = { fixture->company };
  gint64 tasks[2];
  g_autoptr (GError) error = NULL;

  start (fixture, "classic");
  tasks[0] = open_task (fixture, "cold_call");
  clients[1] = fixture->company =
      record_fixture_add (&fixture->base, "company", "name", "Vega", NULL);
  start (fixture, "classic");
  tasks[1] = process_fixture_count (fixture, "SELECT max (id) FROM activity");
  crm_store_write (fixture->base.store, finish_all, tasks, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++) {
    g_autoptr (CrmWhy) why = crm_why_read (database, companies, clients[i], relation, &error);
    g_assert_no_error (error);
    g_assert_nonnull (why);
    g_assert_cmpint (why->activity, ==, tasks[i]);
  }
}

/* A preview says what is done, and does nothing. */
static void
test_preview (ProcessFixture *fixture, gconstpointer country)
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
test_done_without_outcome (ProcessFixture *fixture, gconstpointer country)
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
  g_assert_cmpint (
      process_fixture_count (fixture, "SELECT result FROM activity WHERE kind = 'meeting'"), >, 0);
}

/* A payment that comes in finishes the step that waits for it. */
static void
test_payment_finishes (ProcessFixture *fixture, gconstpointer country)
{
  g_autofree char *document = NULL;

  start (fixture, "classic");
  finish (fixture, open_task (fixture, "cold_call"), "possible");
  finish (fixture, open_task (fixture, "proposal"), "sent", "deal.value", "1000");
  finish (fixture, open_task (fixture, "answer"), "contract");
  finish (fixture, open_task (fixture, "contract"), "for_signature");
  document = g_strdup_printf (
      "%d",
      (int) process_fixture_count (fixture, "SELECT id FROM document WHERE kind = 'contract'"));
  record_fixture_set (&fixture->base, "document", g_ascii_strtoll (document, NULL, 10), "status",
                      "signed");
  finish (fixture, open_task (fixture, "invoice"), "sent");
  g_free (document);
  document = g_strdup_printf ("%d", (int) process_fixture_count (
                                        fixture, "SELECT id FROM document WHERE kind = 'invoice'"));
  {
    gint64 id = process_fixture_count (fixture, "SELECT id FROM document WHERE kind = 'invoice'");
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
    process_fixture_assert_undone (fixture, before);
  }
  open_task (fixture, "closing");
  assert_stage (fixture, "Won");
  assert_one (fixture, "payment");
}

static void
test_broken_does_not_start (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  gint64 process = crm_process_find (database, "classic", NULL);
  gint64 effect =
      process_fixture_count (fixture, "SELECT id FROM effect WHERE field = 'relation' LIMIT 1");
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChange) change = crm_change_new ("Start", 0, CRM_ORIGIN_COMMAND);

  record_fixture_set (&fixture->base, "effect", effect, "field", "warmth");
  faults = crm_process_check (database, process, NULL);
  g_assert_cmpint (faults->len, ==, 1);
  g_assert_cmpstr (faults->pdata[0], ==,
                   "Cold call → Interested: there is no field “warmth” of Company any more");
  g_assert_cmpint (crm_process_start (change, database, fixture->company, 0, process, 0, &error),
                   ==, 0);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "warmth"));
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM deal"), ==, 0);
}

static gint64
find_reason (ProcessFixture *fixture)
{
  return process_fixture_count (fixture, "SELECT ifnull (max (id), 0) FROM choice"
                                         " WHERE list = 'lost_reason' AND active <> 0");
}

/* An outcome that loses the deal asks a person why; what comes by itself is not refused. */
static void
test_asks_why_lost (ProcessFixture *fixture, gconstpointer country)
{
  CrmDatabase *database = record_fixture_reader (&fixture->base);
  gint64 task, outcome;
  g_autoptr (GPtrArray) required = NULL;
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) without = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture, "agency");
  task = open_task (fixture, "request");
  outcome = crm_process_find_outcome (database, task, "taken", &error);
  g_assert_no_error (error);
  taken = crm_process_asked (database, task, outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->len, ==, 0);
  outcome = crm_process_find_outcome (database, task, "spam", &error);
  g_assert_no_error (error);
  required = crm_process_required (database, task, outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (required->len, ==, 0);
  asked = crm_process_asked (database, task, outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (asked->len, ==, 1);
  g_assert_cmpstr (((CrmAsked *) asked->pdata[0])->path, ==, "deal.lost_reason");
  g_assert_true (crm_asked_is_to_be_asked (asked->pdata[0]));
  /* A company that gives no reasons is not asked for one. */
  for (gint64 id = find_reason (fixture); id != 0; id = find_reason (fixture))
    record_fixture_set (&fixture->base, "choice", id, "active", "no");
  without = crm_process_asked (database, task, outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (without->len, ==, 0);
  finish (fixture, task, "spam");
  assert_one (fixture, "deal JOIN stage ON stage.id = deal.stage WHERE outcome = 'lost'");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
#define ADD(name, country, func)                                                                   \
  g_test_add (name, ProcessFixture, country, process_fixture_set_up, func,                         \
              process_fixture_tear_down)
  ADD ("/process/built-in-are-sound", "other", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-ru", "ru", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-ua", "ua", test_built_in_are_sound);
  ADD ("/process/built-in-are-sound-pl", "pl", test_built_in_are_sound);
  ADD ("/process/classic", "other", test_classic);
  ADD ("/process/classic-refused", "other", test_classic_refused);
  ADD ("/process/conveyor", "other", test_conveyor);
  ADD ("/process/agency", "other", test_agency);
  ADD ("/process/term-of-work", "other", test_term_of_work);
  ADD ("/process/hand-over", "other", test_hand_over);
  ADD ("/process/why", "other", test_why);
  ADD ("/process/why-links", "other", test_why_links);
  ADD ("/process/why-in-batch", "other", test_why_in_batch);
  ADD ("/process/asks-why-lost", "other", test_asks_why_lost);
  ADD ("/process/preview", "other", test_preview);
  ADD ("/process/done-without-outcome", "other", test_done_without_outcome);
  ADD ("/process/payment-finishes", "other", test_payment_finishes);
  ADD ("/process/broken-does-not-start", "other", test_broken_does_not_start);
  return g_test_run ();
}
