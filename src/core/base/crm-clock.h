/* The clock as a parameter: what time it is comes from outside, so that tests and `tick --now` can
 * say it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The present moment; VORONKA_NOW (ISO) in the environment fixes it for tests and reproducible
 * files. */
gint64 crm_clock_now (void);
gint64 crm_clock_today (void);

G_END_DECLS
