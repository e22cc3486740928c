/* One connection: statements, settings, refusals and damage. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "crm-backup.h"
#include "crm-migration.h"
#include "crm-setting.h"
#include "store-fixture.h"

static CrmDatabase *
open_database (Fixture *fixture, CrmDatabaseMode mode)
{
  g_autoptr (GError) error = NULL;
  CrmDatabase *database = crm_database_open (fixture->path, mode, &error);

  g_assert_no_error (error);
  return database;
}

static void
execute (CrmDatabase *database, const char *script)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_database_execute (database, script, &error));
  g_assert_no_error (error);
}

static gint64
query (CrmDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (crm_database_query_integer (database, sql, -1, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = open_database (fixture, CRM_DATABASE_WRITE);
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT ?1, ?2, ?3, ?4, ?5 AS last", &error);
  gboolean has_row = FALSE;
  gsize size = 0;

  g_assert_no_error (error);
  crm_statement_bind_integer (statement, 1, G_MININT64);
  crm_statement_bind_text (statement, 2, "Їжак & <b>");
  crm_statement_bind_blob (statement, 3, "a\0b", 3);
  crm_statement_bind_null (statement, 4);
  crm_statement_bind_blob (statement, 5, NULL, 0);
  g_assert_true (crm_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (crm_statement_n_columns (statement), ==, 5);
  g_assert_cmpstr (crm_statement_column_name (statement, 4), ==, "last");
  g_assert_cmpint (crm_statement_get_integer (statement, 0), ==, G_MININT64);
  g_assert_cmpstr (crm_statement_get_text (statement, 1), ==, "Їжак & <b>");
  g_assert_cmpmem (crm_statement_get_blob (statement, 2, &size), 3, "a\0b", 3);
  g_assert_cmpuint (size, ==, 3);
  g_assert_true (crm_statement_is_null (statement, 3));
  g_assert_false (crm_statement_is_null (statement, 4));
  g_assert_true (crm_statement_step (statement, &has_row, &error));
  g_assert_false (has_row);

  /* At the end it stands at its beginning, and what was bound is still bound. */
  crm_statement_bind_text (statement, 2, NULL);
  g_assert_true (crm_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_true (crm_statement_is_null (statement, 1));
  g_assert_cmpint (crm_statement_get_integer (statement, 0), ==, G_MININT64);

  crm_statement_bind_integer (statement, 6, 1);
  g_assert_false (crm_statement_step (statement, &has_row, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  static const char *const sql = "SELECT value FROM setting WHERE name = ?1";
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = open_database (fixture, CRM_DATABASE_READ);
  CrmStatement *first = crm_database_prepare (database, sql, &error);
  CrmStatement *nested = crm_database_prepare (database, sql, &error);
  CrmStatement *again;
  gboolean has_row = FALSE;

  g_assert_true (first != nested);
  crm_statement_bind_text (first, 1, "country");
  crm_statement_release (nested);
  g_assert_true (crm_statement_step (first, &has_row, &error));
  g_assert_cmpstr (crm_statement_get_text (first, 0), ==, "ua");
  crm_statement_release (first);
  again = crm_database_prepare (database, sql, &error);
  g_assert_true (again == first);
  g_assert_true (crm_statement_step (again, &has_row, &error));
  g_assert_false (has_row);
  crm_statement_release (again);

  for (int i = 0; i < 1000; i++) {
    g_autofree char *text = g_strdup_printf ("SELECT %d", i);
    g_autoptr (CrmStatement) one = crm_database_prepare (database, text, &error);

    g_assert_true (crm_statement_step (one, &has_row, &error));
    g_assert_cmpint (crm_statement_get_integer (one, 0), ==, i);
  }
  g_assert_no_error (error);
}

static void
test_functions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmDatabase) database = open_database (fixture, CRM_DATABASE_WRITE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (query (database, "SELECT crm_fold('ЇЖАК Łódź') = crm_fold('їжак lodz')"), ==, 1);
  g_assert_cmpint (query (database, "SELECT crm_fold(NULL) IS NULL AND crm_key(NULL) IS NULL"), ==,
                   1);
  /* In Ukrainian ґ follows г; by code point it would come after я. */
  g_assert_cmpint (
      query (database, "SELECT crm_key('г') < crm_key('ґ') AND crm_key('ґ') < crm_key('д')"), ==,
      1);
  execute (database, "INSERT INTO setting VALUES ('key', hex(crm_key('Ґ')))");
  /* A file that somebody else made must not call them behind our back. */
  g_assert_false (crm_database_execute (
      database, "CREATE VIEW v AS SELECT crm_fold('A') AS a; SELECT a FROM v", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sql;
    gint64 writer;
    gint64 reader;
  } rows[] = {
    { "SELECT lower(journal_mode) = 'wal' FROM pragma_journal_mode", 1, 1 },
    { "PRAGMA synchronous", 2, 2 },
    { "PRAGMA foreign_keys", 1, 1 },
    { "PRAGMA trusted_schema", 0, 0 },
    { "PRAGMA cell_size_check", 1, 1 },
    { "PRAGMA mmap_size", -1, -1 },
    { "PRAGMA temp_store", 2, 2 },
    { "PRAGMA busy_timeout", 5000, 5000 },
    { "PRAGMA wal_autocheckpoint", 0, 0 },
    { "PRAGMA query_only", 0, 1 },
    { "PRAGMA application_id", CRM_APPLICATION_ID, CRM_APPLICATION_ID },
    { "PRAGMA page_size", 4096, 4096 },
  };
  g_autoptr (CrmDatabase) writer = open_database (fixture, CRM_DATABASE_WRITE);
  g_autoptr (CrmDatabase) reader = open_database (fixture, CRM_DATABASE_READ);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].sql);
    if (!g_str_equal (rows[i].sql, "PRAGMA mmap_size"))
      g_assert_cmpint (query (writer, rows[i].sql), ==, rows[i].writer);
    if (!g_str_equal (rows[i].sql, "PRAGMA mmap_size"))
      g_assert_cmpint (query (reader, rows[i].sql), ==, rows[i].reader);
  }
  g_assert_cmpint (query (writer, "PRAGMA secure_delete"), ==, 1);
  g_assert_true (crm_database_is_writable (writer));
  g_assert_false (crm_database_is_writable (reader));
  g_assert_false (crm_setting_write (reader, "a", "b", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_clear_error (&error);
  /* Neither may the schema be rewritten underneath. */
  g_assert_false (crm_database_execute (
      writer, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''", &error));
  g_assert_nonnull (error);
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = fixture_dup_path (fixture, "deep/er");
  g_autofree char *path = g_build_filename (folder, "new.voronka", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = NULL;
  mode_t mask = umask (0);
  GStatBuf status;

  g_assert_true (crm_store_create (path, "pl", "pl_PL", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  database = crm_database_open (path, CRM_DATABASE_WRITE, &error);
  execute (database, "INSERT INTO setting VALUES ('a', 'b')");
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  umask (mask);
}

static void
write_bytes (const char *path, goffset offset, const void *bytes, gsize size)
{
  int descriptor = g_open (path, O_RDWR | O_CREAT, 0600);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (pwrite (descriptor, bytes, size, offset), ==, (ssize_t) size);
  close (descriptor);
}

static guint
count_files (const char *folder)
{
  GDir *entries = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (entries) != NULL)
    n_files++;
  g_dir_close (entries);
  return n_files;
}

typedef struct {
  const char *name;
  void (*spoil) (const char *path);
  int code;          /* a CrmError */
  const char *words; /* in the sentence */
} Refusal;

static void
make_empty (const char *path)
{
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void
make_text (const char *path)
{
  g_assert_true (g_file_set_contents (path, "name;city\nACME;Київ\n", -1, NULL));
}

static void
make_foreign (const char *path)
{
  write_bytes (path, 68, "\0\0\0\0", 4);
}

static void
make_newer (const char *path)
{
  write_bytes (path, 60, "\0\0\x03\xe7", 4);
}

static void
cut_in_header (const char *path)
{
  g_assert_cmpint (truncate (path, 50), ==, 0);
}

static void
cut_in_first_page (const char *path)
{
  g_assert_cmpint (truncate (path, 2000), ==, 0);
}

static void
zero_header (const char *path)
{
  static const char zeros[100];

  write_bytes (path, 0, zeros, sizeof zeros);
}

static void
spoil_first_page (const char *path)
{
  write_bytes (path, 200, "spoilt", 6);
}

static const Refusal refusals[] = {
  { "empty", make_empty, CRM_ERROR_DAMAGED, "empty" },
  { "text", make_text, CRM_ERROR_DAMAGED, "not a company file" },
  { "foreign", make_foreign, CRM_ERROR_DAMAGED, "another program" },
  { "newer", make_newer, CRM_ERROR_NEWER, "version is 999" },
  { "cut-in-header", cut_in_header, CRM_ERROR_DAMAGED, "not a company file" },
  { "cut-in-first-page", cut_in_first_page, CRM_ERROR_DAMAGED, "cut off" },
  { "header-zeroed", zero_header, CRM_ERROR_DAMAGED, "not a company file" },
  { "first-page-spoilt", spoil_first_page, CRM_ERROR_DAMAGED, "damaged" },
};

static void
assert_refused (const char *path, int code, const char *words)
{
  g_autofree char *before = fixture_dup_digest (path);
  g_autofree char *after = NULL;

  for (int mode = CRM_STORE_READ_WRITE; mode <= CRM_STORE_READ_ONLY; mode++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmStore) store = crm_store_open (path, mode, &error);

    g_assert_null (store);
    g_assert_error (error, CRM_ERROR, code);
    if (words != NULL && strstr (error->message, words) == NULL)
      g_error ("“%s” does not say “%s”", error->message, words);
  }
  after = fixture_dup_digest (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  guint n_files = count_files (fixture->folder);

  refusal->spoil (fixture->path);
  assert_refused (fixture->path, refusal->code, refusal->words);
  g_assert_cmpuint (count_files (fixture->folder), ==, n_files);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_dup_path (fixture, "nowhere/at-all.voronka");
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_store_open (path, CRM_STORE_READ_WRITE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (crm_database_open (fixture->folder, CRM_DATABASE_READ, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
}

/* A version that only the log knows of: it must stay in the log. */
static void
test_newer_in_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *log_bytes = NULL;
  gsize size = 0;
  gsize log_size = 0;
  CrmDatabase *database = open_database (fixture, CRM_DATABASE_WRITE);

  execute (database, "PRAGMA user_version = 777");
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_true (g_file_get_contents (log, &log_bytes, &log_size, NULL));
  crm_database_close (database);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (log, log_bytes, (gssize) log_size, NULL));

  before = fixture_dup_digest (log);
  assert_refused (fixture->path, CRM_ERROR_NEWER, "version is 777");
  after = fixture_dup_digest (log);
  g_assert_cmpstr (before, ==, after);
}

static void
test_shared (Fixture *fixture, gconstpointer data)
{
  const char *root = g_getenv ("VORONKA_SHARED_DATA");
  const char *beside = g_getenv ("VORONKA_TEST_DATA");
  g_autofree char *folder = root != NULL ? g_build_filename (root, "sqlite", NULL)
                                         : g_build_filename (beside != NULL ? beside : ".",
                                                             "../../../shared/data/sqlite", NULL);
  GDir *entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  if (entries == NULL) {
    g_test_skip ("VORONKA_SHARED_DATA does not name a folder with damaged databases");
    return;
  }
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *source = g_build_filename (folder, name, NULL);
    g_autofree char *copy = fixture_dup_path (fixture, name);
    g_autofree char *ours = fixture_dup_path (fixture, "ours.voronka");
    g_autofree char *bytes = NULL;
    gsize size = 0;

    g_test_message ("%s", name);
    g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
    g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
    assert_refused (copy, CRM_ERROR_DAMAGED, NULL);
    /* The same with our mark on it goes through SQLite itself. */
    if (size >= 100) {
      static const guint8 marks[] = { 0x56, 0x6f, 0x72, 0x6e };

      memcpy (bytes + 68, marks, sizeof marks);
      memcpy (bytes + 60, "\0\0\0\x01", 4);
      bytes[20] = 8;
      g_assert_true (g_file_set_contents (ours, bytes, (gssize) size, NULL));
      assert_refused (ours, CRM_ERROR_DAMAGED, NULL);
    }
    n_files++;
  }
  g_dir_close (entries);
  g_assert_cmpuint (n_files, >, 0);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const char *const endless =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  g_autoptr (CrmDatabase) database = open_database (fixture, CRM_DATABASE_READ);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 value = 0;
  gint64 start = g_get_monotonic_time ();

  crm_database_set_cancellable (database, cancellable);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (crm_database_query_integer (database, endless, 0, &value, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  crm_database_set_cancellable (database, NULL);
  g_assert_cmpint (query (database, "SELECT 1"), ==, 1);
}

static void
fill (CrmDatabase *database, int n_rows, int n_bytes)
{
  g_autofree char *script = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)\n"
      "INSERT INTO setting (name, value)\n"
      "SELECT 'row ' || i, hex(randomblob(%d)) FROM n",
      n_rows, n_bytes / 2);

  execute (database, script);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  CrmStore *store;
  CrmDatabase *database;
  struct rlimit limit;
  struct rlimit narrow;
  g_autoptr (GError) error = NULL;
  gint64 n_rows;
  GStatBuf status;

  database = open_database (fixture, CRM_DATABASE_WRITE);
  fill (database, 100, 1000);
  n_rows = query (database, "SELECT count(*) FROM setting");

  /* No file may grow beyond this: the system says EFBIG, the person hears that the disk is full. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  getrlimit (RLIMIT_FSIZE, &limit);
  narrow = limit;
  narrow.rlim_cur = (rlim_t) status.st_size + 500000;
  setrlimit (RLIMIT_FSIZE, &narrow);
  g_assert_true (crm_database_begin (database, &error));
  g_assert_false (crm_database_execute (
      database,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)\n"
      "INSERT INTO setting SELECT 'more ' || i, hex(randomblob(500)) FROM n;\n"
      "COMMIT",
      &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "company.voronka"));
  g_clear_error (&error);
  crm_database_rollback (database);
  g_assert_cmpint (query (database, "SELECT count(*) FROM setting"), ==, n_rows);
  setrlimit (RLIMIT_FSIZE, &limit);

  /* Space was freed: on it goes, with the same connection. */
  execute (database, "INSERT INTO setting VALUES ('after', 'all')");
  crm_database_close (database);
  store = fixture_open (fixture);
  g_assert_cmpint (query (crm_store_get_reader (store), "SELECT count(*) FROM setting"), ==,
                   n_rows + 1);
  g_assert_finalize_object (store);
}

/* Every page, bits all over it: whatever is flipped is seen, by opening or by the check. */
static void
test_bit_flips (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  guint n_flips = 0;
  guint n_refused = 0;
  GRand *random = g_rand_new_with_seed (7);
  CrmDatabase *database = open_database (fixture, CRM_DATABASE_WRITE);

  fill (database, 300, 600);
  execute (database, "DELETE FROM setting WHERE name LIKE '%7'");
  crm_database_close (database);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_cmpuint (size / 4096, >, 40);

  for (gsize page = 0; page < size / 4096; page++) {
    for (int i = 0; i < 6; i++) {
      gsize offset = page * 4096 + (gsize) g_rand_int_range (random, 0, 4096);
      char mask = (char) (1 << g_rand_int_range (random, 0, 8));
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmDatabase) spoilt = NULL;

      bytes[offset] ^= mask;
      write_bytes (fixture->path, (goffset) offset, bytes + offset, 1);
      spoilt = crm_database_open (fixture->path, CRM_DATABASE_READ, &error);
      if (spoilt == NULL) {
        n_refused++;
      } else {
        g_auto (GStrv) faults = crm_database_check (spoilt, NULL, &error);

        g_assert_no_error (error);
        if (faults[0] == NULL)
          g_error ("a flipped bit at %" G_GSIZE_FORMAT " was not seen", offset);
      }
      bytes[offset] ^= mask;
      write_bytes (fixture->path, (goffset) offset, bytes + offset, 1);
      n_flips++;
    }
  }
  g_test_message ("%u flips, %u of them already refused at opening", n_flips, n_refused);
  database = open_database (fixture, CRM_DATABASE_READ);
  {
    g_auto (GStrv) faults = crm_database_check (database, NULL, NULL);

    g_assert_cmpuint (g_strv_length (faults), ==, 0);
  }
  crm_database_close (database);
  g_rand_free (random);
}

/* Cut off anywhere behind the first page. */
static void
test_truncation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  CrmDatabase *database = open_database (fixture, CRM_DATABASE_WRITE);

  fill (database, 300, 600);
  crm_database_close (database);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (gsize cut = 4096; cut < size; cut += 4096 * 5 + 123) {
    g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) cut, NULL));
    assert_refused (fixture->path, CRM_ERROR_DAMAGED, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/database/binds-and-gets-values", test_values);
  fixture_add ("/database/keeps-statements", test_cache);
  fixture_add ("/database/folds-and-keys-in-sql", test_functions);
  fixture_add ("/database/has-the-settings", test_settings);
  fixture_add ("/database/is-its-owner-s-alone", test_permissions);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *name = g_strconcat ("/database/refuses/", refusals[i].name, NULL);

    fixture_add_with_data (name, &refusals[i], test_refusal);
  }
  fixture_add ("/database/refuses/missing", test_missing);
  fixture_add ("/database/refuses/newer-in-log", test_newer_in_log);
  fixture_add ("/database/refuses/shared-files", test_shared);
  fixture_add ("/database/refuses/truncated", test_truncation);
  fixture_add ("/database/stops-when-cancelled", test_cancel);
  fixture_add ("/database/meets-a-full-disk", test_full);
  fixture_add ("/database/sees-every-flipped-bit", test_bit_flips);
  return g_test_run ();
}
