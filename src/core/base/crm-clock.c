/* The clock as a parameter: what time it is comes from outside, so that tests and `tick --now` can
 * say it. */
#include "config.h"

#include "crm-clock.h"

#include "crm-date.h"

/**
 * crm_clock_now:
 *
 * The present moment, or that which VORONKA_NOW in the environment names (as of
 * crm_moment_parse()). Any thread, as long as none changes the environment.
 *
 * Returns: seconds since 1970-01-01T00:00:00Z
 */
gint64
crm_clock_now (void)
{
  const char *fixed = g_getenv ("VORONKA_NOW");
  gint64 moment;

  if (fixed != NULL && *fixed != '\0') {
    g_autoptr (GError) error = NULL;
    if (crm_moment_parse (fixed, &moment, &error))
      return moment;
    /* A file that should be reproducible would silently not be. */
    g_warning ("VORONKA_NOW: %s", error->message);
  }
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * crm_clock_today:
 *
 * Returns: the local day on which crm_clock_now() falls. Any thread.
 */
gint64
crm_clock_today (void)
{
  return crm_moment_to_date (crm_clock_now ());
}
