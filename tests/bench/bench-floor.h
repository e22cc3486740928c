/* The floor of a file: the same rows written by a bare program on SQLite. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

double bench_cpu_seconds (void); /* of this process so far */
long bench_peak_megabytes (void);
/* The words of every record's search into a file of their own: folding is not SQLite's work. */
void bench_floor_write_bodies (CrmDatabase *reader, const char *path);
/* All tables of @source into @target; returns how many records. */
gint64 bench_floor_write (const char *source, const char *bodies, const char *target);

G_END_DECLS
