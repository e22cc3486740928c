/* Calls and meetings that are over: when their result is asked for. */
#include "config.h"

#include "crm-alarm.h"

#define MINUTE 60
#define DAY G_GINT64_CONSTANT (86400)
#define USUAL_MEETING (60 * MINUTE)
#define USUAL_CALL (15 * MINUTE)

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
 * of it. A series never is over; what is changed or finished of it is a record of its own.
 *
 * Returns: when a call or a meeting is over; 0: it is neither, or has no time
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

  if ((!is_call && g_strcmp0 (kind, "meeting") != 0) || !crm_record_is_empty (task, "repeat"))
    return 0;
  if (crm_record_is_empty (task, "start"))
    return has_due ? due + usual : 0;
  if (!crm_record_is_empty (task, "ends") && ends > start)
    return ends;
  return has_due && due > start && due - start <= DAY ? due : start + usual;
}

/* 0: never. What was over when it was written is not asked for. */
static gint64
get_moment (CrmRecord *task)
{
  gint64 end = is_open (task) ? crm_alarm_get_end (task) : 0;

  return end > crm_record_get_integer (task, "changed") ? end : 0;
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

gboolean
crm_alarm_remove_result (CrmDatabase *database, gint64 activity, GError **error)
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
  if (asked)
    return crm_alarm_remove_result (database, crm_record_get_id (task), error);
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
      crm_alarm_get_end (before) == crm_alarm_get_end (after))
    return TRUE;
  moment = after != NULL ? get_moment (after) : 0;
  if (moment != 0)
    return set_alarm (database, after, moment, error);
  return before == NULL || !is_open (before) ||
         crm_alarm_remove_result (database, crm_record_get_id (before), error);
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
