/* What follows when something of a series is finished: it stands for one occurrence, and the series
 * goes on. And what the record room asks of rules. */
#include "config.h"

#include "crm-calendar-private.h"

#include <glib/gi18n-lib.h>

#include "crm-activity-rows.h"
#include "crm-alarm.h"
#include "crm-query.h"

#define DAY G_GINT64_CONSTANT (86400)

/* --- What the record room asks */

static gboolean
check_rule (const char *repeat, GError **error)
{
  g_autoptr (CrmRecurrence) recurrence = crm_recurrence_parse (repeat, error);

  return recurrence != NULL;
}

static gboolean
find_next (CrmRecord *activity, gint64 after, gint64 *occurrence)
{
  const char *repeat = crm_record_get_text (activity, "repeat");
  g_autoptr (CrmRecurrence) recurrence =
      repeat != NULL ? crm_recurrence_parse (repeat, NULL) : NULL;
  CrmStay span;

  return recurrence != NULL && crm_stay_of (activity, &span) &&
         crm_recurrence_next (recurrence, span.start, after, occurrence);
}

/* --- Something of a series is done */

typedef struct {
  gint64 moment;
  GArray *own;
  gint64 nearest;
  gboolean has_nearest;
} Search;

static gboolean
look_at (gint64 occurrence, gpointer data)
{
  Search *search = data;

  for (guint i = 0; i < search->own->len; i++)
    if (g_array_index (search->own, gint64, i) == occurrence)
      return TRUE;
  if (!search->has_nearest ||
      ABS (occurrence - search->moment) < ABS (search->nearest - search->moment)) {
    search->nearest = occurrence;
    search->has_nearest = TRUE;
  }
  return occurrence <= search->moment;
}

/* Of meetings the one that is nearest to the moment and has no record yet: the one just held. */
static gint64
find_finished (CrmDatabase *database, CrmRecord *activity, CrmRecurrence *recurrence,
               const CrmStay *span, gint64 now)
{
  Search search = { now, NULL, span->start, FALSE };
  gint64 next;

  search.own = crm_activity_rows_read_own (database, crm_record_get_id (activity), G_MININT64,
                                           G_MAXINT64, NULL);
  if (search.own == NULL)
    return span->start;
  crm_recurrence_foreach (recurrence, span->start, MAX (span->start, now - 400 * DAY), now + 1,
                          look_at, &search);
  if (crm_recurrence_next (recurrence, span->start, MAX (now, span->start - 1), &next))
    look_at (next, &search);
  g_array_unref (search.own);
  return search.nearest;
}

/* Those planned for @since or later; what was done before stays with what it was done of. */
static gboolean
take_own_along (CrmChange *change, CrmDatabase *database, gint64 from, gint64 to, gint64 since,
                GError **error)
{
  const CrmEntity *entity = crm_entity_find ("activity");
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) of = crm_query_filter_integer (all, "series", CRM_OP_EQUAL, from);
  g_autoptr (CrmQuery) those =
      crm_query_filter_integer (of, "occurrence", CRM_OP_GREATER_EQUAL, since);
  g_autoptr (GPtrArray) own = crm_query_fetch_all (those, database, -1, error);

  for (guint i = 0; own != NULL && i < own->len; i++)
    crm_change_set_integer (change, entity, crm_record_get_id (own->pdata[i]), "series", to);
  return own != NULL;
}

/* The series as it was before this one was finished, in a record that goes on. */
static CrmRecord *
make_rest (CrmRecord *before)
{
  CrmRecord *rest = crm_calendar_copy_content (before);

  crm_calendar_forget_process (rest);
  if (crm_calendar_is_task (before))
    crm_record_set_text (rest, "state", "new");
  return rest;
}

/* The first after @after that has no record of its own yet: one done ahead is not asked for again.
 */
static gboolean
find_following (CrmDatabase *database, gint64 series, CrmRecurrence *recurrence, gint64 start,
                gint64 after, gint64 *following)
{
  g_autoptr (GArray) own =
      crm_activity_rows_read_own (database, series, after + 1, G_MAXINT64, NULL);
  guint place = 0;

  while (crm_recurrence_next (recurrence, start, after, following)) {
    while (own != NULL && place < own->len && g_array_index (own, gint64, place) < *following)
      place++;
    if (own == NULL || place == own->len || g_array_index (own, gint64, place) != *following)
      return TRUE;
    after = *following;
  }
  return FALSE;
}

static gboolean
collect (gint64 occurrence, gpointer data)
{
  g_array_append_val ((GArray *) data, occurrence);
  return TRUE;
}

/* Where what follows was added to the rules, the series goes on with the first of theirs: a rule
 * that began with the other would count from a day that is not its own. Returns what stands before
 * it. */
static GArray *
list_apart (CrmDatabase *database, gint64 series, CrmRecurrence *recurrence, gint64 start,
            gint64 *first)
{
  g_autoptr (CrmRecurrence) rules = crm_recurrence_copy_rules (recurrence);
  g_autoptr (GArray) own = NULL;
  GArray *apart = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 following = *first;

  if (!find_following (database, series, rules, start, *first - 1, first))
    return apart;
  own = crm_activity_rows_read_own (database, series, following, *first, NULL);
  crm_recurrence_foreach (recurrence, start, following, *first, collect, apart);
  for (guint i = apart->len; own != NULL && i > 0; i--)
    for (guint j = 0; j < own->len; j++)
      if (g_array_index (own, gint64, j) == g_array_index (apart, gint64, i - 1)) {
        g_array_remove_index (apart, i - 1);
        break;
      }
  return apart;
}

/* The next task begins where this one ends, and what nobody did in time is not asked for again. A
 * meeting is one of many: the others stay where they are. */
static gboolean
go_on (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, CrmRecurrence *recurrence,
       const CrmStay *span, GError **error)
{
  gint64 now = crm_change_get_moment (change);
  gboolean is_task = crm_calendar_is_task (deed->before);
  gint64 finished =
      is_task ? span->start : find_finished (database, deed->before, recurrence, span, now);
  gint64 first = span->start;
  gint64 since = G_MININT64;
  g_autoptr (GArray) apart = NULL;
  g_autoptr (CrmRecord) rest = make_rest (deed->before);
  g_autoptr (CrmRecord) done = crm_record_copy (deed->after);
  g_autofree char *text = NULL;
  CrmStay there;
  gint64 id;

  crm_record_clear_field (done, "repeat");
  crm_record_set_integer (done, "occurrence", finished);
  if (is_task && !find_following (database, deed->id, recurrence, span->start,
                                  MAX (span->start, now), &first)) {
    /* It was the last one. */
    crm_record_clear_field (done, "occurrence");
    crm_calendar_save (change, deed->after, done);
    return TRUE;
  }
  if (is_task) {
    since = first;
    apart = list_apart (database, deed->id, recurrence, span->start, &first);
    crm_recurrence_begin_at (recurrence, span->start, first);
  }
  text = crm_recurrence_to_text (recurrence);
  crm_record_set_text (rest, "repeat", text[0] != '\0' ? text : NULL);
  there = crm_stay_at (span, first);
  crm_stay_put (&there, span, rest);
  crm_change_set_cause (change, C_ ("change", "It repeats"));
  id = crm_change_add (change, rest);
  if (!crm_calendar_copy_parts (change, database, deed->id, id, error) ||
      !take_own_along (change, database, deed->id, id, since, error) ||
      (apart != NULL &&
       !crm_calendar_add_apart (change, database, deed->id, rest, id, apart, error)))
    return FALSE;
  there = crm_stay_at (span, finished);
  crm_stay_put (&there, span, done);
  crm_record_set_integer (done, "series", id);
  crm_calendar_save (change, deed->after, done);
  return TRUE;
}

/* --- Something of a series is deleted */

/* What had a record of its own does not come back as one of the series. */
static gboolean
leave_out (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  const CrmEntity *entity = crm_entity_find ("activity");
  g_autoptr (CrmRecord) series = crm_record_load (database, entity, id, NULL);
  const char *repeat = series != NULL ? crm_record_get_text (series, "repeat") : NULL;
  g_autoptr (CrmRecurrence) recurrence =
      repeat != NULL ? crm_recurrence_parse (repeat, NULL) : NULL;
  g_autoptr (GArray) gone = NULL;
  g_autofree char *text = NULL;
  CrmStay span;

  /* The series may have gone too. */
  if (recurrence == NULL || !crm_stay_of (series, &span))
    return TRUE;
  gone = crm_activity_rows_read_gone (change, database, id, error);
  if (gone == NULL)
    return FALSE;
  for (guint i = 0; i < gone->len; i++) {
    gint64 occurrence = g_array_index (gone, gint64, i);
    if (crm_recurrence_has (recurrence, span.start, occurrence))
      crm_recurrence_exclude (recurrence, occurrence);
  }
  text = crm_recurrence_to_text (recurrence);
  if (gone->len > 0 && g_strcmp0 (text, repeat) != 0) {
    crm_change_set_cause (change, C_ ("change", "It repeats"));
    crm_change_set_text (change, entity, id, "repeat", text);
  }
  return TRUE;
}

gboolean
crm_calendar_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  const char *repeat;
  g_autoptr (CrmRecurrence) recurrence = NULL;
  CrmStay span;

  if (deed->action == CRM_ACTION_DELETE && deed->entity == crm_entity_find ("activity") &&
      !crm_change_is_restoring (change) && !crm_record_is_empty (deed->before, "series") &&
      !crm_record_is_empty (deed->before, "occurrence"))
    crm_change_later (change, leave_out, crm_record_get_integer (deed->before, "series"));
  if (deed->action != CRM_ACTION_SET || deed->entity != crm_entity_find ("activity") ||
      crm_change_is_restoring (change) ||
      g_strcmp0 (crm_record_get_text (deed->after, "state"), "done") != 0 ||
      crm_calendar_is_settled (crm_record_get_text (deed->before, "state")))
    return TRUE;
  repeat = crm_record_get_text (deed->after, "repeat");
  recurrence = repeat != NULL ? crm_recurrence_parse (repeat, NULL) : NULL;
  if (recurrence == NULL || !crm_stay_of (deed->after, &span))
    return TRUE;
  return go_on (change, database, deed, recurrence, &span, error);
}

/**
 * crm_calendar_register:
 *
 * From here on series go on when one of them is finished, ring for each, and are refused where
 * their rule cannot be read. Once, at start.
 */
void
crm_calendar_register (void)
{
  static const CrmAlarmRules rules = { check_rule, find_next };

  crm_alarm_set_rules (&rules);
  crm_reactor_register (crm_calendar_react);
}
