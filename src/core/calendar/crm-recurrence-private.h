/* What the files about recurrence share: rules of libical, counted in wall time. */
#pragma once

#include <libical/ical.h>

#include "crm-recurrence.h"

G_BEGIN_DECLS

struct _CrmRecurrence {
  GArray *rules;         /* struct icalrecurrencetype; until is wall time of this zone */
  GArray *excluded;      /* moments */
  GArray *excluded_days; /* dates */
  GArray *added;         /* moments */
  GArray *added_days;    /* dates: at the time of day of the first */
};

struct icaltimetype crm_ical_time_from_moment (gint64 moment); /* wall time, of no zone */
gint64 crm_ical_time_to_moment (struct icaltimetype time);     /* wall time, or UTC */
gint64 crm_ical_time_to_date (struct icaltimetype time);
/* How many of an array of a rule are in use. */
guint crm_ical_count (const short *values, guint most);

void crm_rule_walk (const struct icalrecurrencetype *rule, gint64 start, gint64 from, gint64 until,
                    CrmOccurrenceFunc func, gpointer data);

G_END_DECLS
