/* Preferences: who works here, what is told, and the care for one's data. */
#include "config.h"

#include "crm-preferences.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-data-check.h"
#include "crm-date.h"
#include "crm-dictionaries-page.h"
#include "crm-fields-page.h"
#include "crm-money-page.h"
#include "crm-reminders-page.h"
#include "crm-time-page.h"

struct _CrmPreferences {
  AdwPreferencesDialog parent_instance;

  CrmWorkspace *workspace;   /* owned */
  GSettings *settings;       /* owned */
  CrmBackground *background; /* owned; NULL: of a copy, that never reminds */
  GPtrArray *pages;          /* AdwPreferencesPage, borrowed; those that are added here */
  GArray *persons;           /* owned; gint64, one a line of the row */
  GCancellable *cancellable; /* owned; of the check */

  AdwComboRow *me_row;
  AdwSwitchRow *own_row;
  GtkWidget *reminders_row;
  AdwComboRow *language_row;
  AdwComboRow *style_row;
  AdwActionRow *file_row;
  AdwButtonRow *check_row;
  GtkWidget *result_group;
  AdwActionRow *result_row;
  GtkImage *result_icon;
  GtkWidget *result_spinner;
  AdwActionRow *backup_row;
  AdwActionRow *second_row;
  GtkWidget *forget_second_button;
  AdwActionRow *folder_row;
};

G_DEFINE_FINAL_TYPE (CrmPreferences, crm_preferences, ADW_TYPE_PREFERENCES_DIALOG)

/* --- Who works here */

static void
me_changed_cb (CrmPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->me_row);

  if (self->persons != NULL && selected < self->persons->len)
    crm_workspace_set_me (self->workspace, g_array_index (self->persons, gint64, selected));
}

static void
fill_persons (CrmPreferences *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) active = crm_query_filter_integer (all, "active", CRM_OP_EQUAL, 1);
  g_autoptr (GPtrArray) persons = crm_query_fetch_all (active, reader, -1, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; persons != NULL && i < persons->len; i++) {
    gint64 id = crm_record_get_id (persons->pdata[i]);

    if (id == crm_workspace_get_me (self->workspace))
      selected = ids->len;
    g_array_append_val (ids, id);
    gtk_string_list_append (names, crm_record_get_title (persons->pdata[i]));
  }
  adw_combo_row_set_model (self->me_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->me_row, selected);
  /* From here on a choice is the person's. */
  self->persons = g_steal_pointer (&ids);
}

/* The people are a list of the window. */
static void
people_cb (CrmPreferences *self)
{
  const CrmEntity *people = crm_entity_find ("person");
  g_autoptr (CrmWorkspace) workspace = g_object_ref (self->workspace);
  g_autoptr (CrmQuery) all = crm_query_new (people);

  adw_dialog_close (ADW_DIALOG (self));
  crm_workspace_open_list (workspace, all, crm_entity_get_label_plural (people));
}

/* --- Pages behind a row of their own: a switcher of more than three is cut off on a telephone */

static void
push_page (CrmPreferences *self, gpointer page)
{
  GtkWidget *view = adw_toolbar_view_new ();
  const char *title = adw_preferences_page_get_title (page);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self),
                                       adw_navigation_page_new (view, title));
}

static void
show_reminders_cb (CrmPreferences *self)
{
  push_page (self, crm_reminders_page_new (self->workspace, self->settings, self->background));
}

static void
show_time_cb (CrmPreferences *self)
{
  push_page (self, crm_time_page_new (self->workspace));
}

static void
show_fields_cb (CrmPreferences *self)
{
  push_page (self, crm_fields_page_new (self->workspace));
}

static void
show_dictionaries_cb (CrmPreferences *self)
{
  push_page (self, crm_dictionaries_page_new (self->workspace));
}

/* --- Language of documents */

static const CrmChoice *
get_languages (void)
{
  return crm_entity_field (crm_entity_find ("document"), "language")->choices;
}

static void
language_changed_cb (CrmPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  if (self->settings != NULL && selected != GTK_INVALID_LIST_POSITION)
    g_settings_set_string (self->settings, "document-language",
                           selected == 0 ? "" : get_languages ()[selected - 1].code);
}

static void
fill_languages (CrmPreferences *self, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const CrmChoice *languages = get_languages ();
  guint selected = 0;

  gtk_string_list_append (names, _ ("As the seller's country asks"));
  for (guint i = 0; languages[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&languages[i]));
    if (g_strcmp0 (languages[i].code, chosen) == 0)
      selected = i + 1;
  }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
}

/* The forms are a page of the window. */
static void
forms_cb (CrmPreferences *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.forms", NULL);
}

/* --- The company file */

static void
show_file_cb (CrmPreferences *self)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);
  g_autoptr (GFile) file = g_file_new_for_path (crm_store_get_path (store));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (
      launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
show_result (CrmPreferences *self, const char *title, const char *text, const char *icon,
             const char *style)
{
  static const char *const styles[] = { "success", "error", "warning" };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->result_icon), styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->result_icon), style);
  gtk_image_set_from_icon_name (self->result_icon, icon);
  gtk_widget_set_visible (self->result_spinner, icon == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->result_icon), icon != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), title);
  adw_action_row_set_subtitle (self->result_row, text != NULL ? text : "");
  gtk_widget_set_visible (self->result_group, TRUE);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = crm_data_check_finish (result, &error);
  g_autofree char *moment = NULL;
  g_autofree char *lines = NULL;

  if (self->workspace == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->check_row), TRUE);
  moment = crm_moment_format (crm_clock_now (), NULL);
  if (faults == NULL)
    show_result (self, _ ("The check could not be made"), error->message, "dialog-warning-symbolic",
                 "warning");
  else if (faults[0] == NULL)
    show_result (self, _ ("Everything is sound"), moment, "object-select-symbolic", "success");
  else {
    lines = g_strjoinv ("\n", faults);
    show_result (self, _ ("Something is wrong: restore a backup, and keep this text"), lines,
                 "dialog-error-symbolic", "error");
  }
}

static void
check_cb (CrmPreferences *self)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);

  gtk_widget_set_sensitive (GTK_WIDGET (self->check_row), FALSE);
  show_result (self, _ ("Reading every page and every record…"), NULL, NULL, NULL);
  crm_data_check_async (crm_store_get_path (store), self->cancellable, checked_cb,
                        g_object_ref (self));
}

/* --- Backups */

static void
show_backups (CrmPreferences *self)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);
  gint64 last = crm_store_get_last_backup (store);
  g_autofree char *moment =
      last != 0 ? crm_moment_format_relative (last, crm_clock_now ()) : g_strdup (_ ("None yet"));
  g_autofree char *folder = crm_store_dup_backup_folder (store);
  g_autofree char *shown = g_filename_display_name (folder);

  adw_action_row_set_subtitle (self->backup_row, moment);
  adw_action_row_set_subtitle (self->folder_row, shown);
}

static void
add_toast (CrmPreferences *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  if (!crm_store_backup_if_changed_finish (CRM_STORE (source), result, &made, &error))
    add_toast (self, error->message);
  else
    add_toast (self,
               made ? _ ("A checked backup was made") : _ ("The last backup holds everything"));
  if (self->workspace != NULL)
    show_backups (self);
}

static void
back_up_cb (CrmPreferences *self)
{
  crm_store_backup_if_changed_async (crm_workspace_get_store (self->workspace), NULL, backed_up_cb,
                                     g_object_ref (self));
}

static void
restore_cb (CrmPreferences *self)
{
  g_autoptr (GtkWidget) window =
      GTK_WIDGET (g_object_ref (gtk_widget_get_root (GTK_WIDGET (self))));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "app.restore", NULL);
}

static void
open_folder_cb (CrmPreferences *self)
{
  g_autofree char *folder = crm_store_dup_backup_folder (crm_workspace_get_store (self->workspace));
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                            NULL, NULL);
}

/* The folder is kept by the program, not in the file: disks belong to the computer. */
static void
show_second (CrmPreferences *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, "second-backup-folder");
  const char *folder = g_variant_get_bytestring (value);
  gboolean is_set = folder[0] != '\0';
  g_autofree char *shown = is_set ? g_filename_display_name (folder)
                                  : g_strdup (_ ("None. Choose a folder on another disk."));

  adw_action_row_set_subtitle (self->second_row, shown);
  gtk_widget_set_visible (self->forget_second_button, is_set);
}

static void
set_second (CrmPreferences *self, const char *folder)
{
  g_settings_set_value (self->settings, "second-backup-folder", g_variant_new_bytestring (folder));
  show_second (self);
}

static void
forget_second_cb (CrmPreferences *self)
{
  set_second (self, "");
}

/* On the same folder a second copy would be none. */
static void
chosen_second_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreferences) self = user_data;
  g_autoptr (GFile) folder =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *own = NULL;

  if (folder == NULL || self->workspace == NULL)
    return;
  own = crm_store_dup_backup_folder (crm_workspace_get_store (self->workspace));
  if (g_file_peek_path (folder) == NULL)
    add_toast (self, _ ("Choose a folder of this computer or of a disk connected to it"));
  else if (g_str_equal (g_file_peek_path (folder), own))
    add_toast (self, _ ("The backups are in this folder already; choose one on another disk"));
  else
    set_second (self, g_file_peek_path (folder));
}

static void
choose_second_cb (CrmPreferences *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Choose a Folder for the Second Copy"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                                 chosen_second_cb, g_object_ref (self));
}

/* --- Style */

static const char *const colour_schemes[] = { "default", "force-light", "force-dark" };

static gboolean
scheme_to_row (GValue *value, GVariant *variant, gpointer user_data)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (colour_schemes) &&
         g_strcmp0 (colour_schemes[i], g_variant_get_string (variant, NULL)) != 0)
    i++;
  g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
row_to_scheme (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint i = g_value_get_uint (value);

  return g_variant_new_string (colour_schemes[MIN (i, G_N_ELEMENTS (colour_schemes) - 1)]);
}

static void
crm_preferences_dispose (GObject *object)
{
  CrmPreferences *self = CRM_PREFERENCES (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->persons, g_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->background);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PREFERENCES);

  G_OBJECT_CLASS (crm_preferences_parent_class)->dispose (object);
}

static void
crm_preferences_class_init (CrmPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, me_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, own_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, reminders_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, style_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, file_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, check_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, result_group);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, result_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, result_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, result_spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, backup_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, second_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, forget_second_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_second_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_second_cb);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, forms_cb);
  gtk_widget_class_bind_template_callback (widget_class, me_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_reminders_cb);
  gtk_widget_class_bind_template_callback (widget_class, people_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_time_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_fields_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_dictionaries_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
}

static void
crm_preferences_init (CrmPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->pages = g_ptr_array_new ();
}

static void
add_page (CrmPreferences *self, AdwPreferencesPage *page)
{
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), page);
  g_ptr_array_add (self->pages, page);
}

/* libadwaita 1.7 keeps the pages of a closed dialog alive, and they would hold the company file. */
static void
closed_cb (CrmPreferences *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    adw_preferences_dialog_remove (ADW_PREFERENCES_DIALOG (self), self->pages->pdata[i]);
  g_ptr_array_set_size (self->pages, 0);
}

/**
 * crm_preferences_new:
 * @workspace: an open company file
 * @settings: of the program
 * @background: (nullable): whether it stays without a window; NULL: a copy, that never reminds
 *
 * Returns: (transfer floating): the preferences
 */
CrmPreferences *
crm_preferences_new (CrmWorkspace *workspace, GSettings *settings, CrmBackground *background)
{
  CrmPreferences *self = g_object_new (CRM_TYPE_PREFERENCES, NULL);
  CrmStore *store = crm_workspace_get_store (workspace);
  g_autofree char *language = g_settings_get_string (settings, "document-language");
  g_autofree char *path = g_filename_display_name (crm_store_get_path (store));

  self->workspace = g_object_ref (workspace);
  self->background = background != NULL ? g_object_ref (background) : NULL;
  gtk_widget_set_visible (self->reminders_row, background != NULL);
  fill_persons (self);
  fill_languages (self, language);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "notify-own-changes", self->own_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "colour-scheme", self->style_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, scheme_to_row, row_to_scheme, NULL, NULL);
  adw_action_row_set_subtitle (self->file_row, path);
  show_backups (self);
  show_second (self);
  add_page (self, ADW_PREFERENCES_PAGE (crm_money_page_new (workspace)));
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  return self;
}
