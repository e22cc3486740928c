/* The lights go out, the disk fails: nothing acknowledged is lost, nothing is torn. */
#include "config.h"

#include <string.h>

#include <sqlite3.h>

#include "crm-backup.h"
#include "crm-database-private.h"
#include "disk-model.h"
#include "store-fixture.h"
#include "store-work.h"

#define N_TRIALS 300
#define N_CONTROLS 80
#define N_ACTIONS 30

typedef struct {
  guint n_lossy;
  guint n_corrupt;
  gint64 n_acknowledged;
} Tally;

/* A few pages usually; now and then one that lets the log be moved in between. */
static guint
draw_size (GRand *random)
{
  return g_rand_int_range (random, 0, 12) == 0 ? (guint) g_rand_int_range (random, 100000, 900000)
                                               : (guint) g_rand_int_range (random, 10, 20000);
}

/* The last action acknowledged. */
static gint64
work_in_store (const char *path, GRand *random)
{
  gint64 acknowledged = 0;
  CrmStore *store = crm_store_open (path, CRM_STORE_READ_WRITE, NULL);

  while (store != NULL && acknowledged < N_ACTIONS &&
         work_do_in_store (store, acknowledged + 1, draw_size (random), NULL)) {
    acknowledged++;
    if (g_rand_int_range (random, 0, 8) == 0) {
      g_clear_object (&store);
      store = crm_store_open (path, CRM_STORE_READ_WRITE, NULL);
    }
  }
  g_clear_object (&store);
  return acknowledged;
}

/* The same without the store's settings, for controls. */
static gint64
work_loosely (const char *path, const char *setting, GRand *random)
{
  gint64 acknowledged = 0;
  CrmDatabase *database = crm_database_open (path, CRM_DATABASE_WRITE, NULL);

  if (database == NULL)
    return 0;
  if (crm_database_execute (database, setting, NULL)) {
    while (acknowledged < N_ACTIONS && crm_database_begin (database, NULL) &&
           work_do (database, acknowledged + 1, draw_size (random), NULL) &&
           crm_database_commit (database, NULL)) {
      acknowledged++;
      if (database->n_wal_pages >= 1000 && !crm_database_checkpoint (database, FALSE, NULL))
        break;
    }
  }
  crm_database_close (database);
  return acknowledged;
}

static void
look (const char *path, gint64 acknowledged, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDatabase) database = crm_database_open (path, CRM_DATABASE_WRITE, &error);
  g_auto (GStrv) faults = NULL;
  g_autofree char *fault = NULL;
  gint64 found;

  tally->n_acknowledged += acknowledged;
  if (database != NULL && crm_database_checkpoint (database, FALSE, &error))
    faults = crm_database_check (database, NULL, &error);
  if (faults == NULL || faults[0] != NULL) {
    g_test_message ("corrupt: %s", faults != NULL ? faults[0] : error->message);
    tally->n_corrupt++;
    return;
  }
  found = work_count (database, &fault);
  if (found < 0) {
    g_test_message ("torn: %s", fault);
    tally->n_corrupt++;
  } else if (found < acknowledged) {
    tally->n_lossy++;
  } else {
    /* The one under way may have arrived; no other. */
    g_assert_cmpint (found, <=, acknowledged + 1);
  }
}

static Tally
run_trials (Fixture *fixture, guint n_trials, const char *setting)
{
  g_autofree char *path = fixture_dup_path (fixture, "trial.voronka");
  GRand *random = g_rand_new_with_seed (20261123);
  Tally tally = { 0 };

  disk_model_install ();
  for (guint i = 0; i < n_trials; i++) {
    gint64 acknowledged;

    work_copy_file (fixture->path, path);
    disk_model_reset ();
    disk_model_cut_after (g_rand_int_range (random, 1, 900));
    acknowledged =
        setting == NULL ? work_in_store (path, random) : work_loosely (path, setting, random);
    /* Where the work ended first, the lights go out now. */
    disk_model_cut_after (0);
    disk_model_settle (random);
    look (path, acknowledged, &tally);
  }
  disk_model_uninstall ();
  g_rand_free (random);
  g_test_message ("%u trials: %" G_GINT64_FORMAT " acknowledged, %u lossy, %u corrupt", n_trials,
                  tally.n_acknowledged, tally.n_lossy, tally.n_corrupt);
  return tally;
}

static void
test_power_cut (Fixture *fixture, gconstpointer data)
{
  Tally tally = run_trials (fixture, N_TRIALS, NULL);

  g_assert_cmpint (tally.n_acknowledged, >, N_TRIALS);
  g_assert_cmpuint (tally.n_lossy, ==, 0);
  g_assert_cmpuint (tally.n_corrupt, ==, 0);
}

/* Without these the test above would prove nothing. */
static void
test_control_off (Fixture *fixture, gconstpointer data)
{
  Tally tally = run_trials (fixture, N_CONTROLS, "PRAGMA synchronous = OFF");

  g_assert_cmpuint (tally.n_lossy + tally.n_corrupt, >=, N_CONTROLS * 3 / 10);
}

static void
test_control_normal (Fixture *fixture, gconstpointer data)
{
  Tally tally = run_trials (fixture, N_CONTROLS, "PRAGMA synchronous = NORMAL");

  g_assert_cmpuint (tally.n_lossy, >=, N_CONTROLS / 5);
  g_assert_cmpuint (tally.n_corrupt, ==, 0);
}

/* One sync fails and the system forgets the data: no more writing, reading goes on, and after a
 * power cut everything acknowledged is there. */
static void
test_failed_sync (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_dup_path (fixture, "trial.voronka");
  GRand *random = g_rand_new_with_seed (3);
  Tally tally = { 0 };
  guint n_failed = 0;

  disk_model_install ();
  for (int k = 1; k <= 60; k++) {
    gint64 acknowledged = 0;
    g_autoptr (GError) error = NULL;
    g_autofree char *fault = NULL;
    CrmStore *store;

    work_copy_file (fixture->path, path);
    disk_model_reset ();
    store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
    g_assert_no_error (error);
    disk_model_fail_after (DISK_SYNC, k, SQLITE_IOERR_FSYNC, FALSE);
    while (acknowledged < N_ACTIONS &&
           work_do_in_store (store, acknowledged + 1, draw_size (random), &error))
      acknowledged++;
    if (error != NULL) {
      n_failed++;
      g_assert_nonnull (crm_store_get_failure (store));
      g_assert_false (crm_store_is_writable (store));
      g_clear_error (&error);
      g_assert_false (work_do_in_store (store, acknowledged + 1, 10, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
      g_assert_nonnull (strstr (error->message, "trial.voronka"));
      g_assert_cmpint (work_count (crm_store_get_reader (store), &fault), ==, acknowledged);
    }
    g_object_unref (store);
    disk_model_cut_after (0);
    disk_model_settle (random);
    look (path, acknowledged, &tally);
  }
  disk_model_uninstall ();
  g_rand_free (random);
  g_assert_cmpuint (n_failed, >, 20);
  g_assert_cmpuint (tally.n_lossy, ==, 0);
  g_assert_cmpuint (tally.n_corrupt, ==, 0);
}

typedef struct {
  const char *name;
  int operations;
  int code;
  gboolean is_sticky;
} Fault;

static const Fault faults[] = {
  { "write-error", DISK_WRITE, SQLITE_IOERR_WRITE, FALSE },
  { "write-error-for-good", DISK_WRITE, SQLITE_IOERR_WRITE, TRUE },
  { "disk-full", DISK_WRITE, SQLITE_FULL, FALSE },
  { "disk-full-for-good", DISK_WRITE, SQLITE_FULL, TRUE },
  { "sync-error-for-good", DISK_SYNC, SQLITE_IOERR_FSYNC, TRUE },
  { "read-error", DISK_READ, SQLITE_IOERR_READ, FALSE },
  { "read-error-for-good", DISK_READ, SQLITE_IOERR_READ, TRUE },
};

/* The @k th operation fails, for every k: an error with a sentence, and nothing lost. */
static void
test_every_operation (Fixture *fixture, gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *path = fixture_dup_path (fixture, "trial.voronka");
  GRand *random = g_rand_new_with_seed (11);
  Tally tally = { 0 };
  guint n_points = 0;
  gboolean reached = TRUE;

  disk_model_install ();
  for (int k = 1; reached; k++) {
    gint64 acknowledged = 0;
    gint64 number = 0;
    CrmStore *store;
    g_autoptr (GError) error = NULL;

    work_copy_file (fixture->path, path);
    disk_model_reset ();
    disk_model_fail_after (fault->operations, k, fault->code, fault->is_sticky);
    store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
    g_assert_true ((store == NULL) == (error != NULL));
    for (number = 1; store != NULL && number <= 6; number++) {
      g_clear_error (&error);
      if (!work_do_in_store (store, acknowledged + 1, number == 4 ? 300000 : 3000, &error)) {
        g_assert_nonnull (error);
        g_assert_cmpint (error->domain, ==, CRM_ERROR);
        if (fault->code == SQLITE_FULL && crm_store_get_read_only_reason (store) == NULL)
          g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
        continue;
      }
      acknowledged++;
    }
    /* Space can be freed: where only one write found the disk full, the rest has gone on. */
    if (store != NULL && fault->code == SQLITE_FULL)
      g_assert_null (crm_store_get_failure (store));
    g_clear_object (&store);
    reached = disk_model_has_failed ();
    n_points++;
    disk_model_reset ();
    look (path, acknowledged, &tally);
  }
  disk_model_uninstall ();
  g_rand_free (random);
  g_test_message ("%u points, %" G_GINT64_FORMAT " acknowledged", n_points, tally.n_acknowledged);
  g_assert_cmpuint (n_points, >, 8);
  g_assert_cmpuint (tally.n_lossy, ==, 0);
  g_assert_cmpuint (tally.n_corrupt, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/power-cut/loses-nothing-acknowledged", test_power_cut);
  fixture_add ("/power-cut/control-without-sync-loses", test_control_off);
  fixture_add ("/power-cut/control-with-few-syncs-loses", test_control_normal);
  fixture_add ("/disk-failure/sync-stops-writing", test_failed_sync);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *name = g_strconcat ("/disk-failure/", faults[i].name, NULL);

    fixture_add_with_data (name, &faults[i], test_every_operation);
  }
  return g_test_run ();
}
