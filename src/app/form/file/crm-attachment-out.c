/* Attached files: out to the desktop. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "crm-attachment.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-text.h"

/* --- Loading */

typedef struct {
  char *sha256;
  GBytes *content;
} Loading;

static void
free_loading (gpointer data)
{
  Loading *loading = data;

  g_free (loading->sha256);
  g_clear_pointer (&loading->content, g_bytes_unref);
  g_free (loading);
}

static gboolean
load_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Loading *loading = data;
  loading->content = crm_file_read_content (database, loading->sha256, error);
  return loading->content != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&loading->content),
                           (GDestroyNotify) g_bytes_unref);
}

/**
 * crm_attachment_load_async:
 * @workspace: where the file is
 * @file: the record of a file
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_attachment_load_finish()
 * @user_data: for @callback
 */
void
crm_attachment_load_async (CrmWorkspace *workspace, CrmRecord *file, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->sha256 = g_strdup (crm_record_get_text (file, "sha256"));
  g_task_set_task_data (task, loading, free_loading);
  crm_store_read_async (crm_workspace_get_store (workspace), load_func, loading, NULL, cancellable,
                        loaded_cb, task);
}

/**
 * crm_attachment_load_finish:
 * @workspace: where the file is
 * @result: of crm_attachment_load_async()
 * @error: as of crm_file_read_content()
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
crm_attachment_load_finish (CrmWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- A private copy */

/**
 * crm_attachment_dup_safe_name:
 * @file: the record of a file
 *
 * Returns: (transfer full): a name for the disk: no folders, no control characters, not hidden
 */
char *
crm_attachment_dup_safe_name (CrmRecord *file)
{
  g_autofree char *name = crm_text_one_line (crm_record_get_title (file), 120);
  g_autoptr (GString) safe = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    gboolean hidden = safe->len == 0 && letter == '.';
    if (letter == '/' || letter == '\\' || g_unichar_iscntrl (letter) || hidden ||
        g_unichar_type (letter) == G_UNICODE_FORMAT)
      g_string_append_c (safe, '_');
    else
      g_string_append_unichar (safe, letter);
  }
  return safe->len > 0 ? g_string_free (g_steal_pointer (&safe), FALSE) : g_strdup ("file");
}

/**
 * crm_attachment_is_program:
 * @file: the record of a file
 *
 * Returns: whether opening it could run it
 */
gboolean
crm_attachment_is_program (CrmRecord *file)
{
  static const char *const programs[] = {
    "application/x-desktop",
    "application/x-executable",
    "application/x-pie-executable",
    "application/x-sharedlib",
    "application/x-shellscript",
    "application/x-msdownload",
    "application/x-ms-dos-executable",
    "application/vnd.microsoft.portable-executable",
    "application/x-msi",
    "application/java-archive",
    "application/x-java-archive",
    "application/x-perl",
    "text/x-python",
    "application/vnd.appimage",
    "application/vnd.flatpak.ref",
    "application/x-iso9660-appimage",
  };
  g_autofree char *type = g_content_type_guess (crm_record_get_title (file), NULL, 0, NULL);
  g_autofree char *mime = g_content_type_get_mime_type (type);
  const char *stored = crm_record_get_text (file, "media_type");

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_strcmp0 (mime, programs[i]) == 0 || g_strcmp0 (stored, programs[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
remove_exports (gpointer data)
{
  GPtrArray *paths = data;

  for (guint i = 0; i < paths->len; i++) {
    g_autofree char *folder = g_path_get_dirname (paths->pdata[i]);
    g_remove (paths->pdata[i]);
    g_rmdir (folder);
  }
  g_ptr_array_unref (paths);
}

/**
 * crm_attachment_export:
 * @workspace: where the file is
 * @file: its record
 * @content: its bytes
 * @error: what the system says
 *
 * Writes a copy into a new folder that only this user can enter. It is removed with the workspace.
 *
 * Returns: (transfer full) (nullable): the copy
 */
GFile *
crm_attachment_export (CrmWorkspace *workspace, CrmRecord *file, GBytes *content, GError **error)
{
  static const char key[] = "crm-exports";
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", error);
  g_autofree char *name = crm_attachment_dup_safe_name (file);
  g_autofree char *path = NULL;
  GPtrArray *paths = g_object_get_data (G_OBJECT (workspace), key);

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents_full (path, g_bytes_get_data (content, NULL),
                                 (gssize) g_bytes_get_size (content), G_FILE_SET_CONTENTS_NONE,
                                 0400, error)) {
    g_rmdir (folder);
    return NULL;
  }
  if (paths == NULL) {
    paths = g_ptr_array_new_with_free_func (g_free);
    g_object_set_data_full (G_OBJECT (workspace), key, paths, remove_exports);
  }
  g_ptr_array_add (paths, g_strdup (path));
  return g_file_new_for_path (path);
}

/* --- Opening and saving */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *file;         /* owned */
  GtkWidget *parent;       /* owned */
  GFile *target;           /* owned; NULL: opened */
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->workspace);
  g_object_unref (export->file);
  g_object_unref (export->parent);
  g_clear_object (&export->target);
  g_free (export);
}

static Export *
make_export (CrmWorkspace *workspace, CrmRecord *file, GtkWidget *parent)
{
  Export *export = g_new0 (Export, 1);

  export->workspace = g_object_ref (workspace);
  export->file = g_object_ref (file);
  export->parent = g_object_ref (parent);
  return export;
}

static GtkWindow *
get_window (Export *export)
{
  GtkRoot *root = gtk_widget_get_root (export->parent);
  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_workspace_report (export->workspace, _ ("The file could not be opened"), error);
  free_export (export);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    crm_workspace_report (export->workspace, _ ("The file could not be saved"), error);
  else
    crm_workspace_say (export->workspace, _ ("Saved"));
  free_export (export);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = crm_attachment_load_finish (export->workspace, result, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;
  g_autoptr (GFile) copy = NULL;

  if (content != NULL && export->target != NULL) {
    g_file_replace_contents_bytes_async (export->target, content, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, NULL, replaced_cb,
                                         export);
    return;
  }
  if (content != NULL)
    copy = crm_attachment_export (export->workspace, export->file, content, &error);
  if (copy == NULL) {
    crm_workspace_report (export->workspace, _ ("The file could not be opened"), error);
    free_export (export);
    return;
  }
  launcher = gtk_file_launcher_new (copy);
  gtk_file_launcher_launch (launcher, get_window (export), NULL, launched_cb, export);
}

/**
 * crm_attachment_open:
 * @workspace: where the file is
 * @file: its record
 * @parent: a widget of the window that asks
 *
 * Opens a private copy with the program of the person's choice. What could run is not opened.
 */
void
crm_attachment_open (CrmWorkspace *workspace, CrmRecord *file, GtkWidget *parent)
{
  if (crm_attachment_is_program (file)) {
    crm_workspace_say (workspace,
                       _ ("This file is a program. Save it first, if you trust who sent it."));
    return;
  }
  crm_attachment_load_async (workspace, file, NULL, exported_cb,
                             make_export (workspace, file, parent));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  export->target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (export->target == NULL) {
    if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
      crm_workspace_report (export->workspace, _ ("The file could not be saved"), error);
    free_export (export);
    return;
  }
  crm_attachment_load_async (export->workspace, export->file, NULL, exported_cb, export);
}

/**
 * crm_attachment_save_as:
 * @workspace: where the file is
 * @file: its record
 * @parent: a widget of the window that asks
 */
void
crm_attachment_save_as (CrmWorkspace *workspace, CrmRecord *file, GtkWidget *parent)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = crm_attachment_dup_safe_name (file);
  Export *export = make_export (workspace, file, parent);

  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, get_window (export), NULL, chosen_cb, export);
}
