/* Measuring. */
#include "config.h"

#include "bench.h"

#include <stdio.h>
#include <time.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Microseconds. By the time of the processor with VORONKA_BENCH_CPU: ratios then hold on a machine
 * that is busy with something else, but leave out what waits for the disk. */
gint64
bench_now (void)
{
  struct timespec now;

  if (g_getenv ("VORONKA_BENCH_CPU") == NULL)
    return g_get_monotonic_time ();
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

double
bench_percentile (GArray *samples, double percent)
{
  guint index;
  g_array_sort (samples, compare);
  index = (guint) ((samples->len - 1) * percent / 100.0 + 0.5);
  return g_array_index (samples, double, index);
}

double
bench_median (BenchFunc func, gpointer data, int runs)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < runs; i++) {
    gint64 start = bench_now ();
    double seconds;
    func (data);
    seconds = (double) (bench_now () - start) / G_USEC_PER_SEC;
    g_array_append_val (samples, seconds);
  }
  return bench_percentile (samples, 50);
}

void
bench_print_head (void)
{
  g_print ("%-52s %10s %12s %12s %8s %8s\n", "work", "records", "ours ms", "floor ms", "ratio",
           "target");
}

void
bench_print (const char *work, gint64 records, double ours, double floor, double target)
{
  g_print ("%-52s %10" G_GINT64_FORMAT " %12.3f %12.3f %8.2f %8.2f%s\n", work, records, ours * 1000,
           floor * 1000, floor > 0 ? ours / floor : 0.0, target,
           floor > 0 && ours / floor > target ? "  !" : "");
  fflush (stdout);
}

double
bench_memory (void)
{
  g_autofree char *text = NULL;
  long pages = 0, resident = 0;
  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) ||
      sscanf (text, "%ld %ld", &pages, &resident) != 2)
    return 0;
  return (double) resident * 4096 / 1e6;
}
