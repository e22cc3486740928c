/* Moving, removing and taking out of what stands in a calendar: one, the rest of a series, or all
 * of it. */
#include "config.h"

#include "crm-calendar-private.h"

#include <glib/gi18n-lib.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-recurrence-private.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("activity");
}

/* What a deed is about. */
typedef struct {
  CrmChange *change; /* borrowed, as the next */
  CrmDatabase *database;
  CrmRecord *record; /* owned, as what follows: what was pointed at */
  CrmRecord *series; /* NULL: it does not repeat */
  CrmRecurrence *recurrence;
  GPtrArray *own;    /* records of occurrences; element-type CrmRecord */
  gint64 occurrence; /* of the series */
  gboolean is_own;   /* @record is the record of that occurrence */
  CrmStay span;      /* of the series */
  CrmStay shown;     /* of what was pointed at */
} Target;

static void
target_clear (Target *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->series);
  g_clear_pointer (&self->recurrence, crm_recurrence_free);
  g_clear_pointer (&self->own, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
refuse_timeless (CrmRecord *record, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” has no time"),
               crm_record_get_title (record));
  return FALSE;
}

static gboolean
find_series (Target *self, gint64 occurrence, GError **error)
{
  gint64 id = crm_record_get_integer (self->record, "series");

  if (!crm_record_is_empty (self->record, "repeat")) {
    self->series = g_object_ref (self->record);
    self->occurrence = occurrence != 0 ? occurrence : self->shown.start;
  } else if (id != 0 && !crm_record_is_empty (self->record, "occurrence")) {
    self->series = crm_record_load (self->database, get_entity (), id, error);
    self->occurrence = crm_record_get_integer (self->record, "occurrence");
    self->is_own = TRUE;
    if (self->series == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
target_load (Target *self, gint64 activity, gint64 occurrence, GError **error)
{
  const char *repeat;

  self->record = crm_record_load (self->database, get_entity (), activity, error);
  if (self->record == NULL)
    return FALSE;
  if (!crm_stay_of (self->record, &self->shown))
    return refuse_timeless (self->record, error);
  if (!find_series (self, occurrence, error))
    return FALSE;
  repeat = self->series != NULL ? crm_record_get_text (self->series, "repeat") : NULL;
  if (repeat == NULL) {
    g_clear_object (&self->series);
    return TRUE;
  }
  if (!crm_stay_of (self->series, &self->span))
    return refuse_timeless (self->series, error);
  self->recurrence = crm_recurrence_parse (repeat, error);
  if (self->recurrence == NULL)
    return FALSE;
  if (!self->is_own) {
    self->shown = crm_stay_at (&self->span, self->occurrence);
    if (!crm_recurrence_has (self->recurrence, self->span.start, self->occurrence)) {
      g_autofree char *when = crm_moment_format (self->occurrence, NULL);
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                   /* Translators: title of a meeting; a date and time */
                   _ ("“%s” does not come on %s any more"), crm_record_get_title (self->series),
                   when);
      return FALSE;
    }
  }
  self->own = crm_calendar_read_of (self->database, "activity", "series",
                                    crm_record_get_id (self->series), error);
  return self->own != NULL;
}

/* The record that stands for the occurrence already, NULL: none. */
static CrmRecord *
find_own (Target *self)
{
  for (guint i = 0; i < self->own->len; i++)
    if (crm_record_get_integer (self->own->pdata[i], "occurrence") == self->occurrence &&
        !crm_record_is_empty (self->own->pdata[i], "occurrence"))
      return self->own->pdata[i];
  return NULL;
}

/* Whether the series shows nothing before the occurrence. */
static gboolean
is_first (Target *self)
{
  gint64 first;

  for (guint i = 0; i < self->own->len; i++)
    if (crm_record_get_integer (self->own->pdata[i], "occurrence") < self->occurrence)
      return FALSE;
  return !crm_recurrence_next (self->recurrence, self->span.start, self->span.start - 1, &first) ||
         first >= self->occurrence;
}

static void
save_repeat (Target *self, CrmRecord *series)
{
  g_autofree char *text = crm_recurrence_to_text (self->recurrence);

  crm_record_set_text (series, "repeat", text[0] != '\0' ? text : NULL);
}

/* --- Moving */

static void
move_record (CrmChange *change, CrmRecord *record, const CrmStay *old, const CrmStay *span)
{
  g_autoptr (CrmRecord) moved = crm_record_copy (record);

  crm_stay_put (span, old, moved);
  crm_calendar_save (change, record, moved);
}

static gboolean
add_own (Target *self, const CrmStay *span, gint64 *id, GError **error)
{
  g_autoptr (CrmRecord) own = crm_calendar_make_own (self->series, self->occurrence);

  if (span != NULL)
    crm_stay_put (span, &self->shown, own);
  *id = crm_change_add (self->change, own);
  return crm_calendar_copy_parts (self->change, self->database, crm_record_get_id (self->series),
                                  *id, error);
}

/* Those of the series that have records of their own follow it to @series, and to their new time
 * where nobody gave them another. @moments: their occurrences as they are now. */
static void
take_along (Target *self, GArray *moments, gint64 series, const CrmStay *length,
            const CrmStay *dragged)
{
  guint place = 0;

  for (guint i = 0; i < self->own->len; i++) {
    CrmRecord *own = self->own->pdata[i];
    gint64 occurrence = crm_record_get_integer (own, "occurrence");
    g_autoptr (CrmRecord) moved = NULL;
    CrmStay old;
    if (crm_record_is_empty (own, "occurrence") || occurrence < self->occurrence)
      continue;
    moved = crm_record_copy (own);
    crm_record_set_integer (moved, "series", series);
    crm_record_set_integer (moved, "occurrence", g_array_index (moments, gint64, place));
    if (crm_stay_of (own, &old)) {
      CrmStay span = crm_stay_at (length, g_array_index (moments, gint64, place));
      if (crm_record_get_id (own) == crm_record_get_id (self->record))
        crm_stay_put (dragged, &old, moved);
      else if (old.start == occurrence &&
               !crm_calendar_is_settled (crm_record_get_text (own, "state")))
        crm_stay_put (&span, &old, moved);
    }
    crm_calendar_save (self->change, own, moved);
    place++;
  }
}

static GArray *
list_moments (Target *self)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->own->len; i++) {
    gint64 moment = crm_record_get_integer (self->own->pdata[i], "occurrence");
    if (!crm_record_is_empty (self->own->pdata[i], "occurrence") && moment >= self->occurrence)
      g_array_append_val (moments, moment);
  }
  return moments;
}

static gboolean
move_all (Target *self, const CrmStay *span, GError **error)
{
  gint64 seconds = crm_moment_wall_between (self->shown.start, span->start);
  gint64 start = self->span.start;
  CrmStay natural = crm_stay_at (&self->span, self->occurrence);
  CrmStay moved;
  g_autoptr (CrmRecord) series = crm_record_copy (self->series);
  g_autoptr (GArray) moments = NULL;

  self->occurrence = G_MININT64;
  moments = list_moments (self);
  if (!crm_recurrence_move (self->recurrence, &start, natural.start,
                            crm_moment_shift_wall (natural.start, seconds), moments, error))
    return FALSE;
  moved = crm_stay_at (span, start);
  crm_stay_put (&moved, &self->span, series);
  save_repeat (self, series);
  crm_calendar_save (self->change, self->series, series);
  take_along (self, moments, crm_record_get_id (self->series), &moved, span);
  return TRUE;
}

typedef struct {
  Target *target;
  gint64 seconds;
  GArray *moments; /* those without a record of their own, as they are after the move */
} Gathering;

static gboolean
gather (gint64 occurrence, gpointer data)
{
  Gathering *gathering = data;
  GPtrArray *own = gathering->target->own;
  gint64 moment = crm_moment_shift_wall (occurrence, gathering->seconds);

  for (guint i = 0; i < own->len; i++)
    if (!crm_record_is_empty (own->pdata[i], "occurrence") &&
        crm_record_get_integer (own->pdata[i], "occurrence") == occurrence)
      return TRUE;
  g_array_append_val (gathering->moments, moment);
  return TRUE;
}

/* What was added to the series before its rules go on, @first: a rule that began there would count
 * from a day that is not its own. */
static GArray *
list_apart (Target *self, gint64 seconds, gint64 *first)
{
  g_autoptr (CrmRecurrence) rules = crm_recurrence_copy_rules (self->recurrence);
  GArray *apart = g_array_new (FALSE, FALSE, sizeof (gint64));
  Gathering gathering = { self, seconds, apart };

  *first = self->occurrence;
  if (crm_recurrence_next (rules, self->span.start, self->occurrence - 1, first))
    crm_recurrence_foreach (self->recurrence, self->span.start, self->occurrence, *first, gather,
                            &gathering);
  return apart;
}

/* The old series ends before the occurrence, a new one begins with it. */
static gboolean
move_later (Target *self, const CrmStay *span, GError **error)
{
  g_autoptr (CrmRecord) series = crm_record_copy (self->series);
  g_autoptr (CrmRecord) next = crm_calendar_copy_content (self->series);
  g_autoptr (CrmRecurrence) rest = crm_recurrence_copy (self->recurrence);
  g_autoptr (GArray) moments = list_moments (self);
  gint64 seconds = crm_moment_wall_between (self->shown.start, span->start);
  gint64 first;
  g_autoptr (GArray) apart = list_apart (self, seconds, &first);
  gint64 start = first;
  CrmStay moved;
  g_autofree char *text = NULL;
  gint64 id;

  crm_calendar_forget_process (next);
  crm_recurrence_begin_at (rest, self->span.start, first);
  if (!crm_recurrence_move (rest, &start, first, crm_moment_shift_wall (first, seconds), moments,
                            error))
    return FALSE;
  moved = crm_stay_at (span, start);
  crm_stay_put (&moved, &self->span, next);
  text = crm_recurrence_to_text (rest);
  crm_record_set_text (next, "repeat", text[0] != '\0' ? text : NULL);
  id = crm_change_add (self->change, next);
  if (!crm_calendar_copy_parts (self->change, self->database, crm_record_get_id (self->series), id,
                                error) ||
      !crm_calendar_add_apart (self->change, self->database, crm_record_get_id (self->series), next,
                               id, apart, error))
    return FALSE;
  take_along (self, moments, id, &moved, span);
  crm_recurrence_end_before (self->recurrence, self->span.start, self->occurrence);
  save_repeat (self, series);
  crm_calendar_save (self->change, self->series, series);
  return TRUE;
}

/**
 * crm_calendar_move:
 * @change: where it is added
 * @database: the writer's connection
 * @activity: the entry's record
 * @occurrence: the entry's occurrence; 0: it does not repeat
 * @reach: how much of a series
 * @start: moment to which this one goes
 * @end: moment at which it ends there; of whole days the midnight after
 * @is_all_day: it takes days from then on
 * @error: INVALID where it would end before it begins, REFUSED where the rule names days that
 *   cannot be moved, NOT_FOUND
 *
 * Of a series the others move by as much as this one. Writer thread.
 *
 * Returns: whether it was added
 */
gboolean
crm_calendar_move (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 occurrence,
                   CrmCalendarReach reach, gint64 start, gint64 end, gboolean is_all_day,
                   GError **error)
{
  g_auto (Target) target = { change, database };
  CrmStay span;
  gint64 id;

  if (end < start) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The end is before the start"));
    return FALSE;
  }
  if (!target_load (&target, activity, occurrence, error))
    return FALSE;
  crm_stay_make (start, end, CRM_NO_MOMENT, is_all_day, &span);
  if (target.series == NULL || (target.is_own && reach == CRM_CALENDAR_THIS)) {
    move_record (change, target.record, &target.shown, &span);
    return TRUE;
  }
  if (reach == CRM_CALENDAR_THIS && occurrence != 0) {
    CrmRecord *own = find_own (&target);
    if (own == NULL)
      return add_own (&target, &span, &id, error);
    if (!crm_stay_of (own, &target.shown))
      return refuse_timeless (own, error);
    move_record (change, own, &target.shown, &span);
    return TRUE;
  }
  return reach == CRM_CALENDAR_THIS_AND_LATER && !is_first (&target)
             ? move_later (&target, &span, error)
             : move_all (&target, &span, error);
}

/* --- Removing */

/* What is done already stays: it is what happened. */
static void
remove_own (Target *self, gint64 from)
{
  for (guint i = 0; i < self->own->len; i++)
    if (crm_record_get_integer (self->own->pdata[i], "occurrence") >= from &&
        !crm_calendar_is_settled (crm_record_get_text (self->own->pdata[i], "state")))
      crm_change_delete (self->change, get_entity (), crm_record_get_id (self->own->pdata[i]));
}

static gboolean
has_anything (Target *self)
{
  gint64 first;

  return self->own->len > (self->is_own ? 1u : 0u) ||
         crm_recurrence_next (self->recurrence, self->span.start, self->span.start - 1, &first);
}

static void
remove_one (Target *self)
{
  g_autoptr (CrmRecord) series = crm_record_copy (self->series);

  crm_recurrence_exclude (self->recurrence, self->occurrence);
  if (self->is_own)
    crm_change_delete (self->change, get_entity (), crm_record_get_id (self->record));
  if (!has_anything (self)) {
    crm_change_delete (self->change, get_entity (), crm_record_get_id (self->series));
    return;
  }
  save_repeat (self, series);
  crm_calendar_save (self->change, self->series, series);
}

/**
 * crm_calendar_remove:
 * @change: where it is added
 * @database: the writer's connection
 * @activity: the entry's record
 * @occurrence: the entry's occurrence; 0: it does not repeat
 * @reach: how much of a series
 * @error: NOT_FOUND
 *
 * Of a series that ends, what is done already stays. Writer thread.
 *
 * Returns: whether it was added
 */
gboolean
crm_calendar_remove (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 occurrence,
                     CrmCalendarReach reach, GError **error)
{
  g_auto (Target) target = { change, database };

  if (!target_load (&target, activity, occurrence, error))
    return FALSE;
  if (target.series == NULL) {
    crm_change_delete (change, get_entity (), activity);
    return TRUE;
  }
  if (reach == CRM_CALENDAR_THIS && (occurrence != 0 || target.is_own)) {
    remove_one (&target);
    return TRUE;
  }
  if (reach == CRM_CALENDAR_THIS_AND_LATER && !is_first (&target)) {
    g_autoptr (CrmRecord) series = crm_record_copy (target.series);
    crm_recurrence_end_before (target.recurrence, target.span.start, target.occurrence);
    save_repeat (&target, series);
    remove_own (&target, target.occurrence);
    crm_calendar_save (change, target.series, series);
    return TRUE;
  }
  remove_own (&target, G_MININT64);
  crm_change_delete (change, get_entity (), crm_record_get_id (target.series));
  return TRUE;
}

/**
 * crm_calendar_detach:
 * @change: where it is added
 * @database: the writer's connection
 * @activity: the entry's record
 * @occurrence: the entry's occurrence; 0: it does not repeat
 * @error: NOT_FOUND where the series does not come then
 *
 * Returns: the id of its own record, a stand-in where @change adds it; what has one already, or
 *   does not repeat, is that one; 0 on error. Writer thread.
 */
gint64
crm_calendar_detach (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 occurrence,
                     GError **error)
{
  g_auto (Target) target = { change, database };
  CrmRecord *own;
  gint64 id;

  if (!target_load (&target, activity, occurrence, error))
    return 0;
  if (target.series == NULL || target.is_own || occurrence == 0)
    return activity;
  own = find_own (&target);
  if (own != NULL)
    return crm_record_get_id (own);
  return add_own (&target, NULL, &id, error) ? id : 0;
}

/* Whether the entry is the task of a series that is to be done now: the series itself goes on. */
static gboolean
is_task_of_now (CrmRecord *series, gint64 occurrence)
{
  CrmStay span;

  return !crm_record_is_empty (series, "repeat") && crm_calendar_is_task (series) &&
         crm_stay_of (series, &span) && span.start == occurrence;
}

/**
 * crm_calendar_finish:
 * @change: where it is added
 * @database: the writer's connection
 * @activity: the entry's record
 * @occurrence: the entry's occurrence; 0: it does not repeat
 * @error: NOT_FOUND where the series does not come then
 *
 * What is finished is this one alone; of a task whose turn it is the next one comes by itself.
 * Writer thread.
 *
 * Returns: whether it was added
 */
gboolean
crm_calendar_finish (CrmChange *change, CrmDatabase *database, gint64 activity, gint64 occurrence,
                     GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, get_entity (), activity, error);
  gint64 id = activity;

  if (record == NULL)
    return FALSE;
  if (!is_task_of_now (record, occurrence))
    id = crm_calendar_detach (change, database, activity, occurrence, error);
  if (id != 0)
    crm_change_set_text (change, get_entity (), id, "state", "done");
  return id != 0;
}
