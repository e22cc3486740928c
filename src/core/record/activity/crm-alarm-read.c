/* What has come due, found by indexes: tasks, papers that are waited for, what was put off. */
#include "config.h"

#include "crm-alarm.h"

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
      /* Asked for anew by what was made from it: that one is promised. */
      " AND NOT EXISTS (SELECT 1 FROM document AS after WHERE after.base = document.id"
      "  AND after.kind IN ('invoice', 'proforma') AND after.issued IS NOT NULL"
      "  AND after.status != 'rejected')"
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
