/* The page of the preferences for the calendar. */
#include "config.h"

#include "crm-time-page.h"

#include <glib/gi18n.h>

#include "crm-calendar-feed.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-hours-group.h"

struct _CrmTimePage {
  AdwPreferencesPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  gboolean showing;        /* a row is set by the program, not by the person */
  char *path;              /* owned; of the feed, or that it would have */

  AdwPreferencesGroup *hours_group;
  AdwPreferencesGroup *feed_group;
  AdwSwitchRow *feed_row;
  AdwComboRow *whose_row;
  AdwActionRow *path_row;
  GtkWidget *choose_button;
  AdwActionRow *state_row;
  GtkImage *state_icon;
};

G_DEFINE_FINAL_TYPE (CrmTimePage, crm_time_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- The calendar file */

typedef struct {
  CrmTimePage *page; /* owned */
  char *path;        /* owned; NULL: none from now on */
  gint64 person;
} Feed;

static void
feed_free (Feed *feed)
{
  g_object_unref (feed->page);
  g_free (feed->path);
  g_free (feed);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Feed, feed_free)

static void
show_state (CrmTimePage *self, const GError *error)
{
  g_autofree char *moment = crm_moment_format (crm_clock_now (), NULL);

  gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), error == NULL ? "success" : "error");
  gtk_image_set_from_icon_name (self->state_icon,
                                error == NULL ? "object-select-symbolic" : "dialog-error-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row),
                                 error == NULL ? _ ("The file is up to date")
                                               : _ ("The file cannot be written"));
  adw_action_row_set_subtitle (self->state_row, error == NULL ? moment : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), TRUE);
}

static void
show_path (CrmTimePage *self)
{
  g_autofree char *shown = g_filename_display_name (self->path);

  adw_action_row_set_subtitle (self->path_row, shown);
}

static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_feed_write (database, crm_clock_now (), cancellable, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmTimePage) self = user_data;
  g_autoptr (GError) error = NULL;

  crm_store_read_finish (CRM_STORE (source), result, &error);
  if (self->workspace != NULL && adw_switch_row_get_active (self->feed_row))
    show_state (self, error);
}

static void
write_now (CrmTimePage *self)
{
  crm_store_read_async (crm_workspace_get_store (self->workspace), write_func, NULL, NULL, NULL,
                        written_cb, g_object_ref (self));
}

static gboolean
set_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Feed *feed = data;

  return crm_calendar_feed_set (database, feed->path, feed->person, error);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Feed) feed = user_data;
  g_autoptr (GError) error = NULL;
  CrmTimePage *self = feed->page;
  gboolean done = crm_store_write_finish (CRM_STORE (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (!done)
    crm_workspace_report (self->workspace, _ ("This could not be saved"), error);
  else if (feed->path != NULL)
    write_now (self);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->state_row), FALSE);
}

/* As the rows say. */
static void
save_feed (CrmTimePage *self)
{
  Feed *feed;

  if (self->showing || self->workspace == NULL)
    return;
  feed = g_new0 (Feed, 1);
  feed->page = g_object_ref (self);
  feed->path = adw_switch_row_get_active (self->feed_row) ? g_strdup (self->path) : NULL;
  feed->person = adw_combo_row_get_selected (self->whose_row) == 1
                     ? crm_workspace_get_me (self->workspace)
                     : 0;
  crm_store_write_async (crm_workspace_get_store (self->workspace), set_func, feed, NULL, NULL,
                         set_cb, feed);
}

static void
feed_switched_cb (CrmTimePage *self)
{
  save_feed (self);
}

static void
whose_cb (CrmTimePage *self)
{
  save_feed (self);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmTimePage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || self->workspace == NULL || g_file_peek_path (file) == NULL)
    return;
  g_set_str (&self->path, g_file_peek_path (file));
  show_path (self);
  save_feed (self);
}

static void
choose_cb (CrmTimePage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose Where the Calendar File Is Kept"));
  gtk_file_dialog_set_initial_file (dialog, file);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

/* Beside the company file, under its name. */
static char *
dup_usual_path (CrmTimePage *self)
{
  const char *path = crm_store_get_path (crm_workspace_get_store (self->workspace));
  gsize length = strlen (path);

  if (g_str_has_suffix (path, ".voronka"))
    length -= strlen (".voronka");
  return g_strdup_printf ("%.*s.ics", (int) length, path);
}

static void
fill_feed (CrmTimePage *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autofree char *path = crm_calendar_feed_dup_path (reader);
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));

  self->showing = TRUE;
  adw_switch_row_set_active (self->feed_row, path != NULL);
  adw_combo_row_set_selected (self->whose_row, crm_calendar_feed_get_person (reader) != 0);
  self->showing = FALSE;
  self->path = path != NULL ? g_steal_pointer (&path) : dup_usual_path (self);
  show_path (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->feed_row), writable);
  if (writable && adw_switch_row_get_active (self->feed_row))
    write_now (self);
}

static void
crm_time_page_dispose (GObject *object)
{
  CrmTimePage *self = CRM_TIME_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TIME_PAGE);

  G_OBJECT_CLASS (crm_time_page_parent_class)->dispose (object);
}

static void
crm_time_page_class_init (CrmTimePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_time_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-time-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, hours_group);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, feed_group);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, feed_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, whose_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, path_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, state_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimePage, state_icon);
  gtk_widget_class_bind_template_callback (widget_class, feed_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, whose_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
crm_time_page_init (CrmTimePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_time_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the page
 */
CrmTimePage *
crm_time_page_new (CrmWorkspace *workspace)
{
  CrmTimePage *self = g_object_new (CRM_TYPE_TIME_PAGE, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (self);
  g_autoptr (AdwPreferencesGroup) feed_group = NULL;

  self->workspace = g_object_ref (workspace);
  crm_hours_group_fill (self->hours_group, workspace);
  /* Days of one's own belong to the hours. */
  feed_group = g_object_ref (self->feed_group);
  adw_preferences_page_remove (page, feed_group);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (crm_days_group_new (workspace)));
  adw_preferences_page_add (page, feed_group);
  fill_feed (self);
  return self;
}
