/* Putting a version of a process to use, and what becomes of what runs by the one before. */
#include "config.h"

#include "crm-version-dialog.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-process.h"

/* What is seen of the list without scrolling. */
#define LIST_HEIGHT 260

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 process;
  char *title;      /* owned */
  GPtrArray *moves; /* owned; CrmRunMove */
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->workspace);
  g_ptr_array_unref (question->moves);
  g_free (question->title);
  g_free (question);
}

static guint
count_possible (GPtrArray *moves)
{
  guint n = 0;

  for (guint i = 0; i < moves->len; i++)
    n += ((CrmRunMove *) moves->pdata[i])->is_possible;
  return n;
}

/* @moves: (nullable): what goes along; in the same step. */
static void
put_to_use (CrmWorkspace *workspace, gint64 process, const char *title, GPtrArray *moves)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmChange) change = crm_workspace_begin (workspace, _ ("Put the Process to Use"));
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  gboolean done = crm_process_put_to_use (change, reader, process, &error);

  for (guint i = 0; done && moves != NULL && i < moves->len; i++) {
    CrmRunMove *move = moves->pdata[i];
    done = !move->is_possible || crm_process_move (change, reader, move->run, process, &error);
  }
  if (!done) {
    crm_workspace_report (workspace, _ ("The process could not be put to use"), error);
    return;
  }
  /* Translators: %s is the name of a process */
  said = g_strdup_printf (_ ("“%s” is in use"), title);
  crm_workspace_commit_and_say (workspace, g_steal_pointer (&change), said);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  Question *question = data;

  if (g_str_equal (response, "leave") || g_str_equal (response, "move"))
    put_to_use (question->workspace, question->process, question->title,
                g_str_equal (response, "move") ? question->moves : NULL);
}

static GtkWidget *
make_row (const CrmRunMove *move)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = NULL;

  if (!move->is_possible)
    text = g_strdup_printf (_ ("Stays: the step “%s” is not in the new version"), move->step);
  else if (move->step != NULL)
    /* Translators: %s is a step of a process */
    text = g_strdup_printf (_ ("Goes on at “%s”"), move->step);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), move->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : "");
  gtk_widget_set_focusable (row, TRUE);
  return row;
}

static GtkWidget *
make_list (GPtrArray *moves)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < moves->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (moves->pdata[i]));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), list);
  return scroll;
}

static void
ask (GtkWidget *parent, Question *question)
{
  guint n = count_possible (question->moves);
  g_autofree char *move = g_strdup_printf (ngettext ("_Move %u", "_Move %u", n), n);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      _ ("Move What Runs?"),
      _ ("What stays goes on as it began. What is moved goes on by the new version from "
         "the step where it stands; what was done is not touched.")));

  adw_alert_dialog_set_extra_child (dialog, make_list (question->moves));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "leave", _ ("_Leave All"),
                                  "move", move, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "move", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "move", n > 0);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

/**
 * crm_version_put_to_use:
 * @parent: a widget of the window
 * @workspace: where the process is
 * @process: a version of it
 * @title: of it
 *
 * New sales go by this version from now on. Where something runs by another one, a preview says
 * what can go on by this one, and asks.
 */
void
crm_version_put_to_use (GtkWidget *parent, CrmWorkspace *workspace, gint64 process,
                        const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moves =
      crm_process_plan_move (crm_workspace_get_reader (workspace), process, &error);
  Question *question;

  if (moves == NULL) {
    crm_workspace_report (workspace, _ ("The process could not be put to use"), error);
    return;
  }
  if (moves->len == 0) {
    put_to_use (workspace, process, title, NULL);
    return;
  }
  question = g_new0 (Question, 1);
  question->workspace = g_object_ref (workspace);
  question->process = process;
  question->title = g_strdup (title);
  question->moves = g_steal_pointer (&moves);
  ask (parent, question);
}
