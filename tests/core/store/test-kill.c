/* The program is killed at any instant: nothing it acknowledged is lost. */
#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crm-backup.h"
#include "store-fixture.h"
#include "store-work.h"

#define N_TRIALS 200

/* Writes for ever, and after each commit its number to the pipe. */
static int
work_until_killed (const char *path, gint64 done)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);

  if (store == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  for (gint64 number = done + 1;; number++) {
    if (!work_do_in_store (store, number, (guint) (number * 7919 % 9000), &error)) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
    if (write (STDOUT_FILENO, &number, sizeof number) != sizeof number)
      return 1;
  }
}

static gint64
run_and_kill (const char *path, gint64 done, GRand *random)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, done);
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--work", (char *) path, number, NULL };
  g_autoptr (GError) error = NULL;
  gint64 acknowledged = done;
  gint64 last;
  GPid pid;
  int from;

  g_assert_true (g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                           NULL, &pid, NULL, &from, NULL, &error));
  g_assert_no_error (error);
  /* Most are killed while they write, some while they open. */
  if (g_rand_int_range (random, 0, 5) > 0)
    g_assert_cmpint (read (from, &acknowledged, sizeof acknowledged), ==, sizeof acknowledged);
  g_usleep ((gulong) g_rand_int_range (random, 0, 15000));
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  while (read (from, &last, sizeof last) == sizeof last)
    acknowledged = last;
  close (from);
  g_spawn_close_pid (pid);
  return acknowledged;
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = fixture_dup_path (fixture, "fresh.voronka");
  GRand *random = g_rand_new ();
  gint64 done = 0;
  gint64 n_acknowledged = 0;
  gint64 slowest = 0;

  work_copy_file (fixture->path, fresh);
  for (int i = 0; i < N_TRIALS; i++) {
    gint64 acknowledged = run_and_kill (fixture->path, done, random);
    gint64 start = g_get_monotonic_time ();
    g_autoptr (CrmStore) store = fixture_open (fixture);
    g_autofree char *fault = NULL;
    gint64 found;

    slowest = MAX (slowest, g_get_monotonic_time () - start);
    found = work_count (crm_store_get_reader (store), &fault);
    g_assert_cmpstr (fault, ==, NULL);
    if (found < acknowledged || found > acknowledged + 1)
      g_error ("trial %d: %" G_GINT64_FORMAT " acknowledged, %" G_GINT64_FORMAT " found", i,
               acknowledged, found);
    n_acknowledged += acknowledged - done;
    done = found;
    if (i % 20 == 19) {
      g_auto (GStrv) faults = crm_database_check (crm_store_get_reader (store), NULL, NULL);

      g_assert_cmpuint (g_strv_length (faults), ==, 0);
      g_clear_object (&store);
      work_copy_file (fresh, fixture->path);
      done = 0;
    }
  }
  g_rand_free (random);
  g_test_message ("%d trials, %" G_GINT64_FORMAT
                  " acknowledged, none lost; slowest opening %" G_GINT64_FORMAT " ms",
                  N_TRIALS, n_acknowledged, slowest / 1000);
  g_assert_cmpint (n_acknowledged, >, N_TRIALS);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--work"))
    return work_until_killed (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  fixture_add ("/kill/loses-nothing-acknowledged", test_kill);
  return g_test_run ();
}
