/* Stopping a run of a process. */
#include "config.h"

#include "crm-stop-dialog.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-process.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  GArray *runs;            /* owned; gint64: those under way */
  char *title;             /* owned; of the only one; NULL where there are more */
  AdwEntryRow *reason;     /* borrowed */
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->workspace);
  g_array_unref (question->runs);
  g_free (question->title);
  g_free (question);
}

static void
stop (Question *question)
{
  CrmDatabase *reader = crm_workspace_get_reader (question->workspace);
  guint n = question->runs->len;
  g_autofree char *said =
      question->title != NULL
          /* Translators: %s is the name of a process that ran: "Sale: Orion" */
          ? g_strdup_printf (_ ("“%s” stopped"), question->title)
          : g_strdup_printf (ngettext ("%u process stopped", "%u processes stopped", n), n);
  g_autofree char *reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->reason)));
  g_autoptr (CrmChange) change = crm_workspace_begin (question->workspace, said);
  g_autoptr (GError) error = NULL;

  g_strstrip (reason);
  for (guint i = 0; i < n; i++)
    if (!crm_process_stop (change, reader, g_array_index (question->runs, gint64, i), reason,
                           &error)) {
      crm_workspace_report (question->workspace, _ ("The process could not be stopped"), error);
      return;
    }
  crm_workspace_commit_and_say (question->workspace, g_steal_pointer (&change), said);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "stop"))
    stop (data);
}

/* The title of the last one that is under way, which are gathered in @under_way. */
static char *
gather (CrmDatabase *reader, GArray *runs, GArray *under_way)
{
  char *title = NULL;

  for (guint i = 0; i < runs->len; i++) {
    gint64 id = g_array_index (runs, gint64, i);
    g_autoptr (CrmRecord) run = crm_record_load (reader, crm_entity_find ("process_run"), id, NULL);
    if (run == NULL || g_strcmp0 (crm_record_get_text (run, "state"), "running") != 0)
      continue;
    g_array_append_val (under_way, id);
    g_set_str (&title, crm_record_get_title (run));
  }
  return title;
}

/**
 * crm_stop_dialog_present:
 * @workspace: where they run
 * @parent: a widget of the window
 * @runs: (element-type gint64): which
 */
void
crm_stop_dialog_present (CrmWorkspace *workspace, GtkWidget *parent, GArray *runs)
{
  g_autoptr (GArray) under_way = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *title = gather (crm_workspace_get_reader (workspace), runs, under_way);
  g_autofree char *heading = NULL;
  AdwAlertDialog *dialog;
  GtkWidget *list = gtk_list_box_new ();
  Question *question;

  if (under_way->len == 0) {
    crm_workspace_say (workspace, _ ("Nothing of this is under way"));
    g_object_unref (g_object_ref_sink (list));
    return;
  }
  heading =
      under_way->len == 1
          ? g_strdup (_ ("Stop the Process?"))
          : g_strdup_printf (ngettext ("Stop %u Process?", "Stop %u Processes?", under_way->len),
                             under_way->len);
  question = g_new0 (Question, 1);
  question->workspace = g_object_ref (workspace);
  question->title = under_way->len == 1 ? g_steal_pointer (&title) : NULL;
  question->runs = g_steal_pointer (&under_way);
  question->reason = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->reason), _ ("Why"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (question->reason));
  dialog = ADW_ALERT_DIALOG (
      crm_alert_new (heading, _ ("Its open tasks are cancelled. What was done stays as it is.")));
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "stop", _ ("_Stop"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
  gtk_widget_grab_focus (GTK_WIDGET (question->reason));
}

/* --- The button */

static void
pressed_cb (GtkWidget *button, CrmRecordForm *form)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = crm_record_get_id (crm_record_form_get_record (form));

  g_array_append_val (runs, id);
  crm_stop_dialog_present (crm_record_form_get_workspace (form), button, runs);
}

static void
refreshed_cb (CrmRecordForm *form, GtkWidget *button)
{
  CrmRecord *run = crm_record_form_get_record (form);

  gtk_widget_set_visible (button, g_strcmp0 (crm_record_get_text (run, "state"), "running") == 0 &&
                                      crm_store_is_writable (crm_workspace_get_store (
                                          crm_record_form_get_workspace (form))));
}

/**
 * crm_stop_button_new:
 * @form: of a record's page
 *
 * Returns: (transfer floating) (nullable): the button; %NULL where it is no run of a process
 */
GtkWidget *
crm_stop_button_new (CrmRecordForm *form)
{
  GtkWidget *button;

  if (crm_record_form_get_entity (form) != crm_entity_find ("process_run"))
    return NULL;
  button = gtk_button_new_with_mnemonic (_ ("_Stop the Process…"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), form, 0);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), button, 0);
  refreshed_cb (form, button);
  return button;
}
