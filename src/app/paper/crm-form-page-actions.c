/* What can be done with a form in its editor. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-form-page-private.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("form");
}

static GtkWindow *
get_window (CrmFormPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* --- Steps */

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;

  self->stepping = TRUE;
  crm_form_draft_undo (crm_form_page_get_draft (self));
  self->stepping = FALSE;
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;

  self->stepping = TRUE;
  crm_form_draft_redo (crm_form_page_get_draft (self));
  self->stepping = FALSE;
}

/* --- To use */

/* Of the same kind and for the same company one form is in use: the others step back. */
static void
put_out_others (CrmFormPage *self, CrmChange *change)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) of_kind =
      crm_query_filter (all, "kind", CRM_OP_EQUAL, self->kind, NULL, NULL);
  g_autoptr (GPtrArray) forms =
      of_kind != NULL
          ? crm_query_fetch_all (of_kind, crm_workspace_get_reader (self->workspace), -1, NULL)
          : NULL;

  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    CrmRecord *form = forms->pdata[i];
    if (crm_record_get_id (form) != self->form &&
        g_strcmp0 (crm_record_get_text (form, "state"), "in_use") == 0 &&
        g_strcmp0 (crm_record_get_text (form, "base"), self->standard) == 0 &&
        crm_record_get_integer (form, "company") == self->company)
      crm_change_set_text (change, get_entity (), crm_record_get_id (form), "state", "draft");
  }
}

static void
add_record (CrmFormPage *self, CrmChange *change, const char *name, const char *state)
{
  g_autoptr (CrmRecord) record = crm_record_new (get_entity ());

  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "kind", self->kind);
  crm_record_set_text (record, "state", state);
  crm_record_set_text (record, "base", self->standard);
  crm_record_set_text (record, "source",
                       crm_form_draft_get_source (crm_form_page_get_draft (self)));
  if (self->company != 0)
    crm_record_set_integer (record, "company", self->company);
  crm_change_add (change, record);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft_name = NULL;
  gint64 id;

  if (self->workspace == NULL)
    return;
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  if (id < 0) {
    crm_workspace_report (self->workspace, _ ("The form could not be saved"), error);
    return;
  }
  draft_name = crm_form_page_dup_draft_name (self);
  crm_drafts_set (crm_workspace_get_drafts (self->workspace), draft_name, NULL);
  if (self->form == 0)
    self->form = id;
  self->is_broken = FALSE;
  adw_banner_set_revealed (self->broken, FALSE);
  adw_banner_set_revealed (self->kept, FALSE);
  crm_form_page_load (self);
  crm_form_page_show_title (self);
  crm_form_page_enable_actions (self);
  crm_workspace_say_done (self->workspace, _ ("Saved: documents are printed so from now on"));
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  /* Translators: %s is the name of a form */
  g_autofree char *label = g_strdup_printf (_ ("Form in use: %s"), self->name);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  crm_form_draft_end_step (crm_form_page_get_draft (self));
  if (self->form == 0) {
    add_record (self, change, self->name, "in_use");
  } else {
    crm_change_set_text (change, get_entity (), self->form, "source",
                         crm_form_draft_get_source (crm_form_page_get_draft (self)));
    crm_change_set_text (change, get_entity (), self->form, "state", "in_use");
  }
  put_out_others (self, change);
  crm_workspace_commit (self->workspace, change, saved_cb, g_object_ref (self));
}

static void
unuse_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  g_autofree char *label = g_strdup_printf (_ ("Form out of use: %s"), self->name);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  crm_change_set_text (change, get_entity (), self->form, "state", "draft");
  crm_workspace_commit_and_say (self->workspace, change,
                                _ ("Documents are printed on the standard form again"));
}

static void
reset_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  g_autoptr (GBytes) bytes =
      self->standard != NULL ? crm_form_read_builtin (self->standard, NULL) : NULL;
  g_autofree char *source = NULL;
  GError *error = NULL;

  if (bytes == NULL)
    return;
  source = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->stepping = TRUE;
  crm_form_draft_set_source (crm_form_page_get_draft (self), source, _ ("Reset to standard"),
                             &error);
  self->stepping = FALSE;
  if (crm_form_session_check (self->session, error))
    crm_workspace_say (self->workspace, _ ("As the standard form is; Undo takes it back"));
}

/* --- Copies and files */

static void
duplicate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  g_autofree char *name = g_strdup_printf (_ ("Copy of %s"), self->name);
  CrmChange *change = crm_workspace_begin (self->workspace, name);

  add_record (self, change, name, "draft");
  crm_workspace_commit_and_say (self->workspace, change, name);
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;

  crm_workspace_delete (self->workspace, get_entity (), &self->form, 1);
}

static GtkFileDialog *
create_dialog (const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  GtkFileFilter *filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Forms"));
  gtk_file_filter_add_suffix (filter, "xml");
  g_list_store_append (filters, filter);
  g_object_unref (filter);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  return dialog;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is the name of a file */
  g_autofree char *said = g_strdup_printf (_ ("Form written to “%s”"), shown);

  if (self->workspace == NULL)
    return;
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    crm_workspace_say (self->workspace, said);
  else
    crm_workspace_report (self->workspace, _ ("The form could not be written"), error);
}

void
crm_form_page_export (CrmFormPage *self, GFile *file)
{
  const char *source = crm_form_draft_get_source (crm_form_page_get_draft (self));
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, g_object_ref (self));
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (file != NULL)
    crm_form_page_export (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_workspace_report (self->workspace, _ ("The form could not be written"), error);
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  g_autoptr (GtkFileDialog) dialog = create_dialog (_ ("Export the Form"));
  g_autofree char *name = g_strconcat (self->name, ".xml", NULL);

  g_strdelimit (name, "/\\", '-');
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, get_window (self), NULL, export_chosen_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autofree char *text = NULL;
  gboolean taken = FALSE;

  if (self->workspace == NULL)
    return;
  if (bytes != NULL && g_bytes_get_size (bytes) <= CRM_FORM_MAX_SIZE) {
    text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    self->stepping = TRUE;
    taken = crm_form_draft_set_source (crm_form_page_get_draft (self), text, _ ("Form imported"),
                                       &error);
    self->stepping = FALSE;
  } else if (bytes != NULL) {
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                         _ ("The form's file is larger than a megabyte"));
  }
  if (taken)
    crm_workspace_say (self->workspace, _ ("Form imported; save it to put it to use"));
  else
    crm_workspace_report (self->workspace, _ ("The form could not be imported"), error);
}

void
crm_form_page_import (CrmFormPage *self, GFile *file)
{
  g_file_load_bytes_async (file, NULL, loaded_cb, g_object_ref (self));
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (file != NULL)
    crm_form_page_import (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_workspace_report (self->workspace, _ ("The form could not be imported"), error);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;
  g_autoptr (GtkFileDialog) dialog = create_dialog (_ ("Import a Form"));

  gtk_file_dialog_open (dialog, get_window (self), NULL, import_chosen_cb, g_object_ref (self));
}

static void
source_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFormPage *self = user_data;

  crm_form_source_show (self, self->is_broken
                                  ? self->stored
                                  : crm_form_draft_get_source (crm_form_page_get_draft (self)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:voronka/forms");

  gtk_uri_launcher_launch (launcher, get_window (user_data), NULL, NULL, NULL);
}

/* --- The page beside */

static void
zoom_in_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmFormPage *) user_data)->preview, CRM_ZOOM_IN);
}

static void
zoom_out_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmFormPage *) user_data)->preview, CRM_ZOOM_OUT);
}

static void
zoom_fit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmFormPage *) user_data)->preview, CRM_ZOOM_FIT);
}

static const GActionEntry entries[] = {
  { "undo", undo_action },     { "redo", redo_action },     { "save", save_action },
  { "unuse", unuse_action },   { "reset", reset_action },   { "duplicate", duplicate_action },
  { "export", export_action }, { "import", import_action }, { "source", source_action },
  { "delete", delete_action }, { "help", help_action },
};

/* The preview's own buttons go by the names that they have beside a document. */
static const GActionEntry zoom_entries[] = {
  { "zoom-in", zoom_in_action },
  { "zoom-out", zoom_out_action },
  { "zoom-fit", zoom_fit_action },
};

void
crm_form_page_add_actions (CrmFormPage *self)
{
  g_autoptr (GSimpleActionGroup) zoom = g_simple_action_group_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action_entries (G_ACTION_MAP (zoom), zoom_entries, G_N_ELEMENTS (zoom_entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "form", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", G_ACTION_GROUP (zoom));
}

static void
enable (CrmFormPage *self, const char *name, gboolean can)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), can);
}

void
crm_form_page_enable_actions (CrmFormPage *self)
{
  CrmFormDraft *draft = crm_form_page_get_draft (self);
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  gboolean changed = crm_form_page_is_changed (self);

  enable (self, "undo", crm_form_draft_get_undo_label (draft) != NULL);
  enable (self, "redo", crm_form_draft_get_redo_label (draft) != NULL);
  enable (self, "save", writable && (changed || (self->form != 0 && !self->in_use)));
  enable (self, "unuse", writable && self->form != 0 && self->in_use);
  enable (self, "reset", self->standard != NULL);
  enable (self, "duplicate", writable && self->form != 0);
  enable (self, "delete", writable && self->form != 0);
}
