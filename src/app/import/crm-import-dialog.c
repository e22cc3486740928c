/* The import of a file, step by step: the file, what is in it, what its columns mean, what will
 * become of its rows, and the import itself. */
#include "config.h"

#include "crm-import-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-error.h"
#include "crm-import-columns-page.h"
#include "crm-import-preview-page.h"
#include "crm-import-session.h"
#include "crm-import-table-page.h"

#define PULSE_MILLISECONDS 100

/**
 * CrmImportDialog:
 *
 * Each step is a page of its own to which one can go back. The work runs beside the window; closing
 * the dialog stops it, and nothing is written then.
 */
struct _CrmImportDialog {
  AdwDialog parent_instance;

  CrmImportSession *session;   /* owned */
  GSimpleActionGroup *actions; /* owned */
  gint64 started;              /* moment of the commit */
  guint pulse;
  gboolean committing;

  AdwToastOverlay *toasts;
  AdwNavigationView *view;
  GtkStack *file_stack;
  AdwStatusPage *ask_page;
  GtkProgressBar *progress;
  AdwStatusPage *result_page;
  GtkButton *save_wrong;
};

G_DEFINE_FINAL_TYPE (CrmImportDialog, crm_import_dialog, ADW_TYPE_DIALOG)

static void
say (CrmImportDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static const char *
get_tag (CrmImportDialog *self)
{
  return adw_navigation_page_get_tag (adw_navigation_view_get_visible_page (self->view));
}

/* --- The file */

static void
open_file (CrmImportDialog *self, GFile *file)
{
  gtk_stack_set_visible_child_name (self->file_stack, "reading");
  crm_import_session_open (self->session, file);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    open_file (self, file);
}

static void
choose_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (tables, _ ("Tables, Address Books and Calendars"));
  for (const char *const *suffix =
           (const char *const[]) { "csv", "tsv", "txt", "xlsx", "xlsm", "json", "vcf", "vcard",
                                   "ldif", "ics", NULL };
       *suffix != NULL; suffix++)
    gtk_file_filter_add_suffix (tables, *suffix);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_title (chooser, _ ("Choose a Table"));
  gtk_file_dialog_set_filters (chooser, G_LIST_MODEL (filters));
  gtk_file_dialog_open (chooser, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CrmImportDialog *self)
{
  if (g_strcmp0 (get_tag (self), "file") != 0)
    return FALSE;
  open_file (self, g_value_get_object (value));
  return TRUE;
}

/* --- What was copied elsewhere */

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (self->session == NULL || g_strcmp0 (get_tag (self), "file") != 0)
    return;
  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0') {
    say (self, _ ("There is no table on the clipboard: copy the rows in the other program first"));
    return;
  }
  bytes = g_bytes_new (text, strlen (text));
  gtk_stack_set_visible_child_name (self->file_stack, "reading");
  crm_import_session_open_bytes (self->session, bytes, _ ("Clipboard"));
}

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  if (g_strcmp0 (get_tag (self), "file") == 0)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                   g_object_ref (self));
}

/* Takes what is on the clipboard for the table. */
void
crm_import_dialog_paste (CrmImportDialog *self)
{
  paste_action (NULL, NULL, self);
}

static gboolean
paste_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  if (self->session == NULL || g_strcmp0 (get_tag (self), "file") != 0)
    return FALSE;
  paste_action (NULL, NULL, self);
  return TRUE;
}

static void
opened_cb (CrmImportDialog *self)
{
  gtk_stack_set_visible_child_name (self->file_stack, "ask");
  if (g_strcmp0 (get_tag (self), "file") == 0)
    adw_navigation_view_push (self->view,
                              ADW_NAVIGATION_PAGE (crm_import_table_page_new (self->session)));
}

static void
show_file_problem (CrmImportDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  gtk_stack_set_visible_child_name (self->file_stack, "ask");
  adw_status_page_set_icon_name (self->ask_page, "dialog-warning-symbolic");
  adw_status_page_set_title (self->ask_page, _ ("This File Cannot Be Imported"));
  adw_status_page_set_description (self->ask_page, escaped);
}

/* --- Steps */

static void
columns_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->view);
  if (CRM_IS_IMPORT_TABLE_PAGE (page) && !crm_import_session_is_busy (self->session) &&
      crm_import_table_page_take (CRM_IMPORT_TABLE_PAGE (page)))
    adw_navigation_view_push (self->view,
                              ADW_NAVIGATION_PAGE (crm_import_columns_page_new (self->session)));
}

static void
preview_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->view);
  if (CRM_IS_IMPORT_COLUMNS_PAGE (page) &&
      crm_import_columns_page_take (CRM_IMPORT_COLUMNS_PAGE (page)))
    adw_navigation_view_push (self->view,
                              ADW_NAVIGATION_PAGE (crm_import_preview_page_new (self->session)));
}

/* --- Importing */

static gboolean
pulse_cb (gpointer data)
{
  CrmImportDialog *self = data;
  int progress = crm_import_session_get_progress (self->session);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, progress / 1000.0);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_committing (CrmImportDialog *self, gboolean committing)
{
  self->committing = committing;
  adw_dialog_set_can_close (ADW_DIALOG (self), !committing);
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (committing)
    self->pulse = g_timeout_add (PULSE_MILLISECONDS, pulse_cb, self);
}

static void
start_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;

  if (g_strcmp0 (get_tag (self), "preview") != 0 || crm_import_session_is_busy (self->session))
    return;
  self->started = crm_clock_now ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  set_committing (self, TRUE);
  adw_navigation_view_push_by_tag (self->view, "work");
  crm_import_session_commit (self->session);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  crm_import_session_cancel (self->session);
}

static void
close_attempt_cb (CrmImportDialog *self)
{
  say (self, _ ("The import is under way: stop it first"));
}

static void
append_sentence (GString *text, const char *format, guint64 n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, format, (guint) n);
}

static void
show_result (CrmImportDialog *self)
{
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  const CrmImportCounts *counts = crm_importer_get_counts (importer);
  g_autofree char *created = crm_importer_dup_created (importer);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  gboolean any = counts->n_new + counts->n_changed > 0;
  guint64 n_there = counts->n_same - counts->n_repeated;

  append_sentence (text, ngettext ("%u added", "%u added", (gulong) counts->n_new), counts->n_new);
  append_sentence (text, ngettext ("%u changed", "%u changed", (gulong) counts->n_changed),
                   counts->n_changed);
  append_sentence (
      text, ngettext ("%u was there already", "%u were there already", (gulong) n_there), n_there);
  append_sentence (text,
                   ngettext ("%u row repeats an earlier one and was left out",
                             "%u rows repeat earlier ones and were left out",
                             (gulong) counts->n_repeated),
                   counts->n_repeated);
  append_sentence (text,
                   ngettext ("%u wrong row was left out", "%u wrong rows were left out",
                             (gulong) counts->n_wrong),
                   counts->n_wrong);
  if (created != NULL)
    g_string_append_printf (text, _ ("\nCreated besides: %s"), created);
  escaped = g_markup_escape_text (text->str, -1);
  adw_status_page_set_icon_name (self->result_page,
                                 any ? "object-select-symbolic" : "dialog-information-symbolic");
  adw_status_page_set_title (self->result_page,
                             any ? _ ("Imported") : _ ("Nothing New in This File"));
  adw_status_page_set_description (self->result_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->save_wrong), counts->n_wrong > 0);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "undo")), any);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "show")), any);
}

static void
committed_cb (CrmImportDialog *self)
{
  set_committing (self, FALSE);
  show_result (self);
  adw_navigation_view_push_by_tag (self->view, "result");
}

static void
failed_cb (CrmImportDialog *self, const GError *error)
{
  if (self->committing) {
    set_committing (self, FALSE);
    adw_navigation_view_pop_to_tag (self->view, "preview");
    say (self, g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED)
                   ? _ ("Stopped: nothing was imported")
                   : error->message);
    crm_import_session_preview (self->session);
  } else if (g_strcmp0 (get_tag (self), "file") == 0)
    show_file_problem (self, error);
}

/* --- Afterwards */

static void
show_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  CrmImporter *importer = crm_import_session_get_importer (self->session);
  const CrmEntity *entity = crm_importer_get_entity (importer);
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) query =
      crm_entity_field (entity, "changed") != NULL
          ? crm_query_filter_integer (all, "changed", CRM_OP_GREATER_EQUAL, self->started)
          : crm_query_ref (all);
  g_autofree char *title = g_strdup_printf (
      /* Translators: name of a file */
      _ ("Imported from “%s”"),
      crm_table_reader_get_name (crm_import_session_get_reader (self->session)));

  crm_workspace_open_list (crm_import_session_get_workspace (self->session), query, title);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  crm_workspace_undo (crm_import_session_get_workspace (self->session));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
write_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (crm_importer_write_wrong_rows (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    say (self, _ ("The wrong rows are saved: mend them and import that file"));
  else
    say (self, error->message);
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmImportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (file == NULL || g_file_peek_path (file) == NULL || self->session == NULL ||
      crm_import_session_is_busy (self->session))
    return;
  task = g_task_new (crm_import_session_get_importer (self->session), NULL, written_cb,
                     g_object_ref (self));
  g_task_set_source_tag (task, save_chosen_cb);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, write_func);
}

static void
save_wrong_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmImportDialog *self = user_data;
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf (
      /* Translators: name of a new file; %s is that of the imported one */
      _ ("Wrong rows of %s.csv"),
      crm_table_reader_get_name (crm_import_session_get_reader (self->session)));

  gtk_file_dialog_set_title (chooser, _ ("Save the Wrong Rows"));
  gtk_file_dialog_set_initial_name (chooser, name);
  gtk_file_dialog_save (chooser, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        save_chosen_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "choose", choose_action }, { "columns", columns_action },       { "preview", preview_action },
  { "start", start_action },   { "cancel", cancel_action },         { "show", show_action },
  { "undo", undo_action },     { "save-wrong", save_wrong_action }, { "paste", paste_action },
};

static void
crm_import_dialog_dispose (GObject *object)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  if (self->session != NULL)
    crm_import_session_stop (self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_IMPORT_DIALOG);
  /* Left to itself, an AdwDialog does not let go of what is in it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (crm_import_dialog_parent_class)->dispose (object);
}

static void
crm_import_dialog_class_init (CrmImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, file_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, ask_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, result_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, save_wrong);
}

static void
crm_import_dialog_init (CrmImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "import", G_ACTION_GROUP (self->actions));
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (target));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                        gtk_callback_action_new (paste_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * crm_import_dialog_new:
 * @workspace: where to
 * @entity: (nullable): what is imported at first; %NULL: it is guessed
 * @file: (nullable): what is imported; %NULL: it is asked for
 *
 * Returns: (transfer floating): the dialog
 */
CrmImportDialog *
crm_import_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, GFile *file)
{
  CrmImportDialog *self = g_object_new (CRM_TYPE_IMPORT_DIALOG, NULL);

  self->session = crm_import_session_new (workspace, entity);
  g_signal_connect_object (self->session, "opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  if (file != NULL)
    open_file (self, file);
  return self;
}
