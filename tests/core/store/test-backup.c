/* Copies, their proof, restoring, thinning out, and recovery of a damaged file. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "crm-backup.h"
#include "crm-setting.h"
#include "store-fixture.h"
#include "store-privilege.h"
#include "store-work.h"

static void
work_on (Fixture *fixture, gint64 first, gint64 last)
{
  CrmStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;

  for (gint64 i = first; i <= last; i++) {
    g_assert_true (work_do_in_store (store, i, 500, &error));
    g_assert_no_error (error);
  }
  g_assert_finalize_object (store);
}

static gint64
count_in (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, &error);
  g_autofree char *fault = NULL;
  gint64 n_actions;

  g_assert_no_error (error);
  n_actions = work_count (database, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  return n_actions;
}

static guint
count_files (const char *folder)
{
  GDir *entries = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (entries != NULL && g_dir_read_name (entries) != NULL)
    n_files++;
  g_clear_pointer (&entries, g_dir_close);
  return n_files;
}

static void
flip (const char *path, goffset offset)
{
  int descriptor = g_open (path, O_RDWR, 0);
  char byte = 0;

  g_assert_cmpint (pread (descriptor, &byte, 1, offset), ==, 1);
  byte ^= 0x10;
  g_assert_cmpint (pwrite (descriptor, &byte, 1, offset), ==, 1);
  close (descriptor);
}

static void
note_progress (guint permille, gpointer data)
{
  guint *last = data;

  g_assert_cmpuint (permille, >=, *last);
  g_assert_cmpuint (permille, <=, 1000);
  *last = permille;
}

static gpointer
write_meanwhile (gpointer data)
{
  for (gint64 i = 2001; i <= 2100; i++)
    g_assert_true (work_do_in_store (data, i, 500, NULL));
  return NULL;
}

/* One state of the file, whole, while others write to it. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = fixture_dup_path (fixture, "deep/copy.voronka");
  g_autofree char *folder = fixture_dup_path (fixture, "deep");
  g_autoptr (CrmDatabase) source = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store = fixture_open (fixture);
  guint last = 0;
  GThread *thread;
  GStatBuf status;

  for (gint64 i = 1; i <= 2000; i++)
    g_assert_true (work_do_in_store (store, i, 500, NULL));
  source = crm_database_open (fixture->path, CRM_DATABASE_READ, &error);
  g_assert_no_error (error);
  thread = g_thread_new ("write", write_meanwhile, store);
  g_assert_true (crm_backup_write (source, target, note_progress, &last, NULL, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  g_assert_cmpuint (last, ==, 1000);
  g_assert_cmpint (count_in (target), >=, 2000);
  g_assert_cmpint (count_in (target), <=, 2100);
  g_assert_cmpint (g_stat (target, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_clear_pointer (&source, crm_database_close);
  g_assert_finalize_object (store);
}

static void
cancel_in_the_middle (guint permille, gpointer data)
{
  if (permille > 200)
    g_cancellable_cancel (data);
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = fixture_dup_path (fixture, "copies");
  g_autofree char *target = fixture_dup_path (fixture, "copies/copy.voronka");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmDatabase) source = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit;
  struct rlimit narrow;

  work_on (fixture, 1, 3000);
  source = crm_database_open (fixture->path, CRM_DATABASE_READ, &error);
  g_assert_true (crm_backup_write (source, target, NULL, NULL, NULL, &error));
  before = fixture_dup_digest (target);

  g_assert_false (
      crm_backup_write (source, target, cancel_in_the_middle, cancellable, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_clear_error (&error);

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  narrow = limit;
  narrow.rlim_cur = 600000;
  setrlimit (RLIMIT_FSIZE, &narrow);
  g_assert_false (crm_backup_write (source, target, NULL, NULL, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_clear_error (&error);

  g_chmod (folder, 0500);
  g_assert_true (privilege_drop ());
  g_assert_false (crm_backup_write (source, target, NULL, NULL, NULL, &error));
  privilege_restore ();
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_chmod (folder, 0700);

  after = fixture_dup_digest (target);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* In the last page that holds rows: the tables themselves are read as the file is opened. */
static void
damage_rows (const char *path)
{
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, NULL);
  gint64 page = 0;
  gint64 size = 0;

  g_assert_true (crm_database_query_integer (
      database, "SELECT max (pageno) FROM dbstat WHERE name = 'setting'", 0, &page, NULL));
  g_assert_true (crm_database_query_integer (database, "PRAGMA page_size", 0, &size, NULL));
  g_assert_cmpint (page, >, 0);
  flip (path, page * size - 1000);
}

/* A damaged file gives no copy that would pass for one. */
static void
test_damaged_source (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = fixture_dup_path (fixture, "copy.voronka");
  g_autoptr (CrmDatabase) source = NULL;
  g_autoptr (GError) error = NULL;

  work_on (fixture, 1, 3000);
  damage_rows (fixture->path);
  source = crm_database_open (fixture->path, CRM_DATABASE_READ, &error);
  g_assert_no_error (error);
  g_assert_false (crm_backup_write (source, target, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "company.voronka"));
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = fixture_dup_path (fixture, "copies/copy.voronka");
  g_autofree char *kept = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *digest_after = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  work_on (fixture, 1, 50);
  {
    g_autoptr (CrmDatabase) source = crm_database_open (fixture->path, CRM_DATABASE_READ, NULL);

    g_assert_true (crm_backup_write (source, copy, NULL, NULL, NULL, &error));
  }
  work_on (fixture, 51, 80);

  store = fixture_open (fixture);
  g_assert_false (crm_backup_restore (copy, fixture->path, &kept, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_finalize_object (store);

  digest = fixture_dup_digest (copy);
  g_assert_true (crm_backup_restore (copy, fixture->path, &kept, &error));
  g_assert_no_error (error);
  digest_after = fixture_dup_digest (copy);
  g_assert_cmpstr (digest, ==, digest_after);
  g_assert_cmpint (count_in (fixture->path), ==, 50);
  g_assert_cmpint (count_in (kept), ==, 80);
  work_on (fixture, 51, 52);
  g_assert_cmpint (count_in (fixture->path), ==, 52);

  /* A backup that does not pass changes nothing. */
  flip (copy, 4096 * 2 + 77);
  g_assert_false (crm_backup_restore (copy, fixture->path, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_cmpint (count_in (fixture->path), ==, 52);
  g_assert_false (crm_backup_restore (fixture->path, fixture->path, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* In the place of a file that crashed: its log goes with it, and never meets the restored one. */
static void
test_restore_over_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = fixture_dup_path (fixture, "copy.voronka");
  g_autofree char *crashed = fixture_dup_path (fixture, "crashed");
  g_autofree char *crashed_log = fixture_dup_path (fixture, "crashed-wal");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  work_on (fixture, 1, 20);
  store = fixture_open (fixture);
  {
    g_autoptr (CrmDatabase) source = crm_database_open (fixture->path, CRM_DATABASE_READ, NULL);

    g_assert_true (crm_backup_write (source, copy, NULL, NULL, NULL, &error));
  }
  g_assert_true (work_do_in_store (store, 21, 500, NULL));
  work_copy_file (fixture->path, crashed);
  work_copy_file (log, crashed_log);
  g_assert_finalize_object (store);
  work_copy_file (crashed, fixture->path);
  work_copy_file (crashed_log, log);

  g_assert_true (crm_backup_restore (copy, fixture->path, &kept, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count_in (fixture->path), ==, 20);
  g_assert_cmpint (count_in (kept), ==, 21);
}

static void
test_by_itself (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autofree char *folder = crm_store_dup_backup_folder (store);
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  g_assert_cmpint (crm_store_get_last_backup (store), ==, 0);
  g_assert_true (work_do_in_store (store, 1, 100, NULL));
  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00Z", TRUE);
  g_assert_true (crm_store_backup_if_changed (store, &made, &error));
  g_assert_no_error (error);
  g_assert_true (made);
  g_assert_cmpint (crm_store_get_last_backup (store), ==, 1795424400);
  g_assert_true (crm_store_backup_if_changed (store, &made, &error));
  g_assert_false (made);
  g_assert_true (work_do_in_store (store, 2, 100, NULL));
  g_setenv ("VORONKA_NOW", "2026-11-23T09:15:00Z", TRUE);
  g_assert_true (crm_store_backup_if_changed (store, &made, &error));
  g_assert_true (made);
  /* Of one hour one is kept. */
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_finalize_object (store);

  /* Opened and closed without a change: no copy is needed. */
  store = fixture_open (fixture);
  g_assert_true (crm_store_backup_if_changed (store, &made, &error));
  g_assert_false (made);
  g_assert_true (work_do_in_store (store, 3, 100, NULL));
  g_assert_finalize_object (store);
  store = fixture_open (fixture);
  g_setenv ("VORONKA_NOW", "2026-11-23T10:15:00Z", TRUE);
  g_assert_true (crm_store_backup_if_changed (store, &made, &error));
  g_assert_true (made);
  g_assert_cmpuint (count_files (folder), ==, 2);
  g_unsetenv ("VORONKA_NOW");
  g_assert_finalize_object (store);
}

static void
test_thin_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = fixture_dup_path (fixture, "copies");
  g_autofree char *foreign = g_build_filename (folder, "my own notes.txt", NULL);
  g_autofree char *other = g_build_filename (folder, "company-2-20200101-000000.voronka", NULL);
  g_autofree char *prefixed = g_build_filename (folder, "company.version-1.voronka", NULL);
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 start = 1735689600; /* 2025-01-01 */
  const gint64 quarter = 15 * 60;
  const gint64 end = start + G_GINT64_CONSTANT (500) * 86400;
  guint n_names;

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (foreign, "", 0, NULL));
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  g_assert_true (g_file_set_contents (prefixed, "", 0, NULL));
  /* Every quarter of an hour on the last day, every six hours before. */
  for (gint64 moment = start; moment < end;
       moment += moment < end - 86400 * 2 ? quarter * 24 : quarter) {
    g_autofree char *path = crm_backup_dup_path (folder, "company", moment);
    int descriptor = g_creat (path, 0600);

    close (descriptor);
  }
  g_assert_true (crm_backup_thin_out (folder, "company", &error));
  g_assert_no_error (error);
  names = crm_backup_list (folder, "company");
  n_names = g_strv_length (names);
  /* 24 hours reach into the second day, which is one of the 14 days, and so on. */
  g_assert_cmpuint (n_names, >=, 24 + 12 + 6 + 10);
  g_assert_cmpuint (n_names, <=, 24 + 14 + 8 + 12);
  g_assert_cmpint (crm_backup_get_moment (names[0], "company"), ==, end - quarter);
  g_assert_cmpint (crm_backup_get_moment (names[1], "company"), ==, end - 5 * quarter);
  /* The youngest of the twelfth month back: 30 June 2025, 18:00. */
  g_assert_cmpint (crm_backup_get_moment (names[n_names - 1], "company"), ==, 1751306400);
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (prefixed, G_FILE_TEST_EXISTS));
  /* What is thinned out stays as it is. */
  g_assert_true (crm_backup_thin_out (folder, "company", &error));
  {
    g_auto (GStrv) again = crm_backup_list (folder, "company");

    g_assert_cmpuint (g_strv_length (again), ==, n_names);
  }
}

/* --- Recovery --------------------------------------------------------------------------------- */

static gint64
query (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, &error);
  gint64 value = 0;

  g_assert_no_error (error);
  g_assert_true (crm_database_query_integer (database, sql, -1, &value, &error));
  return value;
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_READ, &error);
  g_auto (GStrv) faults = NULL;
  gboolean needs_rebuild = FALSE;

  g_assert_no_error (error);
  faults = crm_database_check (database, NULL, &error);
  if (faults[0] != NULL)
    g_error ("%s", faults[0]);
  g_assert_true (crm_setting_needs_rebuild (database, &needs_rebuild, &error));
  g_assert_true (needs_rebuild);
}

static void
test_recover_sound (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = fixture_dup_path (fixture, "recovered.voronka");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv) lost = NULL;
  g_autoptr (GError) error = NULL;

  work_on (fixture, 1, 500);
  before = fixture_dup_digest (fixture->path);
  g_assert_true (crm_backup_recover (fixture->path, target, &lost, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (lost), ==, 0);
  g_assert_cmpint (count_in (target), ==, 500);
  assert_sound (target);
  after = fixture_dup_digest (fixture->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (crm_backup_recover (fixture->path, target, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* So many that some hit what cannot be made anew: half of the file are indexes and search words. */
#define N_FAULTS 16

/* Flipped bits, zeroed pages, a lost end, a lost beginning: most rows come back, and what does not
 * is told. */
static void
test_recover_damaged (Fixture *fixture, gconstpointer data)
{
  static const char zeros[4096];
  g_autofree char *whole = fixture_dup_path (fixture, "whole");
  GRand *random = g_rand_new_with_seed (5);
  gint64 n_pages;
  GStatBuf status;

  work_on (fixture, 1, 2000);
  work_copy_file (fixture->path, whole);
  g_stat (whole, &status);
  n_pages = status.st_size / 4096;
  g_assert_cmpint (n_pages, >, 200);
  for (int trial = 0; trial < 24; trial++) {
    g_autofree char *target = fixture_dup_path (fixture, "recovered.voronka");
    g_auto (GStrv) lost = NULL;
    g_autoptr (GError) error = NULL;
    gint64 n_found;
    int descriptor;

    work_copy_file (whole, fixture->path);
    descriptor = g_open (fixture->path, O_RDWR, 0);
    switch (trial % 4) {
    case 0: /* scattered bits */
      for (int i = 0; i < N_FAULTS; i++)
        flip (fixture->path, g_rand_int_range (random, 4096, (gint32) status.st_size));
      break;
    case 1: /* whole pages */
      for (int i = 0; i < N_FAULTS; i++) {
        goffset page = g_rand_int_range (random, 20, (gint32) n_pages);

        g_assert_cmpint (pwrite (descriptor, zeros, 4096, page * 4096), ==, 4096);
      }
      break;
    case 2: /* the last part */
      g_assert_cmpint (ftruncate (descriptor, (n_pages - 10 - trial) * 4096 + 100), ==, 0);
      break;
    default: /* the beginning */
      g_assert_cmpint (pwrite (descriptor, zeros, trial % 8 == 3 ? 4096 : 100, 0), >, 0);
      break;
    }
    close (descriptor);
    if (!crm_backup_recover (fixture->path, target, &lost, &error))
      g_error ("trial %d: %s", trial, error->message);
    g_assert_cmpuint (g_strv_length (lost), >, 0);
    assert_sound (target);
    n_found = query (target, "SELECT count(*) FROM setting WHERE name LIKE 'action %'");
    g_test_message ("trial %d: %d rows, %u sentences, the first: %s", trial, (int) n_found,
                    g_strv_length (lost), lost[0]);
    g_assert_cmpint (n_found, >=, 1500);
    g_assert_cmpint (n_found, <=, 2000);
    g_unlink (target);
  }
  g_rand_free (random);
}

static void
test_recover_hopeless (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = fixture_dup_path (fixture, "recovered.voronka");
  g_autofree char *missing = fixture_dup_path (fixture, "missing.voronka");
  g_autofree char *text = fixture_dup_path (fixture, "text.voronka");
  g_auto (GStrv) lost = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_backup_recover (missing, target, &lost, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (text, "name;city\n", -1, NULL));
  g_assert_false (crm_backup_recover (text, target, &lost, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

/* A second folder gets the youngest copy, once, and says it when it is not there. */
static void
test_second_folder (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autofree char *folder = fixture_dup_path (fixture, "second");
  g_autofree char *copies = crm_store_dup_backup_folder (store);
  g_autofree char *stem = crm_backup_dup_stem (fixture->path);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  g_assert_true (work_do_in_store (store, 1, 100, NULL));
  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00Z", TRUE);
  g_assert_true (crm_store_backup_if_changed (store, NULL, &error));
  g_assert_false (crm_store_carry_backup (store, folder, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "is not there"));
  g_clear_error (&error);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (crm_store_carry_backup (store, folder, NULL, &error));
  g_assert_true (crm_store_carry_backup (store, folder, NULL, &error));
  g_assert_no_error (error);
  names = crm_backup_list (folder, stem);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 1);
  first = g_build_filename (copies, names[0], NULL);
  second = g_build_filename (folder, names[0], NULL);
  g_assert_cmpint (count_in (second), ==, count_in (first));

  /* The one of a later hour joins it; where there is no room for it nothing half is left. */
  g_assert_true (work_do_in_store (store, 2, 100, NULL));
  g_setenv ("VORONKA_NOW", "2026-11-23T11:00:00Z", TRUE);
  g_assert_true (crm_store_backup_if_changed (store, NULL, &error));
  g_chmod (folder, 0500);
  if (privilege_drop ()) {
    g_assert_false (crm_store_carry_backup (store, folder, NULL, &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
    privilege_restore ();
  }
  g_chmod (folder, 0700);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (crm_store_carry_backup (store, folder, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 2);
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/backup/copies-one-state", test_copy);
  fixture_add ("/backup/leaves-the-old-copy-when-it-fails", test_failures);
  fixture_add ("/backup/refuses-a-damaged-source", test_damaged_source);
  fixture_add ("/backup/restores-and-keeps-what-stood-there", test_restore);
  fixture_add ("/backup/restores-over-a-crashed-file", test_restore_over_log);
  fixture_add ("/backup/is-made-where-something-changed", test_by_itself);
  fixture_add ("/backup/is-thinned-out", test_thin_out);
  fixture_add ("/backup/second-folder", test_second_folder);
  fixture_add ("/recover/sound-file", test_recover_sound);
  fixture_add ("/recover/damaged-file", test_recover_damaged);
  fixture_add ("/recover/hopeless-file", test_recover_hopeless);
  return g_test_run ();
}
