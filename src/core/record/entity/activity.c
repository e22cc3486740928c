/* Activity: what somebody has to do or did: a task, a call, a meeting, the reminder of a letter. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-alarm.h"
#include "crm-date.h"
#include "crm-error.h"
#include "entities.h"

const CrmChoice crm_activity_kinds[] = {
  { "task", NC_ ("choice", "Task"), "neutral" },
  { "call", NC_ ("choice", "Call"), "accent" },
  { "meeting", NC_ ("choice", "Meeting"), "success" },
  { "letter", NC_ ("choice", "Letter reminder"), "warning" },
  { NULL },
};

const CrmChoice crm_activity_states[] = {
  { "new", NC_ ("task", "New"), "neutral",
    "open|to do|todo|not started|planned|новая|новый|не начата|запланировано|нове|nowe|otwarte" },
  { "attention", NC_ ("task", "Attention"), "warning", "waiting|on hold|blocked|deferred" },
  { "in_work", NC_ ("task", "In work"), "accent",
    "in progress|started|doing|active|в работе|в роботі|w toku|w trakcie" },
  { "done", NC_ ("task", "Done"), "success",
    "closed|completed|complete|finished|resolved|выполнена|выполнено|завершена|закрыта|виконано|"
    "zakończone|wykonane" },
  { "cancelled", NC_ ("task", "Cancelled"), "neutral",
    "canceled|rejected|отменена|отменено|скасовано|anulowane" },
  { NULL },
};

const CrmChoice crm_activity_priorities[] = {
  { "low", NC_ ("priority", "Low"), "neutral", "minor|низкий|низька|niski" },
  { "normal", NC_ ("priority", "Normal"), "accent", "medium|средний|обычный|середній|średni" },
  { "high", NC_ ("priority", "High"), "warning", "major|высокий|високий|wysoki" },
  { "urgent", NC_ ("priority", "Urgent"), "error", "critical|blocker|срочно|терміново|pilne" },
  { NULL },
};

/* Minutes before; empty: as is usual for the kind. */
static const CrmChoice reminds[] = {
  { "none", NC_ ("choice", "No reminder"), "neutral" },
  { "0", NC_ ("choice", "At the time"), "accent" },
  { "5", NC_ ("choice", "5 minutes before"), "accent" },
  { "15", NC_ ("choice", "15 minutes before"), "accent" },
  { "30", NC_ ("choice", "30 minutes before"), "accent" },
  { "60", NC_ ("choice", "1 hour before"), "accent" },
  { "1440", NC_ ("choice", "1 day before"), "accent" },
  { NULL },
};

static gboolean
is_settled (CrmRecord *record)
{
  const char *state = crm_record_get_text (record, "state");
  return g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "cancelled") == 0;
}

/* Who says only that it begins later than it would end means all of it. */
static void
keep_length (CrmRecord *record, CrmRecord *old)
{
  gint64 start = crm_record_get_integer (record, "start");
  gint64 ends = crm_record_get_integer (record, "ends");

  if (old == NULL || crm_record_is_empty (old, "start") || crm_record_is_empty (old, "ends") ||
      crm_record_is_empty (record, "start") || crm_record_is_empty (record, "ends") ||
      ends != crm_record_get_integer (old, "ends") || start <= ends)
    return;
  crm_record_set_integer (
      record, "ends",
      crm_moment_shift_wall (
          ends, crm_moment_wall_between (crm_record_get_integer (old, "start"), start)));
}

/* An end that is put off is counted: three times says something about the task. A meeting has no
 * term: its beginning is what is put off. */
static gboolean
is_put_off (CrmRecord *record, CrmRecord *old)
{
  const char *field =
      crm_record_is_empty (old, "due") && crm_record_is_empty (record, "due") ? "start" : "due";

  return !is_settled (record) && !crm_record_is_empty (old, field) &&
         crm_record_get_integer (record, field) > crm_record_get_integer (old, field);
}

static gboolean
check_time (CrmRecord *record, GError **error)
{
  if (!crm_record_is_empty (record, "start") && !crm_record_is_empty (record, "ends") &&
      crm_record_get_integer (record, "ends") < crm_record_get_integer (record, "start")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” would end before it begins"),
                 crm_record_get_title (record));
    return FALSE;
  }
  return crm_alarm_check_rule (record, error);
}

/* The moment a task came to its end; one that is taken up again has none. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  const char *state = crm_record_get_text (record, "state");

  keep_length (record, old);
  if (!check_time (record, error))
    return FALSE;
  if (g_strcmp0 (state, "done") != 0)
    crm_record_clear_field (record, "done");
  /* What was held before it was written down was done then. */
  else if (old == NULL && crm_record_is_empty (record, "done") &&
           !crm_record_is_empty (record, "ends") &&
           crm_record_get_integer (record, "ends") < crm_record_get_integer (record, "changed"))
    crm_record_set_integer (record, "done", crm_record_get_integer (record, "ends"));
  else if (crm_record_is_empty (record, "done"))
    crm_record_set_integer (record, "done", crm_record_get_integer (record, "changed"));
  if (old != NULL && is_put_off (record, old))
    crm_record_set_integer (record, "postponed", crm_record_get_integer (old, "postponed") + 1);
  return TRUE;
}

static const CrmField fields[] = {
  { "title", NC_ ("field", "What to do"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_LISTED,
    .aliases = "subject|task|name|задача|тема|завдання|zadanie|temat" },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_activity_kinds, .initial = "task", .aliases = "type|тип|typ" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = crm_activity_states,
    .initial = "new", .aliases = "status|статус|stan" },
  { "priority", NC_ ("field", "Priority"), CRM_KIND_CHOICE, CRM_FIELD_OPEN,
    .choices = crm_activity_priorities, .initial = "normal",
    .aliases = "приоритет|пріоритет|priorytet" },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_SUBTITLE, .target = "company",
    .aliases = "account|компания|компанія|firma" },
  { "contact", NC_ ("field", "Contact"), CRM_KIND_REFERENCE, 0, .target = "contact",
    .aliases = "контакт|kontakt" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, .target = "deal",
    .aliases = "opportunity|сделка|угода|transakcja" },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "document" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .target = "person", .initial = "me",
    .aliases = "owner|assigned to|ответственный|исполнитель|відповідальний|wykonawca" },
  { "start", NC_ ("field", "Start"), CRM_KIND_MOMENT, CRM_FIELD_INDEXED, NC_ ("group", "Time"),
    .aliases = "start date|начало|початок" },
  { "ends", NC_ ("field", "End"), CRM_KIND_MOMENT, 0, NC_ ("group", "Time"),
    .aliases = "end|end time|dtend|конец|окончание|кінець|закінчення|koniec" },
  { "all_day", NC_ ("field", "All day"), CRM_KIND_YES_NO, 0, NC_ ("group", "Time"),
    .aliases = "all day event|весь день|увесь день|cały dzień" },
  { "due", NC_ ("field", "Due"), CRM_KIND_MOMENT,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_DUE, NC_ ("group", "Time"),
    .aliases = "due date|end date|deadline|срок|термін|termin" },
  { "remind", NC_ ("field", "Remind"), CRM_KIND_CHOICE, 0, NC_ ("group", "Time"),
    .choices = reminds, .hint = NC_ ("hint", "Empty: as Preferences say for this kind of task") },
  { "done", NC_ ("field", "Done"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY, NC_ ("group", "Time") },
  { "place", NC_ ("field", "Place"), CRM_KIND_TEXT, 0, NC_ ("group", "Time"),
    .aliases = "location|место|місце|miejsce" },
  { "outcome", NC_ ("field", "Result"), CRM_KIND_TEXT, 0, NC_ ("group", "Result") },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, NC_ ("group", "Result"),
    .aliases = "description|details|notes|описание|опис|opis" },
  { "task_type", NC_ ("field", "Step"), CRM_KIND_REFERENCE, CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED,
    NC_ ("group", "Process"), .target = "task_type" },
  { "run", NC_ ("field", "Process"), CRM_KIND_REFERENCE, CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED,
    NC_ ("group", "Process"), .target = "process_run" },
  { "basis", NC_ ("field", "Follows from"), CRM_KIND_REFERENCE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED, NC_ ("group", "Process"), .target = "activity" },
  { "result", NC_ ("field", "Outcome"), CRM_KIND_REFERENCE, CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED,
    NC_ ("group", "Process"), .target = "outcome" },
  /* How many of its steps are done: "2/5". */
  { "checklist", NC_ ("field", "Checklist"), CRM_KIND_TEXT, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Process") },
  { "request", NC_ ("field", "Request"), CRM_KIND_REFERENCE, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Process"), .target = "request_kind" },
  { "asker", NC_ ("field", "Asked by"), CRM_KIND_REFERENCE, CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED,
    NC_ ("group", "Process"), .target = "person" },
  { "postponed", NC_ ("field", "Times put off"), CRM_KIND_INTEGER, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Process") },
  /* What was agreed for the task that follows; asked for when a result is chosen. */
  { "next_start", NC_ ("field", "Agreed for"), CRM_KIND_MOMENT, CRM_FIELD_HIDDEN,
    NC_ ("group", "Process") },
  { "next_place", NC_ ("field", "Agreed place"), CRM_KIND_TEXT, CRM_FIELD_HIDDEN,
    NC_ ("group", "Process") },
  { "next_person", NC_ ("field", "Who goes on"), CRM_KIND_REFERENCE,
    CRM_FIELD_HIDDEN | CRM_FIELD_INDEXED, NC_ ("group", "Process"), .target = "person" },
  /* Of a series: its rule and exceptions (crm-recurrence.h); of one of its occurrences that has a
   * record of its own: which one of which series. */
  { "repeat", NC_ ("field", "Repeats"), CRM_KIND_NOTE, CRM_FIELD_HIDDEN | CRM_FIELD_IMPORTABLE,
    NC_ ("group", "Time") },
  { "series", NC_ ("field", "Series"), CRM_KIND_REFERENCE,
    CRM_FIELD_HIDDEN | CRM_FIELD_IMPORTABLE | CRM_FIELD_INDEXED, NC_ ("group", "Time"),
    .target = "activity" },
  { "occurrence", NC_ ("field", "Planned for"), CRM_KIND_MOMENT,
    CRM_FIELD_HIDDEN | CRM_FIELD_IMPORTABLE, NC_ ("group", "Time") },
  { "external_id", NC_ ("field", "Number elsewhere"), CRM_KIND_TEXT, CRM_FIELD_KEY,
    NC_ ("group", "Record"), .aliases = "id|task_id" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_activity = {
  .code = 20,
  .name = "activity",
  .label = NC_ ("entity", "Task"),
  .label_plural = NC_ ("entity", "Tasks"),
  .label_new = NC_ ("entity", "New task"),
  .purpose = NC_ ("purpose", "What you have to do: tasks, calls, meetings, reminders of letters."),
  .icon = "checkbox-checked-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .derive = crm_alarm_derive,
  .is_settled = is_settled,
  .sort = "due",
  .cards = "requests|repeat",
};
