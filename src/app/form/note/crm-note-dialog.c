/* The dialog in which one's own note is changed. */
#include "config.h"

#include "crm-note-dialog.h"

#include <glib/gi18n.h>

#include "crm-mention-completion.h"

struct _CrmNoteDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 id;
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (CrmNoteDialog, crm_note_dialog, ADW_TYPE_DIALOG)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmNoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->workspace == NULL)
    return;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0)
    crm_workspace_report (self->workspace, _ ("The note could not be saved"), error);
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_cb (CrmNoteDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_strstrip (text);
  /* An empty note is no note: deleting is another button. */
  if (*text == '\0')
    return;
  crm_value_set_text (&value, text);
  crm_workspace_set_field (self->workspace, crm_entity_find ("note"), self->id, "text", &value,
                           saved_cb, g_object_ref (self));
}

static gboolean
key_pressed_cb (CrmNoteDialog *self, guint key, guint code, GdkModifierType state)
{
  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  save_cb (self);
  return GDK_EVENT_STOP;
}

static void
crm_note_dialog_dispose (GObject *object)
{
  CrmNoteDialog *self = CRM_NOTE_DIALOG (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_NOTE_DIALOG);

  G_OBJECT_CLASS (crm_note_dialog_parent_class)->dispose (object);
}

static void
crm_note_dialog_class_init (CrmNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_note_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-note-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNoteDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
crm_note_dialog_init (CrmNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_note_dialog_new:
 * @workspace: where the note is
 * @id: of the note
 *
 * Returns: (transfer floating) (nullable): a dialog; %NULL when the note is gone
 */
AdwDialog *
crm_note_dialog_new (CrmWorkspace *workspace, gint64 id)
{
  g_autoptr (CrmRecord) note =
      crm_record_load (crm_workspace_get_reader (workspace), crm_entity_find ("note"), id, NULL);
  CrmNoteDialog *self;
  const char *text;

  if (note == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_NOTE_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->id = id;
  text = crm_record_get_text (note, "text");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
  crm_mention_completion_attach (self->view, GTK_WIDGET (self), workspace);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->view));
  return ADW_DIALOG (self);
}
