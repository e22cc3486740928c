/* try: what a process would have done, had it been in use then. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-clock.h"
#include "crm-command-private.h"
#include "crm-date.h"
#include "crm-period.h"
#include "crm-process.h"
#include "crm-trial.h"

/* A version by its number, a draft too; else the one in use that is called so. */
static gint64
find_process (CrmCommand *self, GError **error)
{
  const char *name = crm_command_get_argument (self, 0);
  gint64 id = 0;
  g_autoptr (CrmRecord) record = NULL;

  if (g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &id, NULL))
    record = crm_record_load (self->database, crm_entity_find ("process"), id, NULL);
  return record != NULL ? id : crm_process_find (self->database, name, error);
}

static gboolean
read_day (CrmCommand *self, const char *option, gint64 *day, GError **error)
{
  const char *text = crm_command_get_option (self, option);

  return text == NULL || crm_date_parse (text, day, NULL) ||
         crm_command_refuse_usage (self, error, _ ("“%s” is no date and no moment"), text);
}

static gboolean
run_try (CrmCommand *self, GError **error)
{
  static const char *const parts[] = { "started", "success", "failure", "stopped",  "endless",
                                       "step",    "outcome", "stage",   "document", "person" };
  CrmTrialQuestion question = { 0 };
  g_autoptr (CrmTrial) trial = NULL;

  crm_period_get_days (CRM_PERIOD_LAST_YEAR, crm_clock_today (), &question.from, &question.to);
  question.process = find_process (self, error);
  if (question.process == 0 || !read_day (self, "from", &question.from, error) ||
      !read_day (self, "to", &question.to, error))
    return FALSE;
  trial = crm_trial_run (crm_database_get_path (self->database), &question, NULL, NULL,
                         self->cancellable, error);
  if (trial == NULL)
    return FALSE;
  crm_command_output_add_column (self->output, "part", FALSE);
  crm_command_output_add_column (self->output, "text", FALSE);
  crm_command_output_add_column (self->output, "count", TRUE);
  crm_command_output_add_column (self->output, "cases", TRUE);
  for (guint i = 0; i < trial->lines->len; i++) {
    const CrmTrialLine *line = trial->lines->pdata[i];
    crm_command_output_add_text (self->output, parts[line->part]);
    crm_command_output_add_text (self->output, line->text);
    crm_command_output_add_integer (self->output, line->count);
    crm_command_output_add_integer (self->output, line->cases->len);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static const CrmVerbOption options[] = {
  { "from", "DATE", N_ ("the first day; without it of last year") },
  { "to", "DATE", N_ ("the last day; without it of last year") },
  { NULL },
};

const CrmVerb crm_verb_try = {
  .name = "try",
  .usage = "PROCESS",
  .help = N_ ("Say what a process would have done with the deals opened in a time"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .options = options,
  .notes = N_ ("It works on a copy that is thrown away; PROCESS may be a draft, by its number."),
  .run = run_try,
};
