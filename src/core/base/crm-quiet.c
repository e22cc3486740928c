/* When nobody wants to be disturbed. */
#include "config.h"

#include "crm-quiet.h"

#include "crm-date.h"

/**
 * crm_quiet_holds:
 * @self: what is quiet
 * @moment: seconds
 *
 * Follows the wall clock: where an hour comes twice it is quiet twice, where it is left out it is
 * not missed.
 *
 * Returns: whether that moment is quiet
 */
gboolean
crm_quiet_holds (const CrmQuiet *self, gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (moment);
  int minute;

  if (time == NULL)
    return FALSE;
  if (self->calendar != NULL &&
      !crm_working_calendar_is_working (self->calendar, crm_moment_to_date (moment)))
    return TRUE;
  minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
  if (!self->has_hours || self->from == self->until)
    return FALSE;
  return self->from < self->until ? minute >= self->from && minute < self->until
                                  : minute >= self->from || minute < self->until;
}
