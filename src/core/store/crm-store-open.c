/* How a company file comes into being and into use. */
#include "config.h"

#include "crm-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>

#include "crm-backup.h"
#include "crm-database-private.h"
#include "crm-file.h"
#include "crm-migration.h"
#include "crm-setting.h"

/* Files up to this size are looked over whole whenever they are opened: it takes some milliseconds.
 */
#define SMALL_FILE (4 * 1024 * 1024)

static gboolean
write_settings (CrmDatabase *database, const char *country, const char *locale, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  return crm_database_begin (database, error) &&
         crm_setting_write (database, CRM_SETTING_LOCALE, locale, error) &&
         crm_setting_write (database, CRM_SETTING_COUNTRY, country, error) &&
         crm_setting_write (database, CRM_SETTING_CREATED_BY, "voronka " PACKAGE_VERSION, error) &&
         crm_setting_write (database, CRM_SETTING_FILE_ID, id, error) &&
         crm_setting_write_rebuilt (database, error) && crm_database_commit (database, error);
}

static gboolean
write_new_file (const char *path, const char *country, const char *locale, GError **error)
{
  CrmDatabase *database = crm_database_create (path, error);
  gboolean done;

  if (database == NULL)
    return FALSE;
  done = crm_migration_run (database, crm_migration_get_scripts (), error) &&
         write_settings (database, country, locale, error);
  crm_database_close (database);
  return done;
}

/**
 * crm_store_create:
 * @path: where nothing stands yet; its folder is made where it is missing
 * @country: "ru", "ua", "pl" or "other"
 * @locale: whose order of letters the file sorts by, as "uk_UA"
 * @error: return location for an error
 *
 * Makes a company file without companies. It is built under another name, so that under @path there
 * is a whole file or none.
 *
 * Returns: whether it was made
 * Errors: %CRM_ERROR_REFUSED where something stands at @path or the disk is not fit,
 * %CRM_ERROR_FULL, %CRM_ERROR_READ_ONLY, %CRM_ERROR_INVALID for a locale that does not exist
 */
gboolean
crm_store_create (const char *path, const char *country, const char *locale, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *part = NULL;
  g_autofree char *log = NULL;
  g_autoptr (CrmCollator) collator = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (country != NULL, FALSE);
  g_return_val_if_fail (locale != NULL, FALSE);

  folder = g_path_get_dirname (path);
  log = g_strconcat (path, "-wal", NULL);
  /* A log without its file may be all that is left of someone's data. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (log, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” exists already; it was left as it is."), path);
    return FALSE;
  }
  collator = crm_collator_new (locale, error);
  if (collator == NULL || !crm_file_make_folder (folder, error) ||
      !crm_lock_check_file_system (path, error))
    return FALSE;

  part = crm_file_dup_temporary (path);
  if (!write_new_file (part, country, locale, error) || !crm_file_put_new (part, path, error)) {
    crm_file_remove_database (part);
    return FALSE;
  }
  return TRUE;
}

typedef struct {
  CrmStore *store;       /* borrowed; it waits for the thread when it closes */
  CrmDatabase *database; /* owned */
} Checking;

/**
 * crm_database_find_damage:
 * @database: a connection
 * @cancellable: (nullable): stops the look; what was seen till then counts as sound
 *
 * Looks over the whole file, as PRAGMA quick_check does.
 *
 * Returns: (transfer full) (nullable): a sentence: what is wrong
 */
char *
crm_database_find_damage (CrmDatabase *database, GCancellable *cancellable)
{
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row = FALSE;
  const char *text = NULL;

  crm_database_set_cancellable (database, cancellable);
  statement = crm_database_prepare (database, "PRAGMA quick_check(1)", &error);
  if (statement != NULL && crm_statement_step (statement, &has_row, &error) && has_row)
    text = crm_statement_get_text (statement, 0);
  crm_database_set_cancellable (database, NULL);
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_DAMAGED))
    return g_strdup (error->message);
  if (text == NULL || g_strcmp0 (text, "ok") == 0)
    return NULL;
  return g_strdup_printf (
      _ ("“%s” is damaged (%s). Restore it from a backup, or recover what can be "
         "read."),
      database->name, text);
}

static gpointer
check_in_thread (gpointer data)
{
  Checking *checking = data;
  g_autofree char *damage = crm_database_find_damage (checking->database, checking->store->closing);

  if (damage != NULL)
    crm_store_fail (checking->store, damage);
  crm_database_close (checking->database);
  g_free (checking);
  return NULL;
}

/* After a clean end the file is as it was left, and a page that the disk has spoilt is seen when it
 * is read; after a crash, and where it costs nothing, the whole file is looked over. */
static gboolean
look_over (CrmStore *self, gint64 size, gboolean was_clean, GError **error)
{
  if (size <= SMALL_FILE) {
    g_autofree char *damage = crm_database_find_damage (self->reader, NULL);

    if (damage == NULL)
      return TRUE;
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, damage);
    return FALSE;
  }
  if (!was_clean) {
    CrmDatabase *database = crm_database_open (self->path, CRM_DATABASE_READ, error);
    Checking *checking;

    if (database == NULL)
      return FALSE;
    checking = g_new0 (Checking, 1);
    checking->store = self;
    checking->database = database;
    self->checking = g_thread_new ("crm-check", check_in_thread, checking);
  }
  return TRUE;
}

/* A full disk too leaves everything readable, and a newer file may say that it does. */
static gboolean
may_be_read_only (const GError *error)
{
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_READ_ONLY) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_FULL) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_NEWER);
}

/* The lock first: without it another process may be writing, and two must not. */
static CrmDatabase *
open_writer (CrmStore *self, GError **error)
{
  g_autoptr (CrmLock) lock = crm_lock_take (self->path, error);
  g_autoptr (CrmDatabase) writer = NULL;

  if (lock == NULL)
    return NULL;
  writer = crm_database_open (self->path, CRM_DATABASE_WRITE, error);
  /* What a crash left in the log goes into the file now: a page it tore while being moved is whole
   * again before anyone looks at it. */
  if (writer == NULL || !crm_database_checkpoint (writer, FALSE, error))
    return NULL;

  g_autofree char *folder = crm_store_dup_backup_folder (self);

  if (!crm_migration_run_with_copy (writer, crm_migration_get_scripts (), folder, NULL, error))
    return NULL;
  self->lock = g_steal_pointer (&lock);
  return g_steal_pointer (&writer);
}

static gboolean
refuse_older (CrmDatabase *reader, GError **error)
{
  gint64 version = 0;

  if (!crm_database_query_integer (reader, "PRAGMA user_version", 0, &version, error))
    return TRUE;
  if (version >= crm_migration_get_latest ())
    return FALSE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
               _ ("“%s” is of version %" PRId64 " and has to be brought to version %d "
                  "first, which is not possible while it may only be read."),
               reader->name, version, crm_migration_get_latest ());
  return TRUE;
}

/**
 * crm_store_open:
 * @path: a company file
 * @mode: whether to write
 * @error: return location for an error
 *
 * Takes the lock, brings an older file to this program's version after a verified copy, and starts
 * the threads. A file or folder that may only be read is opened for reading;
 * crm_store_is_writable() and crm_store_get_read_only_reason() say so. The calling thread's main
 * context gets all callbacks.
 *
 * Returns: (transfer full): the store
 * Errors: %CRM_ERROR_NOT_FOUND, %CRM_ERROR_BUSY naming the holder, %CRM_ERROR_DAMAGED,
 *   %CRM_ERROR_NEWER, %CRM_ERROR_REFUSED on a network's disk, %CRM_ERROR_FULL, %CRM_ERROR_IO
 */
CrmStore *
crm_store_open (const char *path, CrmStoreMode mode, GError **error)
{
  g_autoptr (CrmStore) self = NULL;
  g_autoptr (CrmDatabase) writer = NULL;
  g_autoptr (CrmDatabase) reader = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *log = NULL;
  GStatBuf status;
  gboolean was_clean;
  gint64 size;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
    return NULL;
  }
  if (!crm_lock_check_file_system (path, error))
    return NULL;

  self = g_object_new (CRM_TYPE_STORE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  log = g_strconcat (self->path, "-wal", NULL);
  was_clean = g_stat (log, &status) != 0 || status.st_size == 0;
  size = g_stat (self->path, &status) == 0 ? status.st_size : 0;

  crm_store_note_backup_state (self);
  if (!was_clean)
    self->may_have_changed = TRUE;
  if (mode == CRM_STORE_READ_WRITE) {
    writer = open_writer (self, &local);
    if (writer == NULL && !may_be_read_only (local)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (g_error_matches (local, CRM_ERROR, CRM_ERROR_NEWER))
      self->read_only_reason =
          g_strdup_printf (_ ("“%s” was written by a newer Voronka. It can be read here; to change "
                              "it, update the program."),
                           self->path);
    else if (writer == NULL)
      self->read_only_reason = g_strdup (local->message);
  } else {
    self->read_only_reason = g_strdup_printf (_ ("“%s” was opened for reading only."), self->path);
  }

  self->reader = crm_database_open (self->path, CRM_DATABASE_READ, error);
  if (self->reader == NULL || refuse_older (self->reader, error) ||
      !look_over (self, size, was_clean, error))
    return NULL;
  reader = crm_database_open (self->path, CRM_DATABASE_READ, error);
  if (reader == NULL)
    return NULL;
  crm_store_start (self, g_steal_pointer (&writer), g_steal_pointer (&reader));
  return g_steal_pointer (&self);
}

/**
 * crm_store_open_past:
 * @path: of a copy that shows the past
 * @moment: that it shows; crm_store_get_now() stands still there
 * @reason: a sentence: why nothing can be changed in it
 * @error: return location for an error
 *
 * Returns: (transfer full): the store, for reading alone
 */
CrmStore *
crm_store_open_past (const char *path, gint64 moment, const char *reason, GError **error)
{
  CrmStore *self = crm_store_open (path, CRM_STORE_READ_ONLY, error);

  if (self == NULL)
    return NULL;
  g_set_str (&self->read_only_reason, reason);
  self->past_moment = moment;
  return self;
}
