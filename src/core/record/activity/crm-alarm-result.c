/* Calls and meetings that are over: when their result is asked for. */
#include "config.h"

#include "crm-alarm.h"

#define MINUTE 60
#define DAY G_GINT64_CONSTANT (86400)
#define USUAL_MEETING (60 * MINUTE)
#define USUAL_CALL (15 * MINUTE)
#define MOST_STEPS 500

static gboolean
is_open (CrmRecord *task)
{
  return !crm_record_get_entity (task)->is_settled (task);
}

/**
 * crm_alarm_get_end:
 * @task: a task
 *
 * A term within a day after the beginning is an end; what has none takes an hour, a call a quarter
 * of it.
 *
 * Returns: when a call or a meeting is over, of a series the first one; 0: it is neither, or has no
 *     time
 */
gint64
crm_alarm_get_end (CrmRecord *task)
{
  const char *kind = crm_record_get_text (task, "kind");
  gboolean is_call = g_strcmp0 (kind, "call") == 0;
  gint64 usual = is_call ? USUAL_CALL : USUAL_MEETING;
  gint64 start = crm_record_get_integer (task, "start");
  gint64 ends = crm_record_get_integer (task, "ends");
  gint64 due = crm_record_get_integer (task, "due");
  gboolean has_due = !crm_record_is_empty (task, "due");

  if (!is_call && g_strcmp0 (kind, "meeting") != 0)
    return 0;
  if (crm_record_is_empty (task, "start"))
    return has_due ? due + usual : 0;
  if (!crm_record_is_empty (task, "ends") && ends > start)
    return ends;
  return has_due && due > start && due - start <= DAY ? due : start + usual;
}

/* When the next of a series is over after @after. */
static gboolean
find_next_end (CrmRecord *series, gint64 after, gint64 *end)
{
  const char *field = crm_record_is_empty (series, "start") ? "due" : "start";
  gint64 length = crm_alarm_get_end (series) - crm_record_get_integer (series, field);

  if (!crm_alarm_find_occurrence (series, after - length, end))
    return FALSE;
  *end += length;
  return TRUE;
}

/* 0: never. What was over when it was written is not asked for. */
static gint64
get_moment (CrmRecord *task)
{
  gint64 written = crm_record_get_integer (task, "changed");
  gint64 end = is_open (task) ? crm_alarm_get_end (task) : 0;

  if (end == 0)
    return 0;
  if (!crm_record_is_empty (task, "repeat"))
    return find_next_end (task, written, &end) ? end : 0;
  return end > written ? end : 0;
}

static gboolean
was_asked (CrmDatabase *database, CrmRecord *task, gint64 moment, gboolean *asked, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT 1 FROM reminder WHERE subject = ?1 AND kind = 'result' AND moment = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (
      statement, 1, crm_subject_make (crm_record_get_entity (task), crm_record_get_id (task)));
  crm_statement_bind_integer (statement, 2, moment);
  return crm_statement_step (statement, asked, error);
}

static gboolean
remove_alarm (CrmDatabase *database, gint64 activity, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "DELETE FROM result_alarm WHERE activity = ?1", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, activity);
  return crm_statement_run (statement, error);
}

static gboolean
set_alarm (CrmDatabase *database, CrmRecord *task, gint64 moment, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean asked;

  if (!was_asked (database, task, moment, &asked, error))
    return FALSE;
  /* Of a series the next one is still to come. */
  for (int i = 0; asked && i < MOST_STEPS && find_next_end (task, moment, &moment); i++)
    if (!was_asked (database, task, moment, &asked, error))
      return FALSE;
  if (asked)
    return remove_alarm (database, crm_record_get_id (task), error);
  statement = crm_database_prepare (
      database, "INSERT OR REPLACE INTO result_alarm (activity, moment) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_record_get_id (task));
  crm_statement_bind_integer (statement, 2, moment);
  return crm_statement_run (statement, error);
}

/**
 * crm_alarm_derive_result:
 * @before: (nullable): the task as it was
 * @after: (nullable): as it is
 * @database: the writer's connection
 * @error: of the store
 *
 * Follows every write of a task, as crm_alarm_derive().
 *
 * Returns: whether it was kept. Writer thread.
 */
gboolean
crm_alarm_derive_result (CrmRecord *before, CrmRecord *after, CrmDatabase *database, GError **error)
{
  gint64 moment;

  /* A new look at a talk whose end has not changed neither asks nor silences. */
  if (before != NULL && after != NULL && is_open (before) && is_open (after) &&
      crm_alarm_get_end (before) == crm_alarm_get_end (after) &&
      g_strcmp0 (crm_record_get_text (before, "repeat"), crm_record_get_text (after, "repeat")) ==
          0)
    return TRUE;
  moment = after != NULL ? get_moment (after) : 0;
  if (moment != 0)
    return set_alarm (database, after, moment, error);
  return before == NULL || !is_open (before) ||
         remove_alarm (database, crm_record_get_id (before), error);
}

/* The last one that is over at @now, not searched for without end. */
static gint64
find_last_end (CrmRecord *series, gint64 moment, gint64 now)
{
  gint64 next;

  if (now - moment > 7 * DAY && find_next_end (series, now - 7 * DAY, &next) && next <= now)
    moment = next;
  for (int i = 0; i < MOST_STEPS && find_next_end (series, moment, &next) && next <= now; i++)
    moment = next;
  return moment;
}

/**
 * crm_alarm_pass_result:
 * @database: the writer's connection
 * @alarm: what is asked for; of a series the moment becomes that of the last one that is over
 * @now: the moment
 * @asks: (out): whether it is asked; not for what has a record of its own, which asks itself
 * @error: of the store
 *
 * Takes the alarm away; that of the next one of a series comes.
 *
 * Returns: whether it was noted. Writer thread.
 */
gboolean
crm_alarm_pass_result (CrmDatabase *database, CrmAlarm *alarm, gint64 now, gboolean *asks,
                       GError **error)
{
  gint64 id = crm_subject_get_id (alarm->subject);
  g_autoptr (CrmRecord) task = crm_record_load (database, crm_entity_find ("activity"), id, error);
  gboolean has_own = FALSE;
  const char *field;
  gint64 length, next;

  *asks = TRUE;
  if (task == NULL || !remove_alarm (database, id, error))
    return FALSE;
  if (crm_record_is_empty (task, "repeat"))
    return TRUE;
  field = crm_record_is_empty (task, "start") ? "due" : "start";
  length = crm_alarm_get_end (task) - crm_record_get_integer (task, field);
  alarm->moment = find_last_end (task, alarm->moment, now);
  if (!crm_alarm_has_own_record (database, id, alarm->moment - length, &has_own, error))
    return FALSE;
  *asks = !has_own;
  return !find_next_end (task, now, &next) || set_alarm (database, task, next, error);
}

gboolean
crm_alarm_read_results (CrmDatabase *database, gint64 now, gint64 most, GArray *alarms,
                        GError **error)
{
  const CrmEntity *entity = crm_entity_find ("activity");
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT result_alarm.activity, result_alarm.moment, activity.responsible"
      " FROM result_alarm JOIN activity ON activity.id = result_alarm.activity"
      " WHERE result_alarm.moment <= ?1 ORDER BY result_alarm.moment, result_alarm.activity"
      " LIMIT ?2",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  crm_statement_bind_integer (statement, 2, most);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      CrmAlarm alarm = { crm_subject_make (entity, crm_statement_get_integer (statement, 0)),
                         crm_statement_get_integer (statement, 1),
                         crm_statement_get_integer (statement, 2) };
      g_array_append_val (alarms, alarm);
    }
  } while (has_row);
  return TRUE;
}
