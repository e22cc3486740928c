/* An import beside the floor of the file that it makes: a table of companies, one of two contacts
 * each and one of deals that name them, read, checked, linked, journalled and indexed. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-floor.h"
#include "bench.h"
#include "crm-importer.h"
#include "crm-setup.h"
#include "crm-stage-history.h"

/* At most so much longer than the floor. */
#define TARGET 2.0

static const char *const first[] = { "Орион", "Вега", "Лира", "Altair", "Norvik", "Сіріус" };
static const char *const second[] = { "Строй", "Trade", "Сервіс", "Logistyka", "Агро", "Мед" };
static const char *const cities[] = { "Київ", "Москва", "Kraków", "Львів", "Самара", "Gdańsk" };
static const char *const segments[] = { "retail", "medical", "строительство", "transport" };
static const char *const stages[] = { "New", "Proposal", "Won", "Lost" };

static char *
make_name (GRand *random, guint i)
{
  return g_strdup_printf ("%s %s %u", first[g_rand_int_range (random, 0, 6)],
                          second[g_rand_int_range (random, 0, 6)], i);
}

static void
write_companies (const char *path, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text =
      g_string_new ("Name,Tax number,Phone,E-mail,City,Segment,Yearly revenue\n");
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = make_name (random, i);
    g_string_append_printf (
        text, "%s,%u,+7 9%09u,info%u@example.org,%s,%s,%d.%02d\n", name, 1000000000u + i * 7,
        g_rand_int_range (random, 0, 1000000000), i, cities[g_rand_int_range (random, 0, 6)],
        segments[g_rand_int_range (random, 0, 4)], g_rand_int_range (random, 0, 1000000),
        g_rand_int_range (random, 0, 100));
  }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static void
write_deals (const char *path, guint n)
{
  g_autoptr (GRand) names = g_rand_new_with_seed (1);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (GString) text =
      g_string_new ("opportunity_id,opportunity,company,stage,value,opened,closed\n");
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (companies, make_name (names, i));
    for (int j = 0; j < 5; j++) /* what write_companies() draws besides the name */
      g_rand_int (names);
  }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "D%u,Windows %u,%s,%s,%d,2024-0%d-1%d,2024-12-0%d\n", i, i,
                            (char *) companies->pdata[g_rand_int_range (random, 0, (gint32) n)],
                            stages[g_rand_int_range (random, 0, 4)],
                            g_rand_int_range (random, 0, 100000), g_rand_int_range (random, 1, 10),
                            g_rand_int_range (random, 0, 10), g_rand_int_range (random, 1, 10));
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static void
write_contacts (const char *path, guint n)
{
  g_autoptr (GRand) names = g_rand_new_with_seed (1);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GString) text = g_string_new ("Full name,Company,Job title,E-mail,Phone\n");
  for (guint i = 0; i < n; i++) {
    g_autofree char *company = make_name (names, i);
    for (int j = 0; j < 5; j++) /* what write_companies() draws besides the name */
      g_rand_int (names);
    for (guint j = 0; j < 2; j++)
      g_string_append_printf (text, "%s %s %u,%s,%s,person%u@example.org,+380 44 %07u\n",
                              first[g_rand_int_range (random, 0, 6)],
                              cities[g_rand_int_range (random, 0, 6)], i * 2 + j, company,
                              segments[g_rand_int_range (random, 0, 4)], i * 2 + j,
                              g_rand_int_range (random, 0, 10000000));
  }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static void
import (CrmStore *store, const char *path, guint64 n)
{
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_path (path);
  g_autoptr (CrmImporter) importer = crm_importer_new (reader);
  g_autoptr (GError) error = NULL;
  if (!crm_table_reader_open (reader, NULL, &error) ||
      !crm_importer_look (importer, crm_store_get_reader (store), NULL, &error) ||
      !crm_importer_commit (importer, store, 0, NULL, &error))
    g_error ("%s", error->message);
  if (crm_importer_get_counts (importer)->n_new != n)
    g_error ("%s: only %" G_GUINT64_FORMAT " rows came in", path,
             crm_importer_get_counts (importer)->n_new);
}

typedef struct {
  double wall;
  double cpu;
} Time;

static Time
now (void)
{
  return (Time) { (double) g_get_monotonic_time () / G_USEC_PER_SEC, bench_cpu_seconds () };
}

static void
add_since (Time *sum, Time start)
{
  Time end = now ();
  sum->wall += end.wall - start.wall;
  sum->cpu += end.cpu - start.cpu;
}

static void
import_one (CrmStore *store, const char *path, guint n, const char *what, Time *sum)
{
  Time one = { 0 };
  Time start = now ();

  import (store, path, n);
  add_since (&one, start);
  add_since (sum, start);
  g_print ("... %s alone: %.0f rows a second, %.0f by the time of the processor\n", what,
           n / one.wall, n / one.cpu);
}

static void
measure (const char *folder, guint n)
{
  g_autofree char *name = g_strdup_printf ("import-%u.voronka", n);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *companies = g_build_filename (folder, "companies.csv", NULL);
  g_autofree char *contacts = g_build_filename (folder, "contacts.csv", NULL);
  g_autofree char *deals = g_build_filename (folder, "deals.csv", NULL);
  g_autofree char *bodies = g_build_filename (folder, "bodies.sqlite", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.sqlite", NULL);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Time ours = { 0 };
  Time floor = { 0 };
  Time start;
  gint64 n_rows;
  long memory;

  write_companies (companies, n);
  write_contacts (contacts, n);
  write_deals (deals, n);
  if (!crm_setup_create (path, "other", &error))
    g_error ("%s", error->message);
  store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  import_one (store, companies, n, "companies", &ours);
  import_one (store, contacts, 2 * n, "contacts", &ours);
  start = now ();
  import (store, deals, n);
  if (!crm_store_close (store, &error))
    g_error ("%s", error->message);
  add_since (&ours, start);
  memory = bench_peak_megabytes ();
  g_clear_object (&store);

  store = crm_store_open (path, CRM_STORE_READ_ONLY, &error);
  bench_floor_write_bodies (crm_store_get_reader (store), bodies);
  g_clear_object (&store);
  start = now ();
  n_rows = bench_floor_write (path, bodies, bare);
  add_since (&floor, start);

  bench_print ("import of companies, contacts and deals from CSV", 4 * n, ours.wall, floor.wall,
               TARGET);
  bench_print ("... by the time of the processor", 4 * n, ours.cpu, floor.cpu, TARGET);
  g_print ("... %.0f rows of the tables a second (%" G_GINT64_FORMAT " records; floor %.0f), peak "
           "memory %ld MB\n",
           4 * n / ours.wall, n_rows, 4 * n / floor.wall, memory);
  g_remove (path);
  g_remove (bodies);
  g_remove (bare);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_folder (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 10000, 100000, 1000000 };
  guint most = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);

  crm_stage_history_register ();
  bench_print_head ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] <= most)
      measure (folder, sizes[i]);
  remove_folder (folder);
  return 0;
}
