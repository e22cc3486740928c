/* A whole company file for other programs, and back into a new one: asks, shows how far it is, can
 * be stopped. */
#include "config.h"

#include "crm-everything.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-error.h"
#include "crm-work-progress.h"

/* --- Work under way */

typedef struct {
  CrmWorkspace *workspace;   /* owned */
  CrmWorkProgress *progress; /* a reference */
} Work;

static void
free_work (Work *work)
{
  crm_work_progress_end (work->progress);
  crm_work_progress_release (work->progress);
  g_object_unref (work->workspace);
  g_free (work);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, free_work)

static Work *
begin (CrmWorkspace *workspace, GtkWindow *window, const char *heading, const char *path,
       gboolean may_hide)
{
  g_autofree char *name = g_filename_display_basename (path);
  Work *work = g_new0 (Work, 1);

  work->workspace = g_object_ref (workspace);
  work->progress = crm_work_progress_new ();
  crm_work_progress_present (work->progress, GTK_WIDGET (window), heading, name, may_hide);
  return work;
}

/* @format: translated, with one %s. */
static void
say_count (CrmWorkspace *workspace, const char *format, gint64 n)
{
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  g_autofree char *text = g_strdup_printf (format, number);
  crm_workspace_say (workspace, text);
}

/* --- Out */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = crm_base_export_finish (CRM_STORE (source), result, &error);

  crm_work_progress_end (work->progress);
  if (n >= 0)
    say_count (work->workspace,
               /* Translators: %s is a number */
               ngettext ("%s record exported", "%s records exported", (gulong) n), n);
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_say (work->workspace, _ ("Stopped. Nothing was written."));
  else
    crm_workspace_report (work->workspace, _ ("The file could not be written"), error);
}

/**
 * crm_everything_export:
 * @workspace: the workspace
 * @window: over which it is told how far it is
 * @format: how
 * @path: (type filename): a file that is replaced, or a folder that is not there yet
 */
void
crm_everything_export (CrmWorkspace *workspace, GtkWindow *window, CrmBaseFormat format,
                       const char *path)
{
  Work *work = begin (workspace, window, _ ("Exporting Everything"), path, TRUE);

  crm_base_export_async (crm_workspace_get_store (workspace), format, path, crm_work_progress_tell,
                         crm_work_progress_ref (work->progress), crm_work_progress_release,
                         crm_work_progress_get_cancellable (work->progress), exported_cb, work);
}

/* --- In */

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = crm_base_import_finish (CRM_STORE (source), result, &error);

  crm_work_progress_end (work->progress);
  if (n >= 0)
    crm_workspace_read_settings (work->workspace);
  if (n >= 0)
    say_count (work->workspace,
               /* Translators: %s is a number */
               ngettext ("%s record imported", "%s records imported", (gulong) n), n);
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED))
    crm_workspace_say (work->workspace, _ ("Stopped. Nothing was written."));
  else
    crm_workspace_report (work->workspace, _ ("The file could not be imported"), error);
}

/**
 * crm_everything_import:
 * @workspace: of a company file without records of its own
 * @window: over which it is told how far it is
 * @path: (type filename): of a file or folder of crm_everything_export()
 */
void
crm_everything_import (CrmWorkspace *workspace, GtkWindow *window, const char *path)
{
  Work *work = begin (workspace, window, _ ("Importing Everything"), path, FALSE);

  crm_base_import_async (crm_workspace_get_store (workspace), path, crm_work_progress_tell,
                         crm_work_progress_ref (work->progress), crm_work_progress_release,
                         crm_work_progress_get_cancellable (work->progress), imported_cb, work);
}

/* --- Asking */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  GtkWindow *window;       /* owned */
} Question;

static void
free_question (Question *question)
{
  g_object_unref (question->workspace);
  g_object_unref (question->window);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, free_question)

static Question *
new_question (CrmWorkspace *workspace, GtkWindow *window)
{
  Question *question = g_new0 (Question, 1);
  question->workspace = g_object_ref (workspace);
  question->window = g_object_ref (window);
  return question;
}

static void
export_file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    crm_everything_export (question->workspace, question->window, CRM_BASE_JSON,
                           g_file_peek_path (file));
}

/* The tables come into a folder of their own in the one that was chosen. */
static void
export_folder_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GFile) folder =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "voronka-%Y-%m-%d-%H%M%S");
  g_autoptr (GFile) child = folder != NULL ? g_file_get_child (folder, name) : NULL;

  if (child != NULL && g_file_peek_path (child) != NULL)
    crm_everything_export (question->workspace, question->window, CRM_BASE_CSV,
                           g_file_peek_path (child));
}

static void
export_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (GtkFileDialog) chooser = NULL;
  GtkWindow *window = question->window;

  if (g_strcmp0 (response, "cancel") == 0)
    return;
  chooser = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (chooser, _ ("Export Everything"));
  if (g_strcmp0 (response, "file") == 0) {
    gtk_file_dialog_set_initial_name (chooser, "voronka.json");
    gtk_file_dialog_save (chooser, window, NULL, export_file_cb, g_steal_pointer (&question));
  } else
    gtk_file_dialog_select_folder (chooser, window, NULL, export_folder_cb,
                                   g_steal_pointer (&question));
}

/**
 * crm_everything_ask_to_export:
 * @workspace: the workspace
 * @window: over which it is asked
 */
void
crm_everything_ask_to_export (CrmWorkspace *workspace, GtkWindow *window)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      _ ("Export Everything"),
      _ ("All records, attached files and settings of the company file, for other programs or a "
         "new "
         "company file. One file holds everything exactly; a folder of tables opens in a "
         "spreadsheet.\n\nWhat belongs to this computer does not come along: sizes of windows, "
         "columns of lists without a saved view, quiet hours, folders of backups. Neither does the "
         "history of changes: a backup holds that too.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "folder",
                                  _ ("_Folder of Tables (CSV)…"), "file", _ ("_One File (JSON)…"),
                                  NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "file");
  adw_alert_dialog_set_response_appearance (dialog, "file", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (window), NULL, export_asked_cb,
                           new_question (workspace, window));
}

static void
import_file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    crm_everything_import (question->workspace, question->window, g_file_peek_path (file));
}

static void
import_folder_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GFile) folder =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (folder != NULL && g_file_peek_path (folder) != NULL)
    crm_everything_import (question->workspace, question->window, g_file_peek_path (folder));
}

static void
import_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (GtkFileDialog) chooser = NULL;
  GtkWindow *window;

  if (g_strcmp0 (response, "cancel") == 0)
    return;
  chooser = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (chooser, _ ("Import Everything"));
  window = question->window;
  if (g_strcmp0 (response, "folder") == 0)
    gtk_file_dialog_select_folder (chooser, window, NULL, import_folder_cb,
                                   g_steal_pointer (&question));
  else
    gtk_file_dialog_open (chooser, window, NULL, import_file_cb, g_steal_pointer (&question));
}

/**
 * crm_everything_ask_to_import:
 * @workspace: the workspace
 * @window: over which it is asked
 */
void
crm_everything_ask_to_import (CrmWorkspace *workspace, GtkWindow *window)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      _ ("Import Everything"),
      _ ("What Export Everything wrote comes into this company file with all its records, attached "
         "files and settings. This company file has to be new, without records of its own.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "folder",
                                  _ ("_Folder of Tables (CSV)…"), "file", _ ("_One File (JSON)…"),
                                  NULL);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "file");
  adw_alert_dialog_set_response_appearance (dialog, "file", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (window), NULL, import_asked_cb,
                           new_question (workspace, window));
}
