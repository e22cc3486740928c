/* voronkactl: the command line of Voronka, for scripts, tests and administrators. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>

#include "crm-command.h"

int
main (int argc, char **argv)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) errors = g_unix_output_stream_new (STDERR_FILENO, FALSE);
  g_autofree char *folder = g_get_current_dir ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("voronkactl");
  if (argc == 2 && strcmp (argv[1], "--version") == 0) {
    puts ("voronkactl " PACKAGE_VERSION);
    return 0;
  }
  return crm_command_run ((const char *const *) argv + 1, folder, output, errors);
}
