/* Where a note or a reply to one is written. */
#include "config.h"

#include "crm-note-composer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-mention-completion.h"
#include "crm-pages.h"
#include "crm-text.h"

/* Of the note that is answered so much is shown. */
#define MOST_LETTERS 60

/**
 * CrmNoteComposer:
 *
 * What is typed stays until it is stored, and survives a crash: it stands here again when the page
 * is opened.
 */
struct _CrmNoteComposer {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 subject;
  char *draft;     /* owned; the name of the draft */
  char *sent;      /* owned; the note that is being stored, NULL if none is */
  gint64 reply_to; /* 0: none */

  GtkWidget *box;
  GtkWidget *placeholder;
  GtkTextView *note;
  GtkWidget *reply;
  GtkLabel *reply_label;
  GtkButton *add;
};

G_DEFINE_FINAL_TYPE (CrmNoteComposer, crm_note_composer, GTK_TYPE_WIDGET)

static char *
dup_note (CrmNoteComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_reply_to (CrmNoteComposer *self, gint64 note, const char *text)
{
  g_autofree char *line = text != NULL ? crm_text_one_line (text, MOST_LETTERS) : NULL;
  /* Translators: %s is the beginning of a note */
  g_autofree char *label = line != NULL ? g_strdup_printf (_ ("Reply to “%s”"), line) : NULL;

  self->reply_to = note;
  gtk_label_set_text (self->reply_label, label != NULL ? label : "");
  gtk_widget_set_visible (self->reply, note != 0);
  gtk_button_set_label (self->add, note != 0 ? _ ("Reply") : _ ("Add Note"));
}

static void
note_changed_cb (CrmNoteComposer *self)
{
  g_autofree char *text = dup_note (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->add), *text != '\0');
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (
                                                 gtk_text_view_get_buffer (self->note)) == 0);
  if (self->workspace != NULL)
    crm_drafts_set (crm_workspace_get_drafts (self->workspace), self->draft, text);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmNoteComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->workspace == NULL)
    return;
  text = dup_note (self);
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0)
    crm_workspace_report (self->workspace, _ ("The note could not be saved"), error);
  else if (g_strcmp0 (self->sent, text) == 0) {
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), "", 0);
    set_reply_to (self, 0, NULL);
  }
  g_clear_pointer (&self->sent, g_free);
  note_changed_cb (self);
}

static void
add_cb (CrmNoteComposer *self)
{
  g_autofree char *text = dup_note (self);
  g_autoptr (CrmRecord) note = NULL;
  CrmChange *change;

  if (*text == '\0' || self->sent != NULL)
    return;
  note = crm_record_new (crm_entity_find ("note"));
  crm_record_set_text (note, "text", text);
  crm_record_set_integer (note, "subject", self->subject);
  if (self->reply_to != 0)
    crm_record_set_integer (note, "reply_to", self->reply_to);
  change = crm_workspace_begin (self->workspace,
                                self->reply_to != 0 ? _ ("Reply to a note") : _ ("New note"));
  crm_change_add (change, note);
  /* What is typed stays until it is stored. */
  self->sent = g_steal_pointer (&text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), FALSE);
  crm_workspace_commit (self->workspace, change, added_cb, g_object_ref (self));
}

static void
no_reply_cb (CrmNoteComposer *self)
{
  set_reply_to (self, 0, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

/* A screenshot is attached to the record that the note is about. */
static void
paste_cb (CrmNoteComposer *self)
{
  if (crm_attach_clipboard (self->workspace, self->subject,
                            gtk_widget_get_clipboard (GTK_WIDGET (self))))
    g_signal_stop_emission_by_name (self->note, "paste-clipboard");
}

static gboolean
key_pressed_cb (CrmNoteComposer *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Escape && self->reply_to != 0) {
    no_reply_cb (self);
    return GDK_EVENT_STOP;
  }
  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  add_cb (self);
  return GDK_EVENT_STOP;
}

static gboolean
crm_note_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_NOTE_COMPOSER (widget)->note));
}

static void
crm_note_composer_dispose (GObject *object)
{
  CrmNoteComposer *self = CRM_NOTE_COMPOSER (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_NOTE_COMPOSER);

  G_OBJECT_CLASS (crm_note_composer_parent_class)->dispose (object);
}

static void
crm_note_composer_finalize (GObject *object)
{
  g_free (CRM_NOTE_COMPOSER (object)->draft);
  g_free (CRM_NOTE_COMPOSER (object)->sent);

  G_OBJECT_CLASS (crm_note_composer_parent_class)->finalize (object);
}

static void
crm_note_composer_class_init (CrmNoteComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_note_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_note_composer_finalize;
  widget_class->grab_focus = crm_note_composer_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-note-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, box);
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, note);
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, reply);
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, reply_label);
  gtk_widget_class_bind_template_child (widget_class, CrmNoteComposer, add);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_reply_cb);
}

static void
crm_note_composer_init (CrmNoteComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_note_composer_set_subject:
 * @self: a composer, once
 * @workspace: where notes are stored
 * @entity: of the record that they are about
 * @id: of the record
 */
void
crm_note_composer_set_subject (CrmNoteComposer *self, CrmWorkspace *workspace,
                               const CrmEntity *entity, gint64 id)
{
  g_autofree char *name = crm_pages_dup_name (entity, id);
  g_autofree char *kept = NULL;

  self->subject = crm_subject_make (entity, id);
  self->draft = g_strconcat ("note:", name, NULL);
  kept = crm_drafts_dup (crm_workspace_get_drafts (workspace), self->draft);
  if (kept != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), kept, -1);
  self->workspace = g_object_ref (workspace);
  crm_mention_completion_attach (self->note, GTK_WIDGET (self), workspace);
  g_signal_connect_object (gtk_text_view_get_buffer (self->note), "changed",
                           G_CALLBACK (note_changed_cb), self, G_CONNECT_SWAPPED);
  note_changed_cb (self);
}

/**
 * crm_note_composer_reply:
 * @self: a composer
 * @note: the id of the note that is answered; of an answer: of what that answers
 */
void
crm_note_composer_reply (CrmNoteComposer *self, gint64 note)
{
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (self->workspace),
                                                  crm_entity_find ("note"), note, NULL);

  if (record == NULL)
    return;
  /* A discussion has one level. */
  if (!crm_record_is_empty (record, "reply_to"))
    note = crm_record_get_integer (record, "reply_to");
  set_reply_to (self, note, crm_record_get_text (record, "text"));
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}
