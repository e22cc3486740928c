/* Of readings that overtake one another only the latest counts. */
#include "config.h"

#include "crm-latest.h"

/**
 * crm_latest_begin:
 * @latest: (inout) (nullable): of the reading before; it is cancelled
 *
 * What a reading was begun with tells in its callback whether a later one has overtaken it: then it
 * is cancelled, and no longer the one at @latest.
 *
 * Returns: (transfer none): for the reading that is begun now; @latest owns it
 */
GCancellable *
crm_latest_begin (GCancellable **latest)
{
  crm_latest_stop (latest);
  *latest = g_cancellable_new ();
  return *latest;
}

/**
 * crm_latest_stop:
 * @latest: (inout) (nullable): of the last reading; it is cancelled, and none follows
 */
void
crm_latest_stop (GCancellable **latest)
{
  if (*latest != NULL)
    g_cancellable_cancel (*latest);
  g_clear_object (latest);
}
