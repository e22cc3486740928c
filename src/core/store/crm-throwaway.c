/* Copies of a company file that live while somebody looks at them. */
#include "config.h"

#include "crm-throwaway.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "crm-backup.h"
#include "crm-file.h"

char *
crm_throwaway_dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "voronka", "as-of", NULL);
}

char *
crm_throwaway_dup_path (void)
{
  static gint last;
  g_autofree char *folder = crm_throwaway_dup_folder ();

  return g_strdup_printf ("%s/%d-%d" CRM_BACKUP_SUFFIX, folder, (int) getpid (),
                          g_atomic_int_add (&last, 1));
}

void
crm_throwaway_remove (const char *path)
{
  crm_file_remove_database (path);
}

/**
 * crm_throwaway_tidy:
 *
 * Removes the copies of processes that are no more.
 */
void
crm_throwaway_tidy (void)
{
  g_autofree char *folder = crm_throwaway_dup_folder ();
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    pid_t owner = (pid_t) atoi (name);

    if (owner > 0 && owner != getpid () && kill (owner, 0) != 0 && errno == ESRCH)
      g_unlink (path);
  }
}
