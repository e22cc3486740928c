/* What came of it. */
#include "config.h"

#include "crm-result-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-finish-sheet.h"
#include "crm-process.h"
#include "crm-text.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *task;         /* owned */
  GtkWidget *parent;       /* owned */
  AdwDialog *dialog;       /* borrowed */
  GtkEditable *entry;      /* borrowed: the dialog's; NULL where outcomes are offered */
} Answer;

static void
free_answer (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  g_object_unref (answer->workspace);
  g_object_unref (answer->task);
  g_object_unref (answer->parent);
  g_free (answer);
}

static Answer *
new_answer (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *task, AdwDialog *dialog)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->workspace = g_object_ref (workspace);
  answer->task = g_object_ref (task);
  answer->parent = g_object_ref (GTK_WIDGET (gtk_widget_get_root (parent)));
  answer->dialog = dialog;
  return answer;
}

/* The answer is the task's result, so it stands in its history and in that of the client. */
static void
answered_cb (AdwAlertDialog *dialog, const char *response, gpointer user_data)
{
  Answer *answer = user_data;
  const CrmEntity *entity = crm_record_get_entity (answer->task);
  gint64 id = crm_record_get_id (answer->task);
  const char *before = crm_record_get_text (answer->task, "outcome");
  g_autofree char *typed = crm_text_tidy (gtk_editable_get_text (answer->entry));
  /* Translators: a task */
  g_autofree char *text = g_strdup_printf (_ ("“%s” done"), crm_record_get_title (answer->task));
  CrmChange *change = crm_workspace_begin (answer->workspace, text);

  crm_change_set_text (change, entity, id, "state", "done");
  /* What is emptied is taken back. */
  if (g_strcmp0 (typed, before != NULL ? before : "") != 0)
    crm_change_set_text (change, entity, id, "outcome", *typed != '\0' ? typed : NULL);
  crm_workspace_commit_and_say (answer->workspace, change, text);
}

static void
ask_in_words (AdwDialog *dialog, GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *task)
{
  GtkWidget *entry = gtk_entry_new ();
  Answer *answer = new_answer (parent, workspace, task, dialog);
  const char *before = crm_record_get_text (task, "outcome");

  answer->entry = GTK_EDITABLE (entry);
  if (before != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), before);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
      crm_field_get_label (crm_entity_field (crm_record_get_entity (task), "outcome")), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "done",
                                  C_ ("task", "_Done"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "done",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "done");
  adw_dialog_set_focus (dialog, entry);
  g_signal_connect_data (dialog, "response::done", G_CALLBACK (answered_cb), answer, free_answer,
                         0);
}

/* --- A step of a sale */

static void
outcome_cb (GtkButton *button, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GtkWidget) parent = g_object_ref (answer->parent);
  g_autoptr (CrmWorkspace) workspace = g_object_ref (answer->workspace);
  gint64 task = crm_record_get_id (answer->task);
  gint64 *outcome = g_object_get_data (G_OBJECT (button), "outcome");
  gint64 chosen = *outcome;

  adw_dialog_force_close (answer->dialog);
  crm_finish_task (parent, workspace, task, chosen);
}

static void
offer_outcomes (AdwDialog *dialog, GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *task,
                GPtrArray *outcomes)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < outcomes->len; i++) {
    GtkWidget *button = gtk_button_new_with_label (crm_record_get_title (outcomes->pdata[i]));
    gint64 id = crm_record_get_id (outcomes->pdata[i]);
    g_autofree char *preview = crm_finish_dup_preview (workspace, crm_record_get_id (task), id);

    gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
    if (*preview != '\0')
      gtk_widget_set_tooltip_text (button, preview);
    g_object_set_data_full (G_OBJECT (button), "outcome", g_memdup2 (&id, sizeof id), g_free);
    g_signal_connect_data (button, "clicked", G_CALLBACK (outcome_cb),
                           new_answer (parent, workspace, task, dialog), free_answer, 0);
    gtk_box_append (GTK_BOX (box), button);
  }
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Later"));
}

/**
 * crm_result_ask:
 * @parent: a widget of the window
 * @workspace: where the task is
 * @task: an open task
 *
 * Asks what came of it.
 */
void
crm_result_ask (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *task)
{
  AdwDialog *dialog = crm_alert_new (_ ("What Came of It?"), crm_record_get_title (task));
  g_autoptr (GPtrArray) outcomes =
      crm_process_outcomes (crm_workspace_get_reader (workspace), crm_record_get_id (task), NULL);

  if (outcomes != NULL && outcomes->len > 0)
    offer_outcomes (dialog, parent, workspace, task, outcomes);
  else
    ask_in_words (dialog, parent, workspace, task);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_dialog_present (dialog, parent);
}
