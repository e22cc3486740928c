/* voronkactl: the command line of Voronka, for scripts, tests and administrators. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>

#include "crm-command.h"
#include "paths.h"

static sigset_t signals;

/* The first signal stops the command where nothing is half-written; the second one ends it. */
static gpointer
wait_for_signals (gpointer cancellable)
{
  int signal_number;

  if (sigwait (&signals, &signal_number) == 0)
    g_cancellable_cancel (cancellable);
  if (sigwait (&signals, &signal_number) == 0)
    _exit (128 + signal_number);
  return NULL;
}

/* Before any other thread is started, so that all of them leave these signals to this one. */
static void
watch_signals (GCancellable *cancellable)
{
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signals, cancellable));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) errors = g_unix_output_stream_new (STDERR_FILENO, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = g_get_current_dir ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("voronkactl");
  if (argc == 2 && strcmp (argv[1], "--version") == 0) {
    puts ("voronkactl " PACKAGE_VERSION);
    return 0;
  }
  watch_signals (cancellable);
  return crm_command_run ((const char *const *) argv + 1, folder, output, errors, cancellable);
}
