/* Notes: several lines of text. */
#include "config.h"

#include "crm-field-editor.h"

static gboolean
key_pressed_cb (CrmFieldRow *row, guint key, guint code, GdkModifierType state)
{
  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  crm_field_row_commit (row);
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
make (CrmFieldRow *row)
{
  GtkWidget *editor = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "note-view");
  gtk_widget_add_css_class (GTK_WIDGET (row), "typed");
  crm_editor_set_name (view, crm_field_get_label (crm_field_row_get_description (row)));
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                            G_CALLBACK (crm_field_row_touch), row);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), row,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (editor), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (editor), 54);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (editor), 300);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (editor), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (editor), view);
  crm_editor_set_part (editor, "view", view);
  return editor;
}

static GtkTextBuffer *
get_buffer (GtkWidget *editor)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (crm_editor_get_part (editor, "view")));
}

static void
set_text (GtkWidget *editor, const char *text)
{
  gtk_text_buffer_set_text (get_buffer (editor), text, -1);
}

static char *
dup_text (GtkWidget *editor)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (editor), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (editor), &start, &end, FALSE);
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  g_autofree char *shown = dup_text (editor);
  const char *text = value->type == CRM_VALUE_TEXT ? value->text : "";

  /* The cursor stays where it is when nothing changes. */
  if (g_strcmp0 (shown, text) != 0)
    set_text (editor, text);
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  g_autofree char *text = dup_text (editor);
  return crm_field_parse (crm_field_row_get_description (row), text, value, error);
}

const CrmFieldEditor crm_note_editor = {
  .make = make,
  .show = show,
  .read = read_value,
  .dup_text = dup_text,
  .set_text = set_text,
};
