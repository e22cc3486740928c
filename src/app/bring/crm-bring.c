/* Drop or paste anything. */
#include "config.h"

#include "crm-bring.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-attachment.h"
#include "crm-bring-dialog.h"

#define MOST_FILES 20

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  GPtrArray *files;        /* owned; GFile */
  char *text;              /* owned; NULL: files or a picture */
  GdkTexture *picture;     /* owned; NULL: none */
  GPtrArray *names;        /* owned; utf8 */
  GPtrArray *contents;     /* owned; GBytes */
  CrmBrought *brought;     /* owned */
  gboolean is_found;       /* a text names somebody */
} Bringing;

static void
free_bringing (gpointer data)
{
  Bringing *bringing = data;

  g_object_unref (bringing->parent);
  g_object_unref (bringing->workspace);
  g_ptr_array_unref (bringing->files);
  g_ptr_array_unref (bringing->names);
  g_ptr_array_unref (bringing->contents);
  g_clear_pointer (&bringing->brought, crm_brought_free);
  g_clear_object (&bringing->picture);
  g_free (bringing->text);
  g_free (bringing);
}

static Bringing *
new_bringing (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject)
{
  Bringing *bringing = g_new0 (Bringing, 1);

  bringing->parent = g_object_ref (GTK_WIDGET (gtk_widget_get_root (parent)));
  bringing->workspace = g_object_ref (workspace);
  bringing->files = g_ptr_array_new_with_free_func (g_object_unref);
  bringing->names = g_ptr_array_new_with_free_func (g_free);
  bringing->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  bringing->brought = crm_brought_new (subject, crm_workspace_get_me (workspace));
  return bringing;
}

/* --- Looking: on the reader thread, as it needs the records that are there */

static gboolean
look_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Bringing *bringing = data;

  if (bringing->text != NULL)
    bringing->is_found = crm_brought_add_text (bringing->brought, database, bringing->text);
  for (guint i = 0; i < bringing->contents->len; i++)
    crm_brought_add_file (bringing->brought, database, bringing->names->pdata[i],
                          bringing->contents->pdata[i]);
  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bringing *bringing = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (bringing->workspace, _ ("This could not be read"), error);
  else if (bringing->text != NULL && !bringing->is_found)
    gtk_widget_activate_action (bringing->parent, "win.quick-task-of", "s", bringing->text);
  else if (bringing->brought->items->len > 0)
    adw_dialog_present (ADW_DIALOG (crm_bring_dialog_new (bringing->workspace,
                                                          g_steal_pointer (&bringing->brought))),
                        bringing->parent);
  free_bringing (bringing);
}

static void
look (Bringing *bringing)
{
  crm_store_read_async (crm_workspace_get_store (bringing->workspace), look_func, bringing, NULL,
                        NULL, looked_cb, bringing);
}

/* --- Reading files: on a thread of its own, as disks may be slow */

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Bringing *bringing = data;

  if (bringing->picture != NULL) {
    g_ptr_array_add (bringing->names, crm_attachment_dup_picture_name ());
    g_ptr_array_add (bringing->contents, gdk_texture_save_to_png_bytes (bringing->picture));
  }
  for (guint i = 0; i < MIN (bringing->files->len, MOST_FILES); i++) {
    g_autofree char *name = NULL;
    GError *error = NULL;
    GBytes *content = crm_attachment_read (bringing->files->pdata[i], &name, cancellable, &error);
    if (content == NULL) {
      g_task_return_error (task, error);
      return;
    }
    g_ptr_array_add (bringing->names, g_steal_pointer (&name));
    g_ptr_array_add (bringing->contents, content);
  }
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bringing *bringing = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    look (bringing);
    return;
  }
  crm_workspace_report (bringing->workspace, _ ("This could not be read"), error);
  free_bringing (bringing);
}

static void
read_them (Bringing *bringing)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, bringing);

  g_task_set_task_data (task, bringing, NULL);
  g_task_run_in_thread (task, read_thread);
}

void
crm_bring_files (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject, GSList *files)
{
  Bringing *bringing;

  if (files == NULL || !crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  bringing = new_bringing (parent, workspace, subject);
  for (GSList *file = files; file != NULL; file = file->next)
    g_ptr_array_add (bringing->files, g_object_ref (file->data));
  if (bringing->files->len > MOST_FILES) {
    g_autofree char *remark =
        g_strdup_printf (ngettext ("Only the first %d file was taken",
                                   "Only the first %d files were taken", MOST_FILES),
                         MOST_FILES);
    g_ptr_array_add (bringing->brought->remarks, g_steal_pointer (&remark));
  }
  read_them (bringing);
}

void
crm_bring_text (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject, const char *text)
{
  Bringing *bringing;

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  bringing = new_bringing (parent, workspace, subject);
  bringing->text = g_utf8_make_valid (text, -1);
  look (bringing);
}

gboolean
crm_bring_knows (GSList *files)
{
  static const char *const known[] = { ".vcf", ".vcard", ".ics", ".vcs", ".eml" };

  for (; files != NULL; files = files->next) {
    g_autofree char *name = g_file_get_basename (files->data);
    g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");
    for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
      if (g_str_has_suffix (lower, known[i]))
        return TRUE;
  }
  return FALSE;
}

/* --- Pasting */

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  gint64 subject;
} Pasting;

static void
bring_picture (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject, GdkTexture *picture)
{
  Bringing *bringing;

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  bringing = new_bringing (parent, workspace, subject);
  bringing->picture = g_object_ref (picture);
  read_them (bringing);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    crm_workspace_say (pasting->workspace, error->message);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
    crm_bring_files (pasting->parent, pasting->workspace, pasting->subject, files);
  } else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    bring_picture (pasting->parent, pasting->workspace, pasting->subject,
                   g_value_get_object (value));
  else if (g_value_get_string (value) != NULL)
    crm_bring_text (pasting->parent, pasting->workspace, pasting->subject,
                    g_value_get_string (value));
  g_object_unref (pasting->parent);
  g_object_unref (pasting->workspace);
  g_free (pasting);
}

gboolean
crm_bring_clipboard (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (parent);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean has_files = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                       gdk_content_formats_contain_mime_type (formats, "text/uri-list");
  gboolean has_text = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
                      gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
                      gdk_content_formats_contain_mime_type (formats, "text/plain");
  gboolean has_picture = gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
                         gdk_content_formats_contain_mime_type (formats, "image/png");
  Pasting *pasting;

  /* A spreadsheet copies a picture of its cells too: the text is what was meant. */
  if (!has_files && !has_text && !has_picture)
    return FALSE;
  pasting = g_new0 (Pasting, 1);
  pasting->parent = g_object_ref (parent);
  pasting->workspace = g_object_ref (workspace);
  pasting->subject = subject;
  gdk_clipboard_read_value_async (clipboard,
                                  has_files  ? GDK_TYPE_FILE_LIST
                                  : has_text ? G_TYPE_STRING
                                             : GDK_TYPE_TEXTURE,
                                  G_PRIORITY_DEFAULT, NULL, pasted_cb, pasting);
  return TRUE;
}

/* --- Dropping */

typedef struct {
  GtkWidget *widget;       /* borrowed: the target goes with it */
  CrmWorkspace *workspace; /* owned */
  CrmBringSubjectFunc func;
} Place;

static void
free_place (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_object_unref (place->workspace);
  g_free (place);
}

/* What is dragged within the program has targets of its own. */
static gboolean
accept_cb (GtkDropTarget *target, GdkDrop *drop, gpointer user_data)
{
  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_match (gdk_drop_get_formats (drop),
                                    gtk_drop_target_get_formats (target));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Place *place)
{
  gint64 subject = place->func != NULL ? place->func (place->widget) : 0;

  if (!crm_store_is_writable (crm_workspace_get_store (place->workspace)))
    return FALSE;
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
    crm_bring_files (place->widget, place->workspace, subject, files);
    return files != NULL;
  }
  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return FALSE;
  crm_bring_text (place->widget, place->workspace, subject, g_value_get_string (value));
  return TRUE;
}

void
crm_bring_add_target (GtkWidget *widget, CrmWorkspace *workspace, CrmBringSubjectFunc func)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  Place *place = g_new0 (Place, 1);

  place->widget = widget;
  place->workspace = g_object_ref (workspace);
  place->func = func;
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), NULL);
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_cb), place, free_place, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
