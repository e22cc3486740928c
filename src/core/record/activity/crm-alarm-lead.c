/* How long before its time a task rings. */
#include "config.h"

#include "crm-alarm-private.h"

#include <string.h>

#include "crm-record-private.h"
#include "crm-setting.h"

#define MINUTE 60

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

/* --- How long before */

/* Those that ring, and those that would: what is still to come, and what comes again. What has
 * passed and is told has no alarm and gets none, so nothing of it is looked at. */
static gboolean
read_open (CrmDatabase *database, const char *kind, gint64 now, GArray *ids, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "WITH found (id) AS ("
      " SELECT activity FROM alarm"
      " UNION SELECT id FROM activity WHERE \"start\" > ?2"
      " UNION SELECT id FROM activity WHERE due > ?2"
      " UNION SELECT id FROM activity WHERE repeat IS NOT NULL)"
      " SELECT activity.id FROM found CROSS JOIN activity ON activity.id = found.id"
      " WHERE kind = ?1 AND remind IS NULL AND state NOT IN ('done', 'cancelled')",
      error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, kind);
  crm_statement_bind_integer (statement, 2, now);
  return crm_sql_read_ids (statement, ids, error);
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
      !read_open (database, kind, now, ids, error))
    return FALSE;
  for (guint j = 0; j < ids->len; j++) {
    g_autoptr (CrmRecord) task = crm_record_load (database, crm_entity_find ("activity"),
                                                  g_array_index (ids, gint64, j), error);
    if (task == NULL || !crm_alarm_renew (database, task, now, error))
      return FALSE;
  }
  return TRUE;
}
