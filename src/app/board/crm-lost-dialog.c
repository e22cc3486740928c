/* Asks why a deal was lost. */
#include "config.h"

#include "crm-lost-dialog.h"

#include <glib/gi18n.h>

#include "crm-query.h"
#include "crm-text.h"

typedef struct {
  CrmLostFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GPtrArray *reasons; /* CrmRecord; owned */
  GtkDropDown *choice;
} Question;

static void
free_question (Question *question)
{
  if (question->destroy != NULL)
    question->destroy (question->data);
  g_clear_pointer (&question->reasons, g_ptr_array_unref);
  g_free (question);
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Question *question)
{
  guint selected = gtk_drop_down_get_selected (question->choice);
  gint64 reason = 0;

  if (g_strcmp0 (response, "lost") != 0)
    return;
  /* The first entry stands for "not said". */
  if (selected > 0 && selected <= question->reasons->len)
    reason = crm_record_get_id (question->reasons->pdata[selected - 1]);
  question->func (reason, question->data);
}

/**
 * crm_lost_dialog_ask:
 * @parent: over what
 * @workspace: where the reasons are
 * @deal: title of the deal
 * @func: called with the answer
 * @data: for @func
 * @destroy: (nullable): frees @data, whatever the answer
 */
void
crm_lost_dialog_ask (GtkWidget *parent, CrmWorkspace *workspace, const char *deal, CrmLostFunc func,
                     gpointer data, GDestroyNotify destroy)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("choice"));
  g_autoptr (CrmQuery) reasons =
      crm_query_filter (all, "list", CRM_OP_EQUAL, "lost_reason", NULL, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  /* Shortened: an endless name would make an endless dialog. */
  g_autofree char *title = crm_text_one_line (deal, 100);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Why Was the Deal Lost?"), title);

  question->func = func;
  question->data = data;
  question->destroy = destroy;
  question->reasons =
      crm_query_fetch_all (reasons, crm_workspace_get_reader (workspace), 200, NULL);
  if (question->reasons == NULL)
    question->reasons = g_ptr_array_new ();
  gtk_string_list_append (names, C_ ("reason of loss", "Not said"));
  for (guint i = 0; i < question->reasons->len; i++)
    gtk_string_list_append (names, crm_record_get_title (question->reasons->pdata[i]));
  question->choice =
      GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  gtk_drop_down_set_selected (question->choice, question->reasons->len > 0 ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason of loss"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (question->choice));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "lost",
                                  _ ("_Lost"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "lost");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question,
                         (GClosureNotify) (void (*) (void)) free_question, 0);
  adw_dialog_present (dialog, parent);
}
