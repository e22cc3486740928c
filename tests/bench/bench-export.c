/* Exports against a bare program that reads the same rows by SQLite and writes them as CSV: one
 * entity after another, and the whole file. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "crm-base-file.h"
#include "crm-change.h"
#include "crm-exporter.h"
#include "crm-setup.h"
#include "crm-stage-history.h"

/* At most so much longer than the floor: a field is written by its kind, a reference by the title
 * of what it points at. */
#define TARGET 4.0

static const char *const first[] = { "Орион", "Вега", "Złoty", "Шевченко", "Łódź", "Карпати" };
static const char *const second[] = { "Строй", "Trade", "Сервіс", "Logistyka", "Агро", "Мед" };
static const char *const cities[] = { "Київ", "Москва", "Kraków", "Львів", "Самара", "Gdańsk" };

typedef struct {
  char *folder;
  CrmStore *store;
  sqlite3 *floor;
  gint64 n; /* companies and deals; contacts are twice as many */
  gint64 made;
  const char *entity;
  gint64 stage;
} Bench;

static const char *
pick (const char *const *words, gint64 i)
{
  return words[(guint32) (i * 2654435761u) % 6];
}

static void
fill_company (CrmRecord *record, Bench *bench, gint64 i)
{
  g_autofree char *name = g_strdup_printf ("ООО «%s %s %" G_GINT64_FORMAT "»", pick (first, i),
                                           pick (second, i / 6), i);
  g_autofree char *number = g_strdup_printf ("77%08" G_GINT64_FORMAT, i);

  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "tax_number", number);
  crm_record_set_text (record, "type", "client");
  crm_record_set_text (record, "city", pick (cities, i));
  crm_record_set_text (record, "phone", "+380441234567");
}

static void
fill_contact (CrmRecord *record, Bench *bench, gint64 i)
{
  g_autofree char *name =
      g_strdup_printf ("%s %s %" G_GINT64_FORMAT, pick (first, i), pick (second, i / 6), i);
  g_autofree char *email = g_strdup_printf ("person%" G_GINT64_FORMAT "@example.org", i);

  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "email", email);
  crm_record_set_integer (record, "company", i / 2 + 1);
}

static void
fill_deal (CrmRecord *record, Bench *bench, gint64 i)
{
  crm_record_set_text (record, "name", pick (second, i));
  crm_record_set_integer (record, "company", i + 1);
  crm_record_set_integer (record, "stage", bench->stage);
  crm_record_set_integer (record, "value", i % 100000 * 100);
  crm_record_set_text (record, "currency", "RUB");
}

static const struct {
  const char *entity;
  void (*fill) (CrmRecord *record, Bench *bench, gint64 i);
  int times;
} kinds[] = {
  { "company", fill_company, 1 },
  { "contact", fill_contact, 2 },
  { "deal", fill_deal, 1 },
};

static gboolean
feed (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Bench *bench = data;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    gint64 n = bench->n * kinds[k].times;
    if (!g_str_equal (kinds[k].entity, bench->entity))
      continue;
    for (int i = 0; i < 500 && bench->made < n; i++, bench->made++) {
      g_autoptr (CrmRecord) record = crm_record_new_empty (crm_entity_find (bench->entity));
      kinds[k].fill (record, bench, bench->made);
      crm_change_add (change, record);
    }
    return bench->made < n;
  }
  return FALSE;
}

static void
load (Bench *bench, const char *entity)
{
  g_autoptr (CrmChange) change = crm_change_new ("Load", 0, CRM_ORIGIN_IMPORT);
  g_autoptr (GError) error = NULL;

  bench->made = 0;
  bench->entity = entity;
  crm_change_set_verbatim (change, TRUE);
  crm_change_set_feed (change, feed, bench, NULL, (gsize) bench->n);
  if (crm_change_commit_sync (change, bench->store, &error) < 0)
    g_error ("%s", error->message);
}

static void
export_entity (gpointer data)
{
  Bench *bench = data;
  g_autofree char *path = g_build_filename (bench->folder, "entity.csv", NULL);
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (bench->entity));
  g_autoptr (CrmExporter) exporter =
      crm_exporter_new (query, CRM_EXPORT_CSV, CRM_EXPORT_FOR_MACHINES);
  g_autoptr (GError) error = NULL;

  if (!crm_exporter_write_file (exporter, crm_store_get_reader (bench->store), path, NULL, &error))
    g_error ("%s", error->message);
  g_assert_cmpuint (crm_exporter_get_n_rows (exporter), >=, (guint64) bench->n);
}

static void
export_base (Bench *bench, CrmBaseFormat format)
{
  g_autofree char *path = g_build_filename (bench->folder, "base", NULL);
  g_autofree char *removal = g_strdup_printf ("rm -rf '%s'", path);
  g_autoptr (GError) error = NULL;
  guint64 n_records = 0;

  if (!crm_base_export (crm_store_get_reader (bench->store), format, path, NULL, NULL, &n_records,
                        NULL, &error))
    g_error ("%s", error->message);
  g_assert_cmpuint (n_records, >=, (guint64) bench->n * 4);
  g_spawn_command_line_sync (removal, NULL, NULL, NULL, NULL);
}

static void
export_json (gpointer data)
{
  export_base (data, CRM_BASE_JSON);
}

static void
export_tables (gpointer data)
{
  export_base (data, CRM_BASE_CSV);
}

/* --- The floor */

static void
write_cell (FILE *file, const char *text)
{
  if (text == NULL)
    return;
  if (strpbrk (text, ",\"\n\r") == NULL) {
    fputs (text, file);
    return;
  }
  fputc ('"', file);
  for (; *text != '\0'; text++) {
    if (*text == '"')
      fputc ('"', file);
    fputc (*text, file);
  }
  fputc ('"', file);
}

/* All columns of a table, and the names of the companies that rows point at. */
static void
write_table (Bench *bench, const char *table)
{
  g_autofree char *path = g_build_filename (bench->folder, "floor.csv", NULL);
  gboolean linked = !g_str_equal (table, "company") && crm_entity_find (table) != NULL &&
                    crm_entity_field (crm_entity_find (table), "company") != NULL;
  g_autofree char *sql =
      linked ? g_strdup_printf ("SELECT t.*, company.name FROM \"%s\" t LEFT JOIN company ON "
                                "company.id = t.company ORDER BY t.id",
                                table)
             : g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY id", table);
  sqlite3_stmt *statement;
  FILE *file = fopen (path, "w");
  int n_columns;

  g_assert_nonnull (file);
  if (sqlite3_prepare_v2 (bench->floor, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (bench->floor));
  n_columns = sqlite3_column_count (statement);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    for (int i = 0; i < n_columns; i++) {
      if (sqlite3_column_type (statement, i) != SQLITE_BLOB) /* a sort key */
        write_cell (file, (const char *) sqlite3_column_text (statement, i));
      fputc (i + 1 < n_columns ? ',' : '\n', file);
    }
  }
  sqlite3_finalize (statement);
  fclose (file);
}

static void
floor_entity (gpointer data)
{
  Bench *bench = data;
  write_table (bench, bench->entity);
}

static void
floor_base (gpointer data)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    write_table (data, entities[i]->name);
}

/* --- One size */

static void
measure (gint64 n)
{
  Bench bench = { .n = n };
  g_autofree char *path = NULL;
  g_autofree char *removal = NULL;
  g_autoptr (GError) error = NULL;
  int runs = n > 100000 ? 1 : 3;
  double ours, floor;

  bench.folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  path = g_build_filename (bench.folder, "bench.voronka", NULL);
  removal = g_strdup_printf ("rm -rf '%s'", bench.folder);
  if (!crm_setup_create (path, "ru", &error))
    g_error ("%s", error->message);
  bench.store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (bench.store == NULL)
    g_error ("%s", error->message);
  {
    g_autoptr (CrmQuery) stages = crm_query_new (crm_entity_find ("stage"));
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    crm_query_read_ids (stages, crm_store_get_reader (bench.store), -1, 0, ids, NULL);
    bench.stage = g_array_index (ids, gint64, 0);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    load (&bench, kinds[i].entity);
  if (sqlite3_open_v2 (path, &bench.floor, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", path);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *work = g_strdup_printf ("export as CSV: %s", kinds[i].entity);
    bench.entity = kinds[i].entity;
    ours = bench_median (export_entity, &bench, runs);
    floor = bench_median (floor_entity, &bench, runs);
    bench_print (work, n * kinds[i].times, ours, floor, TARGET);
  }
  floor = bench_median (floor_base, &bench, runs);
  ours = bench_median (export_tables, &bench, runs);
  bench_print ("export of the whole file: tables", n * 4, ours, floor, TARGET);
  ours = bench_median (export_json, &bench, runs);
  bench_print ("export of the whole file: JSON", n * 4, ours, floor, TARGET);
  g_print ("... %.0f MB in memory\n", bench_memory ());

  sqlite3_close (bench.floor);
  crm_store_close (bench.store, NULL);
  g_object_unref (bench.store);
  g_spawn_command_line_sync (removal, NULL, NULL, NULL, NULL);
  g_free (bench.folder);
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
