/* voronkactl start, stop and try: a process from the command line. */
#include "config.h"

#include <string.h>

#include "command-fixture.h"

static void
test_stop (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) run = NULL;
  g_autoptr (JsonNode) task = NULL;
  g_autofree char *state = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *task_state = NULL;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_do (fixture, "start", "1", "--process", "classic", NULL);
  command_fixture_do (fixture, "stop", "1", "--reason", "Too dear", NULL);
  run = command_fixture_json (fixture, "get", "process_run", "1", NULL);
  state = command_json_dup (run, "state");
  g_assert_cmpstr (state, ==, "cancelled");
  reason = command_json_dup (run, "reason");
  g_assert_cmpstr (reason, ==, "Too dear");
  task = command_fixture_json (fixture, "get", "activity", "1", NULL);
  task_state = command_json_dup (task, "state");
  g_assert_cmpstr (task_state, ==, "cancelled");
  command_fixture_run (fixture, "stop", "1", NULL);
  command_fixture_assert_refused (fixture, 1, "has come to its end already");
  command_fixture_run (fixture, "stop", "17", NULL);
  command_fixture_assert_refused (fixture, 1, "17");
}

static void
test_try (CommandFixture *fixture, gconstpointer data)
{
  const char *lines;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_do (fixture, "add", "deal", "name=One", "company=Orion", "value=1000",
                      "opened=2025-03-01", NULL);
  command_fixture_do (fixture, "add", "deal", "name=Two", "opened=2025-03-02", NULL);
  lines = command_fixture_do (fixture, "try", "classic", "--from", "2025-01-01", "--to",
                              "2025-12-31", "--csv", NULL);
  g_assert_nonnull (strstr (lines, "started,,2,2"));
  g_assert_nonnull (strstr (lines, "success,,1,1"));
  g_assert_nonnull (strstr (lines, "stopped,The deal is with no company,1,1"));
  /* Nothing of it is in the file. */
  lines = command_fixture_do (fixture, "list", "process_run", "--csv", NULL);
  g_assert_null (strstr (lines, "Orion"));
  command_fixture_run (fixture, "try", "nonsense", NULL);
  command_fixture_assert_refused (fixture, 1, "nonsense");
  command_fixture_run (fixture, "try", "classic", "--from", "nonsense", NULL);
  command_fixture_assert_refused (fixture, 2, "nonsense");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command-process/stop", test_stop);
  command_fixture_add ("/command-process/try", test_try);
  return g_test_run ();
}
