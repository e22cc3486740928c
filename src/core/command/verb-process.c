/* start, finish, tick: the sale that runs itself, from the command line. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-command-private.h"
#include "crm-date.h"
#include "crm-process-tick.h"
#include "crm-process.h"
#include "crm-setup.h"

#define TITLE_IN_LABEL 60

static char *
dup_title (CrmCommand *self, const char *entity, gint64 id)
{
  g_autofree char *title = crm_reference_title (self->database, crm_entity_find (entity), id);

  return crm_text_one_line (title != NULL ? title : "", TITLE_IN_LABEL);
}

static gboolean
print_sentences (CrmCommand *self, GPtrArray *sentences, GError **error)
{
  crm_command_output_add_column (self->output, "sentence", FALSE);
  for (guint i = 0; i < sentences->len; i++) {
    crm_command_output_add_text (self->output, sentences->pdata[i]);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

/* The tasks that came with a change: what is to be done now. */
static gboolean
print_tasks (CrmCommand *self, const char *field, gint64 id, gint64 change, GError **error)
{
  const CrmEntity *tasks = crm_entity_find ("activity");
  g_autoptr (CrmQuery) all = crm_query_new (tasks);
  g_autoptr (CrmQuery) those = crm_query_filter_integer (all, field, CRM_OP_EQUAL, id);
  g_autoptr (GPtrArray) records = crm_query_fetch_all (those, self->database, -1, error);
  static const char *const names[] = { "title", "kind", "state", "responsible", "due" };

  if (records == NULL)
    return FALSE;
  crm_command_output_add_column (self->output, "id", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    crm_command_output_add_column (self->output, names[i], FALSE);
  crm_command_output_add_column (self->output, "change", TRUE);
  for (guint i = 0; i < records->len; i++) {
    CrmRecord *record = records->pdata[i];
    g_autofree char *who = crm_reference_title (self->database, crm_entity_find ("person"),
                                                crm_record_get_integer (record, "responsible"));
    crm_command_output_add_integer (self->output, crm_record_get_id (record));
    crm_command_output_add_text (self->output, crm_record_get_title (record));
    crm_command_output_add_text (self->output, crm_record_get_text (record, "kind"));
    crm_command_output_add_text (self->output, crm_record_get_text (record, "state"));
    crm_command_output_add_text (self->output, who);
    crm_command_output_add_moment (self->output, crm_record_get_integer (record, "due"));
    crm_command_output_add_integer (self->output, change);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
find_process (CrmCommand *self, gint64 *process, gint64 *step, GError **error)
{
  const char *name = crm_command_get_option (self, "process");

  if (!crm_command_read_number (self, "step", 0, step, error))
    return FALSE;
  *process = name != NULL ? crm_process_find (self->database, name, error)
                          : crm_process_get_default (self->database);
  if (*process == 0 && name == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("No process is in use"));
  return *process != 0;
}

static gboolean
run_start (CrmCommand *self, GError **error)
{
  gint64 me = crm_setup_get_me (self->database);
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  gint64 company, process, step, deal, run, number;

  if (!crm_command_require_id (self, 0, &company, error) ||
      !find_process (self, &process, &step, error) ||
      !crm_command_read_number (self, "deal", 0, &deal, error))
    return FALSE;
  if (crm_command_has_option (self, "preview")) {
    g_autoptr (GPtrArray) sentences = crm_process_preview_start (
        self->database, company, deal, process, step, crm_clock_now (), me, error);
    return sentences != NULL && print_sentences (self, sentences, error);
  }
  title = dup_title (self, "company", company);
  /* Translators: name of a company */
  label = g_strdup_printf (C_ ("change", "Start sale: “%s”"), title);
  change = crm_change_new (label, me, CRM_ORIGIN_COMMAND);
  run = crm_process_start (change, self->database, company, deal, process, step, error);
  number = run != 0 ? crm_change_commit (change, self->database, error) : -1;
  return number >= 0 && print_tasks (self, "run", crm_change_get_id (change, run), number, error);
}

static gboolean
read_answers (CrmCommand *self, CrmAnswers *answers, GError **error)
{
  for (guint i = 1; i < self->arguments->len; i++) {
    const char *text = crm_command_get_argument (self, i);
    const char *sign = strchr (text, '=');
    g_autofree char *path = NULL;

    if (sign == NULL || sign == text)
      return crm_command_refuse_usage (self, error, _ ("“%s” is not FIELD=VALUE"), text);
    path = g_strstrip (g_strndup (text, (gsize) (sign - text)));
    if (!crm_answers_parse (answers, self->database, path, sign + 1, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
run_finish (CrmCommand *self, GError **error)
{
  gint64 me = crm_setup_get_me (self->database);
  const char *name = crm_command_get_option (self, "outcome");
  g_autoptr (CrmAnswers) answers = crm_answers_new ();
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *title = NULL;
  g_autofree char *result = NULL;
  g_autofree char *label = NULL;
  gint64 activity, outcome, number;

  if (name == NULL)
    return crm_command_refuse_usage (self, error, _ ("--outcome is needed"));
  if (!crm_command_require_id (self, 0, &activity, error) || !read_answers (self, answers, error))
    return FALSE;
  outcome = crm_process_find_outcome (self->database, activity, name, error);
  if (outcome == 0)
    return FALSE;
  if (crm_command_has_option (self, "preview")) {
    g_autoptr (GPtrArray) sentences = crm_process_preview (self->database, activity, outcome,
                                                           answers, crm_clock_now (), me, error);
    return sentences != NULL && print_sentences (self, sentences, error);
  }
  title = dup_title (self, "activity", activity);
  result = dup_title (self, "outcome", outcome);
  /* Translators: title of a task, name of its outcome */
  label = g_strdup_printf (C_ ("change", "“%s”: %s"), title, result);
  change = crm_change_new (label, me, CRM_ORIGIN_COMMAND);
  if (!crm_process_finish (change, self->database, activity, outcome, answers, error))
    return FALSE;
  number = crm_change_commit (change, self->database, error);
  return number >= 0 && print_tasks (self, "basis", activity, number, error);
}

static gboolean
run_stop (CrmCommand *self, GError **error)
{
  gint64 me = crm_setup_get_me (self->database);
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  gint64 run, number;

  if (!crm_command_require_id (self, 0, &run, error))
    return FALSE;
  title = dup_title (self, "process_run", run);
  /* Translators: %s is the name of a process that ran: "Sale: Orion" */
  label = g_strdup_printf (_ ("“%s” stopped"), title);
  change = crm_change_new (label, me, CRM_ORIGIN_COMMAND);
  if (!crm_process_stop (change, self->database, run, crm_command_get_option (self, "reason"),
                         error))
    return FALSE;
  number = crm_change_commit (change, self->database, error);
  return number >= 0 && print_tasks (self, "run", run, number, error);
}

static gboolean
run_tick (CrmCommand *self, GError **error)
{
  static const char *const names[] = { "due",       "overdue", "promised", "lapsed",
                                       "neglected", "shown",   "over",     "repeated" };
  const char *text = crm_command_get_option (self, "now");
  gint64 now = crm_clock_now ();
  CrmTick tick;
  gint64 numbers[G_N_ELEMENTS (names)];

  if (text != NULL && !crm_moment_parse (text, &now, error))
    return FALSE;
  if (!crm_process_tick (self->database, now, crm_setup_get_me (self->database), &tick, error))
    return FALSE;
  numbers[0] = tick.due;
  numbers[1] = tick.overdue;
  numbers[2] = tick.promised;
  numbers[3] = tick.lapsed;
  numbers[4] = tick.neglected;
  numbers[5] = tick.shown;
  numbers[6] = tick.over;
  numbers[7] = tick.repeated;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    crm_command_output_add_column (self->output, names[i], TRUE);
  crm_command_output_set_single (self->output);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    crm_command_output_add_integer (self->output, numbers[i]);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

static const CrmVerbOption start_options[] = {
  { "process", "NAME", N_ ("which process: id, code or name") },
  { "step", "ID", N_ ("the step it begins with") },
  { "deal", "ID", N_ ("the deal it is for; without it one is made") },
  { "preview", NULL, N_ ("say what would happen, and do nothing"), .only_reads = TRUE },
  { NULL },
};

const CrmVerb crm_verb_start = {
  .name = "start",
  .usage = "COMPANY-ID",
  .help = N_ ("Start sale: start a process for a company"),
  .access = CRM_VERB_WRITE,
  .least = 1,
  .most = 1,
  .options = start_options,
  .run = run_start,
};

static const CrmVerbOption finish_options[] = {
  { "outcome", "NAME", N_ ("how it ended: id, code or name of an outcome") },
  { "preview", NULL, N_ ("say what would happen, and do nothing"), .only_reads = TRUE },
  { NULL },
};

const CrmVerb crm_verb_finish = {
  .name = "finish",
  .usage = "ACTIVITY-ID [FIELD=VALUE...]",
  .help = N_ ("Finish a task with an outcome; what follows is done by itself"),
  .access = CRM_VERB_WRITE,
  .least = 1,
  .most = -1,
  .options = finish_options,
  .notes = N_ ("FIELD is one of the task or goes through it: next_start, deal.value, "
               "document.due_date."),
  .run = run_finish,
};

static const CrmVerbOption tick_options[] = {
  { "now", "MOMENT", N_ ("the moment: 2026-11-23T09:00; without it the present one") },
  { NULL },
};

const CrmVerb crm_verb_tick = {
  .name = "tick",
  .usage = "",
  .help = N_ ("Do what time brings: reminders, overdue documents, invoices that lapse"),
  .access = CRM_VERB_WRITE,
  .least = 0,
  .most = 0,
  .options = tick_options,
  .run = run_tick,
};

static const CrmVerbOption stop_options[] = {
  { "reason", "TEXT", N_ ("why it is stopped") },
  { NULL },
};

const CrmVerb crm_verb_stop = {
  .name = "stop",
  .usage = "RUN-ID",
  .help = N_ ("Stop a process that runs: its open tasks are cancelled"),
  .access = CRM_VERB_WRITE,
  .least = 1,
  .most = 1,
  .options = stop_options,
  .run = run_stop,
};
