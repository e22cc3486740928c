/* Looks inside a backup and asks whether it is to take the company file's place. */
#include "config.h"

#include "crm-restore-dialog.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-date.h"
#include "crm-file-facts.h"

typedef struct {
  char *backup;  /* owned */
  GArray *facts; /* owned */
  gint64 last_change;
  GtkWidget *parent; /* owned */
} Asking;

static void
free_asking (gpointer data)
{
  Asking *asking = data;

  g_free (asking->backup);
  g_clear_pointer (&asking->facts, g_array_unref);
  g_object_unref (asking->parent);
  g_free (asking);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  gboolean agreed = g_strcmp0 (response, "restore") == 0;

  g_task_return_pointer (task, agreed ? g_strdup (asking->backup) : NULL, g_free);
}

static GtkWidget *
new_fact_row (const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static GtkWidget *
new_facts_list (const Asking *asking)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GString) counts = g_string_new (NULL);
  g_autofree char *name = g_filename_display_basename (asking->backup);
  g_autofree char *moment = asking->last_change != 0 ? crm_moment_format (asking->last_change, NULL)
                                                     : g_strdup (_ ("Never"));

  for (guint i = 0; i < asking->facts->len; i++) {
    const CrmFileFact *fact = &g_array_index (asking->facts, CrmFileFact, i);
    g_string_append_printf (counts, "%s%s: %" G_GINT64_FORMAT, i > 0 ? "\n" : "",
                            crm_entity_get_label_plural (fact->entity), fact->n);
  }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), new_fact_row (_ ("File"), name));
  gtk_list_box_append (GTK_LIST_BOX (list), new_fact_row (_ ("Last changed"), moment));
  gtk_list_box_append (GTK_LIST_BOX (list), new_fact_row (_ ("Holds"), counts->str));
  return list;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  GError *error = NULL;

  asking->facts = crm_file_facts_read (asking->backup, &asking->last_change, &error);
  if (asking->facts != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  AdwAlertDialog *dialog;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    dialog = ADW_ALERT_DIALOG (crm_alert_new (_ ("This file cannot be used"), error->message));
    adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
    adw_dialog_present (ADW_DIALOG (dialog), asking->parent);
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  dialog = ADW_ALERT_DIALOG (crm_alert_new (
      _ ("Use this file from now on?"),
      _ ("A checked copy of it takes the place of your company file, which is kept beside it under "
         "another name.")));
  adw_alert_dialog_set_extra_child (dialog, new_facts_list (asking));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "restore", _ ("_Use It"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, asking->parent, NULL, answered_cb, g_object_ref (task));
}

/**
 * crm_restore_ask:
 * @parent: a widget of the window
 * @backup: path of a company file or a copy of one
 * @callback: ends with crm_restore_ask_finish()
 * @user_data: for @callback
 *
 * Shows what the file holds and asks whether it is to be used from now on. A file that cannot be
 * used is said to be so.
 */
void
crm_restore_ask (GtkWidget *parent, const char *backup, GAsyncReadyCallback callback,
                 gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) reading = NULL;

  asking->backup = g_strdup (backup);
  asking->parent = g_object_ref (parent);
  g_task_set_task_data (task, asking, free_asking);
  reading = g_task_new (NULL, NULL, read_cb, task);
  g_task_set_task_data (reading, asking, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

/**
 * crm_restore_ask_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the file's path when the person agreed
 */
char *
crm_restore_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
