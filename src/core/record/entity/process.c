/* Process: how a sale goes on by itself. Its task types with their fixed outcomes, what each
 * outcome does, the people who take over from one another, and the runs of it. What they mean is
 * the process room's. */
#include "config.h"

#include "crm-error.h"
#include "entities.h"

static const CrmChoice process_states[] = {
  { "draft", NC_ ("process", "Draft"), "neutral" },
  { "active", NC_ ("process", "In use"), "success" },
  { "retired", NC_ ("process", "Out of use"), "warning" },
  { NULL },
};

static const CrmField process_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  /* The same in all versions; `voronkactl start --process` knows it. */
  { "code", NC_ ("field", "Code"), CRM_KIND_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_KEY },
  { "version", NC_ ("field", "Version"), CRM_KIND_INTEGER, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED,
    .initial = "1" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = process_states, .initial = "draft" },
  { "pipeline", NC_ ("field", "Pipeline"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "pipeline", .hint = NC_ ("hint", "Its deals; without one no deal is made") },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0, .initial = "0",
    .hint = NC_ ("hint", "The first in use is what “Start sale” starts") },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, 0 },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_process = {
  .code = 70,
  .name = "process",
  .label = NC_ ("entity", "Process"),
  .label_plural = NC_ ("entity", "Processes"),
  .label_new = NC_ ("entity", "New process"),
  .purpose = NC_ ("purpose", "How a sale goes on by itself: which task follows which result."),
  .icon = "media-playlist-consecutive-symbolic",
  .fields = process_fields,
  .n_fields = G_N_ELEMENTS (process_fields),
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static gboolean
prepare_task_type (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "process", NULL, database, error);
}

static const CrmField task_type_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "process", NC_ ("field", "Process"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_BOUND,
    .target = "process" },
  { "code", NC_ ("field", "Code"), CRM_KIND_TEXT, 0 },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_activity_kinds, .initial = "task" },
  { "role", NC_ ("field", "Role"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_roles },
  { "first", NC_ ("field", "Starts the process"), CRM_KIND_YES_NO, CRM_FIELD_LISTED,
    .initial = "no" },
  { "days", NC_ ("field", "Term in working days"), CRM_KIND_INTEGER, CRM_FIELD_LISTED,
    .initial = "0" },
  { "priority", NC_ ("field", "Priority"), CRM_KIND_CHOICE, 0, .choices = crm_activity_priorities },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
  { "note", NC_ ("field", "What to do"), CRM_KIND_NOTE, 0,
    .hint = NC_ ("hint", "Stands in the task; what to say, what to have at hand") },
};

const CrmEntity crm_entity_task_type = {
  .code = 71,
  .name = "task_type",
  .label = NC_ ("entity", "Step of a process"),
  .label_plural = NC_ ("entity", "Steps"),
  .label_new = NC_ ("entity", "New step"),
  .purpose = NC_ ("purpose", "The tasks of a process, each with the results it can have."),
  .icon = "checkbox-checked-symbolic",
  .fields = task_type_fields,
  .n_fields = G_N_ELEMENTS (task_type_fields),
  .prepare = prepare_task_type,
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmChoice endings[] = {
  { "no", NC_ ("ending", "The process goes on") },
  { "branch", NC_ ("ending", "This branch ends") },
  { "success", NC_ ("ending", "The process ends well") },
  { "failure", NC_ ("ending", "The process ends badly") },
  { NULL },
};

static const CrmChoice events[] = {
  { "paid", NC_ ("event", "The document is paid") },
  { "signed", NC_ ("event", "The document is signed") },
  { "rejected", NC_ ("event", "The document is rejected") },
  { "lapsed", NC_ ("event", "The document has lapsed") },
  { NULL },
};

static gboolean
prepare_outcome (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "task_type", NULL, database, error);
}

static const CrmField outcome_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "task_type", NC_ ("field", "Step"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_BOUND,
    .target = "task_type" },
  { "code", NC_ ("field", "Code"), CRM_KIND_TEXT, 0 },
  { "colour", NC_ ("field", "Colour"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_colours,
    .initial = "accent" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
  /* Paths from the task, apart by blanks: "next_start deal.value document.due_date". */
  { "required", NC_ ("field", "Asks for"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .hint = NC_ ("hint", "Fields that must be filled: next_start deal.value") },
  { "ends", NC_ ("field", "Then"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = endings, .initial = "no" },
  { "event", NC_ ("field", "Comes by itself when"), CRM_KIND_CHOICE, CRM_FIELD_LISTED,
    .choices = events },
};

const CrmEntity crm_entity_outcome = {
  .code = 72,
  .name = "outcome",
  .label = NC_ ("entity", "Result of a step"),
  .label_plural = NC_ ("entity", "Results"),
  .label_new = NC_ ("entity", "New result"),
  .purpose = NC_ ("purpose", "How a step can end: each result is a button on the task."),
  .icon = "emblem-ok-symbolic",
  .fields = outcome_fields,
  .n_fields = G_N_ELEMENTS (outcome_fields),
  .prepare = prepare_outcome,
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmChoice effect_kinds[] = {
  { "set", NC_ ("effect", "Set a field") },
  { "stage", NC_ ("effect", "Move the deal to a stage") },
  { "next", NC_ ("effect", "Next task") },
  { "document", NC_ ("effect", "Make a document") },
  { "reissue", NC_ ("effect", "Make the document anew") },
  { "receipt", NC_ ("effect", "Plan a receipt") },
  { "payment", NC_ ("effect", "Note the payment of the document") },
  { "message", NC_ ("effect", "Send a message") },
  { "project", NC_ ("effect", "Create a project") },
  { "notify", NC_ ("effect", "Notify") },
  { NULL },
};

static const CrmChoice targets[] = {
  { "company", NC_ ("entity", "Company") }, { "contact", NC_ ("entity", "Contact") },
  { "deal", NC_ ("entity", "Deal") },       { "document", NC_ ("entity", "Document") },
  { "activity", NC_ ("entity", "Task") },   { NULL },
};

static const CrmChoice whos[] = {
  { "same", NC_ ("who", "The same person") },
  { "starter", NC_ ("who", "Who started the process") },
  { "supervisor", NC_ ("who", "Their supervisor") },
  { "role", NC_ ("who", "A role") },
  { "next", NC_ ("who", "The next in the conveyor") },
  { "chosen", NC_ ("who", "Who is chosen") },
  { NULL },
};

static gboolean
prepare_effect (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "outcome", NULL, database, error);
}

static const CrmField effect_fields[] = {
  { "kind", NC_ ("field", "What happens"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED, .choices = effect_kinds,
    .initial = "next" },
  { "outcome", NC_ ("field", "Outcome"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_BOUND,
    .target = "outcome" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, 0 },
  { "condition", NC_ ("field", "Only if"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .hint = NC_ ("hint", "deal.value > 10000 and company.type = client") },
  { "target", NC_ ("field", "Of"), CRM_KIND_CHOICE, 0, NC_ ("group", "A field"),
    .choices = targets },
  { "field", NC_ ("field", "Field"), CRM_KIND_TEXT, CRM_FIELD_LISTED, NC_ ("group", "A field") },
  { "value", NC_ ("field", "Value"), CRM_KIND_TEXT, CRM_FIELD_LISTED, NC_ ("group", "A field"),
    .hint =
        NC_ ("hint",
             "A value, today, now, me, +14 days, +3w working days, or a field: document.total") },
  { "stage", NC_ ("field", "Stage"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, NC_ ("group", "A field"),
    .target = "stage" },
  { "next", NC_ ("field", "Next step"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    NC_ ("group", "Next task"), .target = "task_type" },
  { "who", NC_ ("field", "Who"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, NC_ ("group", "Next task"),
    .choices = whos, .initial = "same" },
  { "role", NC_ ("field", "Role"), CRM_KIND_CHOICE, 0, NC_ ("group", "Next task"),
    .choices = crm_roles },
  { "days", NC_ ("field", "Working days later"), CRM_KIND_INTEGER, CRM_FIELD_LISTED,
    NC_ ("group", "Next task") },
  { "hours", NC_ ("field", "Hours later"), CRM_KIND_INTEGER, 0, NC_ ("group", "Next task") },
  { "from", NC_ ("field", "Counted from"), CRM_KIND_TEXT, 0, NC_ ("group", "Next task"),
    .hint = NC_ ("hint", "A date: document.due_date. Otherwise from now") },
  { "priority", NC_ ("field", "Priority"), CRM_KIND_CHOICE, 0, NC_ ("group", "Next task"),
    .choices = crm_activity_priorities },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE, 0, NC_ ("group", "Next task"),
    .choices = crm_activity_states },
  { "document_kind", NC_ ("field", "Kind of document"), CRM_KIND_CHOICE, 0,
    NC_ ("group", "Document"), .choices = crm_document_kinds },
  { "document_status", NC_ ("field", "Status"), CRM_KIND_CHOICE, 0, NC_ ("group", "Document"),
    .choices = crm_document_statuses },
  { "template", NC_ ("field", "Message template"), CRM_KIND_REFERENCE, 0, NC_ ("group", "Message"),
    .target = "message_template" },
  { "text", NC_ ("field", "Text"), CRM_KIND_TEXT, 0, NC_ ("group", "Message"),
    .hint = NC_ ("hint", "Of a notification, or what a new task is called") },
};

const CrmEntity crm_entity_effect = {
  .code = 73,
  .name = "effect",
  .label = NC_ ("entity", "Consequence"),
  .label_plural = NC_ ("entity", "Consequences"),
  .label_new = NC_ ("entity", "New consequence"),
  .purpose = NC_ ("purpose", "What happens by itself when a result is chosen."),
  .icon = "media-playlist-consecutive-symbolic",
  .fields = effect_fields,
  .n_fields = G_N_ELEMENTS (effect_fields),
  .prepare = prepare_effect,
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static gboolean
prepare_member (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "process", NULL, database, error);
}

static const CrmField member_fields[] = {
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
  { "process", NC_ ("field", "Process"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_BOUND,
    .target = "process" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
};

const CrmEntity crm_entity_process_member = {
  .code = 79,
  .name = "process_member",
  .label = NC_ ("entity", "Participant of a process"),
  .label_plural = NC_ ("entity", "Participants"),
  .label_new = NC_ ("entity", "Add a participant"),
  .purpose = NC_ ("purpose", "Who takes over from whom: the conveyor, in order."),
  .icon = "system-users-symbolic",
  .fields = member_fields,
  .n_fields = G_N_ELEMENTS (member_fields),
  .prepare = prepare_member,
  .sort = "position",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmChoice run_states[] = {
  { "running", NC_ ("run", "Under way"), "accent" },
  { "done", NC_ ("run", "Done"), "success" },
  { "failed", NC_ ("run", "Without success"), "error" },
  { "cancelled", NC_ ("run", "Cancelled"), "neutral" },
  { NULL },
};

static gboolean
is_run_settled (CrmRecord *record)
{
  return g_strcmp0 (crm_record_get_text (record, "state"), "running") != 0;
}

static gboolean
prepare_run (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (!is_run_settled (record))
    crm_record_clear_field (record, "ended");
  else if (crm_record_is_empty (record, "ended"))
    crm_record_set_integer (record, "ended", crm_record_get_integer (record, "changed"));
  return TRUE;
}

static const CrmField run_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED |
        CRM_FIELD_SUBTITLE,
    .target = "company" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, .target = "deal" },
  { "process", NC_ ("field", "Process"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_RESTRICT | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "process" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, .choices = run_states,
    .initial = "running" },
  /* Of the open task that is due first; kept by the process room, as is the share that is done. */
  { "step", NC_ ("field", "Step"), CRM_KIND_REFERENCE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, NC_ ("group", "How far it is"),
    .target = "task_type" },
  { "person", NC_ ("field", "Whose turn it is"), CRM_KIND_REFERENCE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, NC_ ("group", "How far it is"),
    .target = "person" },
  { "due", NC_ ("field", "Due"), CRM_KIND_MOMENT,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED | CRM_FIELD_LISTED | CRM_FIELD_DUE,
    NC_ ("group", "How far it is") },
  { "percent", NC_ ("field", "Done, %"), CRM_KIND_INTEGER,
    CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED | CRM_FIELD_RATIO, NC_ ("group", "How far it is") },
  { "starter", NC_ ("field", "Started by"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "person", .initial = "me" },
  { "started", NC_ ("field", "Started"), CRM_KIND_MOMENT, CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .initial = "now" },
  { "ended", NC_ ("field", "Ended"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY },
  { "reason", NC_ ("field", "Why it was stopped"), CRM_KIND_TEXT, 0 },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_process_run = {
  .code = 74,
  .name = "process_run",
  .label = NC_ ("entity", "Running process"),
  .label_plural = NC_ ("entity", "Running processes"),
  .label_new = NC_ ("entity", "Start a process"),
  .purpose = NC_ ("purpose", "The sales under way: who does what, and how far they have come."),
  .icon = "media-playback-start-symbolic",
  .fields = run_fields,
  .n_fields = G_N_ELEMENTS (run_fields),
  .prepare = prepare_run,
  .is_settled = is_run_settled,
  .sort = "-started",
  .no_search = TRUE,
  .no_merge = TRUE,
  .cards = "run",
};
