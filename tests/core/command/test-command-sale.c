/* The three sales of the house run by voronkactl start, finish and tick alone, with a set clock:
 * every step is looked at before, taken back and done again, and what is left at the end is
 * compared record by record with tests/data/sales. */
#include "config.h"

#include <string.h>

#include "command-fixture.h"

typedef struct {
  const char *entity;
  const char *columns;
} Listing;

/* All that a sale may leave, but for what only repeats it (revisions, times of writing). */
static const Listing listings[] = {
  { "company", "id,name,relation,type" },
  { "deal", "id,name,company,stage,value,responsible,lost_reason,closed,planned_start" },
  { "process_run", "id,name,process,state,step,person,percent,started,ended" },
  { "activity", "id,title,kind,state,priority,responsible,start,ends,due,done,place,outcome,deal,"
                "document,basis,result,note" },
  { "document", "id,number,kind,status,date,due_date,postponed,base,total,paid,responsible" },
  { "document_line", "id,document,name,quantity,price,total" },
  { "receipt", "id,document,state,date,amount" },
  { "payment", "id,document,direction,date,amount" },
  { "message", "id,channel,state,recipient,subject_line,template,body" },
  { "reminder", "id,kind,state,person,text,moment,until" },
};

static void
set_now (const char *iso)
{
  g_setenv ("VORONKA_NOW", iso, TRUE);
}

/* The whole file as text. */
static char *
dup_contents (CommandFixture *fixture)
{
  g_autofree char *path = command_fixture_dup_path (fixture, "all.json");
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  command_fixture_do (fixture, "export", "all", "--format", "json", "--output", path, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Does @words with --preview, really, back and forth. */
static void
do_step (CommandFixture *fixture, GPtrArray *words)
{
  g_autofree char *before = dup_contents (fixture);
  g_autofree char *seen = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;

  g_ptr_array_add (words, (gpointer) "--file");
  g_ptr_array_add (words, fixture->path);
  g_ptr_array_add (words, (gpointer) "--preview");
  g_ptr_array_add (words, NULL);
  command_fixture_runv (fixture, (const char *const *) words->pdata);
  g_assert_cmpstr (fixture->errors, ==, "");
  g_assert_cmpint (fixture->exit_code, ==, 0);
  g_assert_cmpuint (strlen (fixture->output), >, 0);
  seen = dup_contents (fixture);
  g_assert_cmpstr (before, ==, seen);

  words->pdata[words->len - 2] = NULL;
  command_fixture_runv (fixture, (const char *const *) words->pdata);
  g_assert_cmpstr (fixture->errors, ==, "");
  g_assert_cmpint (fixture->exit_code, ==, 0);
  after = dup_contents (fixture);
  g_assert_cmpstr (before, !=, after);
  command_fixture_do (fixture, "undo", NULL);
  back = dup_contents (fixture);
  g_assert_cmpstr (before, ==, back);
  command_fixture_do (fixture, "redo", NULL);
  again = dup_contents (fixture);
  g_assert_cmpstr (after, ==, again);
}

static void
start (CommandFixture *fixture, const char *process)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) "start");
  g_ptr_array_add (words, (gpointer) "1");
  g_ptr_array_add (words, (gpointer) "--process");
  g_ptr_array_add (words, (gpointer) process);
  do_step (fixture, words);
}

/* The open task of a step, there is exactly one, ends so; further words are field=value. */
static void G_GNUC_NULL_TERMINATED
finish (CommandFixture *fixture, const char *step, const char *outcome, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *filter =
      g_strdup_printf ("task_type.code = %s and state not-in done, cancelled", step);
  g_autoptr (JsonNode) tasks =
      command_fixture_json (fixture, "list", "activity", "--filter", filter, NULL);
  g_autofree char *id = command_json_dup (tasks, "0.id");
  const char *word;
  va_list answers;

  g_test_message ("%s: %s", step, outcome);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (tasks)), ==, 1);
  g_ptr_array_add (words, (gpointer) "finish");
  g_ptr_array_add (words, id);
  g_ptr_array_add (words, (gpointer) "--outcome");
  g_ptr_array_add (words, (gpointer) outcome);
  va_start (answers, outcome);
  while ((word = va_arg (answers, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (answers);
  do_step (fixture, words);
}

/* Once each, and nothing the second time. */
static void
tick (CommandFixture *fixture, const char *now)
{
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  set_now (now);
  command_fixture_do (fixture, "tick", "--now", now, NULL);
  after = dup_contents (fixture);
  command_fixture_do (fixture, "tick", "--now", now, NULL);
  again = dup_contents (fixture);
  g_assert_cmpstr (after, ==, again);
}

static void
assert_left (CommandFixture *fixture, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("VORONKA_TEST_DATA"), "sales", file, NULL);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (listings); i++) {
    const char *lines = command_fixture_do (fixture, "list", listings[i].entity, "--columns",
                                            listings[i].columns, "--sort", "id", "--csv", NULL);
    g_string_append_printf (left, "[%s]\n%s\n", listings[i].entity, lines);
  }
  command_fixture_do (fixture, "check", NULL);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (left->str, ==, expected);
}

static void
begin (CommandFixture *fixture)
{
  set_now ("2026-11-23T10:00");
  command_fixture_do (fixture, "add", "company", "name=Orion", "email=office@orion.example",
                      "phone=+48 22 111 22 33", NULL);
  command_fixture_do (fixture, "set", "person", "1", "name=Anna", "role=seller", NULL);
  command_fixture_do (fixture, "add", "person", "name=Oleh", "role=project_manager", NULL);
  command_fixture_do (fixture, "add", "person", "name=Jan", "role=office_manager", NULL);
}

static void
test_classic (CommandFixture *fixture, gconstpointer data)
{
  begin (fixture);
  start (fixture, "classic");
  finish (fixture, "cold_call", "possible", NULL);
  finish (fixture, "proposal", "sent", "deal.value=40000", NULL);
  finish (fixture, "answer", "meeting", "next_start=2026-11-26T14:00", NULL);
  finish (fixture, "meeting", "held", NULL);
  finish (fixture, "contract", "for_signature", NULL);
  finish (fixture, "signature", "signed", NULL);
  finish (fixture, "invoice", "sent", NULL);
  finish (fixture, "payment", "promised", "document.due_date=2026-12-04", NULL);
  finish (fixture, "payment", "paid", NULL);
  finish (fixture, "closing", "act", NULL);
  assert_left (fixture, "classic");
}

static void
test_conveyor (CommandFixture *fixture, gconstpointer data)
{
  begin (fixture);
  command_fixture_do (fixture, "add", "choice", "name=Builders", "list=segment", NULL);
  command_fixture_do (fixture, "add", "process_member", "process=Conveyor of three", "person=Anna",
                      NULL);
  command_fixture_do (fixture, "add", "process_member", "process=Conveyor of three", "person=Oleh",
                      NULL);
  command_fixture_do (fixture, "add", "process_member", "process=Conveyor of three", "person=Jan",
                      NULL);
  start (fixture, "conveyor");
  finish (fixture, "call", "interested", "company.segment=Builders", NULL);
  finish (fixture, "deal", "meeting", "next_start=2026-11-25T11:00", NULL);
  finish (fixture, "meeting", "held", NULL);
  finish (fixture, "deal", "won", "deal.value=500", NULL);
  finish (fixture, "service", "again", NULL);
  finish (fixture, "service", "done", NULL);
  assert_left (fixture, "conveyor");
}

static void
test_agency (CommandFixture *fixture, gconstpointer data)
{
  begin (fixture);
  start (fixture, "agency");
  finish (fixture, "request", "taken", NULL);
  finish (fixture, "call", "meeting", "next_start=2026-11-25T14:00", "next_place=Lva Tolstogo 5",
          NULL);
  finish (fixture, "meeting", "at_once", "deal.value=90000", NULL);
  finish (fixture, "contract", "sent", NULL);
  finish (fixture, "invoice", "ready", NULL);
  finish (fixture, "sending", "sent", "document.due_date=2026-11-27", NULL);
  finish (fixture, "payment", "put_off", "document.due_date=2026-11-30", NULL);
  tick (fixture, "2026-11-30T10:00");
  tick (fixture, "2026-12-01T10:00");
  set_now ("2026-12-01T11:00");
  finish (fixture, "renewal", "sent", "document.due_date=2026-12-10", NULL);
  finish (fixture, "signature", "signed", NULL);
  finish (fixture, "payment", "received", NULL);
  assert_left (fixture, "agency");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command-sale/classic", test_classic);
  command_fixture_add ("/command-sale/conveyor", test_conveyor);
  command_fixture_add ("/command-sale/agency", test_agency);
  return g_test_run ();
}
