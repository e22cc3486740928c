/* Attached files: in from the desktop. */
#include "config.h"

#include "crm-attachment.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-error.h"
#include "crm-file-content.h"

#define CHUNK (1024 * 1024)

/**
 * crm_attachment_read:
 * @file: any file
 * @name: (out): how it is called, for people
 * @cancellable: (nullable): stops it
 * @error: REFUSED when it is a folder or too large; what the system says
 *
 * Reads no more than may be attached, whatever the file says of its size.
 *
 * Returns: (transfer full) (nullable): its bytes. Any thread.
 */
GBytes *
crm_attachment_read (GFile *file, char **name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *shown;

  if (info == NULL)
    return NULL;
  shown = g_file_info_get_display_name (info);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” is not a file"), shown);
    return NULL;
  }
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  for (;;) {
    guint start = bytes->len;
    gssize n;
    g_byte_array_set_size (bytes, start + CHUNK);
    n = g_input_stream_read (G_INPUT_STREAM (stream), bytes->data + start, CHUNK, cancellable,
                             error);
    if (n < 0)
      return NULL;
    g_byte_array_set_size (bytes, start + (guint) n);
    if (n == 0)
      break;
    if (bytes->len > CRM_FILE_MOST_BYTES) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                   _ ("“%s” is larger than 100 MB and cannot be attached"), shown);
      return NULL;
    }
  }
  *name = g_strdup (shown);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

typedef struct {
  GBytes *content; /* owned */
  char *name;      /* owned */
} Content;

static void
free_content (gpointer data)
{
  Content *content = data;

  g_bytes_unref (content->content);
  g_free (content->name);
  g_free (content);
}

static void
read_one_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *name = NULL;
  GBytes *bytes = crm_attachment_read (G_FILE (source), &name, cancellable, &error);
  Content *content;

  if (bytes == NULL) {
    g_task_return_error (task, error);
    return;
  }
  content = g_new0 (Content, 1);
  content->content = bytes;
  content->name = name;
  g_task_return_pointer (task, content, free_content);
}

/**
 * crm_attachment_read_async:
 * @file: any file
 * @callback: called when it was read, or could not be
 * @user_data: for @callback
 *
 * crm_attachment_read() that does not make anybody wait.
 */
void
crm_attachment_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, callback, user_data);

  g_task_set_source_tag (task, crm_attachment_read_async);
  g_task_run_in_thread (task, read_one_thread);
}

/**
 * crm_attachment_read_finish:
 * @file: the file
 * @result: what the callback was given
 * @name: (out): how it is called, for people
 * @error: as crm_attachment_read()
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
crm_attachment_read_finish (GFile *file, GAsyncResult *result, char **name, GError **error)
{
  Content *content;
  GBytes *bytes;

  g_return_val_if_fail (g_task_is_valid (result, file), NULL);

  content = g_task_propagate_pointer (G_TASK (result), error);
  if (content == NULL)
    return NULL;
  bytes = g_bytes_ref (content->content);
  *name = g_strdup (content->name);
  free_content (content);
  return bytes;
}

/* --- Attaching */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  GPtrArray *files;        /* of GFile */
  GdkTexture *texture;     /* owned; a picture from the clipboard, NULL if it is none */
  gint64 subject;
  const CrmEntity *entity; /* with field: which it becomes the value of */
  gint64 id;
  const CrmField *field;
  CrmAttachedFunc func;
  gpointer data;
  GPtrArray *names;    /* of what was read */
  GPtrArray *contents; /* of GBytes */
  GString *problems;   /* a sentence a line */
} Attaching;

static void
free_attaching (Attaching *attaching)
{
  g_object_unref (attaching->workspace);
  g_ptr_array_unref (attaching->files);
  g_clear_object (&attaching->texture);
  g_ptr_array_unref (attaching->names);
  g_ptr_array_unref (attaching->contents);
  g_string_free (attaching->problems, TRUE);
  g_free (attaching);
}

static void
add_problem (Attaching *attaching, const char *problem)
{
  g_string_append_printf (attaching->problems, "%s%s", attaching->problems->len > 0 ? "\n" : "",
                          problem);
}

/* "Picture 2026-11-30 14-05-09.png": no colon, which other systems do not take. */
char *
crm_attachment_dup_picture_name (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (crm_clock_now ());
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  /* Translators: the name of a file; %s is date and time */
  return g_strdup_printf (_ ("Picture %s.png"), when);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Attaching *attaching = data;

  if (attaching->texture != NULL) {
    g_ptr_array_add (attaching->names, crm_attachment_dup_picture_name ());
    g_ptr_array_add (attaching->contents, gdk_texture_save_to_png_bytes (attaching->texture));
  }
  for (guint i = 0; i < attaching->files->len; i++) {
    g_autoptr (GError) error = NULL;
    char *name = NULL;
    GBytes *content = crm_attachment_read (attaching->files->pdata[i], &name, cancellable, &error);
    if (content == NULL) {
      add_problem (attaching, error->message);
      continue;
    }
    g_ptr_array_add (attaching->names, name);
    g_ptr_array_add (attaching->contents, content);
  }
  g_task_return_boolean (task, TRUE);
}

static void
end (Attaching *attaching)
{
  gboolean attached = attaching->problems->len == 0;

  if (!attached) {
    g_autoptr (GError) error =
        g_error_new_literal (CRM_ERROR, CRM_ERROR_REFUSED, attaching->problems->str);
    crm_workspace_report (attaching->workspace, _ ("Not everything could be attached"), error);
  }
  if (attaching->func != NULL)
    attaching->func (attached, attaching->data);
  free_attaching (attaching);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attaching *attaching = user_data;
  guint n = attaching->names->len;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (crm_workspace_commit_finish (attaching->workspace, result, &error) < 0)
    add_problem (attaching, error->message);
  else {
    text = n == 1 ? g_strdup_printf (_ ("“%s” attached"), (char *) attaching->names->pdata[0])
                  : g_strdup_printf (ngettext ("%u file attached", "%u files attached", n), n);
    crm_workspace_say_done (attaching->workspace, text);
  }
  end (attaching);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attaching *attaching = user_data;
  guint n = attaching->names->len;
  g_autofree char *label = NULL;
  CrmChange *change;
  gint64 stand_in = 0;

  if (n == 0) {
    end (attaching);
    return;
  }
  label = n == 1 ? g_strdup_printf (_ ("Attach “%s”"), (char *) attaching->names->pdata[0])
                 : g_strdup_printf (ngettext ("Attach %u file", "Attach %u files", n), n);
  change = crm_workspace_begin (attaching->workspace, label);
  for (guint i = 0; i < n; i++)
    stand_in = crm_change_add_file (change, attaching->subject, attaching->names->pdata[i],
                                    attaching->contents->pdata[i]);
  if (attaching->field != NULL)
    crm_change_set_integer (change, attaching->entity, attaching->id, attaching->field->name,
                            stand_in);
  crm_workspace_commit (attaching->workspace, change, committed_cb, attaching);
}

static Attaching *
make_attaching (CrmWorkspace *workspace, gint64 subject)
{
  Attaching *attaching = g_new0 (Attaching, 1);

  attaching->workspace = g_object_ref (workspace);
  attaching->subject = subject;
  attaching->files = g_ptr_array_new_with_free_func (g_object_unref);
  attaching->names = g_ptr_array_new_with_free_func (g_free);
  attaching->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  attaching->problems = g_string_new (NULL);
  return attaching;
}

static void
start (Attaching *attaching)
{
  g_autoptr (GTask) task = g_task_new (attaching->workspace, NULL, read_cb, attaching);

  g_task_set_task_data (task, attaching, NULL);
  g_task_run_in_thread (task, read_thread);
}

/**
 * crm_attach_files:
 * @workspace: where the record is
 * @subject: the record
 * @files: (element-type GFile) (transfer none): what to attach
 * @func: (nullable): called at the end
 * @data: for @func
 *
 * What cannot be attached is reported, the rest is.
 */
void
crm_attach_files (CrmWorkspace *workspace, gint64 subject, GSList *files, CrmAttachedFunc func,
                  gpointer data)
{
  Attaching *attaching = make_attaching (workspace, subject);

  for (GSList *file = files; file != NULL; file = file->next)
    g_ptr_array_add (attaching->files, g_object_ref (file->data));
  attaching->func = func;
  attaching->data = data;
  start (attaching);
}

/**
 * crm_attach_to_field:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record
 * @field: a field of kind file
 * @file: what becomes its value
 */
void
crm_attach_to_field (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id,
                     const CrmField *field, GFile *file)
{
  Attaching *attaching = make_attaching (workspace, crm_subject_make (entity, id));

  g_ptr_array_add (attaching->files, g_object_ref (file));
  attaching->entity = entity;
  attaching->id = id;
  attaching->field = field;
  start (attaching);
}

/* --- From the clipboard */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 subject;
} Pasting;

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    crm_workspace_report (pasting->workspace, _ ("Nothing could be pasted"), error);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
    if (files != NULL)
      crm_attach_files (pasting->workspace, pasting->subject, files, NULL, NULL);
  } else {
    Attaching *attaching = make_attaching (pasting->workspace, pasting->subject);
    attaching->texture = g_value_dup_object (value);
    start (attaching);
  }
  g_object_unref (pasting->workspace);
  g_free (pasting);
}

/**
 * crm_attach_clipboard:
 * @workspace: where the record is
 * @subject: the record
 * @clipboard: from where
 *
 * Attaches the files or the picture (a screenshot) that were copied.
 *
 * Returns: FALSE when there is nothing of the kind: a text is pasted by whoever has the focus
 */
gboolean
crm_attach_clipboard (CrmWorkspace *workspace, gint64 subject, GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                       gdk_content_formats_contain_mime_type (formats, "text/uri-list")
                   ? GDK_TYPE_FILE_LIST
                   : GDK_TYPE_TEXTURE;
  Pasting *pasting;

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return FALSE;
  if (type == GDK_TYPE_TEXTURE && !gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
      !gdk_content_formats_contain_mime_type (formats, "image/png"))
    return FALSE;
  pasting = g_new0 (Pasting, 1);
  pasting->workspace = g_object_ref (workspace);
  pasting->subject = subject;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb, pasting);
  return TRUE;
}
