/* Answering a colleague. */
#include "config.h"

#include "crm-answer-sheet.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-dialog-guard.h"
#include "crm-problem-banner.h"
#include "crm-record-form.h"
#include "crm-request-group.h"
#include "crm-request.h"
#include "crm-text.h"

/**
 * CrmAnswerSheet:
 *
 * What is filled in is written together with the end of the task. Kept for later, it is written
 * without it.
 */
struct _CrmAnswerSheet {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *task;         /* owned */
  CrmRequestRows *rows;    /* borrowed */
  gboolean writing;
  gboolean finishes;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmAnswerSheet, crm_answer_sheet, ADW_TYPE_DIALOG)

static void
update (CrmAnswerSheet *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.finish",
                                 !self->writing && crm_request_rows_is_complete (self->rows));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.keep", !self->writing);
}

static gboolean
is_typed (gpointer dialog)
{
  return crm_request_rows_is_typed (CRM_ANSWER_SHEET (dialog)->rows);
}

static char *
dup_said (CrmAnswerSheet *self)
{
  /* Translators: a request of a colleague */
  return g_strdup_printf (self->finishes ? _ ("Answered: %s") : _ ("Kept for later: %s"),
                          crm_record_get_title (self->task));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmAnswerSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (self->workspace == NULL)
    return;
  self->writing = FALSE;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    crm_problem_banner_show (self->problem, error->message);
    update (self);
    return;
  }
  said = dup_said (self);
  crm_workspace_say_done (self->workspace, said);
  crm_dialog_close_now (ADW_DIALOG (self));
}

static void
write_answers (CrmAnswerSheet *self, gboolean finishes)
{
  gint64 activity = crm_record_get_id (self->task);
  g_autofree char *label = NULL;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->writing || !crm_request_rows_flush (self->rows))
    return;
  self->finishes = finishes;
  self->writing = TRUE;
  update (self);
  label = dup_said (self);
  change = crm_workspace_begin (self->workspace, label);
  crm_request_rows_write (self->rows, change, activity);
  if (finishes)
    crm_request_finish (change, activity);
  crm_workspace_commit (self->workspace, change, written_cb, g_object_ref (self));
}

static void
finish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  write_answers (CRM_ANSWER_SHEET (widget), TRUE);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  write_answers (CRM_ANSWER_SHEET (widget), FALSE);
}

static void
refuse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmAnswerSheet *self = CRM_ANSWER_SHEET (widget);
  g_autoptr (CrmWorkspace) workspace = g_object_ref (self->workspace);
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (widget));
  gint64 activity = crm_record_get_id (self->task);

  crm_dialog_close_now (ADW_DIALOG (self));
  crm_request_ask_refusal (parent, workspace, activity);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
crm_answer_sheet_dispose (GObject *object)
{
  CrmAnswerSheet *self = CRM_ANSWER_SHEET (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->task);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_ANSWER_SHEET);

  G_OBJECT_CLASS (crm_answer_sheet_parent_class)->dispose (object);
}

static void
crm_answer_sheet_class_init (CrmAnswerSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_answer_sheet_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-answer-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSheet, groups);
  gtk_widget_class_install_action (widget_class, "answer.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "answer.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "answer.refuse", NULL, refuse_action);
  gtk_widget_class_install_action (widget_class, "answer.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "answer.finish", NULL);
}

static void
crm_answer_sheet_init (CrmAnswerSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, NULL);
}

/**
 * crm_answer_sheet_new:
 * @workspace: an open company file
 * @activity: a request
 *
 * Returns: (transfer floating) (nullable): the sheet; %NULL where there is no such request
 */
CrmAnswerSheet *
crm_answer_sheet_new (CrmWorkspace *workspace, gint64 activity)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) task =
      crm_record_load (reader, crm_entity_find ("activity"), activity, NULL);
  g_autoptr (GPtrArray) outputs = crm_request_read_answers (reader, activity, "output", NULL);
  g_autofree char *asker = NULL;
  g_autofree char *said = NULL;
  g_autoptr (CrmRecordForm) form = NULL;
  CrmAnswerSheet *self;
  GtkWidget *first;

  if (task == NULL || outputs == NULL || !crm_task_is_request (task))
    return NULL;
  self = g_object_new (CRM_TYPE_ANSWER_SHEET, NULL);
  self->workspace = g_object_ref (workspace);
  self->task = g_object_ref (task);
  asker = crm_reference_title (reader, crm_entity_find ("person"),
                               crm_record_get_integer (task, "asker"));
  /* Translators: name of a colleague */
  said = g_strdup_printf (_ ("%s asks"), asker != NULL ? asker : "");
  adw_dialog_set_title (ADW_DIALOG (self), crm_record_get_title (task));
  adw_window_title_set_title (self->heading, crm_record_get_title (task));
  adw_window_title_set_subtitle (self->heading, said);
  self->rows = CRM_REQUEST_ROWS (crm_request_rows_new (workspace, task, outputs));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->rows), _ ("What Comes Back"));
  gtk_box_prepend (self->groups, GTK_WIDGET (self->rows));
  form = crm_record_form_new (workspace, task);
  gtk_box_prepend (self->groups, crm_request_group_new (form, "input"));
  g_signal_connect_object (self->rows, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  first = crm_request_rows_get_first (self->rows);
  if (first != NULL)
    adw_dialog_set_focus (ADW_DIALOG (self), first);
  update (self);
  return self;
}

CrmRequestRows *
crm_answer_sheet_get_rows (CrmAnswerSheet *self)
{
  return self->rows;
}

/**
 * crm_request_answer:
 * @parent: a widget of the window
 * @workspace: an open company file
 * @activity: a request
 */
void
crm_request_answer (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity)
{
  CrmAnswerSheet *sheet = crm_answer_sheet_new (workspace, activity);

  if (sheet != NULL)
    adw_dialog_present (ADW_DIALOG (sheet), parent);
}

/* --- Refusing */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  AdwAlertDialog *dialog;  /* borrowed */
  GtkEditable *entry;      /* borrowed: the dialog's */
  char *title;             /* owned */
  gint64 activity;
} Refusal;

static void
free_refusal (gpointer data, GClosure *closure)
{
  Refusal *refusal = data;

  g_object_unref (refusal->workspace);
  g_free (refusal->title);
  g_free (refusal);
}

static void
refuse (CrmWorkspace *workspace, gint64 activity, const char *text, const char *reason)
{
  CrmChange *change = crm_workspace_begin (workspace, text);

  if (reason != NULL)
    crm_request_refuse (change, activity, reason);
  else
    crm_change_set_text (change, crm_entity_find ("activity"), activity, "state", "cancelled");
  crm_workspace_commit_and_say (workspace, change, text);
}

static void
refused_cb (AdwAlertDialog *dialog, const char *response, gpointer user_data)
{
  Refusal *refusal = user_data;
  g_autofree char *reason = crm_text_tidy (gtk_editable_get_text (refusal->entry));
  /* Translators: a request of a colleague */
  g_autofree char *text = g_strdup_printf (_ ("Refused: %s"), refusal->title);

  if (*reason != '\0')
    refuse (refusal->workspace, refusal->activity, text, reason);
}

static void
reason_cb (Refusal *refusal)
{
  g_autofree char *reason = crm_text_tidy (gtk_editable_get_text (refusal->entry));

  adw_alert_dialog_set_response_enabled (refusal->dialog, "refuse", *reason != '\0');
}

void
crm_request_ask_refusal (GtkWidget *parent, CrmWorkspace *workspace, gint64 activity)
{
  g_autoptr (CrmRecord) task = crm_record_load (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("activity"), activity, NULL);
  AdwDialog *dialog;
  GtkWidget *entry;
  Refusal *refusal;

  if (task == NULL)
    return;
  if (crm_record_get_integer (task, "asker") == crm_workspace_get_me (workspace)) {
    /* Translators: a request to a colleague */
    g_autofree char *text = g_strdup_printf (_ ("Taken back: %s"), crm_record_get_title (task));
    refuse (workspace, activity, text, NULL);
    return;
  }
  dialog = crm_alert_new (_ ("Why Is It Refused?"), crm_record_get_title (task));
  entry = gtk_entry_new ();
  refusal = g_new0 (Refusal, 1);
  refusal->workspace = g_object_ref (workspace);
  refusal->dialog = ADW_ALERT_DIALOG (dialog);
  refusal->entry = GTK_EDITABLE (entry);
  refusal->title = g_strdup (crm_record_get_title (task));
  refusal->activity = activity;
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "refuse",
                                  C_ ("request", "_Refuse"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "refuse",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "refuse", FALSE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "refuse");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_dialog_set_focus (dialog, entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (reason_cb), refusal);
  g_signal_connect_data (dialog, "response::refuse", G_CALLBACK (refused_cb), refusal, free_refusal,
                         0);
  adw_dialog_present (dialog, parent);
}
