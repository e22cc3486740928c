/* The window. */
#include "config.h"

#include "crm-window-private.h"

#include "crm-preferences.h"
#include "crm-seat.h"
#include "crm-throwaway.h"

struct _CrmWindow {
  AdwApplicationWindow parent_instance;

  AdwBin *frame;
  AdwBanner *copy;
  CrmShell *shell; /* borrowed; NULL while no file is open */
  guint lost_focus;
};

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- The focus, that never falls to nothing */

/* What had the focus went out of sight, with a page or a view. GTK goes on from it all the same,
 * and where nothing follows, Tab would lead nowhere from then on: the nearest that is seen takes
 * over.
 */
static void
find_focus_cb (gpointer data)
{
  CrmWindow *self = data;
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *child;

  self->lost_focus = 0;
  if (gtk_window_get_focus (GTK_WINDOW (self)) != NULL)
    return;
  while ((child = gtk_widget_get_focus_child (widget)) != NULL && gtk_widget_get_mapped (child) &&
         gtk_widget_is_sensitive (child))
    widget = child;
  if (child == NULL)
    return;
  gtk_widget_set_focus_child (widget, NULL);
  while (widget != NULL && !gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD)) {
    widget = gtk_widget_get_parent (widget);
    if (widget != NULL)
      gtk_widget_set_focus_child (widget, NULL);
  }
}

static void
focus_cb (CrmWindow *self)
{
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL && self->lost_focus == 0)
    self->lost_focus = g_idle_add_once (find_focus_cb, self);
}

/* --- Object */

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  g_clear_handle_id (&self->lost_focus, g_source_remove);
  self->shell = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_WINDOW);

  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, copy);
  crm_window_install_actions (widget_class);
}

static void
crm_window_init (CrmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
  crm_window_update_actions (self);
}

/**
 * crm_window_new:
 * @application: (nullable): the application
 *
 * Returns: (transfer none): a window without content; it belongs to itself
 */
CrmWindow *
crm_window_new (GtkApplication *application)
{
  return g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
}

/**
 * crm_window_show_workspace:
 * @self: a window
 * @workspace: an open company file, shown instead of what was there
 */
void
crm_window_show_workspace (CrmWindow *self, CrmWorkspace *workspace)
{
  self->shell = crm_shell_new (workspace);
  g_signal_connect_swapped (self->shell, "steps-changed", G_CALLBACK (crm_window_update_actions),
                            self);
  adw_bin_set_child (self->frame, GTK_WIDGET (self->shell));
  crm_window_update_actions (self);
  crm_seat_ask (workspace, GTK_WIDGET (self));
}

/**
 * crm_window_show_widget:
 * @self: a window
 * @widget: (transfer floating): what is shown while no company file is open
 */
void
crm_window_show_widget (CrmWindow *self, GtkWidget *widget)
{
  self->shell = NULL;
  adw_bin_set_child (self->frame, widget);
  crm_window_update_actions (self);
}

/* --- Copies */

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmWindow *self = user_data;
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  adw_dialog_present (
      ADW_DIALOG (crm_preferences_new (crm_shell_get_workspace (self->shell), settings, NULL)),
      GTK_WIDGET (self));
}

static void
pass_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = gtk_window_get_application (user_data);

  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application),
                                    g_action_get_name (G_ACTION (action)), parameter);
}

/* What the application does it does to the company; from a copy nothing of it may be reached but
 * what concerns the program alone. An action that were not here would be looked for there. */
static void
keep_to_copy (CrmWindow *self)
{
  static const GActionEntry entries[] = {
    { "preferences", preferences_cb },
    { "help", pass_on_cb },
    { "about", pass_on_cb },
    { "quit", pass_on_cb },
  };
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_auto (GStrv) names =
      application != NULL ? g_action_group_list_actions (G_ACTION_GROUP (application)) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (
        names[i],
        g_action_group_get_action_parameter_type (G_ACTION_GROUP (application), names[i]));
    g_simple_action_set_enabled (action, FALSE);
    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  }
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", G_ACTION_GROUP (group));
}

/* Pages hold themselves until what they asked for is answered, and answer to that with questions of
 * their own. The store answers in order: so nothing of the kind is left behind a few of ours. */
#define LAST_QUESTIONS 3

typedef struct {
  CrmStore *store;           /* owned */
  GApplication *application; /* owned and held; NULL where there is none */
  int questions;             /* still to be asked */
} Closing;

static gboolean
ask_nothing (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
close_store (Closing *closing)
{
  g_autofree char *path = g_strdup (crm_store_get_path (closing->store));
  g_autoptr (GError) error = NULL;

  if (!crm_store_close (closing->store, &error))
    g_message ("%s", error->message);
  g_object_unref (closing->store);
  crm_throwaway_remove (path);
  if (closing->application != NULL)
    g_application_release (closing->application);
  g_clear_object (&closing->application);
  g_free (closing);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;

  crm_store_read_finish (closing->store, result, NULL);
  if (closing->questions-- > 0)
    crm_store_read_async (closing->store, ask_nothing, NULL, NULL, NULL, answered_cb, closing);
  else
    close_store (closing);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;

  crm_store_write_finish (closing->store, result, NULL);
  crm_store_read_async (closing->store, ask_nothing, NULL, NULL, NULL, answered_cb, closing);
}

/* The program stays until the copy is gone. */
static void
close_copy (gpointer data)
{
  Closing *closing = g_new0 (Closing, 1);

  closing->store = data;
  closing->questions = LAST_QUESTIONS;
  g_set_object (&closing->application, g_application_get_default ());
  if (closing->application != NULL)
    g_application_hold (closing->application);
  crm_store_write_async (closing->store, ask_nothing, NULL, NULL, NULL, written_cb, closing);
}

/**
 * crm_window_show_copy:
 * @self: a window
 * @store: (transfer full): a copy of the company file
 * @style: class of the window in the style sheet
 * @banner: what it is a copy of
 *
 * Nobody can forget it.
 */
void
crm_window_show_copy (CrmWindow *self, CrmStore *store, const char *style, const char *banner)
{
  g_autoptr (CrmWorkspace) workspace = crm_workspace_new (store);

  gtk_widget_add_css_class (GTK_WIDGET (self), style);
  adw_banner_set_title (self->copy, banner);
  adw_banner_set_revealed (self->copy, TRUE);
  keep_to_copy (self);
  crm_window_show_workspace (self, workspace);
  g_object_set_data_full (G_OBJECT (self), "copy", store, close_copy);
  gtk_window_set_title (GTK_WINDOW (self), banner);
}

gboolean
crm_window_is_copy (CrmWindow *self)
{
  return adw_banner_get_revealed (self->copy);
}

CrmShell *
crm_window_get_shell (CrmWindow *self)
{
  return self->shell;
}
