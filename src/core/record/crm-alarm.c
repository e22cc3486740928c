/* What time brings, found by indexes. */
#include "config.h"

#include "crm-alarm.h"

#include <string.h>

#include "crm-setting.h"

#define MINUTE 60
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

/* How long before its time a task rings where nothing else is chosen for its kind, in minutes. */
static const struct {
  const char *kind;
  const char *setting;
  const char *remind;
} leads[] = {
  { "task", "remind_task", "0" },
  { "call", "remind_call", "0" },
  { "meeting", "remind_meeting", "15" },
  { "letter", "remind_letter", "0" },
};

static gsize
find_lead (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_strcmp0 (leads[i].kind, kind) == 0)
      return i;
  return 0;
}

static const CrmChoice *
find_remind (const char *code)
{
  return crm_field_find_choice (crm_entity_field (crm_entity_find ("activity"), "remind"), code);
}

/**
 * crm_alarm_dup_default:
 * @database: any connection of this thread
 * @kind: of tasks: "task", "call", "meeting", "letter"
 *
 * Returns: (transfer full): the value of "remind" that such tasks have while theirs is empty
 */
char *
crm_alarm_dup_default (CrmDatabase *database, const char *kind)
{
  gsize i = find_lead (kind);
  g_autofree char *chosen = crm_setting_dup (database, leads[i].setting, NULL);

  return chosen != NULL && find_remind (chosen) != NULL ? g_steal_pointer (&chosen)
                                                        : g_strdup (leads[i].remind);
}

/**
 * crm_alarm_get_lead:
 * @database: any connection of this thread
 * @task: a task
 *
 * Returns: how many seconds before its time it rings; -1: it does not
 */
gint64
crm_alarm_get_lead (CrmDatabase *database, CrmRecord *task)
{
  const char *own = crm_record_get_text (task, "remind");
  g_autofree char *usual =
      own == NULL ? crm_alarm_dup_default (database, crm_record_get_text (task, "kind")) : NULL;
  const char *code = own != NULL ? own : usual;

  return strcmp (code, "none") == 0 ? -1 : g_ascii_strtoll (code, NULL, 10) * MINUTE;
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

static gboolean
set_alarm (CrmDatabase *database, CrmRecord *task, gint64 moment, GError **error)
{
  gint64 id = crm_record_get_id (task);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean told;

  if (!was_told (database, crm_subject_make (crm_record_get_entity (task), id), moment, &told,
                 error))
    return FALSE;
  /* Of a series the next one is still to come. */
  for (int i = 0; told && i < 500 && find_next_ring (database, task, moment, &moment); i++)
    if (!was_told (database, crm_subject_make (crm_record_get_entity (task), id), moment, &told,
                   error))
      return FALSE;
  if (told)
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
    return set_alarm (database, after, moment, error);
  return before == NULL || !is_open (before) ||
         crm_alarm_remove (database, crm_record_get_id (before), error);
}

/* --- How long before */

static gboolean
read_open (CrmDatabase *database, const char *kind, GArray *ids, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT id FROM activity"
                            " WHERE kind = ?1 AND remind IS NULL"
                            " AND state NOT IN ('done', 'cancelled')",
                            error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, kind);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  } while (has_row);
  return TRUE;
}

/* As if it were written now. */
static gboolean
renew_alarm (CrmDatabase *database, gint64 id, gint64 now, GError **error)
{
  g_autoptr (CrmRecord) task = crm_record_load (database, crm_entity_find ("activity"), id, error);
  gint64 moment;

  if (task == NULL)
    return FALSE;
  crm_record_set_integer (task, "changed", now);
  moment = get_moment (database, task);
  return moment != 0 ? set_alarm (database, task, moment, error)
                     : crm_alarm_remove (database, id, error);
}

/**
 * crm_alarm_set_default:
 * @database: the writer's connection, in a transaction
 * @kind: of tasks
 * @remind: the value that stands for an empty "remind" from now on
 * @now: the moment
 * @error: of the store; %CRM_ERROR_INVALID where there is no such kind or value
 *
 * Sets how long before its time a task of that kind rings, those that are there already included.
 *
 * Returns: whether it was set. Writer thread.
 */
gboolean
crm_alarm_set_default (CrmDatabase *database, const char *kind, const char *remind, gint64 now,
                       GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize i = find_lead (kind);

  if (strcmp (leads[i].kind, kind) != 0 || find_remind (remind) == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s: %s", kind, remind);
    return FALSE;
  }
  if (!crm_setting_write (database, leads[i].setting, remind, error) ||
      !read_open (database, kind, ids, error))
    return FALSE;
  for (guint j = 0; j < ids->len; j++)
    if (!renew_alarm (database, g_array_index (ids, gint64, j), now, error))
      return FALSE;
  return TRUE;
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

/* What a ring is for: what begins so long after it, or, as it rang late, at once. */
static gint64
find_occurrence (CrmDatabase *database, CrmRecord *series, gint64 moment)
{
  gint64 later = moment + MAX (crm_alarm_get_lead (database, series), 0);
  gint64 next;

  return rules->next (series, later - 1, &next) && next == later ? later : moment;
}

gboolean
crm_alarm_pass (CrmDatabase *database, CrmAlarm *alarm, gint64 now, gboolean *rings, GError **error)
{
  gint64 id = crm_subject_get_id (alarm->subject);
  g_autoptr (CrmRecord) task = NULL;
  gboolean is_series = FALSE;
  gboolean has_own = FALSE;
  gint64 next;

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
  alarm->moment = find_last_ring (database, task, alarm->moment, now);
  if (!crm_alarm_has_own_record (database, id, find_occurrence (database, task, alarm->moment),
                                 &has_own, error))
    return FALSE;
  *rings = !has_own;
  return !find_next_ring (database, task, now, &next) || set_alarm (database, task, next, error);
}

static gboolean
read_alarms (CrmStatement *statement, const CrmEntity *entity, GArray *alarms, GError **error)
{
  gboolean has_row = FALSE;

  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      gint64 id = crm_statement_get_integer (statement, 0);
      CrmAlarm alarm = { entity != NULL ? crm_subject_make (entity, id) : id,
                         crm_statement_get_integer (statement, 1),
                         crm_statement_get_integer (statement, 2) };
      g_array_append_val (alarms, alarm);
    }
  } while (has_row);
  return TRUE;
}

gboolean
crm_alarm_read_tasks (CrmDatabase *database, gint64 now, gint64 most, GArray *alarms,
                      GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT alarm.activity, alarm.moment, activity.responsible"
      " FROM alarm JOIN activity ON activity.id = alarm.activity"
      " WHERE alarm.moment <= ?1 ORDER BY alarm.moment, alarm.activity LIMIT ?2",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  crm_statement_bind_integer (statement, 2, most);
  return read_alarms (statement, crm_entity_find ("activity"), alarms, error);
}

gboolean
crm_alarm_read_unsigned (CrmDatabase *database, gint64 since, GArray *alarms, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT id, status_since, responsible FROM document"
      " WHERE status = 'for_signature' AND status_since <= ?1"
      " AND kind IN ('contract', 'act', 'waybill')"
      " AND NOT EXISTS (SELECT 1 FROM reminder WHERE subject = ?2 + document.id"
      "  AND kind = 'overdue' AND moment = document.status_since)"
      " ORDER BY status_since, id",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, since);
  crm_statement_bind_integer (statement, 2, crm_subject_make (documents, 0));
  return read_alarms (statement, documents, alarms, error);
}

/* The moment is the beginning of the promised day in Greenwich: the same wherever the file is used.
 */
gboolean
crm_alarm_read_promised (CrmDatabase *database, gint64 today, const char *kind, GArray *alarms,
                         GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT id, due_date * 86400, responsible FROM document"
      " WHERE status NOT IN ('completed', 'rejected', 'lapsed') AND due_date <= ?1"
      " AND kind IN ('invoice', 'proforma') AND coalesce (paid, 0) < coalesce (total, 0)"
      " AND NOT EXISTS (SELECT 1 FROM reminder WHERE subject = ?2 + document.id"
      "  AND kind = ?3 AND moment = document.due_date * 86400)"
      " ORDER BY due_date, id",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, today);
  crm_statement_bind_integer (statement, 2, crm_subject_make (documents, 0));
  crm_statement_bind_text (statement, 3, kind);
  return read_alarms (statement, documents, alarms, error);
}

/* Here the subject is that of the reminder. */
gboolean
crm_alarm_read_snoozed (CrmDatabase *database, gint64 now, GArray *alarms, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT id, until, person FROM reminder WHERE state = 'snoozed' AND until <= ?1"
      " ORDER BY until, id",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, now);
  return read_alarms (statement, crm_entity_find ("reminder"), alarms, error);
}

/* --- Neglected deals */

/* Twice as long as this client is silent on the average, and a week at least. */
#define LEAST_RHYTHM 7
#define USUAL_RHYTHM 30

static gboolean
read_rhythm (CrmDatabase *database, gint64 company, gint64 *days, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT count (*), min (done), max (done) FROM activity"
                            " WHERE company = ?1 AND done IS NOT NULL",
                            error);
  gboolean has_row;
  gint64 n;

  *days = USUAL_RHYTHM;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, company);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  n = has_row ? crm_statement_get_integer (statement, 0) : 0;
  if (n >= 3)
    *days = MAX (
        2 * (crm_statement_get_integer (statement, 2) - crm_statement_get_integer (statement, 1)) /
            (n - 1) / DAY,
        LEAST_RHYTHM);
  return TRUE;
}

static gboolean
judge (CrmDatabase *database, CrmStatement *row, gint64 today, CrmNeglect *neglect,
       gboolean *neglected, GError **error)
{
  gboolean has_step = !crm_statement_is_null (row, 2);
  gint64 step = crm_statement_get_integer (row, 2);
  gint64 last = crm_statement_get_integer (row, 3) / DAY;
  gint64 days;

  neglect->deal = crm_statement_get_integer (row, 0);
  neglect->person = crm_statement_get_integer (row, 1);
  *neglected = TRUE;
  if (!has_step) {
    neglect->reason = CRM_NEGLECT_NO_STEP;
    neglect->since = last;
    return TRUE;
  }
  if (step < today) {
    neglect->reason = CRM_NEGLECT_PASSED;
    neglect->since = step;
    return TRUE;
  }
  if (!read_rhythm (database, crm_statement_get_integer (row, 4), &days, error))
    return FALSE;
  neglect->reason = CRM_NEGLECT_SILENT;
  neglect->since = last + days;
  *neglected = today - last > days;
  return TRUE;
}

static int
compare_since (gconstpointer a, gconstpointer b)
{
  const CrmNeglect *x = a;
  const CrmNeglect *y = b;

  if (x->since != y->since)
    return x->since < y->since ? -1 : 1;
  return (x->deal > y->deal) - (x->deal < y->deal);
}

/**
 * crm_alarm_read_neglected:
 * @database: any connection of this thread
 * @person: whose; 0: everybody's
 * @today: a date
 * @most: no more than these; < 0: all
 * @error: of the store
 *
 * A deal is neglected without a next step, when the step has passed, or when it is silent for
 * longer than twice the rhythm of its client: how far apart what was done for the client lies on
 * the average.
 *
 * Returns: (transfer full) (element-type CrmNeglect): the oldest neglect first
 */
GArray *
crm_alarm_read_neglected (CrmDatabase *database, gint64 person, gint64 today, gint64 most,
                          GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CrmNeglect));
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT id, responsible, next_activity,"
      " coalesce (last_activity, stage_since, created, opened * 86400), company"
      " FROM deal WHERE closed IS NULL AND (?1 = 0 OR responsible = ?1)",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, person);
  do {
    CrmNeglect neglect;
    gboolean neglected;
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    if (!judge (database, statement, today, &neglect, &neglected, error))
      return NULL;
    if (neglected)
      g_array_append_val (found, neglect);
  } while (has_row);
  g_array_sort (found, compare_since);
  if (most >= 0 && found->len > most)
    g_array_set_size (found, (guint) most);
  return g_steal_pointer (&found);
}
