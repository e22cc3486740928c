/* Demo data beside the floor of a file. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-floor.h"
#include "bench.h"
#include "crm-demo.h"
#include "crm-setup.h"

/* At most so much longer than the floor. */
#define TARGET 2.0

/* Of the two whole files, what the disk still lacks included. */
static void
measure (const char *folder, guint n_companies)
{
  g_autofree char *name = g_strdup_printf ("demo-%u.voronka", n_companies);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bodies = g_build_filename (folder, "bodies.sqlite", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.sqlite", NULL);
  g_autofree char *work =
      g_strdup_printf ("demo data of %u companies, records written", n_companies);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  double ours, ours_cpu, floor, floor_cpu;
  gint64 start, n_rows;
  long memory;
  GStatBuf info;

  if (!crm_setup_create (path, "ru", &error))
    g_error ("%s", error->message);
  ours_cpu = bench_cpu_seconds ();
  start = g_get_monotonic_time ();
  store = crm_store_open (path, CRM_STORE_READ_WRITE, &error);
  if (store == NULL || !crm_demo_fill (store, n_companies, 1, NULL, NULL, NULL, &error) ||
      !crm_store_close (store, &error))
    g_error ("%s", error->message);
  ours = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  ours_cpu = bench_cpu_seconds () - ours_cpu;
  memory = bench_peak_megabytes ();
  g_clear_object (&store);
  g_stat (path, &info);

  store = crm_store_open (path, CRM_STORE_READ_ONLY, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  bench_floor_write_bodies (crm_store_get_reader (store), bodies);
  g_clear_object (&store);
  floor_cpu = bench_cpu_seconds ();
  start = g_get_monotonic_time ();
  n_rows = bench_floor_write (path, bodies, bare);
  floor = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  floor_cpu = bench_cpu_seconds () - floor_cpu;

  bench_print (work, n_rows, ours, floor, TARGET);
  bench_print ("... by the time of the processor", n_rows, ours_cpu, floor_cpu, TARGET);
  g_print ("... %.0f rows a second (floor %.0f), file %.0f MB, peak memory %ld MB\n",
           (double) n_rows / ours, (double) n_rows / floor, (double) info.st_size / 1e6, memory);
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
    g_remove (child);
  }
  g_rmdir (path);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 1000, 10000, 100000, 1000000 };
  guint most = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("voronka-bench-XXXXXX", NULL);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);

  bench_print_head ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] <= most)
      measure (folder, sizes[i]);
  remove_folder (backups);
  remove_folder (folder);
  return 0;
}
