/* One deal or company that goes through a process on trial: it starts, each task ends, and all that
 * follows is told. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-trial-private.h"

/* A step that one and the same deal comes to more often goes round without end. */
#define MOST_VISITS 12
#define DAY 86400
/* What is agreed with a client is agreed for then. */
#define DAYS_AHEAD 7

/* One deal or company. */
typedef struct {
  CrmTrying *trying;
  CrmRecord *old; /* owned by the caller; the deal or company of old */
  gint64 id;      /* of it */
  gint64 company; /* of both */
  gint64 run;
  gint64 deal; /* the new one; 0: none */
  gint64 stage;
  gint64 moment;
  gint64 last_task;   /* the youngest that was looked at */
  GPtrArray *past;    /* owned; CrmPastStep */
  GHashTable *visits; /* owned; step -> how often */
} Case;

/* --- Lines */

static CrmTrialLine *
find_line (CrmTrying *trying, CrmTrialPart part, gint64 id, const char *text)
{
  g_autofree char *key =
      g_strdup_printf ("%d:%" G_GINT64_FORMAT ":%s", part, id, text != NULL ? text : "");
  CrmTrialLine *line = g_hash_table_lookup (trying->lines, key);

  if (line != NULL)
    return line;
  line = g_new0 (CrmTrialLine, 1);
  line->part = part;
  line->id = id;
  line->text = g_strdup (text);
  line->cases = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (trying->trial->lines, line);
  g_hash_table_insert (trying->lines, g_steal_pointer (&key), line);
  return line;
}

/* Of a case everything is told one after the other, so that the last one behind a line is known. */
static void
note (Case *one, CrmTrialPart part, gint64 id, const char *text, gint64 count)
{
  CrmTrialLine *line = find_line (one->trying, part, id, text);

  line->count += count;
  if (line->cases->len == 0 || g_array_index (line->cases, gint64, line->cases->len - 1) != one->id)
    g_array_append_val (line->cases, one->id);
}

static char *
dup_title (CrmTrying *trying, const char *entity, gint64 id)
{
  char *title = crm_reference_title (trying->database, crm_entity_find (entity), id);

  return title != NULL ? title : g_strdup ("—");
}

/* --- What a change brought */

static gboolean
note_tasks (Case *one, GError **error)
{
  g_autoptr (GPtrArray) tasks =
      crm_process_read (one->trying->database, "activity", "run", one->run, error);
  gint64 last = one->last_task;

  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    CrmRecord *task = tasks->pdata[i];
    gint64 step = crm_record_get_integer (task, "task_type");
    gint64 person = crm_record_get_integer (task, "responsible");
    g_autofree char *name = NULL;
    g_autofree char *who = NULL;
    if (crm_record_get_id (task) <= one->last_task || step == 0)
      continue;
    last = MAX (last, crm_record_get_id (task));
    name = dup_title (one->trying, "task_type", step);
    note (one, CRM_TRIAL_STEP, step, name, 1);
    who =
        person != 0 ? dup_title (one->trying, "person", person) : g_strdup (C_ ("trial", "Nobody"));
    note (one, CRM_TRIAL_PERSON, person, who, 1);
  }
  one->last_task = last;
  return tasks != NULL;
}

static gboolean
note_stage (Case *one, GError **error)
{
  g_autoptr (CrmRecord) deal = NULL;
  g_autofree char *name = NULL;
  gint64 stage;

  if (one->deal == 0)
    return TRUE;
  deal = crm_record_load (one->trying->database, crm_entity_find ("deal"), one->deal, error);
  if (deal == NULL)
    return FALSE;
  stage = crm_record_get_integer (deal, "stage");
  if (stage == one->stage)
    return TRUE;
  if (one->stage != 0) {
    name = dup_title (one->trying, "stage", stage);
    note (one, CRM_TRIAL_STAGE, stage, name, 1);
  }
  one->stage = stage;
  return TRUE;
}

static gboolean
note_documents (Case *one, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (GPtrArray) made = NULL;

  if (one->deal == 0)
    return TRUE;
  made = crm_process_read (one->trying->database, "document", "deal", one->deal, error);
  for (guint i = 0; made != NULL && i < made->len; i++) {
    g_autofree char *kind =
        crm_record_format (made->pdata[i], crm_entity_field_index (documents, "kind"));
    note (one, CRM_TRIAL_DOCUMENT, 0, kind, 1);
  }
  return made != NULL;
}

/* --- Start */

/* What a deal was before anything was done with it, with what is known of it by now. */
static CrmRecord *
make_deal (CrmTrying *trying, CrmRecord *old)
{
  static const char *const left_out[] = { "stage",       "closed",  "external_id", "next_activity",
                                          "lost_reason", "created", "changed" };
  const CrmEntity *entity = crm_record_get_entity (old);
  CrmRecord *fresh = crm_record_new (entity);

  for (int i = 0; i < entity->n_fields; i++) {
    gboolean is_left = (entity->fields[i].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_KEY)) != 0;
    for (gsize j = 0; j < G_N_ELEMENTS (left_out) && !is_left; j++)
      is_left = strcmp (left_out[j], entity->fields[i].name) == 0;
    if (!is_left)
      crm_record_set_value (fresh, i, crm_record_get_value (old, i));
  }
  crm_record_set_integer (fresh, "stage", trying->first_stage);
  return fresh;
}

gboolean
crm_trying_commit (CrmTrying *trying, CrmChange *change, GError **error)
{
  if (!crm_database_begin (trying->database, error))
    return FALSE;
  if (crm_change_commit (change, trying->database, error) >= 0 &&
      crm_database_commit (trying->database, error))
    return TRUE;
  crm_database_rollback (trying->database);
  return FALSE;
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_REFUSED) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID) ||
         g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

/* Told, where it is one that a person would have been told; else handed on. */
static gboolean
note_refusal (Case *one, const char *where, GError *refusal, GError **error)
{
  g_autofree char *text = NULL;

  if (!is_refusal (refusal)) {
    g_propagate_error (error, refusal);
    return FALSE;
  }
  /* Translators: a step of a process, and why it could not go on there */
  text = where != NULL ? g_strdup_printf (C_ ("trial", "%s: %s"), where, refusal->message)
                       : g_strdup (refusal->message);
  note (one, CRM_TRIAL_STOPPED, 0, text, 1);
  g_error_free (refusal);
  return TRUE;
}

/* FALSE without error: it could not be started, which is told. */
static gboolean
start (Case *one, CrmRecord *old, GError **error)
{
  CrmTrying *trying = one->trying;
  gint64 person = crm_record_get_integer (old, "responsible");
  g_autoptr (CrmChange) change = crm_change_new ("", person, CRM_ORIGIN_PROCESS);
  GError *refusal = NULL;
  gint64 deal = 0;
  gint64 run;

  crm_change_set_moment (change, one->moment);
  if (one->company == 0) {
    note (one, CRM_TRIAL_STOPPED, 0, _ ("The deal is with no company"), 1);
    return FALSE;
  }
  if (trying->first_stage != 0) {
    g_autoptr (CrmRecord) fresh = make_deal (trying, old);
    deal = crm_change_add (change, fresh);
  }
  run = crm_process_start (change, trying->database, one->company, deal,
                           crm_record_get_id (trying->process), 0, &refusal);
  if (run == 0 || !crm_trying_commit (trying, change, &refusal)) {
    note_refusal (one, NULL, refusal, error);
    return FALSE;
  }
  one->run = crm_change_get_id (change, run);
  one->deal = deal != 0 ? crm_change_get_id (change, deal) : 0;
  return note_stage (one, error) && note_tasks (one, error);
}

/* --- A step */

/* The open task that came first; NULL without error: there is none. */
static CrmRecord *
find_open (Case *one, GError **error)
{
  g_autoptr (GPtrArray) tasks =
      crm_process_read (one->trying->database, "activity", "run", one->run, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    const char *state = crm_record_get_text (tasks->pdata[i], "state");
    if (g_strcmp0 (state, "done") != 0 && g_strcmp0 (state, "cancelled") != 0)
      return g_object_ref (tasks->pdata[i]);
  }
  return NULL;
}

/* What was answered then; what people agree upon otherwise lies some days ahead. What else is
 * missing they would have been asked for, and nobody knows the answer. */
static gboolean
answer (Case *one, CrmAnswers *answers, CrmRecord *task, gint64 outcome, CrmPastStep *past,
        GError **error)
{
  g_autoptr (GPtrArray) asked =
      crm_process_required (one->trying->database, crm_record_get_id (task), outcome, error);

  for (guint i = 0; asked != NULL && i < asked->len; i++) {
    const CrmAsked *one_asked = asked->pdata[i];
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    int field = strchr (one_asked->path, '.') == NULL && past != NULL
                    ? crm_entity_field_index (crm_record_get_entity (task), one_asked->path)
                    : -1;
    if (!one_asked->is_empty)
      continue;
    if (one_asked->entity == crm_record_get_entity (one->old) &&
        !crm_record_is_empty (one->old, one_asked->field->name)) {
      crm_value_copy (
          crm_record_get_value (one->old, (int) (one_asked->field - one_asked->entity->fields)),
          &value);
      crm_answers_set (answers, one_asked->path, &value);
      continue;
    }
    if (field >= 0 && !crm_record_is_empty (past->record, one_asked->path))
      crm_value_copy (crm_record_get_value (past->record, field), &value);
    else if (one_asked->field->kind == CRM_KIND_MOMENT)
      crm_value_set_integer (&value, one->moment + DAYS_AHEAD * DAY);
    else if (one_asked->field->kind == CRM_KIND_DATE)
      crm_value_set_integer (&value, crm_moment_to_date (one->moment) + DAYS_AHEAD);
    else if (strcmp (one_asked->path, "next_person") == 0)
      crm_value_set_integer (&value, crm_record_get_integer (task, "responsible"));
    else
      continue;
    crm_answers_set (answers, one_asked->path, &value);
  }
  return asked != NULL;
}

/* When it is done: as then, else when it is due; never before what went before it. */
static gint64
find_moment (Case *one, CrmRecord *task, CrmPastStep *past)
{
  gint64 moment = past != NULL ? crm_record_get_integer (past->record, "done")
                               : crm_record_get_integer (task, "due");

  return MAX (moment, one->moment + 60);
}

static int
count_visits (Case *one, gint64 step)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (one->visits, &step));
}

static gboolean
goes_round (Case *one, gint64 step)
{
  int n = count_visits (one, step) + 1;

  g_hash_table_replace (one->visits, g_memdup2 (&step, sizeof step), GINT_TO_POINTER (n));
  return n > MOST_VISITS;
}

/* FALSE without error: it does not go on, which is told. */
static gboolean
step (Case *one, CrmRecord *task, GError **error)
{
  CrmTrying *trying = one->trying;
  gint64 type = crm_record_get_integer (task, "task_type");
  g_autofree char *name = dup_title (trying, "task_type", type);
  CrmPastStep *past;
  CrmRecord *outcome;
  g_autoptr (CrmAnswers) answers = crm_answers_new ();
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *result = NULL;
  GError *refusal = NULL;

  if (goes_round (one, type)) {
    note (one, CRM_TRIAL_ENDLESS, type, name, 1);
    return FALSE;
  }
  outcome =
      crm_trial_chooser_choose (trying->chooser, type, count_visits (one, type), one->past, &past);
  if (outcome == NULL) {
    g_autofree char *text =
        /* Translators: a step of a process */
        g_strdup_printf (_ ("%s: it has no results to go on with"), name);
    note (one, CRM_TRIAL_STOPPED, type, text, 1);
    return FALSE;
  }
  one->moment = find_moment (one, task, past);
  if (!answer (one, answers, task, crm_record_get_id (outcome), past, error))
    return FALSE;
  change = crm_change_new ("", crm_record_get_integer (task, "responsible"), CRM_ORIGIN_PROCESS);
  crm_change_set_moment (change, one->moment);
  result = g_strdup_printf ("%s → %s", name, crm_record_get_title (outcome));
  if (!crm_process_finish (change, trying->database, crm_record_get_id (task),
                           crm_record_get_id (outcome), answers, &refusal) ||
      !crm_trying_commit (trying, change, &refusal)) {
    note_refusal (one, result, refusal, error);
    return FALSE;
  }
  note (one, CRM_TRIAL_OUTCOME, crm_record_get_id (outcome), result, 1);
  return note_stage (one, error) && note_tasks (one, error);
}

static gboolean
end (Case *one, GError **error)
{
  g_autoptr (CrmRecord) run =
      crm_record_load (one->trying->database, crm_entity_find ("process_run"), one->run, error);

  if (run == NULL)
    return FALSE;
  note (one,
        g_strcmp0 (crm_record_get_text (run, "state"), "done") == 0 ? CRM_TRIAL_SUCCESS
                                                                    : CRM_TRIAL_FAILURE,
        0, NULL, 1);
  return TRUE;
}

gboolean
crm_trying_try (CrmTrying *trying, gint64 id, GError **error)
{
  const CrmEntity *entity = trying->trial->entity;
  g_autoptr (CrmRecord) old = crm_record_load (trying->database, entity, id, error);
  g_autoptr (GPtrArray) past =
      old != NULL ? crm_trial_read_past (trying->database, entity, id, error) : NULL;
  g_autoptr (GHashTable) visits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean is_deal = trying->first_stage != 0;
  Case one = { .trying = trying, .old = old, .id = id, .past = past, .visits = visits };
  g_autoptr (GError) local = NULL;
  gboolean goes_on;

  if (past == NULL)
    return FALSE;
  one.company = is_deal ? crm_record_get_integer (old, "company") : id;
  one.moment = is_deal ? crm_process_moment_at (crm_record_get_integer (old, "opened"), 9)
                       : crm_record_get_integer (old, "created");
  note (&one, CRM_TRIAL_STARTED, 0, NULL, 1);
  goes_on = start (&one, old, &local);
  while (goes_on) {
    g_autoptr (CrmRecord) task = find_open (&one, &local);
    if (task == NULL)
      break;
    goes_on = step (&one, task, &local);
  }
  if (local == NULL && goes_on && !end (&one, &local))
    goes_on = FALSE;
  if (local == NULL && one.run != 0)
    note_documents (&one, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
