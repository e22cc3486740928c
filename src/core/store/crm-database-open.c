/* How a connection comes about: whose file it is, the settings every connection has, the way out
 * where a file can only be read. */
#include "config.h"

#include "crm-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-checksum.h"
#include "crm-database-error.h"
#include "crm-header.h"
#include "crm-migration.h"
#include "crm-setting.h"

/* A log that grew under a long reader is cut back to this many bytes once it has been emptied. */
#define LOG_SIZE_LIMIT "16777216"

static void
note_log (void *data, int code, const char *message)
{
  g_debug ("SQLite %d: %s", code, message);
}

static void
initialize_sqlite (void)
{
  static gsize initialized = 0;

  if (g_once_init_enter (&initialized)) {
    /* Refused, harmlessly, where another library of the process has begun with SQLite before us. */
    sqlite3_config (SQLITE_CONFIG_LOG, note_log, NULL);
    sqlite3_initialize ();
    if (sqlite3_vfs_find (CRM_CHECKSUM_VFS) == NULL)
      crm_checksum_register (sqlite3_vfs_find (NULL));
    g_once_init_leave (&initialized, 1);
  }
}

static void
fold_text (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, crm_text_fold (text), -1, g_free);
}

static void
key_text (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  CrmDatabase *self = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL) {
    sqlite3_result_null (context);
  } else if (self->collator == NULL) {
    sqlite3_result_error (context, "crm_key: the file has no locale", -1);
  } else {
    gsize length = crm_collator_write_key (self->collator, text, self->key_buffer);

    sqlite3_result_blob64 (context, self->key_buffer->data, length, SQLITE_TRANSIENT);
  }
}

static int
count_log_pages (void *data, sqlite3 *handle, const char *schema, int n_pages)
{
  CrmDatabase *self = data;

  self->n_wal_pages = n_pages;
  return SQLITE_OK;
}

static gboolean
configure (CrmDatabase *self, GError **error)
{
  static const struct {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
    /* Taken back for the writer once the file is known to be ours. */
    { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    int code = sqlite3_db_config (self->handle, options[i].option, options[i].value, NULL);

    if (code != SQLITE_OK)
      return crm_database_refuse_code (self, code, error);
  }
  sqlite3_busy_timeout (self->handle, 5000);
  /* The store's writer thread moves the log into the file, and nobody else. */
  sqlite3_wal_autocheckpoint (self->handle, 0);
  sqlite3_wal_hook (self->handle, count_log_pages, self);
  sqlite3_create_function_v2 (self->handle, "crm_fold", 1, flags, self, fold_text, NULL, NULL,
                              NULL);
  sqlite3_create_function_v2 (self->handle, "crm_key", 1, flags, self, key_text, NULL, NULL, NULL);
  return crm_database_execute (self,
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA temp_store = MEMORY;",
                               error);
}

static gboolean
configure_for_use (CrmDatabase *self, GError **error)
{
  if (!self->writable)
    return crm_database_execute (self, "PRAGMA query_only = ON", error);
  return crm_database_execute (self,
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA journal_size_limit = " LOG_SIZE_LIMIT ";",
                               error);
}

/**
 * crm_database_open_raw:
 * @path: a file
 * @flags: how
 * @error: return location for an error
 *
 * Opens without asking whose file it is and without its locale.
 *
 * Returns: (transfer full): the connection
 */
CrmDatabase *
crm_database_open_raw (const char *path, CrmDatabaseRawFlags flags, GError **error)
{
  g_autoptr (CrmDatabase) self = g_new0 (CrmDatabase, 1);
  g_autofree char *address = NULL;
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  int code;

  initialize_sqlite ();
  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->writable = (flags & CRM_DATABASE_RAW_WRITE) != 0;
  self->key_buffer = g_byte_array_new ();
  crm_database_init_statements (self);

  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  address = g_strconcat ("file:", escaped,
                         (flags & CRM_DATABASE_RAW_IMMUTABLE) != 0 ? "?immutable=1" : "", NULL);
  open_flags |= self->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  code = sqlite3_open_v2 (address, &self->handle, open_flags,
                          (flags & CRM_DATABASE_RAW_UNCHECKED) != 0 ? NULL : CRM_CHECKSUM_VFS);
  if (self->handle == NULL)
    g_error ("out of memory");
  if (code != SQLITE_OK) {
    crm_database_refuse_code (self, code, error);
    return NULL;
  }
  if (self->writable && sqlite3_db_readonly (self->handle, "main") == 1) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY, _ ("“%s” may only be read, not changed."),
                 self->name);
    return NULL;
  }
  if (!configure (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * crm_database_create:
 * @path: where nothing stands yet
 * @error: return location for an error
 *
 * Makes an empty file, for its owner alone, with the layout every company file has: pages of 4096
 * bytes that end in room for a checksum.
 *
 * Returns: (transfer full): a connection that writes it
 */
CrmDatabase *
crm_database_create (const char *path, GError **error)
{
  g_autoptr (CrmDatabase) self = NULL;
  g_autofree char *script = NULL;
  int reserved = CRM_HEADER_RESERVED;
  int descriptor = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (descriptor < 0) {
    int system_error = errno;
    CrmError code = system_error == ENOSPC || system_error == EDQUOT ? CRM_ERROR_FULL
                    : system_error == EACCES || system_error == EROFS || system_error == EPERM
                        ? CRM_ERROR_READ_ONLY
                    : system_error == EEXIST ? CRM_ERROR_REFUSED
                                             : CRM_ERROR_IO;

    g_set_error (error, CRM_ERROR, code, _ ("“%s” cannot be made: %s"), path,
                 g_strerror (system_error));
    return NULL;
  }
  close (descriptor);

  self = crm_database_open_raw (path, CRM_DATABASE_RAW_WRITE, error);
  if (self == NULL)
    return NULL;
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  script = g_strdup_printf ("PRAGMA page_size = 4096;"
                            "PRAGMA application_id = %d;",
                            CRM_APPLICATION_ID);
  if (!configure_for_use (self, error) || !crm_database_execute (self, script, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Gives the connection the order of the file's locale; until then crm_key() fails. */
static gboolean
load_collator (CrmDatabase *self, GError **error)
{
  g_autofree char *locale = NULL;
  g_autoptr (CrmCollator) collator = NULL;
  GError *failure = NULL;

  locale = crm_setting_dup (self, CRM_SETTING_LOCALE, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  collator = crm_collator_new (locale != NULL ? locale : "", error);
  if (collator == NULL)
    return FALSE;
  g_clear_pointer (&self->collator, crm_collator_free);
  self->collator = g_steal_pointer (&collator);
  return TRUE;
}

/* A newer file says itself from which version on a program can read it. */
static gboolean
is_readable_here (CrmDatabase *self)
{
  g_autofree char *text = crm_setting_dup (self, CRM_SETTING_MIN_READER, NULL);
  gint64 oldest = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return !self->writable && oldest > 0 && oldest <= crm_migration_get_latest ();
}

static gboolean
refuse_newer (const char *name, gint64 version, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_NEWER,
               _ ("“%s” was written by a newer Voronka: its version is %" PRId64
                  ", this program (%s) knows versions up to %d. Update the program to open it."),
               name, version, PACKAGE_VERSION, crm_migration_get_latest ());
  return FALSE;
}

/* What the header says stands in the file; what the log says may be later. Both must be ours. */
static gboolean
prove (CrmDatabase *self, GError **error)
{
  gint64 value = 0;
  gint64 n_tables = 0;

  if (!crm_database_query_integer (self, "PRAGMA application_id", 0, &value, error))
    return FALSE;
  if (value != CRM_APPLICATION_ID) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                 _ ("“%s” is a database of another program, not a company file of Voronka."),
                 self->path);
    return FALSE;
  }
  if (!crm_database_query_integer (self, "PRAGMA user_version", 0, &value, error))
    return FALSE;
  if (value > crm_migration_get_latest () && !is_readable_here (self))
    return refuse_newer (self->name, value, error);
  if (!crm_database_query_integer (
          self, "SELECT count(*) FROM sqlite_schema WHERE name = 'setting'", 0, &n_tables, error))
    return FALSE;
  if (value < 1 || n_tables != 1) {
    g_set_error (
        error, CRM_ERROR, CRM_ERROR_DAMAGED,
        _ ("“%s” is damaged (its tables are missing). Restore it from a backup, or recover "
           "what can be read."),
        self->name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
use_log (CrmDatabase *self, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean has_row = FALSE;

  /* A copy has no log yet. The switch is written with a rollback journal, and that must be gone
   * from the disk for good before the log is used: come back after a power cut, it would undo what
   * the log did. */
  if (!crm_database_execute (self, "PRAGMA synchronous = EXTRA", error))
    return FALSE;
  statement = crm_database_prepare (self, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL || !crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row || g_ascii_strcasecmp (crm_statement_get_text (statement, 0), "wal") != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                 _ ("“%s” cannot be changed where it stands: its file system keeps no write-ahead "
                    "log."),
                 self->name);
    return FALSE;
  }
  return TRUE;
}

static CrmDatabase *
open_proven (const char *path, CrmDatabaseRawFlags flags, GError **error)
{
  g_autoptr (CrmDatabase) self = crm_database_open_raw (path, flags, error);

  if (self == NULL || !prove (self, error))
    return NULL;
  if (self->writable && !use_log (self, error))
    return NULL;
  if (!configure_for_use (self, error) || !load_collator (self, error))
    return NULL;
  if (self->writable)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return g_steal_pointer (&self);
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

/* A log that stands where nothing may be written cannot be read in place: SQLite needs an index
 * beside it. So file and log are copied to where they can be read together. No connection of this
 * process has them open, for none can. */
static CrmDatabase *
open_copy (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *copied_log = NULL;
  CrmDatabase *self = NULL;
  g_autoptr (GError) local = NULL;

  folder = g_build_filename (g_get_user_runtime_dir (), "voronka-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0700) == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be made: %s"), folder,
                 g_strerror (errno));
    return NULL;
  }
  copied = g_build_filename (folder, "copy", NULL);
  copied_log = g_strconcat (copied, "-wal", NULL);
  if (copy_file (path, copied, &local) && copy_file (log, copied_log, &local)) {
    g_chmod (copied, 0600);
    g_chmod (copied_log, 0600);
    self = open_proven (copied, CRM_DATABASE_RAW_READ, error);
  } else {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be read: %s"), path,
                 local->message);
  }
  if (self == NULL) {
    g_unlink (copied);
    g_unlink (copied_log);
    g_rmdir (folder);
    return NULL;
  }
  self->copy_folder = g_steal_pointer (&folder);
  g_set_str (&self->path, path);
  g_free (self->name);
  self->name = g_path_get_basename (path);
  return self;
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

/**
 * crm_database_open:
 * @path: a company file
 * @mode: whether to write
 * @error: return location for an error
 *
 * Looks at the file's header before SQLite is let near it, so that a file of another program, of a
 * newer version, or no database at all stays as it is to the byte. A newer file may say that it can
 * be read here. A file in a folder where nothing
 * can be written is read without its sidecar files.
 *
 * The connection belongs to one thread at a time. Only the store opens one for writing: two that
 * write are forbidden, in one process or in two.
 *
 * Returns: (transfer full): the connection
 * Errors: %CRM_ERROR_NOT_FOUND, %CRM_ERROR_DAMAGED, %CRM_ERROR_NEWER, %CRM_ERROR_READ_ONLY,
 *   %CRM_ERROR_BUSY, %CRM_ERROR_IO
 */
CrmDatabase *
crm_database_open (const char *path, CrmDatabaseMode mode, GError **error)
{
  CrmDatabase *self;
  CrmHeader header;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  initialize_sqlite ();
  if (!crm_header_read (path, &header, error))
    return NULL;
  if (header.user_version > (guint32) crm_migration_get_latest ()) {
    g_autofree char *name = g_path_get_basename (path);

    self = mode == CRM_DATABASE_READ ? open_proven (path, CRM_DATABASE_RAW_READ, NULL) : NULL;
    /* What else stands against it a newer program may find in order. */
    if (self == NULL)
      refuse_newer (name, header.user_version, error);
    return self;
  }
  if (mode == CRM_DATABASE_WRITE)
    return open_proven (path, CRM_DATABASE_RAW_WRITE, error);

  self = open_proven (path, CRM_DATABASE_RAW_READ, &local);
  if (self == NULL && (g_error_matches (local, CRM_ERROR, CRM_ERROR_READ_ONLY) ||
                       g_error_matches (local, CRM_ERROR, CRM_ERROR_FULL) ||
                       g_error_matches (local, CRM_ERROR, CRM_ERROR_IO))) {
    if (has_log (path))
      self = open_copy (path, NULL);
    else
      self = open_proven (path, CRM_DATABASE_RAW_IMMUTABLE, NULL);
  }
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return self;
}
