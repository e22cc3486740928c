/* Which copies are kept: many of the last hours, some of the last weeks, a few of the last months.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-backup.h"

/* A period keeps the youngest copy of each of so many hours, days, weeks or months. The periods are
 * those in which copies were made, not those of the calendar: a clock that jumps or a long holiday
 * takes nothing away. */
static const struct {
  const char *format; /* of GDateTime; copies that give the same text are of one period */
  guint most;
} periods[] = {
  { "%Y-%m-%d %H", 24 },
  { "%Y-%m-%d", 14 },
  { "%G-W%V", 8 },
  { "%Y-%m", 12 },
};

static gint
compare_youngest_first (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GDateTime *
parse_moment (const char *file_name, const char *stem)
{
  const char *stamp = file_name + strlen (stem) + 1;
  int year, month, day, hour, minute, second;
  int n_read = 0;

  if (sscanf (stamp, "%4d%2d%2d-%2d%2d%2d%n", &year, &month, &day, &hour, &minute, &second,
              &n_read) != 6 ||
      n_read != 15 || strcmp (stamp + n_read, CRM_BACKUP_SUFFIX) != 0)
    return NULL;
  return g_date_time_new_utc (year, month, day, hour, minute, second);
}

static gboolean
is_copy (const char *file_name, const char *stem)
{
  g_autoptr (GDateTime) moment = NULL;

  if (!g_str_has_prefix (file_name, stem) || file_name[strlen (stem)] != '-')
    return FALSE;
  moment = parse_moment (file_name, stem);
  return moment != NULL;
}

/**
 * crm_backup_list:
 * @folder: where copies are kept; need not exist
 * @stem: the company file's name without ending
 *
 * Returns: (transfer full): the names of the dated copies in @folder, the youngest first
 */
GStrv
crm_backup_list (const char *folder, const char *stem)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  GDir *entries = g_dir_open (folder, 0, NULL);
  const char *name;

  if (entries != NULL) {
    while ((name = g_dir_read_name (entries)) != NULL) {
      if (is_copy (name, stem))
        g_ptr_array_add (names, g_strdup (name));
    }
    g_dir_close (entries);
  }
  g_ptr_array_sort (names, compare_youngest_first);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

/**
 * crm_backup_get_moment:
 * @file_name: one of crm_backup_list()
 * @stem: the company file's name without ending
 *
 * Returns: when the copy was made, seconds since 1970 in UTC
 */
gint64
crm_backup_get_moment (const char *file_name, const char *stem)
{
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (is_copy (file_name, stem), 0);

  moment = parse_moment (file_name, stem);
  return g_date_time_to_unix (moment);
}

static void
mark_kept (GStrv names, const char *stem, const char *format, guint most, gboolean *kept)
{
  g_autofree char *last = NULL;
  guint n_kept = 0;

  for (gsize i = 0; names[i] != NULL && n_kept < most; i++) {
    g_autoptr (GDateTime) moment = parse_moment (names[i], stem);
    g_autofree char *period = g_date_time_format (moment, format);

    if (g_strcmp0 (period, last) == 0)
      continue;
    kept[i] = TRUE;
    n_kept++;
    g_set_str (&last, period);
  }
}

/**
 * crm_backup_thin_out:
 * @folder: where copies are kept
 * @name: the company file's name without ending
 * @error: return location for an error
 *
 * Keeps of the dated copies the youngest of each of the last 24 hours, 14 days, 8 weeks and 12
 * months that have any, and removes the others. Files that are named otherwise are left alone.
 *
 * Returns: whether every copy that was to go is gone
 */
gboolean
crm_backup_thin_out (const char *folder, const char *name, GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree gboolean *kept = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  names = crm_backup_list (folder, name);
  kept = g_new0 (gboolean, g_strv_length (names) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    mark_kept (names, name, periods[i].format, periods[i].most, kept);
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    if (!kept[i] && g_unlink (path) != 0 && errno != ENOENT) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be removed: %s"), path,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}
