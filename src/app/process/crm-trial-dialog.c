/* A process tried on what has been. */
#include "config.h"

#include "crm-trial-dialog.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-period.h"
#include "crm-trial.h"
#include "crm-work-progress.h"

static const CrmPeriod offered[] = { CRM_PERIOD_LAST_YEAR, CRM_PERIOD_THIS_YEAR,
                                     CRM_PERIOD_LAST_QUARTER, CRM_PERIOD_THIS_QUARTER,
                                     CRM_PERIOD_LAST_MONTH };

struct _CrmTrialDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 process;
  CrmWorkProgress *progress; /* owned; NULL while nothing is tried */
  CrmTrial *trial;           /* owned; NULL until it was tried */

  GtkStack *stack;
  AdwComboRow *periods;
  GtkWidget *try;
  GtkProgressBar *bar;
  AdwPreferencesPage *report;
};

G_DEFINE_FINAL_TYPE (CrmTrialDialog, crm_trial_dialog, ADW_TYPE_DIALOG)

/* --- The report */

static char *
dup_number (gint64 number)
{
  return crm_decimal_format (number, 0, 0, crm_number_style_local ());
}

/* The deals behind a line. */
static void
activated_cb (CrmTrialDialog *self, GtkWidget *row)
{
  const CrmTrialLine *line = g_object_get_data (G_OBJECT (row), "line");
  g_autoptr (CrmQuery) all = crm_query_new (self->trial->entity);
  g_autoptr (CrmQuery) those =
      crm_query_only (all, (const gint64 *) line->cases->data, line->cases->len);
  g_autofree char *title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_autoptr (CrmWorkspace) workspace = g_object_ref (self->workspace);

  adw_dialog_close (ADW_DIALOG (self));
  crm_workspace_open_list (workspace, those, title);
}

static void
add_line (CrmTrialDialog *self, AdwPreferencesGroup *group, const char *title,
          const CrmTrialLine *line, const char *style)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = dup_number (line->count);
  GtkWidget *count = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (count, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (count, style);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "line", (gpointer) line);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
add_group (CrmTrialDialog *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->report, group);
  return group;
}

/* All lines of a part under a heading, which is left out where there are none. */
static void
add_part (CrmTrialDialog *self, CrmTrialPart part, const char *title, const char *style)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < self->trial->lines->len; i++) {
    const CrmTrialLine *line = self->trial->lines->pdata[i];
    if (line->part != part)
      continue;
    if (group == NULL)
      group = add_group (self, title);
    add_line (self, group, line->text, line, style);
  }
}

/* Of several lines, as of the places where it stopped, one that holds them all. */
static void
add_total (CrmTrialDialog *self, AdwPreferencesGroup *group, CrmTrialPart part, const char *title,
           const char *style)
{
  const CrmTrialLine *line = crm_trial_find (self->trial, part, NULL);

  if (line != NULL)
    add_line (self, group, title, line, style);
}

static char *
dup_how (CrmTrial *trial)
{
  g_autofree char *recorded = dup_number (trial->n_recorded);
  g_autofree char *dealt = dup_number (trial->n_dealt);
  g_autofree char *guessed = dup_number (trial->n_guessed);

  return g_strdup_printf (
      /* Translators: numbers of results of steps */
      _ ("Results as they were recorded then: %s. As often as people choose them otherwise: %s. "
         "One after the other, for want of anything else: %s."),
      recorded, dealt, guessed);
}

static void
show_report (CrmTrialDialog *self)
{
  CrmTrial *trial = self->trial;
  const CrmTrialLine *started = crm_trial_find (trial, CRM_TRIAL_STARTED, NULL);
  gint64 n = started != NULL ? started->count : 0;
  g_autofree char *tried = dup_number (n);
  g_autofree char *all = dup_number (trial->n_all);
  g_autofree char *title = g_strdup_printf (
      /* Translators: how many deals it was tried on, of how many there were */
      _ ("Tried on %s of %s. Nothing in your company was changed."), tried, all);
  g_autofree char *how = dup_how (trial);
  g_autofree char *said = g_strdup_printf ("%s\n%s", title, how);
  AdwPreferencesGroup *group = add_group (self, _ ("What It Would Have Done"));

  adw_preferences_group_set_description (group, n > 0 ? said : _ ("There were none in that time."));
  add_total (self, group, CRM_TRIAL_STARTED, C_ ("trial", "Started"), NULL);
  add_total (self, group, CRM_TRIAL_SUCCESS, C_ ("trial", "Ended well"), "success");
  add_total (self, group, CRM_TRIAL_FAILURE, C_ ("trial", "Ended without success"), NULL);
  add_part (self, CRM_TRIAL_STOPPED, C_ ("trial", "Stopped Where It Could Not Go On"), "error");
  add_part (self, CRM_TRIAL_ENDLESS, C_ ("trial", "Went Round Without End"), "error");
  add_part (self, CRM_TRIAL_STEP, C_ ("trial", "Tasks by Step"), NULL);
  add_part (self, CRM_TRIAL_OUTCOME, C_ ("trial", "Results"), NULL);
  add_part (self, CRM_TRIAL_STAGE, C_ ("trial", "Deals Moved to a Stage"), NULL);
  add_part (self, CRM_TRIAL_DOCUMENT, C_ ("trial", "Documents Made"), NULL);
  add_part (self, CRM_TRIAL_PERSON, C_ ("trial", "Tasks by Person"), NULL);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

/* --- Trying */

typedef struct {
  char *path; /* owned; of the company file */
  CrmTrialQuestion question;
  CrmWorkProgress *progress; /* owned */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_free (work->path);
  crm_work_progress_release (work->progress);
  g_free (work);
}

static void
progress_cb (guint permille, gpointer data)
{
  crm_work_progress_tell (permille, 1000, data);
}

static void
try_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  CrmTrial *trial =
      crm_trial_run (work->path, &work->question, progress_cb, work->progress, cancellable, &error);

  if (trial != NULL)
    g_task_return_pointer (task, trial, (GDestroyNotify) crm_trial_free);
  else
    g_task_return_error (task, error);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmTrialDialog *self = CRM_TRIAL_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTrial) trial = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->progress != NULL)
    crm_work_progress_end (self->progress);
  g_clear_pointer (&self->progress, crm_work_progress_release);
  if (self->workspace == NULL)
    return;
  if (trial != NULL) {
    self->trial = g_steal_pointer (&trial);
    show_report (self);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "question");
  if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_report (self->workspace, _ ("The process could not be tried"), error);
}

static void
try_cb (CrmTrialDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);
  guint period = adw_combo_row_get_selected (self->periods);

  self->progress = crm_work_progress_new ();
  work->path = g_strdup (crm_store_get_path (crm_workspace_get_store (self->workspace)));
  work->question.process = self->process;
  crm_period_get_days (offered[MIN (period, G_N_ELEMENTS (offered) - 1)], crm_clock_today (),
                       &work->question.from, &work->question.to);
  work->progress = crm_work_progress_ref (self->progress);
  gtk_stack_set_visible_child_name (self->stack, "working");
  crm_work_progress_watch (self->progress, self->bar, NULL);
  task = g_task_new (self, crm_work_progress_get_cancellable (self->progress), tried_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, try_in_thread);
}

static void
stop_cb (CrmTrialDialog *self)
{
  if (self->progress != NULL)
    g_cancellable_cancel (crm_work_progress_get_cancellable (self->progress));
}

/* --- The object */

static void
crm_trial_dialog_closed (AdwDialog *dialog)
{
  stop_cb (CRM_TRIAL_DIALOG (dialog));
}

static void
crm_trial_dialog_dispose (GObject *object)
{
  CrmTrialDialog *self = CRM_TRIAL_DIALOG (object);

  if (self->progress != NULL)
    crm_work_progress_end (self->progress);
  g_clear_pointer (&self->progress, crm_work_progress_release);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TRIAL_DIALOG);
  g_clear_pointer (&self->trial, crm_trial_free);

  G_OBJECT_CLASS (crm_trial_dialog_parent_class)->dispose (object);
}

static void
crm_trial_dialog_class_init (CrmTrialDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_trial_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_trial_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-trial-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTrialDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmTrialDialog, periods);
  gtk_widget_class_bind_template_child (widget_class, CrmTrialDialog, try);
  gtk_widget_class_bind_template_child (widget_class, CrmTrialDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmTrialDialog, report);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
crm_trial_dialog_init (CrmTrialDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    gtk_string_list_append (names, crm_period_get_label (offered[i]));
  adw_combo_row_set_model (self->periods, G_LIST_MODEL (names));
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->try);
}

/**
 * crm_trial_dialog_new:
 * @workspace: whose process it is
 * @process: its id
 *
 * Returns: (transfer floating): asks for the time, tries and reports
 */
AdwDialog *
crm_trial_dialog_new (CrmWorkspace *workspace, gint64 process)
{
  CrmTrialDialog *self = g_object_new (CRM_TYPE_TRIAL_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->process = process;
  return ADW_DIALOG (self);
}
