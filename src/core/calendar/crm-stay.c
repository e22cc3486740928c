/* The time that a record takes, read from its fields and written into them. */
#include "config.h"

#include "crm-calendar-private.h"

#include "crm-date.h"

#define DAY G_GINT64_CONSTANT (86400)

static void
make_whole_days (CrmStay *span)
{
  gint64 first = crm_moment_to_date (span->start);
  gint64 second;
  int second_of_day = crm_moment_to_wall (span->end, &second);

  /* Midnight is the end of the day before, unless nothing lies between. */
  if (second_of_day > 0 || second <= first)
    second++;
  span->start = crm_moment_from_date (first);
  span->end = crm_moment_from_date (second);
}

gboolean
crm_stay_make (gint64 start, gint64 ends, gint64 due, gboolean is_all_day, CrmStay *span)
{
  if (start == CRM_NO_MOMENT)
    start = ends != CRM_NO_MOMENT && due == CRM_NO_MOMENT ? ends : due;
  if (start == CRM_NO_MOMENT)
    return FALSE;
  span->start = start;
  span->end = start;
  span->is_all_day = is_all_day;
  if (ends != CRM_NO_MOMENT)
    span->end = MAX (ends, start);
  else if (due != CRM_NO_MOMENT && due > start && due - start <= DAY)
    span->end = due;
  if (is_all_day)
    make_whole_days (span);
  return TRUE;
}

static gint64
get_moment (CrmRecord *record, const char *field)
{
  return crm_record_is_empty (record, field) ? CRM_NO_MOMENT
                                             : crm_record_get_integer (record, field);
}

gboolean
crm_stay_of (CrmRecord *activity, CrmStay *span)
{
  return crm_stay_make (get_moment (activity, "start"), get_moment (activity, "ends"),
                        get_moment (activity, "due"),
                        crm_record_get_integer (activity, "all_day") != 0, span);
}

CrmStay
crm_stay_at (const CrmStay *self, gint64 start)
{
  CrmStay span = { start, start + self->end - self->start, self->is_all_day };

  if (self->is_all_day) {
    gint64 days = crm_moment_to_date (self->end) - crm_moment_to_date (self->start);
    gint64 first = crm_moment_to_date (start);
    span.start = crm_moment_from_date (first);
    span.end = crm_moment_from_date (first + days);
  }
  return span;
}

gboolean
crm_calendar_is_settled (const char *state)
{
  return g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "cancelled") == 0;
}

/* --- Written into fields */

gboolean
crm_calendar_has_only_term (CrmRecord *activity)
{
  return crm_record_is_empty (activity, "start") && !crm_record_is_empty (activity, "due");
}

gboolean
crm_calendar_is_task (CrmRecord *activity)
{
  return !crm_record_is_empty (activity, "due") ||
         g_strcmp0 (crm_record_get_text (activity, "kind"), "task") == 0;
}

/* By when it is to be done where that is its end: of whole days the last one. */
static gint64
get_term (const CrmStay *span)
{
  return span->is_all_day ? crm_moment_from_date (crm_moment_to_date (span->end - 1)) : span->end;
}

/* Its term is its end, as of a task that begins at two and is due at six. */
static gboolean
ends_with_term (CrmRecord *activity)
{
  gint64 due = crm_record_get_integer (activity, "due");
  gint64 length = due - crm_record_get_integer (activity, "start");
  CrmStay span;

  if (crm_record_is_empty (activity, "start") || crm_record_is_empty (activity, "due"))
    return FALSE;
  if (crm_record_is_empty (activity, "ends"))
    return length > 0 && length <= DAY;
  return crm_stay_of (activity, &span) && due == get_term (&span);
}

/* What lasts longer than a day has an end beside its term. */
static void
write_with_term (const CrmStay *self, CrmRecord *activity)
{
  crm_record_set_integer (activity, "due", get_term (self));
  if (self->is_all_day || self->end - self->start > DAY || !crm_record_is_empty (activity, "ends"))
    crm_record_set_integer (activity, "ends", self->end);
}

void
crm_stay_write (const CrmStay *self, CrmRecord *activity)
{
  gboolean only_term = crm_calendar_has_only_term (activity);
  gboolean with_term = ends_with_term (activity);
  gboolean has_length = self->end > self->start;

  if (self->is_all_day || !crm_record_is_empty (activity, "all_day"))
    crm_record_set_integer (activity, "all_day", self->is_all_day);
  if (only_term && (!has_length || (self->is_all_day && self->end - self->start <= DAY + 3600))) {
    crm_record_set_integer (activity, "due", self->start);
    return;
  }
  crm_record_set_integer (activity, "start", self->start);
  if (has_length && (only_term || with_term))
    write_with_term (self, activity);
  else if (has_length)
    crm_record_set_integer (activity, "ends", self->end);
  else
    crm_record_clear_field (activity, "ends");
}

void
crm_stay_put (const CrmStay *span, const CrmStay *old, CrmRecord *activity)
{
  gboolean due_apart = !crm_record_is_empty (activity, "due") &&
                       !crm_calendar_has_only_term (activity) && !ends_with_term (activity);
  gint64 seconds = crm_moment_wall_between (old->start, span->start);

  if (due_apart)
    crm_record_set_integer (
        activity, "due", crm_moment_shift_wall (crm_record_get_integer (activity, "due"), seconds));
  crm_stay_write (span, activity);
}
