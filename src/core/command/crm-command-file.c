/* Which company file is meant when none is named: the one that the window opens by itself, else the
 * only one there is. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-backup.h"
#include "crm-command-private.h"
#include "crm-company-file.h"

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && g_str_has_suffix (name, CRM_BACKUP_SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  return names;
}

/**
 * crm_command_find_file:
 * @error: NOT_FOUND where there is none, REFUSED where there are several
 *
 * Returns: (transfer full) (nullable) (type filename): the company file of the current user
 */
char *
crm_command_find_file (GError **error)
{
  g_autofree char *folder = crm_company_folder ();
  g_autofree char *path = crm_company_file_default ();
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *listed = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  names = list_files (folder);
  if (names->len == 1)
    return g_build_filename (folder, names->pdata[0], NULL);
  if (names->len == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no company file in “%s”: make one (voronkactl new “%s”), or name one "
                    "(--file FILE)"),
                 folder, path);
    return NULL;
  }
  g_ptr_array_add (names, NULL);
  listed = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("There are several company files in “%s” (%s): name one (--file FILE)"), folder,
               listed);
  return NULL;
}
