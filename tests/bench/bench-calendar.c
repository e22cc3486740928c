/* A month of 5,000 meetings and what repeats, against a bare statement that reads as many rows; in
 * a file with two years of them. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "bench.h"
#include "crm-calendar.h"
#include "crm-change.h"
#include "crm-command-process.h"
#include "crm-date.h"
#include "crm-setup.h"

#define A_MONTH 5000
#define MONTHS 24
#define SERIES 50

typedef struct {
  CrmStore *store;
  sqlite3 *bare;
  gint64 from, until;
  int made;
  guint n_entries;
} Bench;

static gint64
at (int month, int day, int minutes)
{
  return crm_moment_from_wall (crm_date_from_ymd (2025 + month / 12, month % 12 + 1, day),
                               minutes * 60);
}

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;

  for (int i = 0; i < 1000 && bench->made < A_MONTH * MONTHS + SERIES; i++, bench->made++) {
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("activity"));
    g_autofree char *title = g_strdup_printf ("Meeting %d", bench->made);
    gint64 start = at (bench->made / A_MONTH, bench->made % 28 + 1, 480 + bench->made % 600);
    crm_record_set_text (record, "title", title);
    crm_record_set_text (record, "kind", "meeting");
    if (bench->made >= A_MONTH * MONTHS) {
      start = at (0, 6, 600);
      crm_record_set_text (record, "repeat", "FREQ=WEEKLY;BYDAY=MO,TH");
    }
    crm_record_set_integer (record, "start", start);
    crm_record_set_integer (record, "ends", start + 3600);
    crm_change_take (change, g_steal_pointer (&record), 0);
  }
  return bench->made < A_MONTH * MONTHS + SERIES;
}

static void
read_month (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GPtrArray) entries = crm_calendar_read (
      crm_store_get_reader (bench->store), bench->from, bench->until, NULL, 0, 100000, NULL);

  bench->n_entries = entries->len;
}

static void
read_bare (gpointer data)
{
  Bench *bench = data;
  sqlite3_stmt *statement;

  sqlite3_prepare_v2 (bench->bare,
                      "SELECT a.id, a.title, a.kind, a.state, a.priority, a.place, c.name,"
                      " a.responsible, a.\"start\", a.ends, a.due, a.all_day FROM activity a"
                      " LEFT JOIN company c ON c.id = a.company"
                      " WHERE a.\"start\" >= ?1 AND a.\"start\" < ?2 ORDER BY a.\"start\"",
                      -1, &statement, NULL);
  sqlite3_bind_int64 (statement, 1, bench->from);
  sqlite3_bind_int64 (statement, 2, bench->until);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < 12; i++)
      g_free (g_strdup ((const char *) sqlite3_column_text (statement, i)));
  sqlite3_finalize (statement);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "calendar.voronka", NULL);
  g_autofree char *removing = g_strdup_printf ("rm -rf '%s'", folder);
  CrmChange *change;
  g_autoptr (GError) error = NULL;
  double ours, floor;

  crm_command_register_processes ();
  if (!crm_setup_create (path, "other", &error))
    g_error ("%s", error->message);
  bench.store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  change = crm_change_new ("Fill", 0, CRM_ORIGIN_IMPORT);
  crm_change_set_feed (change, feed, &bench, NULL, A_MONTH * MONTHS + SERIES);
  if (bench.store == NULL || crm_change_commit_sync (change, bench.store, &error) < 0)
    g_error ("%s", error->message);
  crm_change_free (change);
  sqlite3_open (path, &bench.bare);
  bench.from = at (MONTHS / 2, 1, 0);
  bench.until = at (MONTHS / 2 + 1, 1, 0);
  bench_print_head ();
  ours = bench_median (read_month, &bench, 21);
  floor = bench_median (read_bare, &bench, 21);
  bench_print ("calendar: a month of 5,000 and 50 series", bench.n_entries, ours, floor, 3);
  bench_print ("calendar: the same (target: 50 ms)", bench.n_entries, ours, 0.05, 1);
  sqlite3_close (bench.bare);
  crm_store_close (bench.store, NULL);
  g_object_unref (bench.store);
  g_spawn_command_line_sync (removing, NULL, NULL, NULL, NULL);
  return 0;
}
