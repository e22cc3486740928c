/* Records against bare SQLite: loading, lists, search, sums, one durable change; at three sizes, so
 * that the growth is seen. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "bench.h"
#include "crm-duplicate.h"
#include "crm-funnel.h"
#include "crm-grouping.h"
#include "crm-journal.h"
#include "crm-query.h"
#include "crm-search.h"
#include "crm-setup.h"
#include "crm-stage-history.h"

static const char *const first[] = { "Орион", "Вега",   "Альтаир", "Złoty", "Kowalski", "Шевченко",
                                     "Север", "Łódź",   "Мрія",    "Заря",  "Wisła",    "Карпати",
                                     "Гамма", "Сатурн", "Dąb",     "Полёт" };
static const char *const second[] = { "Строй",  "Трейд", "Serwis", "Сервіс", "Плюс",  "Logistyka",
                                      "Проект", "Буд",   "Снаб",   "Агро",   "Meble", "Тех",
                                      "Дом",    "Okna",  "Свет",   "Транс" };

typedef struct {
  char *folder;
  char *path;
  CrmStore *store;
  gint64 n;
  gint64 made;
  CrmQuery *query;
  sqlite3 *floor;  /* reads our file */
  sqlite3 *writer; /* writes to a copy: what a bare connection writes to ours has no checksums */
  sqlite3_stmt *statement;
  GArray *ids;
  gint64 stages[16];
  int n_stages;
  const char *search;
  guint n_hits; /* of that search */
} Bench;

static void
find_all_duplicates (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GArray) pairs = crm_duplicate_search (
      crm_store_get_reader (bench->store), crm_entity_find ("company"), NULL, NULL, NULL, NULL);
  g_assert_nonnull (pairs);
}

static void
find_duplicates (gpointer data)
{
  Bench *bench = data;
  g_autoptr (CrmRecord) draft = crm_record_new_empty (crm_entity_find ("company"));
  g_autoptr (GPtrArray) found = NULL;

  crm_record_set_text (draft, "name", "Орион Строй 77");
  crm_record_set_text (draft, "tax_number", "7700000077");
  found = crm_duplicate_find (crm_store_get_reader (bench->store), draft, CRM_MATCH_WORTH_A_LOOK, 3,
                              NULL);
  g_assert_nonnull (found);
}

static char *
company_name (gint64 i)
{
  guint32 mixed = (guint32) (i * 2654435761u);
  return g_strdup_printf ("ООО «%s %s %u»", first[mixed % 16], second[(mixed >> 8) % 16],
                          (guint) (i % 9973));
}

static gboolean
feed_companies (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;
  const CrmEntity *companies = crm_entity_find ("company");
  for (int i = 0; i < 500 && bench->made < bench->n; i++, bench->made++) {
    g_autoptr (CrmRecord) record = crm_record_new_empty (companies);
    g_autofree char *name = company_name (bench->made);
    g_autofree char *number = g_strdup_printf ("77%08" G_GINT64_FORMAT, bench->made);
    crm_record_set_text (record, "name", name);
    crm_record_set_text (record, "tax_number", number);
    crm_record_set_text (record, "type", "client");
    crm_record_set_text (record, "city", second[bench->made % 16]);
    crm_change_add (change, record);
  }
  return bench->made < bench->n;
}

static gboolean
feed_deals (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;
  const CrmEntity *deals = crm_entity_find ("deal");
  for (int i = 0; i < 500 && bench->made < bench->n; i++, bench->made++) {
    g_autoptr (CrmRecord) record = crm_record_new_empty (deals);
    crm_record_set_text (record, "name", second[bench->made % 16]);
    crm_record_set_integer (record, "company", bench->made + 1);
    crm_record_set_integer (record, "stage", bench->stages[bench->made * 7 % bench->n_stages]);
    crm_record_set_integer (record, "value", bench->made % 100000 * 100);
    crm_record_set_text (record, "currency", "RUB");
    crm_change_add (change, record);
  }
  return bench->made < bench->n;
}

/* Each deal came to its stage, half of them went on. */
static gboolean
feed_stays (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;
  const CrmEntity *stays = crm_entity_find ("stage_move");
  for (int i = 0; i < 500 && bench->made < bench->n; i++, bench->made++) {
    g_autoptr (CrmRecord) record = crm_record_new_empty (stays);
    crm_record_set_integer (record, "deal", bench->made + 1);
    crm_record_set_integer (record, "stage", bench->stages[bench->made * 7 % bench->n_stages]);
    crm_record_set_integer (record, "entered", 1700000000 + bench->made);
    if (bench->made % 2 == 0) {
      crm_record_set_integer (record, "left", 1700000000 + bench->made * 3);
      crm_record_set_integer (record, "next_stage",
                              bench->stages[bench->made * 3 % bench->n_stages]);
    }
    crm_change_add (change, record);
  }
  return bench->made < bench->n;
}

static void
load (Bench *bench, CrmChangeFeed feed, gboolean verbatim)
{
  g_autoptr (CrmChange) change = crm_change_new ("Load", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;
  bench->made = 0;
  crm_change_set_verbatim (change, verbatim);
  crm_change_set_feed (change, feed, bench, NULL, (gsize) bench->n);
  if (crm_change_commit_sync (change, bench->store, &error) < 0)
    g_error ("%s", error->message);
}

static void
check (sqlite3 *database, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("floor: %s", sqlite3_errmsg (database));
}

/* The same rows into the same tables by bare SQLite: row, journal, search, with the indexes made at
 * the end. */
static double
load_floor (Bench *bench, const char *empty)
{
  g_autofree char *path = g_build_filename (bench->folder, "floor.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) indexes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmCollator) collator = crm_collator_new ("ru_RU", NULL);
  g_autoptr (GByteArray) key = g_byte_array_new ();
  g_autoptr (GByteArray) city_key = g_byte_array_new ();
  sqlite3_stmt *row, *journal, *search, *list;
  gsize size;
  gint64 start;
  sqlite3 *db;
  double seconds;

  g_assert_true (g_file_get_contents (empty, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  check (NULL, sqlite3_open (path, &db));
  check (db,
         sqlite3_exec (
             db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY",
             0, 0, 0));
  start = bench_now ();
  check (db, sqlite3_exec (db, "BEGIN IMMEDIATE", 0, 0, 0));
  check (db, sqlite3_prepare_v2 (db,
                                 "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND "
                                 "tbl_name = 'company' AND sql IS NOT NULL",
                                 -1, &list, NULL));
  {
    g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
    while (sqlite3_step (list) == SQLITE_ROW) {
      g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (list, 0)));
      g_ptr_array_add (indexes, g_strdup ((const char *) sqlite3_column_text (list, 1)));
    }
    sqlite3_finalize (list);
    for (guint i = 0; i < names->len; i++) {
      g_autofree char *drop = g_strdup_printf ("DROP INDEX \"%s\"", (char *) names->pdata[i]);
      check (db, sqlite3_exec (db, drop, 0, 0, 0));
    }
  }
  check (db,
         sqlite3_exec (db, "INSERT INTO change (moment, origin, kind, label) VALUES (0, 0, 1, 'x')",
                       0, 0, 0));
  check (db, sqlite3_prepare_v2 (db,
                                 "INSERT INTO company (name, name_key, tax_number, type, city, "
                                 "city_key, created, changed) VALUES (?,?,?,?,?,?,?,?)",
                                 -1, &row, NULL));
  check (db, sqlite3_prepare_v2 (
                 db, "INSERT INTO operation (change, entity, record, action) VALUES (1, 10, ?, 1)",
                 -1, &journal, NULL));
  check (db, sqlite3_prepare_v2 (db, "INSERT INTO company_search (rowid, body) VALUES (?, ?)", -1,
                                 &search, NULL));
  for (gint64 i = 0; i < bench->n; i++) {
    g_autofree char *name = company_name (i);
    g_autofree char *number = g_strdup_printf ("77%08" G_GINT64_FORMAT, i);
    g_autofree char *folded = crm_text_fold (name);
    g_autofree char *body = g_strconcat (folded, " ", number, NULL);
    crm_collator_write_key (collator, name, key);
    crm_collator_write_key (collator, second[i % 16], city_key);
    sqlite3_bind_text (row, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_blob (row, 2, key->data, (int) key->len, SQLITE_STATIC);
    sqlite3_bind_text (row, 3, number, -1, SQLITE_STATIC);
    sqlite3_bind_text (row, 4, "client", -1, SQLITE_STATIC);
    sqlite3_bind_text (row, 5, second[i % 16], -1, SQLITE_STATIC);
    sqlite3_bind_blob (row, 6, city_key->data, (int) city_key->len, SQLITE_STATIC);
    sqlite3_bind_int64 (row, 7, 1);
    sqlite3_bind_int64 (row, 8, 1);
    check (db, sqlite3_step (row));
    sqlite3_reset (row);
    sqlite3_bind_int64 (journal, 1, i + 1);
    check (db, sqlite3_step (journal));
    sqlite3_reset (journal);
    sqlite3_bind_int64 (search, 1, i + 1);
    sqlite3_bind_text (search, 2, body, -1, SQLITE_STATIC);
    check (db, sqlite3_step (search));
    sqlite3_reset (search);
  }
  sqlite3_finalize (row);
  sqlite3_finalize (journal);
  sqlite3_finalize (search);
  for (guint i = 0; i < indexes->len; i++)
    check (db, sqlite3_exec (db, indexes->pdata[i], 0, 0, 0));
  check (db, sqlite3_exec (db, "COMMIT", 0, 0, 0));
  seconds = (double) (bench_now () - start) / G_USEC_PER_SEC;
  sqlite3_close (db);
  g_remove (path);
  return seconds;
}

static void
first_page (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GPtrArray) records =
      crm_query_fetch_all (bench->query, crm_store_get_reader (bench->store), 50, NULL);
  g_assert_nonnull (records);
}

static void
all_ids (gpointer data)
{
  Bench *bench = data;
  g_array_set_size (bench->ids, 0);
  g_assert_true (crm_query_read_ids (bench->query, crm_store_get_reader (bench->store), -1, 0,
                                     bench->ids, NULL));
}

static void
fifty_anywhere (gpointer data)
{
  Bench *bench = data;
  guint start = (guint) g_random_int_range (0, (gint32) MAX (1, (gint64) bench->ids->len - 50));
  g_autoptr (GPtrArray) records =
      crm_query_fetch (crm_store_get_reader (bench->store), crm_entity_find ("company"),
                       &g_array_index (bench->ids, gint64, start), MIN (50, bench->ids->len), NULL);
  g_assert_nonnull (records);
}

static void
step_all (gpointer data)
{
  Bench *bench = data;
  int n = 0;
  while (sqlite3_step (bench->statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (bench->statement); i++)
      n += sqlite3_column_bytes (bench->statement, i) > 0;
  sqlite3_reset (bench->statement);
}

/* As a bare program reads them: a prepared statement, once a row, wherever the list happens to be.
 */
static void
floor_anywhere (gpointer data)
{
  Bench *bench = data;
  guint start = (guint) g_random_int_range (0, (gint32) MAX (1, (gint64) bench->ids->len - 50));

  check (bench->floor, sqlite3_exec (bench->floor, "BEGIN", 0, 0, 0));
  for (guint i = 0; i < MIN (50, bench->ids->len); i++) {
    sqlite3_bind_int64 (bench->statement, 1, g_array_index (bench->ids, gint64, start + i));
    step_all (bench);
  }
  check (bench->floor, sqlite3_exec (bench->floor, "COMMIT", 0, 0, 0));
}

static void
search_all (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GPtrArray) hits =
      crm_search_read (crm_store_get_reader (bench->store), NULL, bench->search, 10, NULL);
  g_assert_nonnull (hits);
  bench->n_hits = hits->len;
}

static void
board (gpointer data)
{
  Bench *bench = data;
  CrmDatabase *reader = crm_store_get_reader (bench->store);
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmQuery) query = crm_query_new (deals);
  g_autoptr (GArray) groups =
      crm_query_read_groups (query, reader, "stage", "currency", "value", NULL);
  g_assert_nonnull (groups);
  for (int i = 0; i < bench->n_stages; i++) {
    g_autoptr (CrmQuery) stage =
        crm_query_filter_integer (query, "stage", CRM_OP_EQUAL, bench->stages[i]);
    g_autoptr (CrmQuery) newest = crm_query_sort (stage, "id", TRUE, NULL);
    g_autoptr (GPtrArray) cards = crm_query_fetch_all (newest, reader, 40, NULL);
    g_assert_nonnull (cards);
  }
}

static void
funnel (gpointer data)
{
  Bench *bench = data;
  g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
  CrmFunnelQuestion question = { 1, G_MININT64, G_MAXINT64, G_MAXINT64, deals };
  g_autoptr (GPtrArray) steps =
      crm_funnel_read (crm_store_get_reader (bench->store), &question, NULL);
  g_assert_nonnull (steps);
}

static double
floor_of (Bench *bench, const char *sql, int runs)
{
  double seconds;
  check (bench->floor, sqlite3_prepare_v2 (bench->floor, sql, -1, &bench->statement, NULL));
  seconds = bench_median (step_all, bench, runs);
  sqlite3_finalize (bench->statement);
  return seconds;
}

static void
floor_board (gpointer data)
{
  Bench *bench = data;
  char sql[200];
  floor_of (bench,
            "SELECT stage, currency, count(*), sum(value) FROM deal GROUP BY stage, currency", 1);
  for (int i = 0; i < bench->n_stages; i++) {
    g_snprintf (sql, sizeof sql,
                "SELECT deal.*, company.name FROM deal LEFT JOIN company ON company.id = "
                "deal.company WHERE stage = %d"
                " ORDER BY deal.id DESC LIMIT 40",
                (int) bench->stages[i]);
    floor_of (bench, sql, 1);
  }
}

static void
one_change (gpointer data)
{
  Bench *bench = data;
  g_autoptr (CrmChange) change = crm_change_new ("One", 0, CRM_ORIGIN_WINDOW);
  g_autofree char *city = g_strdup_printf ("City %d", g_random_int_range (0, 1000000));
  g_autoptr (GError) error = NULL;

  crm_change_set_text (change, crm_entity_find ("company"),
                       g_random_int_range (1, (gint32) bench->n), "city", city);
  if (crm_change_commit_sync (change, bench->store, &error) <= 0)
    g_error ("one change: %s", error->message);
}

static void
floor_change (gpointer data)
{
  Bench *bench = data;
  char sql[300];
  g_snprintf (
      sql, sizeof sql,
      "BEGIN IMMEDIATE; UPDATE company SET city = 'City %d', revision = revision + 1 WHERE id = %d;"
      "INSERT INTO operation (change, entity, record, action, delta) VALUES (1, 10, 1, 2, '{}'); "
      "COMMIT",
      g_random_int_range (0, 1000000), g_random_int_range (1, (gint32) bench->n));
  check (bench->writer, sqlite3_exec (bench->writer, sql, 0, 0, 0));
}

/* A bare connection that may only read our file, and one of its own on a copy of it. */
static void
open_floor (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "floor.db", NULL);
  sqlite3_backup *backup;

  check (NULL, sqlite3_open_v2 (bench->path, &bench->floor, SQLITE_OPEN_READONLY, NULL));
  check (NULL, sqlite3_open (path, &bench->writer));
  backup = sqlite3_backup_init (bench->writer, "main", bench->floor, "main");
  if (backup == NULL || sqlite3_backup_step (backup, -1) != SQLITE_DONE)
    g_error ("floor: %s", sqlite3_errmsg (bench->writer));
  check (bench->writer, sqlite3_backup_finish (backup));
  check (bench->writer,
         sqlite3_exec (bench->writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", 0, 0,
                       0));
}

static void
close_floor (Bench *bench)
{
  sqlite3_close (bench->floor);
  sqlite3_close (bench->writer);
}

static void
sample (BenchFunc func, Bench *bench, int n, double *p50, double *p95, double *p99)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < n; i++) {
    double seconds = bench_median (func, bench, 1);
    g_array_append_val (samples, seconds);
  }
  *p50 = bench_percentile (samples, 50);
  *p95 = bench_percentile (samples, 95);
  *p99 = bench_percentile (samples, 99);
}

/* Deals by name: counts and sums of all, and the ids of one name or of all. */
static void
read_grouped (Bench *bench, gboolean all)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmQuery) query = crm_query_new (deals);
  g_autoptr (CrmGrouping) grouping = crm_grouping_new (deals, "name", NULL);
  g_autoptr (CrmGroupFolds) folds = crm_group_folds_new ();
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  crm_group_folds_set_all (folds, all);
  if (!all)
    crm_group_folds_set_open (folds, second[0], TRUE);
  parts = crm_grouping_read (grouping, query, crm_store_get_reader (bench->store), folds, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, G_N_ELEMENTS (second));
}

static void
grouped_one_open (gpointer data)
{
  read_grouped (data, FALSE);
}

static void
grouped_all_open (gpointer data)
{
  read_grouped (data, TRUE);
}

static void
measure_groups (Bench *bench)
{
  g_autofree char *one =
      g_strdup_printf ("SELECT id FROM deal WHERE name = '%s' ORDER BY name_key, id", second[0]);
  double groups = floor_of (
      bench, "SELECT name, currency, count (*), sum (value) FROM deal GROUP BY name, currency", 5);
  double floor = groups + floor_of (bench, one, 5);

  bench_print ("deals in groups: counts, sums, ids of one", bench->n,
               bench_median (grouped_one_open, bench, 5), floor, 1.5);
  floor = groups + floor_of (bench, "SELECT id, name FROM deal ORDER BY name_key, id", 5);
  bench_print ("deals in groups: counts, sums, all ids", bench->n,
               bench_median (grouped_all_open, bench, 5), floor, 1.5);
}

static void
count_all (gpointer data)
{
  Bench *bench = data;
  g_assert_cmpint (crm_query_count (bench->query, crm_store_get_reader (bench->store), NULL), >=,
                   0);
}

/* Forward through a reference, and back along one. */
static void
measure_links (Bench *bench)
{
  g_autoptr (CrmQuery) deals = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) companies = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) forward =
      crm_query_filter_expression (deals, "company.type = client", NULL, NULL);
  g_autoptr (CrmQuery) back =
      crm_query_filter_expression (companies, "no deal:company (opened >= 2026-10-01)", NULL, NULL);
  double ours, floor;

  bench->query = forward;
  ours = bench_median (count_all, bench, 5);
  floor = floor_of (bench,
                    "SELECT count (*) FROM deal JOIN company ON company.id = deal.company "
                    "WHERE company.type = 'client'",
                    5);
  bench_print ("filter through a link: deals of clients", bench->n, ours, floor, 1.5);
  bench->query = back;
  ours = bench_median (count_all, bench, 5);
  floor = floor_of (bench,
                    "SELECT count (*) FROM company LEFT JOIN (SELECT DISTINCT company FROM deal "
                    "WHERE opened >= 20727) AS recent ON recent.company = company.id "
                    "WHERE recent.company IS NULL",
                    5);
  bench_print ("filter through a link: companies without a deal since October", bench->n, ours,
               floor, 1.5);
  bench->query = NULL;
}

/* What the palette asks for at every key. */
static void
measure_search (Bench *bench)
{
  static const struct {
    const char *work;
    const char *words[9];
  } sets[] = {
    { "search over everything",
      { "ори", "орион строй", "łodz", "шевч", "7700", "орион тех 77", "п", "kowalski meble" } },
    { "search, typed in the wrong keyboard layout",
      { "jhbjy", "cnhjq", "ctdth", "gjk`n", "jhbjy cnhjq", "лщцфдылш", "nhtql" } },
    { "search, written in another alphabet",
      { "orion", "stroy", "vega", "saturn dom", "shevchenko", "ковальски", "злоты" } },
    { "search, nothing found", { "ъъъ", "qqqq", "несуществующий", "орион ъъъ", "zzz 99999" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++) {
    g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
    for (int round = 0; round < 20; round++)
      for (const char *const *word = sets[i].words; *word != NULL; word++) {
        double seconds;
        bench->search = *word;
        seconds = bench_median (search_all, bench, 1);
        g_array_append_val (samples, seconds);
        if (round == 0 && g_getenv ("VORONKA_BENCH_WORDS") != NULL)
          g_print ("  %s: %.3f ms, %u hits\n", *word, seconds * 1000, bench->n_hits);
      }
    for (int percent = 50; percent <= 95; percent += 45) {
      g_autofree char *work = g_strdup_printf ("%s: p%d", sets[i].work, percent);
      bench_print (work, bench->n, bench_percentile (samples, percent), 0.016, 1);
    }
  }
}

static void
measure_reading (Bench *bench)
{
  const CrmEntity *companies = crm_entity_find ("company");
  double ours, floor, p50, p95, p99;

  bench->query = crm_query_new (companies);
  ours = bench_median (first_page, bench, 21);
  floor = floor_of (
      bench,
      "SELECT * FROM company WHERE id IN (SELECT id FROM company ORDER BY name_key, id LIMIT 50)",
      21);
  bench_print ("list by name: first 50 (target: 2 ms)", bench->n, ours, 0.002, 1);
  bench_print ("list by name: first 50", bench->n, ours, floor, 3);
  ours = bench_median (all_ids, bench, 5);
  floor = floor_of (bench, "SELECT id FROM company ORDER BY name_key, id", 5);
  bench_print ("list by name: all ids", bench->n, ours, floor, 1.5);
  ours = bench_median (fifty_anywhere, bench, 101);
  check (bench->floor, sqlite3_prepare_v2 (bench->floor, "SELECT * FROM company WHERE id = ?1", -1,
                                           &bench->statement, NULL));
  floor = bench_median (floor_anywhere, bench, 101);
  sqlite3_finalize (bench->statement);
  bench_print ("list by name: 50 rows anywhere", bench->n, ours, floor, 3);
  measure_search (bench);
  ours = bench_median (find_duplicates, bench, 101);
  bench_print ("duplicates of what is typed (target: 16 ms)", bench->n, ours, 0.016, 1);
  ours = bench_median (find_all_duplicates, bench, 1);
  floor = floor_of (bench,
                    "SELECT key, record FROM match_key WHERE entity = 10 ORDER BY key, record", 1);
  bench_print ("all duplicates, against reading their keys", bench->n, ours, floor, 20);
  ours = bench_median (board, bench, 11);
  floor = bench_median (floor_board, bench, 11);
  bench_print ("board: sums of all stages and 40 cards each", bench->n, ours, floor, 1.5);
  ours = bench_median (funnel, bench, 5);
  floor = floor_of (bench,
                    "SELECT m.stage, m.deal, m.entered, m.\"left\", m.next_stage, deal.currency, "
                    "deal.value FROM stage_move m CROSS JOIN deal ON deal.id = m.deal ORDER BY "
                    "m.stage, m.deal",
                    5);
  bench_print ("funnel, against reading the stays and their deals", bench->n, ours, floor, 2);
  measure_groups (bench);
  sample (floor_change, bench, 200, &floor, &p95, &p99);
  sample (one_change, bench, 200, &p50, &p95, &p99);
  bench_print ("one durable change: p50", bench->n, p50, floor, 4);
  bench_print ("one durable change: p99 (target: 16 ms)", bench->n, p99, 0.016, 1);
  g_clear_pointer (&bench->query, crm_query_unref);
  measure_links (bench);
}

static void
measure (gint64 n)
{
  Bench bench = { .n = n };
  g_autofree char *empty = NULL;
  g_autoptr (GError) error = NULL;
  double floor, ours;
  gint64 start;
  GStatBuf info;

  bench.folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  bench.path = g_build_filename (bench.folder, "bench.voronka", NULL);
  empty = g_build_filename (bench.folder, "empty.voronka", NULL);
  bench.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!crm_setup_create (bench.path, "ru", &error) || !crm_setup_create (empty, "ru", &error))
    g_error ("%s", error->message);
  bench.store = crm_store_open (bench.path, CRM_STORE_READ_WRITE, &error);
  if (bench.store == NULL)
    g_error ("%s", error->message);
  {
    g_autoptr (CrmQuery) stages = crm_query_new (crm_entity_find ("stage"));
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    crm_query_read_ids (stages, crm_store_get_reader (bench.store), -1, 0, ids, NULL);
    bench.n_stages = (int) MIN (ids->len, G_N_ELEMENTS (bench.stages));
    memcpy (bench.stages, ids->data, (gsize) bench.n_stages * sizeof (gint64));
  }

  floor = load_floor (&bench, empty);
  start = bench_now ();
  load (&bench, feed_companies, FALSE);
  ours = (double) (bench_now () - start) / G_USEC_PER_SEC;
  bench_print ("load companies: check, journal, index", n, ours, floor, 2);
  load (&bench, feed_deals, TRUE);
  load (&bench, feed_stays, TRUE);

  open_floor (&bench);
  measure_reading (&bench);
  g_stat (bench.path, &info);
  g_print ("%-52s %10" G_GINT64_FORMAT " %12.0f MB in the file, %.0f MB in memory\n", "size", n,
           (double) info.st_size / 1e6, bench_memory ());
  close_floor (&bench);
  crm_store_close (bench.store, NULL);
  g_object_unref (bench.store);
  g_array_unref (bench.ids);
  {
    g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", bench.folder);
    g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  }
  g_free (bench.folder);
  g_free (bench.path);
}

int
main (int argc, char **argv)
{
  static const gint64 sizes[] = { 10000, 100000, 1000000 };
  gint64 most = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : 1000000;

  crm_stage_history_register ();
  bench_print_head ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] <= most)
      measure (sizes[i]);
  return 0;
}
