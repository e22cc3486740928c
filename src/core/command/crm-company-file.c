/* The company file of the current user: which one is meant when none is named.
 *
 * It is the one that the small file "current" in the folder of company files names (the window
 * writes it when it opens a file), else "company.voronka" there, else the only company file there.
 */
#include "config.h"

#include "crm-company-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "crm-backup.h"
#include "crm-error.h"
#include "crm-file.h"

#define USUAL_NAME "company" CRM_BACKUP_SUFFIX
#define NOTE_NAME "current"

/**
 * crm_company_file_dup_folder:
 *
 * Returns: (transfer full) (type filename): where company files live
 */
char *
crm_company_file_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "voronka", NULL);
}

/* What the note names, if it is still there. */
static char *
read_note (const char *folder)
{
  g_autofree char *note = g_build_filename (folder, NOTE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  if (!g_file_get_contents (note, &text, NULL, NULL))
    return NULL;
  text[strcspn (text, "\n")] = '\0';
  if (text[0] == '\0')
    return NULL;
  path = g_canonicalize_filename (text, folder);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

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
 * crm_company_file_find:
 * @error: NOT_FOUND where there is none, REFUSED where there are several
 *
 * Returns: (transfer full) (nullable) (type filename): the company file of the current user
 */
char *
crm_company_file_find (GError **error)
{
  g_autofree char *folder = crm_company_file_dup_folder ();
  g_autofree char *path = read_note (folder);
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *listed = NULL;

  if (path != NULL)
    return g_steal_pointer (&path);
  path = g_build_filename (folder, USUAL_NAME, NULL);
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

/**
 * crm_company_file_remember:
 * @path: (type filename): a company file
 * @error: of the disk
 *
 * From now on it is the one that is meant when none is named.
 *
 * Returns: whether that was noted
 */
gboolean
crm_company_file_remember (const char *path, GError **error)
{
  g_autofree char *folder = crm_company_file_dup_folder ();
  g_autofree char *note = g_build_filename (folder, NOTE_NAME, NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;

  if (!crm_file_make_folder (folder, error))
    return FALSE;
  /* By its name alone where it lives there, so that the folder can be moved. */
  text = strcmp (parent, folder) == 0 ? g_path_get_basename (absolute) : g_strdup (absolute);
  if (g_file_set_contents_full (note, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), note,
               local->message);
  return FALSE;
}
