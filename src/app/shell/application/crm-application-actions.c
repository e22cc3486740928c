/* What the desktop, the menu and notifications ask of the application. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-application-private.h"
#include "crm-company-file.h"
#include "crm-everything.h"
#include "crm-journal.h"
#include "crm-pages.h"
#include "crm-preferences.h"
#include "crm-reminders-dialog.h"

/* --- Records */

static const CrmSection *
find_section_of (const CrmEntity *entity)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections; i++)
    if (sections[i].label == NULL && sections[i].create != NULL &&
        crm_entity_find (sections[i].entity) == entity)
      return &sections[i];
  return NULL;
}

/* "deal:17" is a record, "deal:0" the list of them. Comes over the bus: anything may stand there.
 */
static void
open_record_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;
  const CrmEntity *entity = NULL;
  const CrmSection *section;
  gint64 id = 0;

  if (!crm_application_ensure_open (self) ||
      !crm_pages_parse_name (g_variant_get_string (parameter, NULL), &entity, &id))
    return;
  section = find_section_of (entity);
  if (id > 0)
    crm_workspace_open_record (self->workspace, entity, id);
  else if (section != NULL)
    crm_shell_go_to (crm_window_get_shell (crm_application_ensure_window (self)), section);
}

/* A section, or one of the pages that the menu opens, by its name. Comes over the bus, too. */
static void
show_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const pages[] = { "palette",       "import", "steps",   "trash",
                                       "changed-since", "as-of",  "sandbox", NULL };
  CrmApplication *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  const CrmSection *section = crm_section_find (name);
  g_autofree char *page = g_strconcat ("win.", name, NULL);
  AdwDialog *dialog;

  if (!crm_application_ensure_open (self))
    return;
  dialog = adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (crm_application_ensure_window (self)));
  if (dialog != NULL)
    adw_dialog_close (dialog);
  if (section != NULL && section->create != NULL)
    crm_shell_go_to (crm_window_get_shell (crm_application_ensure_window (self)), section);
  else if (g_strv_contains (pages, name))
    gtk_widget_activate_action (GTK_WIDGET (crm_application_ensure_window (self)), page, NULL);
}

static void
new_record (CrmApplication *self, const char *entity)
{
  if (crm_application_ensure_open (self))
    crm_workspace_new_record (self->workspace, crm_entity_find (entity), NULL);
}

static void
new_deal_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  new_record (user_data, "deal");
}

static void
new_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  new_record (user_data, "activity");
}

/* --- Answers to reminders: they come over the bus */

static void
finish_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint64 activity, outcome;

  g_variant_get (parameter, "(xx)", &activity, &outcome);
  crm_application_finish_task (user_data, activity, outcome);
}

static void
take_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_application_take_task (user_data, g_variant_get_int64 (parameter));
}

static void
snooze_reminder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (crm_application_ensure_store (self))
    crm_reminders_snooze (self->reminders, g_variant_get_int64 (parameter));
}

static void
answer_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_application_answer_task (user_data, g_variant_get_int64 (parameter));
}

static void
show_reminders_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;
  g_autoptr (GPtrArray) waiting = NULL;

  if (!crm_application_ensure_open (self))
    return;
  waiting = crm_reminders_fetch_waiting (self->reminders);
  adw_dialog_present (crm_reminders_dialog_new (self->workspace, waiting),
                      GTK_WIDGET (crm_application_ensure_window (self)));
  crm_reminders_acknowledge (self->reminders, waiting);
  g_application_withdraw_notification (G_APPLICATION (self), "reminders");
}

/* --- Undo of what a notification told */

typedef struct {
  gint64 change;
  gint64 person;
} Reverting;

static gboolean
revert_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reverting *reverting = data;

  return crm_journal_revert (database, reverting->change, reverting->person, CRM_ORIGIN_WINDOW,
                             error);
}

static void
reverted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error)) {
    crm_application_report (self, _ ("This could not be undone"), error);
    gtk_window_present (GTK_WINDOW (crm_application_ensure_window (self)));
  }
  g_application_release (G_APPLICATION (self));
}

static void
revert_change_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;
  Reverting *reverting;

  /* The window may have been closed since; the file is opened for this with its window. */
  if (self->store == NULL && !crm_application_ensure_open (self))
    return;
  reverting = g_new (Reverting, 1);
  reverting->change = g_variant_get_int64 (parameter);
  reverting->person = crm_workspace_get_me (self->workspace);
  g_application_hold (G_APPLICATION (self));
  crm_store_write_async (self->store, revert_func, reverting, g_free, NULL, reverted_cb,
                         g_object_ref (self));
}

/* --- Files */

static void
begin_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  crm_application_close_file (self);
  crm_application_open_usual (self);
}

static void
demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;
  gint64 n_companies = g_variant_get_int64 (parameter);

  if (n_companies >= 1 && n_companies <= CRM_DEMO_MOST)
    crm_application_open_demo (self, n_companies);
  gtk_window_present (GTK_WINDOW (crm_application_ensure_window (self)));
}

static void
cancel_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->making_demo != NULL)
    g_cancellable_cancel (self->making_demo);
}

static void
stop_opening_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->preparing != NULL)
    g_cancellable_cancel (self->preparing);
}

static void
retry_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    crm_application_open_path (self, path);
}

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_application_choose_backup (user_data);
}

static void
recover_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_application_recover (user_data);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmApplication) self = user_data;
  gboolean made = FALSE;

  /* A failure is shown by the banner. */
  if (crm_keeper_keep_finish (CRM_KEEPER (source), result, &made, NULL) && self->workspace != NULL)
    crm_workspace_say (self->workspace, made ? _ ("A checked backup was made")
                                             : _ ("The last backup holds everything"));
}

static void
back_up_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->keeper != NULL)
    crm_keeper_keep_async (self->keeper, backed_up_cb, g_object_ref (self));
}

/* --- Everything for other programs, and back */

static void
export_everything_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->workspace != NULL)
    crm_everything_ask_to_export (self->workspace,
                                  GTK_WINDOW (crm_application_ensure_window (self)));
}

static void
import_everything_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->workspace != NULL)
    crm_everything_ask_to_import (self->workspace,
                                  GTK_WINDOW (crm_application_ensure_window (self)));
}

/* --- About the program */

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmApplication *self = user_data;

  if (self->workspace != NULL)
    adw_dialog_present (
        ADW_DIALOG (crm_preferences_new (self->workspace, self->settings, self->background)),
        GTK_WIDGET (crm_application_ensure_window (self)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:voronka");

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (crm_application_ensure_window (user_data)), NULL,
                           NULL, NULL);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", _ ("Voronka"), "application-icon", APP_ID, "version",
                PACKAGE_VERSION, "developer-name", _ ("The Voronka developers"), "license-type",
                GTK_LICENSE_GPL_3_0, "website", "https://github.com/voronka-crm/voronka",
                "issue-url", "https://github.com/voronka-crm/voronka/issues", "comments",
                _ ("Sales of a small company, from the first call to the payment"),
                "translator-credits", _ ("translator-credits"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (crm_application_ensure_window (user_data)));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_application_leave (user_data);
}

static const GActionEntry actions[] = {
  { "open-record", open_record_action, "s" },
  { "show", show_action, "s" },
  { "new-deal", new_deal_action },
  { "new-task", new_task_action },
  { "finish-task", finish_task_action, "(xx)" },
  { "take-task", take_task_action, "x" },
  { "snooze-reminder", snooze_reminder_action, "x" },
  { "answer-task", answer_task_action, "x" },
  { "show-reminders", show_reminders_action },
  { "revert-change", revert_change_action, "x" },
  { "begin", begin_action },
  { "demo", demo_action, "x" },
  { "cancel-demo", cancel_demo_action },
  { "stop-opening", stop_opening_action },
  { "retry", retry_action },
  { "restore", restore_action },
  { "recover", recover_action },
  { "back-up", back_up_action },
  { "export-everything", export_everything_action },
  { "import-everything", import_everything_action },
  { "preferences", preferences_action },
  { "help", help_action },
  { "about", about_action },
  { "quit", quit_action },
};

void
crm_application_install_actions (CrmApplication *self)
{
  static const struct {
    const char *action;
    const char *key;
  } keys[] = {
    { "app.help", "F1" },
    { "app.preferences", "<Control>comma" },
    { "app.quit", "<Control>q" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           (const char *[]) { keys[i].key, NULL });
}
