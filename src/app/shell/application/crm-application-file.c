/* From a path to an open company file, and what is shown where it does not open. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-alert.h"
#include "crm-backup.h"
#include "crm-company-file.h"
#include "crm-fault.h"
#include "crm-prepare.h"
#include "crm-restore-dialog.h"
#include "crm-setup.h"
#include "crm-start-page.h"

/* How many companies of demo data a file holds by its name; 0 for all other files. */
static gint64
read_demo_size (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  gint64 n_companies =
      g_str_has_prefix (name, "demo-") ? g_ascii_strtoll (name + strlen ("demo-"), NULL, 10) : 0;
  g_autofree char *demo = crm_company_file_demo (n_companies);

  return g_strcmp0 (demo, path) == 0 ? n_companies : 0;
}

/**
 * crm_application_close_file:
 * @self: the application
 *
 * Closes the company file and all that works on it. Without an open one nothing happens.
 */
void
crm_application_close_file (CrmApplication *self)
{
  g_autoptr (GError) error = NULL;

  crm_application_stop_preparing (self);
  if (self->service != NULL)
    crm_command_service_unexport (self->service);
  g_clear_object (&self->service);
  g_clear_object (&self->notifier);
  g_clear_object (&self->feed);
  g_clear_object (&self->reminders);
  g_clear_object (&self->keeper);
  if (self->workspace != NULL)
    crm_drafts_flush (crm_workspace_get_drafts (self->workspace));
  g_clear_object (&self->workspace);
  if (self->store == NULL)
    return;
  if (!crm_store_close (self->store, &error))
    g_message ("%s", error->message);
  g_clear_object (&self->store);
  self->demo = 0;
}

/**
 * crm_application_show_fault:
 * @self: the application
 * @error: why the file is not open
 *
 * Says it in the window, with what can be done.
 */
void
crm_application_show_fault (CrmApplication *self, const GError *error)
{
  g_autoptr (CrmFault) fault = crm_fault_new (error);
  CrmStartPage *page;

  if (self->unseen) {
    crm_application_say_waiting (self);
    return;
  }
  page = crm_start_page_new (fault->icon, fault->heading, fault->text);
  if (fault->remedies & CRM_REMEDY_RETRY)
    crm_start_page_add_button (page, _ ("_Try Again"), "app.retry");
  if (fault->remedies & CRM_REMEDY_RESTORE)
    crm_start_page_add_button (page, _ ("_Restore a Backup…"), "app.restore");
  if (fault->remedies & CRM_REMEDY_RECOVER)
    crm_start_page_add_button (page, _ ("Re_cover What Can Be Read"), "app.recover");
  if (fault->remedies & CRM_REMEDY_BEGIN)
    crm_start_page_add_button (page, _ ("_Begin a New File"), "app.begin");
  crm_start_page_add_button (page, _ ("_Quit"), "app.quit");
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (page));
}

/**
 * crm_application_open_prepared:
 * @self: the application, with the path of a file that opens without delay
 *
 * Opens it and shows it; where it does not open, the window says why and what can be done.
 */
void
crm_application_open_prepared (CrmApplication *self)
{
  g_autoptr (GError) error = NULL;

  self->store = crm_store_open (self->path, CRM_STORE_READ_WRITE, &error);
  if (self->store == NULL) {
    crm_application_show_fault (self, error);
    return;
  }
  self->demo = read_demo_size (self->path);
  crm_application_attend (self);
  if (!self->quiet)
    crm_application_show_workspace (self);
}

/**
 * crm_application_open_path:
 * @self: the application
 * @path: of a company file in the user's data folder
 *
 * Opens it instead of what is open and shows it; where it does not open, the window says why and
 * what can be done. What takes long goes on without the window waiting for it.
 */
void
crm_application_open_path (CrmApplication *self, const char *path)
{
  g_autofree char *wanted = g_strdup (path);

  crm_application_close_file (self);
  g_set_str (&self->path, wanted);
  if (crm_prepare_is_needed (wanted))
    crm_application_prepare (self);
  else
    crm_application_open_prepared (self);
}

/**
 * crm_application_open_usual:
 * @self: the application
 *
 * Opens the company file of the current user; where there is none, the first run begins.
 */
void
crm_application_open_usual (CrmApplication *self)
{
  g_autofree char *path = crm_company_file_default ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    crm_application_open_path (self, path);
  else
    crm_application_first_run (self);
}

/* --- A backup in the company file's place */

typedef struct {
  char *backup; /* owned */
  char *path;   /* owned */
  char *kept;   /* owned; where the former file stands now */
  GStrv lost;   /* owned; what a recovery could not read */
} Restoring;

static void
free_restoring (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->backup);
  g_free (restoring->path);
  g_free (restoring->kept);
  g_strfreev (restoring->lost);
  g_free (restoring);
}

static void
show_work (CrmApplication *self, const char *heading)
{
  CrmStartPage *page = crm_start_page_new ("document-open-recent-symbolic", heading, NULL);

  crm_start_page_show_progress (page);
  crm_window_show_widget (crm_application_ensure_window (self), GTK_WIDGET (page));
}

static void
say_kept (CrmApplication *self, const char *heading, const Restoring *restoring)
{
  CrmWindow *window = crm_application_ensure_window (self);
  g_autoptr (GString) text = g_string_new (NULL);
  AdwDialog *dialog;

  if (restoring->kept != NULL) {
    g_autofree char *kept = g_filename_display_name (restoring->kept);
    g_string_append_printf (text, _ ("The former file is kept as “%s”."), kept);
  }
  for (char **line = restoring->lost; line != NULL && *line != NULL; line++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", *line);
  dialog = crm_alert_new (heading, text->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoring *restoring = data;
  GError *error = NULL;

  if (crm_backup_restore (restoring->backup, restoring->path, &restoring->kept, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The damaged file is put aside by the restore; what could be read of it takes its place. */
static void
recover_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoring *restoring = data;
  GError *error = NULL;
  gboolean done =
      crm_backup_recover (restoring->path, restoring->backup, &restoring->lost, &error) &&
      crm_backup_restore (restoring->backup, restoring->path, &restoring->kept, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_application_report (CrmApplication *self, const char *heading, const GError *error)
{
  AdwDialog *dialog = crm_alert_new (heading, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (crm_application_ensure_window (self)));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmApplication *self = CRM_APPLICATION (source);
  const Restoring *restoring = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  crm_application_open_path (self, restoring->path);
  if (!done)
    crm_application_report (self, _ ("Nothing was restored"), error);
  else if (restoring->lost != NULL)
    say_kept (self, _ ("Recovered what could be read"), restoring);
  else
    say_kept (self, _ ("The backup is in place"), restoring);
  g_application_release (G_APPLICATION (self));
}

static void
run_restore (CrmApplication *self, char *backup, GTaskThreadFunc func, const char *heading)
{
  Restoring *restoring = g_new0 (Restoring, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, restored_cb, NULL);

  restoring->backup = backup;
  restoring->path =
      self->demo == 0 && self->path != NULL ? g_strdup (self->path) : crm_company_file_default ();
  g_task_set_task_data (task, restoring, free_restoring);
  g_application_hold (G_APPLICATION (self));
  show_work (self, heading);
  crm_application_close_file (self);
  g_task_run_in_thread (task, func);
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmApplication) self = user_data;
  g_autofree char *backup = crm_restore_ask_finish (result);

  if (backup != NULL)
    run_restore (self, g_steal_pointer (&backup), restore_in_thread,
                 _ ("Putting the backup in place"));
}

/**
 * crm_application_offer_backup:
 * @self: the application
 * @backup: path of a company file from elsewhere
 *
 * Looks inside and asks whether a verified copy of it is to stand in the company file's place. The
 * file itself is never worked in: it may stand where SQLite cannot keep its log beside it.
 */
void
crm_application_offer_backup (CrmApplication *self, const char *backup)
{
  if (self->path != NULL && g_strcmp0 (backup, self->path) == 0)
    return;
  crm_restore_ask (GTK_WIDGET (crm_application_ensure_window (self)), backup, agreed_cb,
                   g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmApplication) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    crm_application_offer_backup (self, path);
}

/**
 * crm_application_choose_backup:
 * @self: the application
 *
 * Asks for a file to restore; the dated copies are what it shows first.
 */
void
crm_application_choose_backup (CrmApplication *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *folder = NULL;
  g_autoptr (GFile) place = NULL;

  if (self->store != NULL)
    folder = crm_store_dup_backup_folder (self->store);
  else if (self->path != NULL)
    folder = g_path_get_dirname (self->path);
  gtk_file_filter_set_name (filter, _ ("Company Files"));
  gtk_file_filter_add_pattern (filter, "*" CRM_BACKUP_SUFFIX);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Restore a Backup"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  if (folder != NULL) {
    place = g_file_new_for_path (folder);
    gtk_file_dialog_set_initial_folder (dialog, place);
  }
  gtk_file_dialog_open (dialog, GTK_WINDOW (crm_application_ensure_window (self)), NULL, chosen_cb,
                        g_object_ref (self));
}

/**
 * crm_application_recover:
 * @self: the application, whose file is damaged
 *
 * Brings what can be read of it into a new file, which takes its place; the damaged one is kept.
 */
void
crm_application_recover (CrmApplication *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *recovered = NULL;

  if (self->path == NULL)
    return;
  folder = g_path_get_dirname (self->path);
  stem = crm_backup_dup_stem (self->path);
  recovered = g_strconcat (stem, ".recovered", NULL);
  run_restore (self, crm_backup_dup_path (folder, recovered, g_get_real_time () / G_USEC_PER_SEC),
               recover_in_thread, _ ("Recovering what can be read"));
}
