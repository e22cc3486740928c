/* From every version of the company file ever shipped to this program's. */
#include "config.h"

#include "crm-migration.h"

#include <glib/gi18n-lib.h>

#include "crm-backup.h"
#include "crm-schema.h"

#define SCHEMA_FOLDER "/io/github/voronka_crm/Voronka/schema/"
#define MOST_VERSIONS 1000

static CrmMigrationFunc funcs[MOST_VERSIONS];

static gpointer
load_scripts (gpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GResource *resource = crm_schema_get_resource ();

  for (int version = 1; version < MOST_VERSIONS; version++) {
    g_autofree char *path = g_strdup_printf (SCHEMA_FOLDER "%04d.sql", version);
    g_autoptr (GBytes) script =
        g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize size = 0;
    const char *text;

    if (script == NULL)
      break;
    text = g_bytes_get_data (script, &size);
    g_strv_builder_take (builder, g_strndup (text, size));
  }
  return g_strv_builder_end (builder);
}

/**
 * crm_migration_get_scripts:
 *
 * Returns: (transfer none): this program's scripts; the first makes version 1 out of nothing, each
 *   other the next version out of the one before
 */
const char *const *
crm_migration_get_scripts (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_scripts, NULL);
}

/**
 * crm_migration_get_latest:
 *
 * Returns: the version of the files that this program writes
 */
int
crm_migration_get_latest (void)
{
  return (int) g_strv_length ((char **) crm_migration_get_scripts ());
}

/**
 * crm_migration_add_func:
 * @version: the version that the function completes
 * @func: (nullable): what to do after its script, in the same transaction; %NULL takes it away
 *
 * Must be called before the first file is opened.
 */
void
crm_migration_add_func (int version, CrmMigrationFunc func)
{
  g_return_if_fail (version > 0 && version < MOST_VERSIONS);
  g_return_if_fail (func == NULL || funcs[version] == NULL || funcs[version] == func);

  funcs[version] = func;
}

static gboolean
write_version (CrmDatabase *database, int version, const char *script, GError **error)
{
  /* A pragma takes no parameters; the number is our own. */
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", version);

  return crm_database_execute (database, script, error) &&
         (funcs[version] == NULL || funcs[version](database, error)) &&
         crm_database_execute (database, stamp, error);
}

static gboolean
run_versions (CrmDatabase *database, const char *const *scripts, CrmPrepareFunc func, gpointer data,
              GCancellable *cancellable, GError **error)
{
  const int latest = (int) g_strv_length ((char **) scripts);
  gint64 first = 0;

  if (!crm_database_query_integer (database, "PRAGMA user_version", 0, &first, error))
    return FALSE;
  for (int version = (int) first; version < latest; version++) {
    if (func != NULL)
      func (CRM_PREPARE_MIGRATING, version + 1 - (int) first, latest - (int) first, data);
    if (!crm_database_begin (database, error))
      return FALSE;
    if (!write_version (database, version + 1, scripts[version], error) ||
        g_cancellable_set_error_if_cancelled (cancellable, error)) {
      crm_database_rollback (database);
      g_prefix_error (error,
                      _ ("The file could not be brought to version %d and stays as it was: "),
                      version + 1);
      return FALSE;
    }
    if (!crm_database_commit (database, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_migration_run:
 * @database: a connection that writes, outside a transaction
 * @scripts: (array zero-terminated=1): the scripts of all versions
 * @error: return location for an error
 *
 * Each version comes in one transaction together with its number, so that a file is always of one
 * version or of another and never between; a failure leaves the last version that was reached.
 *
 * Returns: whether the file is of the latest version now
 */
gboolean
crm_migration_run (CrmDatabase *database, const char *const *scripts, GError **error)
{
  return run_versions (database, scripts, NULL, NULL, NULL, error);
}

/**
 * crm_migration_run_with_copy:
 * @database: a connection that writes, outside a transaction
 * @scripts: (array zero-terminated=1): the scripts of all versions
 * @folder: where copies go; made where it is missing
 * @copy: (out) (optional) (nullable): the copy's path, %NULL where the file was of the latest
 * version
 * @error: return location for an error
 *
 * As crm_migration_run(), with a verified copy of the file taken before anything is touched.
 *
 * Returns: whether the file is of the latest version now
 */
gboolean
crm_migration_run_with_copy (CrmDatabase *database, const char *const *scripts, const char *folder,
                             char **copy, GError **error)
{
  return crm_migration_run_watched (database, scripts, folder, NULL, NULL, NULL, copy, error);
}

/**
 * crm_migration_run_watched:
 * @database: a connection that writes, outside a transaction
 * @scripts: (array zero-terminated=1): the scripts of all versions
 * @folder: where copies go; made where it is missing
 * @func: (nullable) (scope call): told what is under way
 * @data: for @func
 * @cancellable: (nullable): stops it, in the middle of a statement too
 * @copy: (out) (optional) (nullable): the copy's path, %NULL where the file was of the latest
 * version
 * @error: return location for an error
 *
 * As crm_migration_run_with_copy().
 *
 * Returns: whether the file is of the latest version now
 */
gboolean
crm_migration_run_watched (CrmDatabase *database, const char *const *scripts, const char *folder,
                           CrmPrepareFunc func, gpointer data, GCancellable *cancellable,
                           char **copy, GError **error)
{
  g_autofree char *stem = NULL;
  g_autofree char *path = NULL;
  gint64 version = 0;
  gboolean done;

  if (copy != NULL)
    *copy = NULL;
  if (!crm_database_query_integer (database, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version >= (gint64) g_strv_length ((char **) scripts))
    return TRUE;

  if (func != NULL)
    func (CRM_PREPARE_COPYING, 1, 1, data);
  stem = crm_backup_dup_stem (crm_database_get_path (database));
  path = g_strdup_printf ("%s/%s.version-%" G_GINT64_FORMAT ".voronka", folder, stem, version);
  if (!crm_backup_write (database, path, NULL, NULL, cancellable, error)) {
    g_prefix_error (error,
                    _ ("No copy could be made before the file is brought to a new version: "));
    return FALSE;
  }
  crm_database_set_cancellable (database, cancellable);
  done = run_versions (database, scripts, func, data, cancellable, error);
  crm_database_set_cancellable (database, NULL);
  if (!done)
    return FALSE;
  if (copy != NULL)
    *copy = g_steal_pointer (&path);
  return TRUE;
}
