/* One tick over so many open tasks: with nothing due, with a thousand due, and the first one after
 * a week away; against bare statements that find the same rows and write as much. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "bench.h"
#include "crm-change.h"
#include "crm-command-process.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-process-tick.h"
#include "crm-setup.h"

#define HOUR 3600
#define DAY 86400
#define YEAR (365 * DAY)
#define AT_ONCE 1000
#define RUNS 3
#define PERSONS 5
#define OVERDUE 1000 /* invoices that nobody has paid, told of already */
#define UNSIGNED 100
#define DEALS 10000 /* open, of a fifth as many clients */
#define DONE 3      /* tasks of each deal that are done */

typedef struct {
  gint64 n;
  char *folder; /* owned */
  CrmStore *store;
  sqlite3 *bare; /* on a copy of the file */
  gint64 begin;  /* nothing has come due before it */
  gint64 now;
  gint64 made;
  CrmTick tick;
} Bench;

static void
check (sqlite3 *database, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("bench: %s", database != NULL ? sqlite3_errmsg (database) : sqlite3_errstr (code));
}

/* --- The file */

static CrmRecord *
make_person (gint64 number)
{
  CrmRecord *record = crm_record_new (crm_entity_find ("person"));
  g_autofree char *name = g_strdup_printf ("Person %d", (int) number);

  crm_record_set_text (record, "name", name);
  return record;
}

static CrmRecord *
make_document (Bench *bench, gint64 number)
{
  CrmRecord *record = crm_record_new (crm_entity_find ("document"));
  gboolean is_contract = number >= OVERDUE;
  g_autofree char *text = g_strdup_printf ("%d", (int) number + 1);

  crm_record_set_text (record, "number", text);
  crm_record_set_text (record, "kind", is_contract ? "contract" : "invoice");
  crm_record_set_text (record, "status", is_contract ? "for_signature" : "signed");
  crm_record_set_integer (record, "date", crm_moment_to_date (bench->begin) - 60);
  crm_record_set_integer (record, "status_since", bench->begin - 60 * DAY);
  if (!is_contract)
    crm_record_set_integer (record, "due_date", crm_moment_to_date (bench->begin) - 30);
  crm_record_set_integer (record, "total", 100000);
  crm_record_set_integer (record, "paid", 0);
  return record;
}

/* One in ten is a meeting, of which the result is asked for too. */
static CrmRecord *
make_task (Bench *bench, gint64 number)
{
  CrmRecord *record = crm_record_new (crm_entity_find ("activity"));
  g_autofree char *title = g_strdup_printf ("Task %d", (int) number);
  gint64 moment = bench->begin + HOUR + number * (YEAR / bench->n);

  crm_record_set_text (record, "title", title);
  crm_record_set_text (record, "remind", "0");
  crm_record_set_integer (record, "responsible", number % PERSONS + 1);
  if (number % 10 == 0) {
    crm_record_set_text (record, "kind", "meeting");
    crm_record_set_integer (record, "start", moment);
    crm_record_set_integer (record, "ends", moment + HOUR);
  } else {
    crm_record_set_integer (record, "due", moment);
  }
  return record;
}

/* Each is silent for some weeks, with its next step to come. */
static gboolean
feed_deals (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;
  gint64 companies = bench->n / 5;

  for (int i = 0; i < 1000 && bench->made < companies + (1 + DONE) * bench->n; i++, bench->made++) {
    gint64 number = bench->made - companies;
    gint64 deal = number % bench->n + 1;
    const char *name = number < 0 ? "company" : number < bench->n ? "deal" : "activity";
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find (name));
    g_autofree char *title = g_strdup_printf ("%s %d", name, (int) bench->made);
    crm_record_set_text (record, number < bench->n ? "name" : "title", title);
    if (number >= 0)
      crm_record_set_integer (record, "company", deal % companies + 1);
    if (number >= 0 && number < bench->n) {
      crm_record_set_integer (record, "stage", 1);
      crm_record_set_integer (record, "planned_activity", crm_moment_to_date (bench->begin) + 30);
      crm_record_set_integer (record, "next_activity", crm_moment_to_date (bench->begin) + 30);
      crm_record_set_integer (record, "last_activity", bench->begin - (9 + deal % 20) * DAY);
    } else if (number >= 0) {
      crm_record_set_integer (record, "deal", deal);
      crm_record_set_text (record, "state", "done");
      crm_record_set_integer (record, "done",
                              bench->begin - (number / bench->n * 9 + deal % 20) * DAY);
    }
    crm_change_take (change, g_steal_pointer (&record), 0);
  }
  return bench->made < companies + (1 + DONE) * bench->n;
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;
  const gint64 before = PERSONS + OVERDUE + UNSIGNED;

  for (int i = 0; i < 1000 && bench->made < before + bench->n; i++, bench->made++) {
    g_autoptr (CrmRecord) record = bench->made < PERSONS ? make_person (bench->made)
                                   : bench->made < before
                                       ? make_document (bench, bench->made - PERSONS)
                                       : make_task (bench, bench->made - before);
    crm_change_take (change, g_steal_pointer (&record), 0);
  }
  return bench->made < before + bench->n;
}

static void
fill (Bench *bench, CrmChangeFeed func)
{
  g_autoptr (CrmChange) change = crm_change_new ("Fill", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;

  crm_change_set_moment (change, bench->begin - DAY);
  crm_change_set_verbatim (change, TRUE);
  crm_change_set_feed (change, func, bench, NULL, (gsize) bench->n);
  if (crm_change_commit_sync (change, bench->store, &error) < 0)
    g_error ("%s", error->message);
}

/* --- Ours */

static gboolean
tick_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Bench *bench = data;

  return crm_process_tick (database, bench->now, 1, &bench->tick, error);
}

static void
tick (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write (bench->store, tick_func, bench, NULL, &error))
    g_error ("tick: %s", error->message);
}

static void
read_neglected (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = crm_alarm_read_neglected (
      crm_store_get_reader (bench->store), 0, crm_moment_to_date (bench->begin), -1, &error);

  g_assert_no_error (error);
  bench->tick.neglected = found->len;
}

/* --- The floor */

static sqlite3_stmt *
prepare (Bench *bench, const char *sql)
{
  sqlite3_stmt *statement;

  check (bench->bare, sqlite3_prepare_v2 (bench->bare, sql, -1, &statement, NULL));
  return statement;
}

static void
execute (Bench *bench, const char *sql)
{
  check (bench->bare, sqlite3_exec (bench->bare, sql, NULL, NULL, NULL));
}

/* What is due of the tasks: taken away, and a reminder of each with its journal. */
static void
ring_bare (Bench *bench, const char *table, const char *kind)
{
  g_autofree char *due = g_strdup_printf (
      "SELECT t.activity, t.moment, a.responsible, a.title FROM %s t JOIN activity a"
      " ON a.id = t.activity WHERE t.moment <= ?1 ORDER BY t.moment LIMIT 50000",
      table);
  g_autofree char *away = g_strdup_printf ("DELETE FROM %s WHERE activity = ?1", table);
  sqlite3_stmt *find = prepare (bench, due);
  sqlite3_stmt *remove = prepare (bench, away);
  sqlite3_stmt *remind = prepare (
      bench, "INSERT INTO reminder (text, kind, state, subject, person, moment, created, changed)"
             " VALUES (?1, ?2, 'gathered', ?3, ?4, ?5, ?6, ?6)");
  sqlite3_stmt *journal =
      prepare (bench, "INSERT INTO operation (change, entity, record, action, delta)"
                      " VALUES ((SELECT max (id) FROM change), 78, last_insert_rowid (), 1, ?1)");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  sqlite3_bind_int64 (find, 1, bench->now);
  while (sqlite3_step (find) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64 (find, 0);
    g_autofree char *delta =
        g_strdup_printf ("{\"text\":[null,\"%s\"],\"kind\":[null,\"%s\"],\"state\":[null,"
                         "\"gathered\"],\"subject\":[null,%d],\"person\":[null,%d],"
                         "\"moment\":[null,%d]}",
                         sqlite3_column_text (find, 3), kind, (int) id,
                         sqlite3_column_int (find, 2), sqlite3_column_int (find, 1));
    g_array_append_val (ids, id);
    sqlite3_bind_text (remind, 1, (const char *) sqlite3_column_text (find, 3), -1,
                       SQLITE_TRANSIENT);
    sqlite3_bind_text (remind, 2, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (remind, 3, crm_subject_make (crm_entity_find ("activity"), id));
    sqlite3_bind_int64 (remind, 4, sqlite3_column_int64 (find, 2));
    sqlite3_bind_int64 (remind, 5, sqlite3_column_int64 (find, 1));
    sqlite3_bind_int64 (remind, 6, bench->now);
    check (bench->bare, sqlite3_step (remind));
    sqlite3_reset (remind);
    sqlite3_bind_text (journal, 1, delta, -1, SQLITE_TRANSIENT);
    check (bench->bare, sqlite3_step (journal));
    sqlite3_reset (journal);
  }
  for (guint i = 0; i < ids->len; i++) {
    sqlite3_bind_int64 (remove, 1, g_array_index (ids, gint64, i));
    check (bench->bare, sqlite3_step (remove));
    sqlite3_reset (remove);
  }
  sqlite3_finalize (find);
  sqlite3_finalize (remove);
  sqlite3_finalize (remind);
  sqlite3_finalize (journal);
}

static void
look_bare (Bench *bench, const char *sql, gint64 value)
{
  sqlite3_stmt *statement = prepare (bench, sql);

  sqlite3_bind_int64 (statement, 1, value);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, crm_subject_make (crm_entity_find ("document"), 0));
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  sqlite3_finalize (statement);
}

static void
tick_bare (gpointer data)
{
  Bench *bench = data;
  static const char promised[] =
      "SELECT id FROM document WHERE status NOT IN ('completed', 'rejected', 'lapsed')"
      " AND due_date <= ?1 AND kind IN ('invoice', 'proforma') AND paid < total"
      " AND NOT EXISTS (SELECT 1 FROM reminder WHERE subject = ?2 + document.id"
      "  AND kind = 'promise' AND moment = document.due_date * 86400)";

  execute (bench, "BEGIN IMMEDIATE");
  look_bare (bench, "SELECT id FROM reminder WHERE state = 'snoozed' AND until <= ?1", bench->now);
  ring_bare (bench, "result_alarm", "result");
  ring_bare (bench, "alarm", "due");
  look_bare (bench,
             "SELECT id FROM document WHERE status = 'for_signature' AND status_since <= ?1"
             " AND NOT EXISTS (SELECT 1 FROM reminder WHERE subject = ?2 + document.id"
             "  AND kind = 'overdue' AND moment = document.status_since)",
             bench->now - 7 * DAY);
  for (int i = 0; i < 2; i++)
    look_bare (bench, promised, crm_moment_to_date (bench->now));
  look_bare (bench, "SELECT id FROM recurrence WHERE state = 'active' AND next <= ?1",
             crm_moment_to_date (bench->now));
  execute (bench, "COMMIT");
}

static void
neglected_bare (gpointer data)
{
  Bench *bench = data;

  look_bare (bench,
             "SELECT id, responsible, next_activity, last_activity, company FROM deal"
             " WHERE closed IS NULL AND ?1",
             1);
  look_bare (bench,
             "SELECT company, count (*), min (done), max (done) FROM activity"
             " WHERE company IS NOT NULL AND done IS NOT NULL AND ?1 GROUP BY company",
             1);
}

/* --- Both, one after the other, each in its own file */

static void
measure_one (Bench *bench, const char *work, gint64 now, int runs, double target)
{
  double ours, floor;
  gint64 told;

  bench->now = now;
  ours = bench_median (tick, bench, runs);
  told = bench->tick.due + bench->tick.over;
  floor = bench_median (tick_bare, bench, runs);
  bench_print (work, bench->n, ours, floor, target);
  if (told > 0)
    g_print ("%-52s %10d\n", "  so much was told", (int) told);
}

static gint64
find_moment_of (Bench *bench, gint64 place)
{
  return bench->begin + HOUR + (place - 1) * (YEAR / bench->n);
}

static void
open_file (Bench *bench)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  bench->folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  path = g_build_filename (bench->folder, "process.voronka", NULL);
  if (!crm_setup_create (path, "other", &error))
    g_error ("%s", error->message);
  bench->store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (bench->store == NULL)
    g_error ("%s", error->message);
}

static void
close_file (Bench *bench)
{
  g_autofree char *removing = g_strdup_printf ("rm -rf '%s'", bench->folder);

  sqlite3_close (bench->bare);
  crm_store_close (bench->store, NULL);
  g_object_unref (bench->store);
  g_spawn_command_line_sync (removing, NULL, NULL, NULL, NULL);
  g_free (bench->folder);
}

static void
open_copy (Bench *bench)
{
  g_autofree char *source = g_build_filename (bench->folder, "process.voronka", NULL);
  g_autofree char *path = g_build_filename (bench->folder, "floor.db", NULL);
  sqlite3 *original;
  sqlite3_backup *backup;

  check (NULL, sqlite3_open_v2 (source, &original, SQLITE_OPEN_READONLY, NULL));
  check (NULL, sqlite3_open (path, &bench->bare));
  backup = sqlite3_backup_init (bench->bare, "main", original, "main");
  if (backup == NULL || sqlite3_backup_step (backup, -1) != SQLITE_DONE)
    g_error ("floor: %s", sqlite3_errmsg (bench->bare));
  check (bench->bare, sqlite3_backup_finish (backup));
  sqlite3_close (original);
  execute (bench, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
}

static void
measure_deals (void)
{
  Bench bench = { .n = DEALS,
                  .begin = crm_moment_from_wall (crm_date_from_ymd (2026, 3, 2), 9 * HOUR) };
  double ours, floor;

  open_file (&bench);
  fill (&bench, feed_deals);
  open_copy (&bench);
  ours = bench_median (read_neglected, &bench, 11);
  floor = bench_median (neglected_bare, &bench, 11);
  bench_print ("deals nobody cares for, of so many open ones", DEALS, ours, floor, 2);
  g_print ("%-52s %10d\n", "  so many are neglected", (int) bench.tick.neglected);
  close_file (&bench);
}

static void
measure (gint64 n)
{
  Bench bench = { .n = n,
                  .begin = crm_moment_from_wall (crm_date_from_ymd (2026, 3, 2), 9 * HOUR) };
  gint64 place = AT_ONCE;

  open_file (&bench);
  fill (&bench, feed);
  bench.now = bench.begin;
  tick (&bench);
  open_copy (&bench);

  measure_one (&bench, "tick: nothing due", bench.begin + 60, 51, 2);
  {
    g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
    g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
    for (int i = 0; i < RUNS; i++, place += AT_ONCE) {
      double seconds;
      bench.now = find_moment_of (&bench, place);
      seconds = bench_median (tick, &bench, 1);
      g_array_append_val (ours, seconds);
      seconds = bench_median (tick_bare, &bench, 1);
      g_array_append_val (floor, seconds);
    }
    bench_print ("tick: 1,000 due", n, bench_percentile (ours, 50), bench_percentile (floor, 50),
                 2.5);
    g_print ("%-52s %10d\n", "  so much was told", (int) (bench.tick.due + bench.tick.over));
  }
  measure_one (&bench, "tick: the first after a week away", bench.now + 7 * DAY, 1, 2.5);
  measure_one (&bench, "tick: nothing due, afterwards", bench.now + 1, 51, 2);

  close_file (&bench);
}

int
main (int argc, char **argv)
{
  static const gint64 sizes[] = { 10000, 100000, 1000000 };
  gint64 most = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : 1000000;

  crm_document_register ();
  crm_command_register_processes ();
  bench_print_head ();
  measure_deals ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] <= most)
      measure (sizes[i]);
  return 0;
}
