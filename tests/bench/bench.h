/* Measuring: our own work beside the floor, a bare program that does just that work, in the same
 * run. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*BenchFunc) (gpointer data);

gint64 bench_now (void); /* microseconds of the clock that is measured with */
/* Median seconds of @runs runs. */
double bench_median (BenchFunc func, gpointer data, int runs);
/* The value below which @percent of the samples lie; sorts them. */
double bench_percentile (GArray *samples, double percent);
/* One line: what, at what size, ours, the floor, their ratio and the target for it. */
void bench_print_head (void);
void bench_print (const char *work, gint64 records, double ours, double floor, double target);
/* Megabytes of resident memory of this process. */
double bench_memory (void);

G_END_DECLS
