/* voronkactl, everything that must not work: one clear sentence, the exit code of the contract,
 * nothing half-written. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "command-fixture.h"
#include "crm-lock.h"

typedef struct {
  const char *name;
  int exit_code;
  const char *fragment;
  const char *arguments[6];
} Refusal;

static const Refusal refusals[] = {
  { "no-verb", 2, "verb", { NULL } },
  { "unknown-verb", 2, "“frobnicate”", { "frobnicate" } },
  { "merge-of-nothing", 1, "company 1", { "merge", "company", "1", "2" } },
  { "unknown-option", 2, "“--colour”", { "list", "company", "--colour" } },
  { "option-of-another-verb", 2, "“--sort”", { "get", "company", "1", "--sort", "name" } },
  { "option-without-value", 2, "“--limit”", { "list", "company", "--limit" } },
  { "option-with-value", 2, "“--count”", { "list", "company", "--count=1" } },
  { "option-twice", 2, "twice", { "list", "company", "--limit=1", "--limit=2" } },
  { "limit-no-number", 2, "“ten”", { "list", "company", "--limit", "ten" } },
  { "limit-negative", 2, "“-1”", { "list", "company", "--limit", "-1" } },
  { "two-formats", 2, "exclude", { "list", "company", "--json", "--csv" } },
  { "missing-argument", 2, "ENTITY ID", { "get", "company" } },
  { "argument-too-many", 2, "“2”", { "get", "company", "1", "2" } },
  { "id-no-number", 2, "“one”", { "get", "company", "one" } },
  { "id-zero", 2, "“0”", { "get", "company", "0" } },
  { "id-huge", 2, "99999999999999999999", { "get", "company", "99999999999999999999" } },
  { "id-unknown", 1, "company 7", { "get", "company", "7" } },
  { "history-of-nothing", 1, "company 7", { "history", "company", "7" } },
  { "set-of-nothing", 1, "company 7", { "set", "company", "7", "name=x" } },
  { "delete-of-nothing", 1, "company 7", { "delete", "company", "7" } },
  { "entity-unknown", 1, "“frog”", { "list", "frog" } },
  { "fields-of-unknown", 1, "“frog”", { "fields", "frog" } },
  { "column-unknown", 1, "“frog”", { "list", "company", "--columns=name,frog" } },
  { "column-leads-nowhere", 1, "“city.name”", { "list", "company", "--columns=city.name" } },
  { "column-empty", 1, "“”", { "list", "company", "--columns=name," } },
  { "sort-unknown", 1, "“frog”", { "list", "company", "--sort=-frog" } },
  { "filter-no-filter", 2, "“name”", { "list", "company", "--filter", "name" } },
  { "filter-field-unknown", 1, "“frog”", { "list", "company", "--filter", "frog = 1" } },
  { "filter-value-wrong", 1, "“x”", { "list", "company", "--filter", "revenue = x" } },
  { "filter-reference-unknown",
    1,
    "“Nobody”",
    { "list", "company", "--filter", "responsible = Nobody" } },
  { "search-impossible", 1, "“stage”", { "list", "stage", "--search", "x" } },
  { "assignment-none", 2, "“Orion”", { "add", "company", "Orion" } },
  { "assignment-nameless", 2, "“=x”", { "add", "company", "=x" } },
  { "assignment-twice", 2, "twice", { "add", "company", "name=x", "name=y" } },
  { "field-unknown", 1, "“frog”", { "add", "company", "frog=x" } },
  { "field-read-only", 1, "“created”", { "add", "company", "name=x", "created=2026-01-01" } },
  { "required-missing", 1, "Name", { "add", "company", "city=x" } },
  { "date-wrong", 1, "2026-02-30", { "add", "company", "name=x", "end_date=2026-02-30" } },
  { "number-wrong", 1, "“many”", { "add", "company", "name=x", "employees=many" } },
  { "number-huge", 1, "revenue", { "add", "company", "name=x", "revenue=99999999999999999999" } },
  { "choice-wrong", 1, "potential_client", { "add", "company", "name=x", "type=frog" } },
  { "reference-unknown", 1, "“Nobody”", { "add", "company", "name=x", "responsible=Nobody" } },
  { "reference-number-unknown", 1, "“77”", { "add", "company", "name=x", "parent=77" } },
  { "subject-wrong", 1, "“company”", { "add", "note", "text=x", "subject=company" } },
  { "subject-unknown", 1, "company 77", { "add", "note", "text=x", "subject=company:77" } },
  { "country-wrong", 2, "“de”", { "new", "x.voronka", "--country", "de" } },
  { "nothing-to-redo", 1, "nothing to redo", { "redo" } },
};

static void
test_refused (CommandFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) "--file=test.voronka");
  for (gsize i = 0; i < G_N_ELEMENTS (refusal->arguments) && refusal->arguments[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) refusal->arguments[i]);
  g_ptr_array_add (words, NULL);
  command_fixture_runv (fixture, (const char *const *) words->pdata);
  command_fixture_assert_refused (fixture, refusal->exit_code, refusal->fragment);
  command_fixture_assert_files (fixture, "test.voronka", NULL);
  g_assert_cmpstr (command_fixture_do (fixture, "changes", "--csv", "--limit=1", NULL), ==,
                   "change,moment,person,label,records,undone\n");
}

static void
test_not_utf8 (CommandFixture *fixture, gconstpointer data)
{
  command_fixture_run (fixture, "add", "company", "name=\xff\xfe", NULL);
  command_fixture_assert_refused (fixture, 2, "UTF-8");
}

static void
test_long_refusal (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *digits = g_strnfill (100000, 'x');
  g_autofree char *assignment = g_strconcat ("revenue=", digits, NULL);

  command_fixture_run (fixture, "add", "company", "name=x", assignment, NULL);
  command_fixture_assert_refused (fixture, 1, "revenue");
  g_assert_cmpuint (strlen (fixture->errors), <, 2100);
  command_fixture_run (fixture, "add", "company", "name=x", "revenue=a\nb\x1b[1m", NULL);
  command_fixture_assert_refused (fixture, 1, "revenue");
  g_assert_null (strchr (fixture->errors, '\x1b'));
}

static void
write_at (const char *path, goffset offset, const char *bytes, gsize length)
{
  int descriptor = g_open (path, O_WRONLY);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (pwrite (descriptor, bytes, length, offset), ==, (gssize) length);
  close (descriptor);
}

typedef struct {
  const char *name;
  int exit_code;
  const char *fragment;
  void (*spoil) (const char *path);
} Spoiling;

static void
remove_file (const char *path)
{
  g_remove (path);
}

static void
empty_file (const char *path)
{
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void
write_text (const char *path)
{
  g_assert_true (g_file_set_contents (path, "name;city\nOrion;Perm\n", -1, NULL));
}

static void
make_folder (const char *path)
{
  g_remove (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
cut_off (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (truncate (path, status.st_size / 2 / 4096 * 4096), ==, 0);
}

static void
give_to_another (const char *path)
{
  write_at (path, 68, "GPKG", 4);
}

static void
make_newer (const char *path)
{
  write_at (path, 60, "\0\0\x7f\xff", 4);
}

static void
flip_bits (const char *path)
{
  GStatBuf status;
  g_autofree char *noise = g_strnfill (200, '\x5a');

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  for (goffset page = 1; page < status.st_size / 4096; page++)
    write_at (path, page * 4096 + 1000, noise, 200);
}

static const Spoiling spoilings[] = {
  { "missing", 1, "There is no file", remove_file },
  { "empty", 3, "is empty", empty_file },
  { "text", 3, "not a company file", write_text },
  { "folder", 3, "not a file", make_folder },
  { "cut-off", 3, "damaged", cut_off },
  { "other-program", 3, "another program", give_to_another },
  { "newer", 3, "newer", make_newer },
  { "damaged", 3, "damaged", flip_bits },
};

static char *
dup_digest (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return g_strdup ("none");
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

/* Whatever stands there, every verb says what it is and leaves it as it was. */
static void
test_spoilt_file (CommandFixture *fixture, gconstpointer data)
{
  const Spoiling *spoiling = data;
  static const char *const commands[][3] = {
    { "list", "company" },
    { "get", "company", "1" },
    { "changes" },
    { "undo" },
    { "add", "company", "name=new" },
    { "backup", "copy.voronka" },
  };
  g_autofree char *before = NULL;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  spoiling->spoil (fixture->path);
  before = dup_digest (fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *after = NULL;

    command_fixture_run (fixture, commands[i][0], commands[i][1], commands[i][2], NULL);
    command_fixture_assert_refused (fixture, spoiling->exit_code, spoiling->fragment);
    after = dup_digest (fixture->path);
    g_assert_cmpstr (after, ==, before);
  }
  command_fixture_run (fixture, "check", NULL);
  g_assert_cmpint (fixture->exit_code, ==, spoiling->exit_code);
  g_assert_false (g_file_test ("copy.voronka", G_FILE_TEST_EXISTS));
}

static void
test_restore_of_spoilt (CommandFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = command_fixture_dup_path (fixture, "copy.voronka");

  command_fixture_do (fixture, "backup", "copy.voronka", NULL);
  flip_bits (copy);
  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  command_fixture_run (fixture, "restore", "copy.voronka", "test.voronka", NULL);
  command_fixture_assert_refused (fixture, 3, "damaged");
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "1\n");
  command_fixture_assert_files (fixture, "test.voronka", "copy.voronka", NULL);
}

static void
test_busy (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *holder = NULL;
  CrmLock *lock;

  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  lock = crm_lock_take (fixture->path, &error);
  g_assert_no_error (error);
  holder = g_strdup_printf ("process %d", (int) getpid ());
  command_fixture_run (fixture, "set", "company", "1", "name=Vega", NULL);
  command_fixture_assert_refused (fixture, 1, holder);
  command_fixture_run (fixture, "restore", "test.voronka", "other.voronka", NULL);
  g_assert_cmpint (fixture->exit_code, ==, 0);
  command_fixture_run (fixture, "restore", "other.voronka", "test.voronka", NULL);
  command_fixture_assert_refused (fixture, 1, holder);
  /* Reading goes on beside whoever writes. */
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--csv", "--columns=name", NULL),
                   ==, "name\nOrion\n");
  command_fixture_do (fixture, "check", NULL);
  command_fixture_run (fixture, "--file=other.voronka", "backup", "test.voronka", NULL);
  command_fixture_assert_refused (fixture, 1, holder);
  crm_lock_release (lock);
  command_fixture_do (fixture, "set", "company", "1", "name=Vega", NULL);
  command_fixture_do (fixture, "--file=test.voronka", "backup", "other.voronka", NULL);
}

/* Commands that write at the same time come one after another; none is lost. */
static void
test_many_at_once (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 6; i++) {
    g_autofree char *assignment = g_strdup_printf ("name=Company %d", i);
    GSubprocess *process =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, g_getenv ("VORONKACTL"),
                          "--file", fixture->path, "add", "company", assignment, NULL);

    g_assert_nonnull (process);
    g_ptr_array_add (processes, process);
  }
  for (guint i = 0; i < processes->len; i++)
    g_assert_true (g_subprocess_wait_check (processes->pdata[i], NULL, NULL));
  g_assert_cmpstr (command_fixture_do (fixture, "list", "company", "--count", NULL), ==, "6\n");
}

#define NOBODY 65534

/* Root writes everywhere, so that the program is run as nobody. */
static void
become_nobody (gpointer data)
{
  if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    _exit (99);
}

/* Where the test runs as root without another user to become, or nobody may not reach the program,
 * there is nothing to see. */
static gboolean
can_be_nobody (void)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_set_child_setup (launcher, become_nobody, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("VORONKACTL"), "entities", NULL);
  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static int
run_as_nobody (CommandFixture *fixture, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_set_child_setup (launcher, become_nobody, NULL, NULL);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, words, NULL);
  g_assert_nonnull (process);
  g_clear_pointer (&fixture->output, g_free);
  g_clear_pointer (&fixture->errors, g_free);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &fixture->output,
                                                &fixture->errors, NULL));
  fixture->exit_code = g_subprocess_get_exit_status (process);
  return fixture->exit_code;
}

/* A folder in which nothing may be written: reading goes on, the rest is refused. */
static void
test_read_only (CommandFixture *fixture, gconstpointer data)
{
  const char *program = g_getenv ("VORONKACTL");
  const char *const set[] = { program, "--file=test.voronka", "set", "company",
                              "1",     "name=Vega",           NULL };
  const char *const list[] = { program, "--file=test.voronka", "list", "company",
                               "--csv", "--columns=name",      NULL };
  const char *const other[] = { program, "new", "other.voronka", NULL };

  if (!can_be_nobody ()) {
    g_test_skip ("nothing is read-only for root");
    return;
  }
  command_fixture_do (fixture, "add", "company", "name=Orion", NULL);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  run_as_nobody (fixture, set);
  command_fixture_assert_refused (fixture, 1, "");
  run_as_nobody (fixture, other);
  command_fixture_assert_refused (fixture, 1, "other.voronka");
  run_as_nobody (fixture, list);
  g_assert_cmpstr (fixture->errors, ==, "");
  g_assert_cmpstr (fixture->output, ==, "name\nOrion\n");
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  command_fixture_assert_files (fixture, "test.voronka", NULL);
}

/* A disk that is full takes no output; that too is said. */
static void
test_full_output (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *errors = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("no /dev/full");
    return;
  }
  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("VORONKACTL"), "entities", NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (errors, "No space left"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *name = g_strconcat ("/command/refuses/", refusals[i].name, NULL);
    command_fixture_add_with_data (name, &refusals[i], test_refused);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (spoilings); i++) {
    g_autofree char *name = g_strconcat ("/command/file/", spoilings[i].name, NULL);
    command_fixture_add_with_data (name, &spoilings[i], test_spoilt_file);
  }
  command_fixture_add ("/command/refuses/not-utf8", test_not_utf8);
  command_fixture_add ("/command/refuses/shortly", test_long_refusal);
  command_fixture_add ("/command/file/spoilt-backup", test_restore_of_spoilt);
  command_fixture_add ("/command/file/busy", test_busy);
  command_fixture_add ("/command/file/many-at-once", test_many_at_once);
  command_fixture_add ("/command/file/read-only", test_read_only);
  command_fixture_add ("/command/full-output", test_full_output);
  return g_test_run ();
}
