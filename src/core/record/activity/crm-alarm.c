/* When a task rings: kept beside tasks as they are written, and passed on by what repeats. */
#include "config.h"

#include "crm-alarm-private.h"

#define DAY G_GINT64_CONSTANT (86400)

static gboolean
is_open (CrmRecord *task)
{
  const char *state = crm_record_get_text (task, "state");
  return g_strcmp0 (state, "done") != 0 && g_strcmp0 (state, "cancelled") != 0;
}

static const CrmAlarmRules *rules;

/**
 * crm_alarm_set_rules:
 * @given: reads what repeats; static
 *
 * Once, at start.
 */
void
crm_alarm_set_rules (const CrmAlarmRules *given)
{
  rules = given;
}

gboolean
crm_alarm_check_rule (CrmRecord *activity, GError **error)
{
  const char *repeat = crm_record_get_text (activity, "repeat");

  return repeat == NULL || rules == NULL || rules->check (repeat, error);
}

static gboolean
repeats (CrmRecord *task)
{
  return rules != NULL && !crm_record_is_empty (task, "repeat");
}

gboolean
crm_alarm_find_occurrence (CrmRecord *series, gint64 after, gint64 *occurrence)
{
  return repeats (series) && rules->next (series, after, occurrence);
}

/* When somebody is to be told: as long before it begins, else before it is due, as is wanted. 0:
 * never. What had passed when it was written needs no bell: imports bring tasks of years ago. Where
 * only the time before has passed, it rings as it begins. */
static gint64
get_moment (CrmDatabase *database, CrmRecord *task)
{
  const char *field = crm_record_is_empty (task, "start") ? "due" : "start";
  gint64 begin = crm_record_get_integer (task, field);
  gint64 written = crm_record_get_integer (task, "changed");
  gint64 lead;

  if (!is_open (task) || crm_record_is_empty (task, field) ||
      (repeats (task) ? !rules->next (task, written, &begin) : begin <= written))
    return 0;
  lead = crm_alarm_get_lead (database, task);
  if (lead < 0)
    return 0;
  return begin - lead > written ? begin - lead : begin;
}

/* When a series rings the next time after @after. */
static gboolean
find_next_ring (CrmDatabase *database, CrmRecord *series, gint64 after, gint64 *moment)
{
  gint64 lead = crm_alarm_get_lead (database, series);

  if (lead < 0 || !repeats (series) || !rules->next (series, after + lead, moment))
    return FALSE;
  *moment -= lead;
  return TRUE;
}

static gboolean
was_told (CrmDatabase *database, gint64 subject, gint64 moment, gboolean *told, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT 1 FROM reminder WHERE subject = ?1 AND kind = 'due' AND moment = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, subject);
  crm_statement_bind_integer (statement, 2, moment);
  return crm_statement_step (statement, told, error);
}

gboolean
crm_alarm_remove (CrmDatabase *database, gint64 activity, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "DELETE FROM alarm WHERE activity = ?1", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, activity);
  return crm_statement_run (statement, error);
}

/* @ringing: the ring that is told of just now; G_MININT64: none */
static gboolean
set_alarm (CrmDatabase *database, CrmRecord *task, gint64 moment, gint64 ringing, GError **error)
{
  gint64 id = crm_record_get_id (task);
  gint64 subject = crm_subject_make (crm_record_get_entity (task), id);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean told;

  if (!was_told (database, subject, moment, &told, error))
    return FALSE;
  /* Of a series the next one is still to come. */
  for (int i = 0; (told || moment == ringing) && i < 500; i++) {
    told = TRUE;
    if (!find_next_ring (database, task, moment, &moment))
      break;
    if (!was_told (database, subject, moment, &told, error))
      return FALSE;
  }
  if (told || moment == ringing)
    return crm_alarm_remove (database, id, error);
  statement = crm_database_prepare (
      database, "INSERT OR REPLACE INTO alarm (activity, moment) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_integer (statement, 2, moment);
  return crm_statement_run (statement, error);
}

static gboolean
has_same_time (CrmRecord *a, CrmRecord *b)
{
  return crm_record_get_integer (a, "start") == crm_record_get_integer (b, "start") &&
         crm_record_get_integer (a, "due") == crm_record_get_integer (b, "due") &&
         g_strcmp0 (crm_record_get_text (a, "repeat"), crm_record_get_text (b, "repeat")) == 0 &&
         g_strcmp0 (crm_record_get_text (a, "remind"), crm_record_get_text (b, "remind")) == 0 &&
         g_strcmp0 (crm_record_get_text (a, "kind"), crm_record_get_text (b, "kind")) == 0;
}

/**
 * crm_alarm_derive:
 * @before: (nullable): the task as it was
 * @after: (nullable): as it is
 * @database: the writer's connection
 * @error: of the store
 *
 * Follows every write of a task, Undo's too: so an alarm can neither be lost nor come back after it
 * rang.
 *
 * Returns: whether it was kept. Writer thread.
 */
gboolean
crm_alarm_derive (CrmRecord *before, CrmRecord *after, gpointer database, GError **error)
{
  gint64 moment;

  if (!crm_alarm_derive_result (before, after, database, error))
    return FALSE;
  /* A new look at a task whose time has not changed neither rings nor silences it. */
  if (before != NULL && after != NULL && is_open (before) && is_open (after) &&
      has_same_time (before, after))
    return TRUE;
  moment = after != NULL ? get_moment (database, after) : 0;
  if (moment != 0)
    return set_alarm (database, after, moment, G_MININT64, error);
  return before == NULL || !is_open (before) ||
         crm_alarm_remove (database, crm_record_get_id (before), error);
}

gboolean
crm_alarm_renew (CrmDatabase *database, CrmRecord *task, gint64 now, GError **error)
{
  gint64 moment;

  crm_record_set_integer (task, "changed", now);
  moment = get_moment (database, task);
  return moment != 0 ? set_alarm (database, task, moment, G_MININT64, error)
                     : crm_alarm_remove (database, crm_record_get_id (task), error);
}

/* --- Series */

static gboolean
find_is_series (CrmDatabase *database, gint64 activity, gboolean *is_series, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT 1 FROM activity WHERE id = ?1 AND repeat IS NOT NULL", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, activity);
  return crm_statement_step (statement, is_series, error);
}

gboolean
crm_alarm_has_own_record (CrmDatabase *database, gint64 series, gint64 occurrence, gboolean *has,
                          GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT 1 FROM activity WHERE series = ?1 AND occurrence = ?2", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, series);
  crm_statement_bind_integer (statement, 2, occurrence);
  return crm_statement_step (statement, has, error);
}

/* The last ring up to @now, not searched for without end. */
static gint64
find_last_ring (CrmDatabase *database, CrmRecord *series, gint64 moment, gint64 now)
{
  gint64 next;

  if (now - moment > 7 * DAY && find_next_ring (database, series, now - 7 * DAY, &next) &&
      next <= now)
    moment = next;
  for (int i = 0; i < 200 && find_next_ring (database, series, moment, &next) && next <= now; i++)
    moment = next;
  return moment;
}

static gboolean
has_occurrence (CrmRecord *series, gint64 moment)
{
  gint64 next;

  return rules->next (series, moment - 1, &next) && next == moment;
}

/* What a ring may be for: what begins so long after it, @later, and what begins with it, @sooner,
 * where the time before that had passed as it was written. Both are @moment where it is neither. */
static void
find_occurrences (CrmDatabase *database, CrmRecord *series, gint64 moment, gint64 *sooner,
                  gint64 *later)
{
  gint64 lead = MAX (crm_alarm_get_lead (database, series), 0);
  gboolean is_in_time = has_occurrence (series, moment + lead);
  gboolean is_late = moment - lead <= crm_record_get_integer (series, "changed") &&
                     has_occurrence (series, moment);

  *later = is_in_time ? moment + lead : moment;
  *sooner = is_late ? moment : *later;
}

/* Not where each that it may be for has a record of its own, which rings itself. */
static gboolean
find_rings (CrmDatabase *database, CrmRecord *series, gint64 moment, gboolean *rings,
            GError **error)
{
  gint64 id = crm_record_get_id (series);
  gint64 sooner, later;
  gboolean has_own;

  find_occurrences (database, series, moment, &sooner, &later);
  if (!crm_alarm_has_own_record (database, id, later, &has_own, error) ||
      (has_own && sooner != later &&
       !crm_alarm_has_own_record (database, id, sooner, &has_own, error)))
    return FALSE;
  *rings = !has_own;
  return TRUE;
}

/* Of the next one: where the time before it has passed meanwhile, it rings at once. */
static gboolean
set_next (CrmDatabase *database, CrmRecord *series, gint64 moment, GError **error)
{
  gint64 lead = crm_alarm_get_lead (database, series);
  gint64 sooner, later, next;

  find_occurrences (database, series, moment, &sooner, &later);
  return lead < 0 || !rules->next (series, sooner, &next) ||
         set_alarm (database, series, next - lead, moment, error);
}

/* Who was away is told of the last one, unless that has been told. */
static gboolean
choose_last (CrmDatabase *database, CrmRecord *series, CrmAlarm *alarm, gint64 now, GError **error)
{
  gint64 last = find_last_ring (database, series, alarm->moment, now);
  gboolean told;

  if (!was_told (database, alarm->subject, last, &told, error))
    return FALSE;
  if (!told)
    alarm->moment = last;
  return TRUE;
}

gboolean
crm_alarm_pass (CrmDatabase *database, CrmAlarm *alarm, gint64 now, gboolean *rings, GError **error)
{
  gint64 id = crm_subject_get_id (alarm->subject);
  g_autoptr (CrmRecord) task = NULL;
  gboolean is_series = FALSE;

  *rings = TRUE;
  if (!crm_alarm_remove (database, id, error) || !find_is_series (database, id, &is_series, error))
    return FALSE;
  if (!is_series)
    return TRUE;
  task = crm_record_load (database, crm_entity_find ("activity"), id, error);
  if (task == NULL)
    return FALSE;
  if (!repeats (task))
    return TRUE;
  return choose_last (database, task, alarm, now, error) &&
         find_rings (database, task, alarm->moment, rings, error) &&
         set_next (database, task, alarm->moment, error);
}
