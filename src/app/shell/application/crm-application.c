/* The application: its life, its command line, its window. */
#include "config.h"

#include "crm-application-private.h"
#include "crm-accessible.h"
#include "crm-alert.h"
#include "crm-company-file.h"
#include "crm-pages.h"
#include "crm-prepare.h"

#include <glib/gi18n.h>

#define BACKUP_SECONDS (15 * 60)

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_INT64, NULL, N_ ("Open a file with N companies of demo data"),
    N_ ("N") },
  { "background", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Stay for reminders without a window, where Preferences allow it"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
  { NULL },
};

/* --- The window */

static gboolean
close_request_cb (GtkWindow *window, gpointer user_data)
{
  CrmApplication *self = user_data;
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (window));
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (shell != NULL && crm_shell_get_section (shell) != NULL)
    g_settings_set_string (self->settings, "section", crm_shell_get_section (shell)->name);
  return GDK_EVENT_PROPAGATE;
}

/* The window of the company; those that show a copy of it come and go by themselves. */
GtkWindow *
crm_application_find_window (CrmApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *item = windows; item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data) && !crm_window_is_copy (item->data))
      return item->data;
  return NULL;
}

CrmWindow *
crm_application_ensure_window (CrmApplication *self)
{
  GtkWindow *active = crm_application_find_window (self);
  CrmWindow *window;
  int width, height;

  if (active != NULL)
    return CRM_WINDOW (active);
  window = crm_window_new (GTK_APPLICATION (self));
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (window));
  g_signal_connect (window, "close-request", G_CALLBACK (close_request_cb), self);
  if (self->workspace != NULL)
    crm_application_show_workspace (self);
  return window;
}

/* Where the desktop shows nothing, the window does. */
static void
show_waiting (CrmApplication *self, CrmShell *shell)
{
  guint n = self->reminders != NULL ? crm_reminders_get_n_waiting (self->reminders) : 0;
  g_autofree char *text = NULL;

  if (n == 0) {
    crm_shell_hide_banner (shell, "reminders");
    return;
  }
  text = g_strdup_printf (ngettext ("%u reminder: this desktop shows no notifications",
                                    "%u reminders: this desktop shows no notifications", n),
                          n);
  crm_shell_show_banner (shell, "reminders", text, _ ("_Show"), "app.show-reminders");
}

static void
show_trouble (CrmApplication *self)
{
  GtkWindow *window = crm_application_find_window (self);
  CrmShell *shell = window != NULL ? crm_window_get_shell (CRM_WINDOW (window)) : NULL;
  const char *failure = crm_store_get_failure (self->store);
  const char *reason = crm_store_get_read_only_reason (self->store);
  const char *trouble = self->keeper != NULL ? crm_keeper_get_trouble (self->keeper) : NULL;

  const char *absence = self->keeper != NULL ? crm_keeper_get_absence (self->keeper) : NULL;
  const char *shortage = self->keeper != NULL ? crm_keeper_get_shortage (self->keeper) : NULL;

  if (shell == NULL)
    return;
  if (shortage != NULL)
    crm_shell_show_banner (shell, "space", shortage, NULL, NULL);
  else
    crm_shell_hide_banner (shell, "space");
  show_waiting (self, shell);
  if (failure != NULL)
    crm_shell_show_banner (shell, "failure", failure, _ ("_Restore…"), "app.restore");
  else
    crm_shell_hide_banner (shell, "failure");
  if (reason != NULL) {
    /* Translators: %s is the reason, a sentence */
    g_autofree char *text = g_strdup_printf (_ ("Nothing can be changed now: %s"), reason);
    crm_shell_show_banner (shell, "read-only", text, _ ("_Try Again"), "app.retry");
  }
  if (trouble != NULL) {
    /* Translators: %s is the reason, a sentence */
    g_autofree char *text = g_strdup_printf (_ ("No backup could be made: %s"), trouble);
    crm_shell_show_banner (shell, "backup", text, _ ("_Try Again"), "app.back-up");
  } else
    crm_shell_hide_banner (shell, "backup");
  if (absence != NULL) {
    /* Translators: %s is the reason, a sentence */
    g_autofree char *text = g_strdup_printf (_ ("No second copy could be made: %s"), absence);
    crm_shell_show_banner (shell, "second-copy", text, _ ("_Try Again"), "app.back-up");
  } else
    crm_shell_hide_banner (shell, "second-copy");
  if (self->demo > 0)
    crm_shell_show_remark (shell, "demo", _ ("This is demo data: try whatever you like"),
                           _ ("_Start My Own"), "app.begin");
}

/* Draws the open file in the window. */
void
crm_application_show_workspace (CrmApplication *self)
{
  CrmWindow *window = crm_application_ensure_window (self);
  g_autofree char *name = g_settings_get_string (self->settings, "section");
  const CrmSection *section = crm_section_find (name);

  if (crm_window_get_shell (window) == NULL ||
      crm_shell_get_workspace (crm_window_get_shell (window)) != self->workspace)
    crm_window_show_workspace (window, self->workspace);
  if (section != NULL && section->create != NULL)
    crm_shell_go_to (crm_window_get_shell (window), section);
  show_trouble (self);
}

gboolean
crm_application_ensure_open (CrmApplication *self)
{
  if (self->store == NULL && self->preparing == NULL)
    crm_application_open_usual (self);
  gtk_window_present (GTK_WINDOW (crm_application_ensure_window (self)));
  return self->store != NULL;
}

gboolean
crm_application_ensure_store (CrmApplication *self)
{
  g_autofree char *path = crm_company_file_default ();

  if (self->store != NULL)
    return TRUE;
  /* What takes long, or cannot be opened, is shown. */
  if (self->preparing != NULL || !g_file_test (path, G_FILE_TEST_EXISTS) ||
      crm_prepare_is_needed (path))
    return crm_application_ensure_open (self);
  self->quiet = TRUE;
  crm_application_open_path (self, path);
  self->quiet = FALSE;
  return self->store != NULL;
}

/* --- What the file says of itself */

static void
trouble_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  show_trouble (user_data);
}

static void
opened_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, gpointer user_data)
{
  CrmApplication *self = user_data;
  g_autofree char *name = crm_pages_dup_name (entity, id);

  /* What has been looked at is no news any more. */
  g_application_withdraw_notification (G_APPLICATION (self), name);
}

/* During the first run there is no shell yet to say it. */
static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, gpointer user_data)
{
  CrmWindow *window = crm_application_ensure_window (user_data);
  AdwDialog *dialog;

  if (crm_window_get_shell (window) != NULL)
    return;
  dialog = crm_alert_new (heading, text);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
  gtk_window_present (GTK_WINDOW (window));
}

/* Whoever sits down sees their own tasks, not those of whoever sat there before. */
static void
me_changed_cb (CrmWorkspace *workspace, GParamSpec *pspec, gpointer user_data)
{
  CrmApplication *self = user_data;
  CrmWindow *window;
  const CrmSection *section = NULL;

  if (crm_application_find_window (self) == NULL)
    return;
  window = crm_application_ensure_window (self);
  if (crm_window_get_shell (window) == NULL)
    return;
  section = crm_shell_get_section (crm_window_get_shell (window));
  crm_window_show_workspace (window, self->workspace);
  if (section != NULL)
    crm_shell_go_to (crm_window_get_shell (window), section);
  show_trouble (self);
}

static void
second_folder_cb (CrmApplication *self)
{
  g_autoptr (GVariant) folder = g_settings_get_value (self->settings, "second-backup-folder");

  if (self->keeper != NULL)
    crm_keeper_set_second_folder (self->keeper, g_variant_get_bytestring (folder));
}

/* Everything that works on an open file: called by crm-application-file.c once it is open. */
void
crm_application_attend (CrmApplication *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  self->workspace = crm_workspace_new (self->store);
  self->notifier = crm_notifier_new (G_APPLICATION (self), self->store, self->settings);
  self->reminders = crm_reminders_new (G_APPLICATION (self), self->workspace, self->settings);
  g_signal_connect_object (self->reminders, "notify::n-waiting", G_CALLBACK (trouble_cb), self, 0);
  if (self->demo == 0 && crm_store_is_writable (self->store)) {
    self->keeper = crm_keeper_new (self->store, BACKUP_SECONDS);
    self->feed = crm_feed_new (G_APPLICATION (self), self->store);
    g_signal_connect_object (self->keeper, "notify::trouble", G_CALLBACK (trouble_cb), self, 0);
    g_signal_connect_object (self->keeper, "notify::shortage", G_CALLBACK (trouble_cb), self, 0);
    g_signal_connect_object (self->keeper, "notify::absence", G_CALLBACK (trouble_cb), self, 0);
    g_signal_connect_object (self->settings, "changed::second-backup-folder",
                             G_CALLBACK (second_folder_cb), self, G_CONNECT_SWAPPED);
    second_folder_cb (self);
  }
  g_signal_connect_object (self->store, "notify::failure", G_CALLBACK (trouble_cb), self, 0);
  g_signal_connect_object (self->workspace, "reported", G_CALLBACK (reported_cb), self, 0);
  g_signal_connect_object (self->workspace, "notify::me", G_CALLBACK (me_changed_cb), self, 0);
  g_signal_connect_object (self->workspace, "open-record", G_CALLBACK (opened_record_cb), self, 0);
  if (bus != NULL) {
    self->service = crm_command_service_export (bus, self->store, &error);
    if (self->service == NULL)
      g_message ("%s", error->message);
  }
}

/* --- Life */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_keeper_keep_finish (CRM_KEEPER (source), result, NULL, &error))
    g_message ("%s", error->message);
  g_application_release (application);
}

void
crm_application_keep_copy (CrmApplication *self)
{
  if (self->keeper == NULL)
    return;
  g_application_hold (G_APPLICATION (self));
  crm_keeper_keep_async (self->keeper, kept_cb, g_object_ref (self));
}

/* The last window may go at once; the program stays until its copy is made. */
static void
crm_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  CrmApplication *self = CRM_APPLICATION (application);
  GList *windows = gtk_application_get_windows (application);

  if (windows != NULL && windows->next == NULL) {
    crm_application_stop_preparing (self);
    crm_application_keep_copy (self);
    crm_application_window_closed (self);
  }
  GTK_APPLICATION_CLASS (crm_application_parent_class)->window_removed (application, window);
}

/* As the session begins; one that runs already has nothing to do. */
static int
stay_unseen (CrmApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_application_register (G_APPLICATION (self), NULL, &error)) {
    g_printerr ("voronka: %s\n", error->message);
    return 1;
  }
  if (g_application_get_is_remote (G_APPLICATION (self)))
    return 0;
  self->wants_unseen = TRUE;
  return -1;
}

static int
crm_application_handle_local_options (GApplication *application, GVariantDict *dictionary)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  gint64 n_companies;

  if (g_variant_dict_contains (dictionary, "version")) {
    g_print ("voronka %s\n", PACKAGE_VERSION);
    return 0;
  }
  if (g_variant_dict_contains (dictionary, "background"))
    return stay_unseen (self);
  if (!g_variant_dict_lookup (dictionary, "demo", "x", &n_companies))
    return -1;
  if (n_companies < 1 || n_companies > CRM_DEMO_MOST) {
    g_printerr ("%s\n", _ ("voronka: --demo takes a number of companies from 1 to 1000000"));
    return 2;
  }
  if (!g_application_register (application, NULL, &error)) {
    g_printerr ("voronka: %s\n", error->message);
    return 1;
  }
  if (g_application_get_is_remote (application)) {
    g_action_group_activate_action (G_ACTION_GROUP (application), "demo",
                                    g_variant_new_int64 (n_companies));
    return 0;
  }
  self->wanted_demo = n_companies;
  return -1;
}

static void
crm_application_startup (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  G_APPLICATION_CLASS (crm_application_parent_class)->startup (application);

  crm_accessible_init ();
  gtk_window_set_default_icon_name (APP_ID);
  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "colour-scheme", adw_style_manager_get_default (),
                   "color-scheme", G_SETTINGS_BIND_GET);
  crm_application_install_actions (self);
  crm_application_attend_background (self);
}

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  gint64 n_companies = self->wanted_demo;

  if (self->wants_unseen) {
    self->wants_unseen = FALSE;
    if (self->held)
      crm_application_open_unseen (self);
    return;
  }
  crm_application_come_back (self);
  self->wanted_demo = 0;
  if (n_companies > 0)
    crm_application_open_demo (self, n_companies);
  else if (self->store == NULL && self->preparing == NULL &&
           crm_application_find_window (self) == NULL)
    crm_application_open_usual (self);
  gtk_window_present (GTK_WINDOW (crm_application_ensure_window (self)));
}

static void
crm_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autofree char *path = g_file_get_path (files[0]);

  crm_application_activate (application);
  if (path != NULL)
    crm_application_offer_backup (self, path);
}

static void
crm_application_shutdown (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  crm_application_forget_background (self);
  crm_application_close_file (self);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->path, g_free);

  G_APPLICATION_CLASS (crm_application_parent_class)->shutdown (application);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  GTK_APPLICATION_CLASS (klass)->window_removed = crm_application_window_removed;
  application_class->handle_local_options = crm_application_handle_local_options;
  application_class->startup = crm_application_startup;
  application_class->activate = crm_application_activate;
  application_class->open = crm_application_open;
  application_class->shutdown = crm_application_shutdown;
}

static void
crm_application_init (CrmApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * crm_application_new:
 *
 * Returns: (transfer full): the application
 */
CrmApplication *
crm_application_new (void)
{
  return g_object_new (CRM_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/voronka_crm/Voronka", NULL);
}
