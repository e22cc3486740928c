/* voronkactl beside a process that holds the file: it writes through that process. */
#include "config.h"

#include <string.h>

#include "command-fixture.h"
#include "crm-announcement.h"
#include "crm-command-service.h"
#include "crm-mention.h"
#include "crm-gate.h"
#include "crm-stage-history.h"

typedef struct {
  CommandFixture *fixture;
  GTestDBus *bus;
  GDBusConnection *connection;
  CrmStore *store;
  CrmCommandService *service;
  guint name;
  gboolean name_is_ours;
  guint n_changes;
  CrmOrigin origin;
} Holder;

static void
name_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((Holder *) user_data)->name_is_ours = TRUE;
}

static void
changed_cb (CrmStore *store, GObject *announcement, Holder *holder)
{
  holder->n_changes++;
  holder->origin = crm_announcement_get_origin (CRM_ANNOUNCEMENT (announcement));
}

/* This process does what the window's does: it holds the file and serves the verbs that write. */
static void
hold (Holder *holder, CommandFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  crm_stage_history_register ();
  crm_gate_register ();
  crm_mention_register ();
  holder->fixture = fixture;
  holder->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (holder->bus);
  holder->store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_signal_connect (holder->store, "changed", G_CALLBACK (changed_cb), holder);
  holder->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  holder->service = crm_command_service_export (holder->connection, holder->store, &error);
  g_assert_no_error (error);
  holder->name =
      g_bus_own_name_on_connection (holder->connection, CRM_COMMAND_BUS_NAME,
                                    G_BUS_NAME_OWNER_FLAGS_NONE, name_cb, NULL, holder, NULL);
  while (!holder->name_is_ours)
    g_main_context_iteration (NULL, TRUE);
}

static void
let_go (Holder *holder)
{
  g_bus_unown_name (holder->name);
  g_assert_finalize_object (holder->service);
  g_dbus_connection_set_exit_on_close (holder->connection, FALSE);
  g_dbus_connection_close_sync (holder->connection, NULL, NULL);
  g_clear_object (&holder->connection);
  g_assert_true (crm_store_close (holder->store, NULL));
  while (g_main_context_iteration (NULL, FALSE)) {
  }
  g_assert_finalize_object (holder->store);
  g_test_dbus_down (holder->bus);
  g_object_unref (holder->bus);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommandFixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &fixture->output,
                                        &fixture->errors, &error);
  g_assert_no_error (error);
  fixture->exit_code = g_subprocess_get_exit_status (G_SUBPROCESS (source));
}

/* Runs the program while this process serves it. */
static void
run (Holder *holder, const char *const *arguments)
{
  CommandFixture *fixture = holder->fixture;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) g_getenv ("VORONKACTL"));
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) arguments[i]);
  g_ptr_array_add (words, NULL);
  g_clear_pointer (&fixture->output, g_free);
  g_clear_pointer (&fixture->errors, g_free);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, NULL);
  g_assert_nonnull (process);
  fixture->exit_code = -1;
  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, fixture);
  while (fixture->exit_code < 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_writes_through_holder (CommandFixture *fixture, gconstpointer data)
{
  const char *const add[] = {
    "--file=test.voronka",   "add", "company", "name=Orion & <Co>", "country=ru",
    "tax_number=7707083894", NULL
  };
  const char *const set[] = { "set",    "company",      "1", "city=Львів", "--json",
                              "--file", "test.voronka", NULL };
  const char *const undo[] = { "undo", "--file", "test.voronka", NULL };
  const char *const wrong[] = { "set", "company", "1", "type=frog", "--file=test.voronka", NULL };
  const char *const usage[] = { "set", "company", "--file=test.voronka", NULL };
  const char *const get[] = {
    "list", "company", "--csv", "--columns=name,city", "--file=test.voronka", NULL
  };
  Holder holder = { 0 };

  hold (&holder, fixture);
  run (&holder, add);
  g_assert_cmpstr (fixture->output, ==, "1\n");
  g_assert_true (g_str_has_prefix (fixture->errors, "warning: tax_number: "));
  g_assert_cmpint (fixture->exit_code, ==, 0);
  /* The lists of this process have heard of it. */
  g_assert_cmpuint (holder.n_changes, ==, 1);
  g_assert_cmpint (holder.origin, ==, CRM_ORIGIN_COMMAND);

  run (&holder, set);
  g_assert_cmpstr (fixture->output, ==, "{\"id\":1,\"change\":4}\n");
  g_assert_cmpstr (fixture->errors, ==, "");
  run (&holder, get);
  g_assert_cmpstr (fixture->output, ==, "name,city\nOrion & <Co>,Львів\n");
  run (&holder, undo);
  g_assert_cmpstr (fixture->output, ==, "Undone: Edit: Company “Orion & <Co>”\n");
  g_assert_cmpuint (holder.n_changes, ==, 3);

  run (&holder, wrong);
  command_fixture_assert_refused (fixture, 1, "“frog”");
  run (&holder, usage);
  command_fixture_assert_refused (fixture, 2, "ENTITY ID FIELD=VALUE...");
  g_assert_cmpuint (holder.n_changes, ==, 3);
  let_go (&holder);
}

/* Paths are those of whoever asks; what was refused of it comes back by the exit code. */
static void
test_imports_through_holder (CommandFixture *fixture, gconstpointer data)
{
  const char *const import[] = {
    "import", "company", "a.csv", "--csv", "--file=test.voronka", NULL
  };
  g_autofree char *path = command_fixture_dup_path (fixture, "a.csv");
  Holder holder = { 0 };

  g_assert_true (g_file_set_contents (path, "name,founded\nOrion,1999\nVega,soon\n", -1, NULL));
  hold (&holder, fixture);
  run (&holder, import);
  g_assert_cmpint (fixture->exit_code, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->output, "rows,new,changed,same,wrong,created,change,"));
  g_assert_nonnull (strstr (fixture->output, "\n2,1,0,0,1,0,3,"));
  g_assert_true (g_str_has_prefix (fixture->errors, "warning: line 3: "));
  g_assert_cmpuint (holder.n_changes, ==, 1);
  g_assert_cmpint (holder.origin, ==, CRM_ORIGIN_IMPORT);
  let_go (&holder);
}

/* The name is on the bus, but it is another file that its owner holds. */
static void
test_other_file (CommandFixture *fixture, gconstpointer data)
{
  const char *const add[] = { "--file=other.voronka", "add", "company", "name=Orion", NULL };
  const char *const count[] = { "--file=other.voronka", "list", "company", "--count", NULL };
  g_autofree char *other = command_fixture_dup_path (fixture, "other.voronka");
  g_autoptr (CrmStore) third = NULL;
  Holder holder = { 0 };

  command_fixture_do (fixture, "new", "other.voronka", NULL);
  hold (&holder, fixture);
  run (&holder, add);
  g_assert_cmpstr (fixture->output, ==, "1\n");
  third = crm_store_open (other, CRM_STORE_READ_WRITE, NULL);
  g_assert_nonnull (third);
  run (&holder, add);
  command_fixture_assert_refused (fixture, 1, "is in use by");
  run (&holder, count);
  g_assert_cmpstr (fixture->output, ==, "1\n");
  g_assert_cmpuint (holder.n_changes, ==, 0);
  let_go (&holder);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Straight over the bus: only verbs that write are served, and nonsense is answered. */
static void
test_serves_only_writing (CommandFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *arguments[4];
    int exit_code;
  } cases[] = {
    { { "list", "company" }, 2 },
    { { "new", "x.voronka" }, 2 },
    { { NULL }, 2 },
    { { "--help" }, 2 },
    { { "frob" }, 2 },
    { { "undo" }, 1 },
    { { "delete", "company", "9" }, 1 },
  };
  Holder holder = { 0 };

  hold (&holder, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *arguments[5] = { NULL };
    g_autoptr (GVariant) reply = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    const char *output;
    const char *errors;
    int exit_code;

    memcpy (arguments, cases[i].arguments, sizeof cases[i].arguments);
    g_dbus_connection_call (
        holder.connection, CRM_COMMAND_BUS_NAME, CRM_COMMAND_OBJECT_PATH, CRM_COMMAND_INTERFACE,
        "Run", g_variant_new ("(s^ass)", fixture->path, arguments, fixture->folder),
        G_VARIANT_TYPE ("(iss)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, keep_result_cb, &result);
    while (result == NULL)
      g_main_context_iteration (NULL, TRUE);
    reply = g_dbus_connection_call_finish (holder.connection, result, &error);
    g_assert_no_error (error);
    g_variant_get (reply, "(i&s&s)", &exit_code, &output, &errors);
    g_assert_cmpint (exit_code, ==, cases[i].exit_code);
    g_assert_cmpstr (output, ==, "");
    g_assert_true (g_str_has_prefix (errors, "voronkactl: "));
  }
  g_assert_cmpuint (holder.n_changes, ==, 0);
  command_fixture_assert_files (fixture, "test.voronka", "test.voronka.lock", NULL);
  let_go (&holder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_fixture_add ("/command-service/writes-through-holder", test_writes_through_holder);
  command_fixture_add ("/command-service/imports-through-holder", test_imports_through_holder);
  command_fixture_add ("/command-service/other-file", test_other_file);
  command_fixture_add ("/command-service/serves-only-writing", test_serves_only_writing);
  return g_test_run ();
}
