/* A company file in use: what is written, told and refused. */
#include "config.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "crm-lock.h"
#include "crm-setting.h"
#include "crm-store.h"
#include "store-fixture.h"
#include "store-privilege.h"
#include "store-work.h"

static const char *const endless =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

static GPtrArray *said; /* what happened, in order */

static gboolean
write_note (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GObject) announcement = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data_full (announcement, "text", g_strdup (data), g_free);
  crm_database_set_announcement (database, announcement);
  return crm_setting_write (database, "note", data, error);
}

static gboolean
write_and_fail (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  if (write_note (database, (gpointer) "never", cancellable, error))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, "a rule forbids it");
  return FALSE;
}

static gboolean
write_endlessly (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 value;

  return crm_setting_write (database, "note", "never", error) &&
         crm_database_query_integer (database, endless, 0, &value, error);
}

static gboolean
read_endlessly (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 value;

  g_atomic_int_set ((int *) data, 1);
  return crm_database_query_integer (database, endless, 0, &value, error);
}

static void
changed_cb (CrmStore *store, GObject *announcement, gpointer data)
{
  const char *text = g_object_get_data (announcement, "text");

  g_assert_true (g_thread_self () == data);
  g_ptr_array_add (said, g_strdup_printf ("changed %s", text));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    g_ptr_array_add (said, g_strdup_printf ("done %s", (char *) data));
  else
    g_ptr_array_add (said, g_strdup_printf ("failed %s: %s", (char *) data, error->message));
}

static void
wait_for (guint n_words)
{
  while (said->len < n_words)
    g_main_context_iteration (NULL, TRUE);
}

static guint
place_of (const char *word)
{
  guint index = G_MAXUINT;

  if (!g_ptr_array_find_with_equal_func (said, word, g_str_equal, &index))
    g_error ("nobody said “%s”", word);
  return index;
}

static char *
dup_note (CrmDatabase *database)
{
  g_autoptr (GError) error = NULL;
  char *note = crm_setting_dup (database, "note", &error);

  g_assert_no_error (error);
  return note;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = fixture_open (fixture);
  g_autofree char *note = NULL;

  said = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), g_thread_self ());
  crm_store_write_async (store, write_note, g_strdup ("one"), g_free, NULL, written_cb,
                         (gpointer) "one");
  crm_store_write_async (store, write_and_fail, NULL, NULL, NULL, written_cb, (gpointer) "bad");
  crm_store_write_async (store, write_note, g_strdup ("two"), g_free, NULL, written_cb,
                         (gpointer) "two");
  wait_for (5);
  g_assert_cmpuint (place_of ("changed one"), <, place_of ("done one"));
  g_assert_cmpuint (place_of ("changed two"), <, place_of ("done two"));
  g_assert_cmpuint (place_of ("changed one"), <, place_of ("changed two"));
  g_assert_cmpuint (place_of ("done one"), <, place_of ("failed bad: a rule forbids it"));
  g_ptr_array_set_size (said, 0);

  /* Who waits has heard everything before, but no callback runs inside the waiting. */
  crm_store_write_async (store, write_note, g_strdup ("three"), g_free, NULL, written_cb,
                         (gpointer) "three");
  g_assert_true (crm_store_write (store, write_note, (gpointer) "four", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (said->len, ==, 2);
  g_assert_cmpuint (place_of ("changed three"), ==, 0);
  g_assert_cmpuint (place_of ("changed four"), ==, 1);
  wait_for (3);
  g_assert_cmpuint (place_of ("done three"), ==, 2);

  g_assert_false (crm_store_write (store, write_and_fail, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_cmpuint (said->len, ==, 3);
  note = dup_note (crm_store_get_reader (store));
  g_assert_cmpstr (note, ==, "four");
  g_assert_finalize_object (store);
  g_clear_pointer (&said, g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_false (crm_store_read_finish (CRM_STORE (source), result, error));
}

/* Neither writing nor a look at a record waits for a list that takes for ever. */
static void
test_long_read (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;
  g_autofree char *note = NULL;
  int has_begun = 0;
  gint64 start;

  crm_store_read_async (store, read_endlessly, &has_begun, NULL, cancellable, read_cb, &read_error);
  while (!g_atomic_int_get (&has_begun))
    g_usleep (1000);
  start = g_get_monotonic_time ();
  for (int i = 1; i <= 50; i++) {
    g_assert_true (work_do_in_store (store, i, 100, &error));
    g_assert_no_error (error);
  }
  g_assert_true (crm_store_write (store, write_note, (gpointer) "here", NULL, &error));
  note = dup_note (crm_store_get_reader (store));
  g_assert_cmpstr (note, ==, "here");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
  g_assert_null (read_error);

  g_cancellable_cancel (cancellable);
  while (read_error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (read_error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_finalize_object (store);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (30 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled_write (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (crm_store_write (store, write_endlessly, NULL, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_null (dup_note (crm_store_get_reader (store)));
  g_clear_error (&error);
  g_assert_false (crm_store_write (store, write_note, (gpointer) "late", cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (crm_store_write (store, write_note, (gpointer) "next", NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (store);
}

static gboolean
look_twice (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *before = dup_note (database);
  g_autofree char *after = NULL;
  int *phase = data;

  g_atomic_int_set (phase, 1);
  while (g_atomic_int_get (phase) == 1)
    g_usleep (1000);
  after = dup_note (database);
  g_assert_cmpstr (before, ==, after);
  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (crm_store_read_finish (CRM_STORE (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
test_steady_read (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;
  int phase = 0;

  crm_store_read_async (store, look_twice, &phase, NULL, NULL, looked_cb, &is_done);
  while (g_atomic_int_get (&phase) == 0)
    g_usleep (1000);
  g_assert_true (crm_store_write (store, write_note, (gpointer) "meanwhile", NULL, &error));
  g_atomic_int_set (&phase, 2);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (store);
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  said = g_ptr_array_new_with_free_func (g_free);
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
  for (int i = 0; i < 20; i++)
    crm_store_write_async (store, write_note, g_strdup_printf ("%d", i), g_free, NULL, written_cb,
                           (gpointer) "it");
  g_assert_true (crm_store_close (store, &error));
  g_assert_no_error (error);
  g_assert_true (crm_store_close (store, &error));
  g_assert_false (crm_store_is_writable (store));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  wait_for (20);
  for (guint i = 0; i < said->len; i++)
    g_assert_cmpstr (said->pdata[i], ==, "done it");
  g_assert_false (crm_store_write (store, write_note, (gpointer) "late", NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_finalize_object (store);
  g_clear_pointer (&said, g_ptr_array_unref);

  store = fixture_open (fixture);
  note = dup_note (crm_store_get_reader (store));
  g_assert_cmpstr (note, ==, "19");
  g_assert_finalize_object (store);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = fixture_dup_digest (fixture->path);
  g_autofree char *after = NULL;
  g_autofree char *other = fixture_dup_path (fixture, "other.voronka");
  g_autofree char *orphan = fixture_dup_path (fixture, "other.voronka-wal");
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  CrmStore *store;

  g_assert_false (crm_store_create (fixture->path, "pl", "pl_PL", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  after = fixture_dup_digest (fixture->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_file_set_contents (orphan, "somebody's data", -1, NULL));
  g_assert_false (crm_store_create (other, "pl", "pl_PL", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  store = fixture_open (fixture);
  id = crm_setting_dup (crm_store_get_reader (store), CRM_SETTING_FILE_ID, NULL);
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_finalize_object (store);
}

static void
test_reader_beside (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  CrmStore *beside;

  g_assert_null (crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_clear_error (&error);
  beside = crm_store_open (fixture->path, CRM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (crm_store_is_writable (beside));
  g_assert_nonnull (strstr (crm_store_get_read_only_reason (beside), "reading only"));
  g_assert_true (crm_store_write (store, write_note, (gpointer) "seen", NULL, &error));
  note = dup_note (crm_store_get_reader (beside));
  g_assert_cmpstr (note, ==, "seen");
  g_assert_false (crm_store_write (beside, write_note, (gpointer) "no", NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_assert_finalize_object (beside);
  g_assert_finalize_object (store);
}

/* --- Other processes ------------------------------------------------------------------------- */

/* Opens the file and says how that went; keeps it until the other end of its input is closed. */
static int
hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  char byte = store != NULL ? 'w' : g_error_matches (error, CRM_ERROR, CRM_ERROR_BUSY) ? 'b' : '?';

  if (write (STDOUT_FILENO, &byte, 1) != 1)
    return 1;
  if (read (STDIN_FILENO, &byte, 1) < 0)
    return 1;
  g_clear_object (&store);
  return 0;
}

typedef struct {
  GPid pid;
  int to;
  int from;
} Child;

static Child
spawn_holder (const char *path)
{
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--hold", (char *) path, NULL };
  g_autoptr (GError) error = NULL;
  Child child;

  g_assert_true (g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                           NULL, &child.pid, &child.to, &child.from, NULL, &error));
  g_assert_no_error (error);
  return child;
}

static char
hear (const Child *child)
{
  char byte = 0;

  g_assert_cmpint (read (child->from, &byte, 1), ==, 1);
  return byte;
}

static void
reap (Child *child, int signal)
{
  if (signal != 0)
    kill (child->pid, signal);
  close (child->to);
  g_assert_cmpint (waitpid (child->pid, NULL, 0), ==, child->pid);
  close (child->from);
  g_spawn_close_pid (child->pid);
}

static void
test_second_process (Fixture *fixture, gconstpointer data)
{
  Child child = spawn_holder (fixture->path);
  g_autofree char *pid = g_strdup_printf ("process %d", (int) child.pid);
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  g_assert_cmpint (hear (&child), ==, 'w');
  g_assert_null (crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_nonnull (strstr (error->message, "company.voronka"));
  reap (&child, SIGKILL);
  /* The kernel has given the lock back. */
  store = fixture_open (fixture);
  g_assert_finalize_object (store);
}

static void
test_races (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 12; round++) {
    Child children[6];
    guint n_writers = 0;

    for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
      children[i] = spawn_holder (fixture->path);
    for (gsize i = 0; i < G_N_ELEMENTS (children); i++) {
      char answer = hear (&children[i]);

      g_assert_true (answer == 'w' || answer == 'b');
      n_writers += answer == 'w';
    }
    g_assert_cmpuint (n_writers, ==, 1);
    for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
      reap (&children[i], round % 2 == 0 ? SIGKILL : 0);
  }
}

/* --- Where nothing may be written ------------------------------------------------------------- */

static void
assert_only_read (Fixture *fixture, const char *expected)
{
  g_autofree char *before = fixture_dup_digest (fixture->path);
  g_autofree char *after = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  g_assert_true (privilege_drop ());
  store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  privilege_restore ();
  g_assert_no_error (error);
  g_assert_false (crm_store_is_writable (store));
  g_assert_nonnull (crm_store_get_read_only_reason (store));
  note = dup_note (crm_store_get_reader (store));
  g_assert_cmpstr (note, ==, expected);
  g_assert_false (crm_store_write (store, write_note, (gpointer) "no", NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_assert_finalize_object (store);
  after = fixture_dup_digest (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

static void
write_before (Fixture *fixture, const char *note)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = fixture_open (fixture);

  g_assert_true (crm_store_write (store, write_note, (gpointer) note, NULL, &error));
  g_assert_finalize_object (store);
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  write_before (fixture, "kept");
  g_chmod (fixture->path, 0400);
  assert_only_read (fixture, "kept");
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  write_before (fixture, "kept");
  g_chmod (fixture->folder, 0500);
  assert_only_read (fixture, "kept");
  g_chmod (fixture->folder, 0700);
}

/* With a log beside it, as after a crash: what the log holds is seen too. */
static void
test_read_only_folder_with_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = fixture_dup_path (fixture, "copy");
  g_autofree char *copy_log = fixture_dup_path (fixture, "copy-wal");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  write_before (fixture, "old");
  store = fixture_open (fixture);
  g_assert_true (crm_store_write (store, write_note, (gpointer) "in the log", NULL, &error));
  work_copy_file (fixture->path, copy);
  work_copy_file (log, copy_log);
  g_assert_finalize_object (store);
  work_copy_file (copy, fixture->path);
  work_copy_file (copy_log, log);
  g_chmod (fixture->folder, 0500);
  assert_only_read (fixture, "in the log");
  g_chmod (fixture->folder, 0700);
}

static void
test_file_systems (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint64 magic;
    const char *type;
    gboolean is_fit;
  } rows[] = {
    { 0xef53, "ext4", TRUE },
    { 0x9123683e, "btrfs", TRUE },
    { 0x01021994, "tmpfs", TRUE },
    { 0x58465342, "xfs", TRUE },
    { 0x6969, "nfs4", FALSE },
    { 0xfe534d42, "cifs", FALSE },
    { 0xff534d42, "cifs", FALSE },
    { 0x01021997, "9p", FALSE },
    { 0x65735546, "fuseblk", TRUE },
    { 0x65735546, "virtiofs", TRUE },
    { 0x65735546, "fuse.sshfs", FALSE },
    { 0x65735546, "fuse.portal", FALSE },
    { 0x65735546, NULL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    gboolean is_fit =
        crm_lock_refuse_file_system ("/mnt/company.voronka", rows[i].magic, rows[i].type, &error);

    g_assert_cmpint (is_fit, ==, rows[i].is_fit);
    if (!is_fit) {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "/mnt/company.voronka"));
    }
  }
}

static void
test_synchronised_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mark = fixture_dup_path (fixture, ".stfolder");
  g_autofree char *deeper = fixture_dup_path (fixture, "a/b/new.voronka");
  g_autoptr (GError) error = NULL;

  g_mkdir (mark, 0700);
  g_assert_null (crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Syncthing"));
  g_clear_error (&error);
  g_assert_false (crm_store_create (deeper, "pl", "pl_PL", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
}

/* --- Damage ----------------------------------------------------------------------------------- */

static void
failure_cb (GObject *store, GParamSpec *spec, gpointer data)
{
  ++*(int *) data;
}

/* A big file after a crash is looked over while it is already in use. */
static void
test_damage_after_crash (Fixture *fixture, gconstpointer data)
{
  CrmStore *store = fixture_open (fixture);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copy = fixture_dup_path (fixture, "copy");
  g_autofree char *copy_log = fixture_dup_path (fixture, "copy-wal");
  g_autofree char *bytes = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  int n_notified = 0;

  for (int i = 1; i <= 12; i++)
    g_assert_true (work_do_in_store (store, i, 900000, NULL));
  g_assert_finalize_object (store);
  store = fixture_open (fixture);
  g_assert_true (crm_store_write (store, write_note, (gpointer) "in the log", NULL, &error));
  work_copy_file (fixture->path, copy);
  work_copy_file (log, copy_log);
  g_assert_finalize_object (store);

  g_assert_true (g_file_get_contents (copy, &bytes, &size, NULL));
  bytes[size - 5000] ^= 1;
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  work_copy_file (copy, fixture->path);
  work_copy_file (copy_log, log);
  store = crm_store_open (fixture->path, CRM_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_signal_connect (store, "notify::failure", G_CALLBACK (failure_cb), &n_notified);
  while (n_notified == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (crm_store_get_failure (store), "damaged"));
  g_assert_false (crm_store_write (store, write_note, (gpointer) "no", NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);

  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/changed-comes-in-order-before-the-callback", test_order);
  fixture_add ("/store/writes-during-a-long-read", test_long_read);
  fixture_add ("/store/stops-a-write", test_cancelled_write);
  fixture_add ("/store/reads-one-state", test_steady_read);
  fixture_add ("/store/finishes-before-it-closes", test_close);
  fixture_add ("/store/creates-only-where-nothing-stands", test_create);
  fixture_add ("/store/reads-beside-a-writer", test_reader_beside);
  fixture_add ("/store/names-the-process-that-holds-it", test_second_process);
  fixture_add ("/store/one-of-many-processes-writes", test_races);
  fixture_add ("/store/only-reads/file", test_read_only_file);
  fixture_add ("/store/only-reads/folder", test_read_only_folder);
  fixture_add ("/store/only-reads/folder-with-log", test_read_only_folder_with_log);
  fixture_add ("/store/refuses-network-disks", test_file_systems);
  fixture_add ("/store/refuses-synchronised-folders", test_synchronised_folder);
  fixture_add ("/store/finds-damage-after-a-crash", test_damage_after_crash);
  return g_test_run ();
}
