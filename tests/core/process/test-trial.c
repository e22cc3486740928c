/* A process tried on what has been: it does what was done then, says where it would have stopped or
 * gone round, and leaves the company as it is. */
#include "config.h"

#include <string.h>

#include "crm-process.h"
#include "crm-throwaway.h"
#include "crm-trial.h"
#include "process-fixture.h"

#define THIS_YEAR 20454, 20818 /* days of 2026 */

static CrmTrial *
try (ProcessFixture *fixture, gint64 process)
{
  CrmTrialQuestion question = { process, THIS_YEAR };
  g_autofree char *before = record_fixture_dump (&fixture->base);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  CrmTrial *trial =
      crm_trial_run (crm_store_get_path (fixture->base.store), &question, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  after = record_fixture_dump (&fixture->base);
  g_assert_cmpstr (after, ==, before);
  for (guint i = 0; i < trial->lines->len; i++) {
    const CrmTrialLine *line = trial->lines->pdata[i];
    g_test_message ("%d %s: %d, %u", line->part, line->text, (int) line->count, line->cases->len);
  }
  return trial;
}

static gint64
get_count (CrmTrial *trial, CrmTrialPart part, const char *text)
{
  const CrmTrialLine *line = crm_trial_find (trial, part, text);

  return line != NULL ? line->count : 0;
}

static gint64
find_process (ProcessFixture *fixture, const char *code)
{
  return crm_process_find (record_fixture_reader (&fixture->base), code, NULL);
}

static gboolean
copy_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *process = data;
  g_autoptr (CrmChange) change = crm_change_new ("Copy", 0, CRM_ORIGIN_COMMAND);
  gint64 stand_in = crm_process_add_version (change, database, *process, error);

  if (stand_in == 0 || crm_change_commit (change, database, error) < 0)
    return FALSE;
  *process = crm_change_get_id (change, stand_in);
  return TRUE;
}

static gint64
copy (ProcessFixture *fixture, gint64 process)
{
  g_autoptr (GError) error = NULL;

  crm_store_write (fixture->base.store, copy_func, &process, NULL, &error);
  g_assert_no_error (error);
  return process;
}

/* A sale as it went. */
static int
sell (ProcessFixture *fixture)
{
  start (fixture, "classic");
  finish (fixture, open_task (fixture, "cold_call"), "possible");
  finish (fixture, open_task (fixture, "proposal"), "sent", "deal.value", "40000");
  finish (fixture, open_task (fixture, "answer"), "meeting", "next_start", "2026-11-26T14:00");
  finish (fixture, open_task (fixture, "meeting"), "held");
  finish (fixture, open_task (fixture, "contract"), "for_signature");
  finish (fixture, open_task (fixture, "signature"), "signed");
  finish (fixture, open_task (fixture, "invoice"), "sent");
  finish (fixture, open_task (fixture, "payment"), "paid");
  finish (fixture, open_task (fixture, "closing"), "act");
  return 9;
}

static void
test_as_recorded (ProcessFixture *fixture, gconstpointer country)
{
  int n = sell (fixture);
  gint64 deal = process_fixture_count (fixture, "SELECT id FROM deal");
  g_autoptr (CrmTrial) trial = NULL;
  g_autoptr (CrmTrial) again = NULL;
  const CrmTrialLine *success;

  trial = try (fixture, copy (fixture, find_process (fixture, "classic")));
  g_assert_cmpint (trial->n_all, ==, 1);
  g_assert_cmpint (trial->n_recorded, ==, n);
  g_assert_cmpint (trial->n_dealt + trial->n_guessed, ==, 0);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STARTED, NULL), ==, 1);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STOPPED, NULL), ==, 0);
  success = crm_trial_find (trial, CRM_TRIAL_SUCCESS, NULL);
  g_assert_nonnull (success);
  g_assert_cmpint (success->count, ==, 1);
  g_assert_cmpint (g_array_index (success->cases, gint64, 0), ==, deal);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STEP, "Cold call"), ==, 1);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STAGE, "Won"), ==, 1);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_DOCUMENT, "Contract"), ==, 1);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_PERSON, "Jan"), ==, 1);
  /* The same question, the same answer. */
  again = try (fixture, find_process (fixture, "classic"));
  g_assert_cmpint (get_count (again, CRM_TRIAL_SUCCESS, NULL), ==, 1);
}

/* What nothing was recorded of goes as it goes otherwise. */
static void
test_dealt_out (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmTrial) trial = NULL;
  g_autoptr (CrmTrial) again = NULL;

  sell (fixture);
  for (int i = 0; i < 3; i++)
    record_fixture_add (&fixture->base, "deal", "name", "Other", "company", "Orion", "value",
                        "1000", NULL);
  trial = try (fixture, find_process (fixture, "classic"));
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STARTED, NULL), ==, 4);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_SUCCESS, NULL), ==, 4);
  g_assert_cmpint (trial->n_dealt, ==, 3 * 9);
  again = try (fixture, find_process (fixture, "classic"));
  g_assert_cmpuint (again->lines->len, ==, trial->lines->len);
  for (guint i = 0; i < trial->lines->len; i++) {
    const CrmTrialLine *first = trial->lines->pdata[i];
    const CrmTrialLine *second = again->lines->pdata[i];
    g_assert_cmpstr (first->text, ==, second->text);
    g_assert_cmpint (first->count, ==, second->count);
  }
}

static void
test_stopped (ProcessFixture *fixture, gconstpointer country)
{
  gint64 draft;
  gint64 sent;
  g_autofree char *sql = NULL;
  g_autoptr (CrmTrial) trial = NULL;
  const CrmTrialLine *stopped;

  sell (fixture);
  draft = copy (fixture, find_process (fixture, "classic"));
  sql = g_strdup_printf ("SELECT outcome.id FROM outcome JOIN task_type"
                         " ON task_type.id = outcome.task_type"
                         " WHERE task_type.process = %d AND task_type.code = 'proposal'"
                         " AND outcome.code = 'sent'",
                         (int) draft);
  sent = process_fixture_count (fixture, sql);
  record_fixture_set (&fixture->base, "outcome", sent, "required", "deal.note");
  trial = try (fixture, draft);
  stopped = crm_trial_find (trial, CRM_TRIAL_STOPPED, NULL);
  g_assert_nonnull (stopped);
  g_assert_cmpint (stopped->count, ==, 1);
  g_assert_nonnull (strstr (stopped->text, "deal.note"));
  g_assert_cmpint (get_count (trial, CRM_TRIAL_SUCCESS, NULL), ==, 0);
}

static void
test_endless (ProcessFixture *fixture, gconstpointer country)
{
  gint64 process = record_fixture_add (&fixture->base, "process", "name", "Round", "code", "round",
                                       "pipeline", "Sales", NULL);
  gint64 step = record_fixture_add (&fixture->base, "task_type", "name", "Ask again", "process",
                                    "Round", "code", "ask", "first", "yes", NULL);
  g_autofree char *number = g_strdup_printf ("%d", (int) step);
  gint64 outcome = record_fixture_add (&fixture->base, "outcome", "name", "No answer", "task_type",
                                       number, NULL);
  g_autofree char *outcome_number = g_strdup_printf ("%d", (int) outcome);
  g_autoptr (CrmTrial) trial = NULL;

  record_fixture_add (&fixture->base, "outcome", "name", "Gives in", "task_type", number, "ends",
                      "success", NULL);
  record_fixture_add (&fixture->base, "effect", "kind", "next", "outcome", outcome_number, "days",
                      "1", "next", number, NULL);
  record_fixture_set (&fixture->base, "process", process, "state", "active");
  /* So far nobody has given in. */
  start (fixture, "round");
  finish (fixture, open_task (fixture, "ask"), "No answer");
  record_fixture_add (&fixture->base, "deal", "name", "Nobody's", NULL);
  trial = try (fixture, process);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STARTED, NULL), ==, 2);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_ENDLESS, "Ask again"), ==, 1);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_STOPPED, "The deal is with no company"), ==, 1);
  g_assert_cmpint (trial->n_recorded, ==, 1);
  g_assert_cmpint (trial->n_dealt, >, 0);
}

/* Where nobody has ever chosen, one result is tried after the other. */
static void
test_guessed (ProcessFixture *fixture, gconstpointer country)
{
  g_autoptr (CrmTrial) trial = NULL;

  record_fixture_add (&fixture->base, "deal", "name", "One", "company", "Orion", "value", "1000",
                      NULL);
  trial = try (fixture, find_process (fixture, "classic"));
  g_assert_cmpint (trial->n_guessed, >, 5);
  g_assert_cmpint (trial->n_recorded + trial->n_dealt, ==, 0);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_ENDLESS, NULL), ==, 0);
  g_assert_cmpint (get_count (trial, CRM_TRIAL_SUCCESS, NULL), ==, 1);
}

static void
test_cancelled (ProcessFixture *fixture, gconstpointer country)
{
  CrmTrialQuestion question = { find_process (fixture, "classic"), THIS_YEAR };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = crm_throwaway_dup_folder ();
  g_autoptr (GDir) files = NULL;

  record_fixture_add (&fixture->base, "deal", "name", "One", "company", "Orion", NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (crm_trial_run (crm_store_get_path (fixture->base.store), &question, NULL, NULL,
                                cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  files = g_dir_open (folder, 0, NULL);
  g_assert_true (files == NULL || g_dir_read_name (files) == NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("voronka-cache-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("TZ", "Europe/Warsaw", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/trial/" name, ProcessFixture, "other", process_fixture_set_up, func,               \
              process_fixture_tear_down)
  ADD ("as-recorded", test_as_recorded);
  ADD ("dealt-out", test_dealt_out);
  ADD ("stopped", test_stopped);
  ADD ("endless", test_endless);
  ADD ("guessed", test_guessed);
  ADD ("cancelled", test_cancelled);
  result = g_test_run ();
  record_fixture_remove_folder (cache);
  return result;
}
