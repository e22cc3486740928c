/* A company file in a folder of its own, and voronkactl run on it as a program. */
#include "config.h"

#include "command-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

static void
set_up (CommandFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = command_fixture_dup_path (fixture, "test.voronka");
  command_fixture_do (fixture, "new", "test.voronka", NULL);
}

static void
tear_down (CommandFixture *fixture, gconstpointer data)
{
  g_chmod (fixture->folder, 0700);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->output);
  g_free (fixture->errors);
}

void
command_fixture_add_with_data (const char *name, gconstpointer data, CommandTest test)
{
  g_test_add (name, CommandFixture, data, set_up, test, tear_down);
}

void
command_fixture_add (const char *name, CommandTest test)
{
  command_fixture_add_with_data (name, NULL, test);
}

char *
command_fixture_dup_path (CommandFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

void
command_fixture_runv (CommandFixture *fixture, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->folder, TRUE);
  g_ptr_array_add (words, (gpointer) g_getenv ("VORONKACTL"));
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) arguments[i]);
  g_ptr_array_add (words, NULL);
  g_clear_pointer (&fixture->output, g_free);
  g_clear_pointer (&fixture->errors, g_free);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &fixture->output, &fixture->errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->exit_code = g_subprocess_get_exit_status (process);
}

static GPtrArray *
collect (va_list words)
{
  GPtrArray *arguments = g_ptr_array_new ();
  const char *word;

  while ((word = va_arg (words, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) word);
  return arguments;
}

/* Words of the test, then those that make it work on the fixture's own file. */
static void
run_collected (CommandFixture *fixture, GPtrArray *arguments, gboolean json)
{
  const char *verb = arguments->len > 0 ? arguments->pdata[0] : "";
  static const char *const others[] = { "new", "restore", "recover", NULL };
  gboolean names_file = FALSE;

  for (guint i = 0; i < arguments->len; i++)
    names_file |= g_str_has_prefix (arguments->pdata[i], "--file");
  if (!names_file && !g_strv_contains (others, verb)) {
    g_ptr_array_add (arguments, (gpointer) "--file");
    g_ptr_array_add (arguments, fixture->path);
  }
  if (json)
    g_ptr_array_add (arguments, (gpointer) "--json");
  g_ptr_array_add (arguments, NULL);
  command_fixture_runv (fixture, (const char *const *) arguments->pdata);
}

void
command_fixture_run (CommandFixture *fixture, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  va_list words;

  va_start (words, fixture);
  arguments = collect (words);
  va_end (words);
  run_collected (fixture, arguments, FALSE);
}

static void
assert_done (CommandFixture *fixture)
{
  g_assert_cmpstr (fixture->errors, ==, "");
  g_assert_cmpint (fixture->exit_code, ==, 0);
}

const char *
command_fixture_do (CommandFixture *fixture, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  va_list words;

  va_start (words, fixture);
  arguments = collect (words);
  va_end (words);
  run_collected (fixture, arguments, FALSE);
  assert_done (fixture);
  return fixture->output;
}

JsonNode *
command_fixture_json (CommandFixture *fixture, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  va_list words;

  va_start (words, fixture);
  arguments = collect (words);
  va_end (words);
  run_collected (fixture, arguments, TRUE);
  assert_done (fixture);
  node = json_from_string (fixture->output, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

void
command_fixture_assert_refused (CommandFixture *fixture, int exit_code, const char *fragment)
{
  const char *end = strchr (fixture->errors, '\n');

  g_test_message ("%d: %s", fixture->exit_code, fixture->errors);
  g_assert_cmpint (fixture->exit_code, ==, exit_code);
  g_assert_cmpstr (fixture->output, ==, "");
  g_assert_true (g_str_has_prefix (fixture->errors, "voronkactl: "));
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\n");
  g_assert_nonnull (strstr (fixture->errors, fragment));
}

void
command_fixture_assert_files (CommandFixture *fixture, ...)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  g_autoptr (GPtrArray) expected = NULL;
  const char *name;
  guint n = 0;
  va_list words;

  va_start (words, fixture);
  expected = collect (words);
  va_end (words);
  while ((name = g_dir_read_name (dir)) != NULL) {
    /* What SQLite keeps beside a file that was read last. */
    if (g_str_has_suffix (name, "-shm") || g_str_has_suffix (name, "-wal"))
      continue;
    if (!g_ptr_array_find_with_equal_func (expected, name, g_str_equal, NULL))
      g_error ("“%s” was left behind", name);
    n++;
  }
  g_assert_cmpuint (n, ==, expected->len);
}

char *
command_json_dup (JsonNode *node, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);

  for (char **step = steps; *step != NULL && node != NULL; step++) {
    if (JSON_NODE_HOLDS_ARRAY (node)) {
      guint64 index = g_ascii_strtoull (*step, NULL, 10);
      JsonArray *array = json_node_get_array (node);

      g_assert_cmpuint (index, <, json_array_get_length (array));
      node = json_array_get_element (array, (guint) index);
    } else {
      node = json_object_get_member (json_node_get_object (node), *step);
    }
  }
  g_assert_nonnull (node);
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (node))
             : json_to_string (node, FALSE);
}
