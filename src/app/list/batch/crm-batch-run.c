/* Doing something to many records: a summary first where they are many, progress where it takes
 * long, one toast with Undo at the end. */
#include "config.h"

#include "crm-batch-run.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-batch-gate.h"
#include "crm-error.h"
#include "crm-text.h"
#include "crm-work-progress.h"

/* So many take longer than one waits without being told how far it is. */
#define FEW 2000
#define N_NAMES 3
#define MOST_LETTERS 40

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  CrmBatch *batch;         /* owned until it is given away */
  CrmBatch *spare;         /* owned; the same, for where a gate stops it; NULL: nothing is set */
  char *said;
  char *what;
  CrmBatchDone done;
  gpointer data;
  GDestroyNotify destroy;

  CrmWorkProgress *progress; /* a reference */
} Run;

static void
free_run (Run *run)
{
  g_clear_pointer (&run->batch, crm_batch_free);
  g_clear_pointer (&run->spare, crm_batch_free);
  g_clear_pointer (&run->progress, crm_work_progress_release);
  if (run->destroy != NULL)
    run->destroy (run->data);
  g_free (run->said);
  g_free (run->what);
  g_object_unref (run->workspace);
  g_object_unref (run->parent);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, free_run)

/* --- Writing */

static void write_batch (Run *run);

static void
run_again (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch, const char *said)
{
  Run *run = g_new0 (Run, 1);

  run->parent = g_object_ref (parent);
  run->workspace = g_object_ref (workspace);
  run->batch = batch;
  run->said = g_strdup (said);
  write_batch (run);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_workspace_commit_finish (run->workspace, result, &error);

  crm_work_progress_end (run->progress);
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_say (run->workspace, _ ("Stopped. Nothing was written."));
  else if (id < 0 && run->spare != NULL &&
           crm_batch_gate_lead (run->parent, run->workspace, run->spare, error, run_again))
    run->spare = NULL;
  else if (id < 0)
    crm_workspace_report (run->workspace, _ ("This could not be saved"), error);
  else if (id == 0)
    crm_workspace_say (run->workspace, _ ("There was nothing to change"));
  else {
    crm_workspace_say_done (run->workspace, run->said);
    if (run->done != NULL)
      run->done (run->workspace, id, run->data);
  }
}

static void
write_batch (Run *run)
{
  CrmChange *change = crm_workspace_begin (run->workspace, run->said);

  run->spare = crm_batch_copy (run->batch, NULL);
  run->progress = crm_work_progress_new ();
  if (crm_batch_get_n (run->batch) > FEW) {
    crm_batch_set_progress (run->batch, crm_work_progress_tell,
                            crm_work_progress_ref (run->progress), crm_work_progress_release);
    crm_work_progress_present (run->progress, run->parent, _ ("Changing Records"), run->what,
                               FALSE);
  }
  crm_batch_fill (g_steal_pointer (&run->batch), change,
                  crm_work_progress_get_cancellable (run->progress));
  crm_workspace_commit (run->workspace, change, written_cb, run);
}

/* --- The summary */

/* "Orion, Altair, Vega and 309 more" */
static char *
dup_names (Run *run)
{
  gsize n = crm_batch_get_n (run->batch);
  g_autoptr (GString) names = g_string_new (NULL);
  gsize shown = 0;
  g_autofree char *number = NULL;

  for (; shown < MIN (n, N_NAMES); shown++) {
    g_autofree char *title = crm_reference_title (crm_workspace_get_reader (run->workspace),
                                                  crm_batch_get_entity (run->batch),
                                                  crm_batch_get_id_at (run->batch, shown));
    g_autofree char *line = crm_text_one_line (title != NULL ? title : "", MOST_LETTERS);
    g_string_append_printf (names, "%s%s", shown > 0 ? ", " : "", line);
  }
  if (shown == n)
    return g_string_free (g_steal_pointer (&names), FALSE);
  number = crm_decimal_format ((gint64) (n - shown), 0, 0, crm_number_style_local ());
  /* Translators: %1$s are names of records, joined by commas, %2$s is a number */
  return g_strdup_printf (
      ngettext ("%1$s and %2$s more", "%1$s and %2$s more", (gulong) (n - shown)), names->str,
      number);
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "go") == 0)
    write_batch (run);
  else
    free_run (run);
}

static void
ask (Run *run, const CrmBatchTexts *texts)
{
  gsize n = crm_batch_get_n (run->batch);
  g_autofree char *number = crm_decimal_format ((gint64) n, 0, 0, crm_number_style_local ());
  /* Translators: %1$s is a kind of records in plural, %2$s a number */
  g_autofree char *heading =
      g_strdup_printf (C_ ("summary", "%1$s: %2$s"),
                       crm_entity_get_label_plural (crm_batch_get_entity (run->batch)), number);
  g_autofree char *names = dup_names (run);
  g_autofree char *body = g_strdup_printf ("%s\n\n%s\n\n%s", texts->what, names,
                                           _ ("It is one step, and Undo takes all of it back."));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "go", texts->verb, NULL);
  adw_alert_dialog_set_response_appearance (
      dialog, "go", texts->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, texts->destructive ? "cancel" : "go");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, run->parent, NULL, agreed_cb, run);
}

/**
 * crm_batch_run:
 * @parent: over what dialogs are shown; has to be in a window
 * @workspace: where it is written
 * @batch: (transfer full): what is done to which records
 * @texts: how it is told; copied
 * @done: (nullable): called once it is written
 * @data: for @done
 * @destroy: (nullable): frees @data, whatever happens
 */
void
crm_batch_run (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch,
               const CrmBatchTexts *texts, CrmBatchDone done, gpointer data, GDestroyNotify destroy)
{
  Run *run = g_new0 (Run, 1);

  run->parent = g_object_ref (parent);
  run->workspace = g_object_ref (workspace);
  run->batch = batch;
  run->said = g_strdup (texts->said);
  run->what = g_strdup (texts->what);
  run->done = done;
  run->data = data;
  run->destroy = destroy;
  if (crm_batch_get_n (batch) > CRM_BATCH_MOST_UNASKED)
    ask (run, texts);
  else
    write_batch (run);
}
