/* Tags: chips, and a text for one more with those in use to choose from. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-field-editor.h"
#include "crm-tags.h"

#define MOST_SUGGESTIONS 6

static GtkWidget *
get_row (GtkWidget *editor)
{
  return gtk_widget_get_ancestor (editor, CRM_TYPE_FIELD_ROW);
}

/* The tags as they stand: what the chips say. */
static GStrv
dup_tags (GtkWidget *editor)
{
  return crm_tags_split (g_object_get_data (G_OBJECT (editor), "tags"));
}

static void show_tags (GtkWidget *editor, const char *stored);

static void
change (GtkWidget *editor, const char *added, const char *removed)
{
  g_auto (GStrv) tags = dup_tags (editor);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *stored = NULL;
  GtkWidget *row = get_row (editor);

  for (char **tag = tags; *tag != NULL; tag++)
    if (g_strcmp0 (*tag, removed) != 0)
      g_ptr_array_add (kept, *tag);
  if (added != NULL)
    g_ptr_array_add (kept, (gpointer) added);
  g_ptr_array_add (kept, NULL);
  stored = crm_tags_join ((const char *const *) kept->pdata);
  crm_field_row_touch (CRM_FIELD_ROW (row));
  show_tags (editor, stored);
  crm_field_row_commit (CRM_FIELD_ROW (row));
}

static void
remove_cb (GtkWidget *editor, GtkButton *button)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));
  change (editor, NULL, tag);
  gtk_widget_grab_focus (crm_editor_get_part (editor, "text"));
}

static GtkWidget *
make_chip (GtkWidget *editor, const char *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (tag);
  /* Translators: %s is a tag */
  g_autofree char *name = g_strdup_printf (_ ("Remove “%s”"), tag);
  GtkWidget *button = crm_editor_make_button ("window-close-symbolic", name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), editor, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_tags (GtkWidget *editor, const char *stored)
{
  GtkWidget *chips = crm_editor_get_part (editor, "chips");
  GtkWidget *text = crm_editor_get_part (editor, "text");
  g_auto (GStrv) tags = crm_tags_split (stored);
  GtkWidget *child;

  g_object_set_data_full (G_OBJECT (editor), "tags", g_strdup (stored), g_free);
  while ((child = gtk_widget_get_first_child (chips)) != NULL && child != text)
    adw_wrap_box_remove (ADW_WRAP_BOX (chips), child);
  for (guint i = g_strv_length (tags); i > 0; i--)
    if (*tags[i - 1] != '\0')
      adw_wrap_box_prepend (ADW_WRAP_BOX (chips), make_chip (editor, tags[i - 1]));
}

/* --- Typing one more */

static void
clear_suggestions (GtkWidget *editor)
{
  GtkWidget *suggestions = crm_editor_get_part (editor, "suggestions");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (suggestions)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (suggestions), child);
  gtk_widget_set_visible (suggestions, FALSE);
}

static void
take_typed (GtkWidget *editor)
{
  GtkEditable *text = GTK_EDITABLE (crm_editor_get_part (editor, "text"));
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (text)));

  clear_suggestions (editor);
  if (*typed == '\0')
    return;
  gtk_editable_set_text (text, "");
  change (editor, typed, NULL);
}

static void
suggested_cb (GtkWidget *editor, GtkButton *button)
{
  g_autofree char *tag = g_strdup (gtk_button_get_label (button));

  gtk_editable_set_text (GTK_EDITABLE (crm_editor_get_part (editor, "text")), "");
  gtk_widget_grab_focus (crm_editor_get_part (editor, "text"));
  clear_suggestions (editor);
  change (editor, tag, NULL);
}

typedef struct {
  GtkWidget *editor; /* owned */
  const CrmEntity *entity;
  char *beginning;
  GStrv tags;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->tags =
      crm_tags_read (database, reading->entity, reading->beginning, MOST_SUGGESTIONS, error);
  return reading->tags != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GtkWidget *editor = reading->editor;
  GtkWidget *suggestions = crm_editor_get_part (editor, "suggestions");
  gboolean read = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (read && get_row (editor) != NULL &&
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (crm_editor_get_part (editor, "text"))),
                 reading->beginning) == 0) {
    g_auto (GStrv) present = dup_tags (editor);
    clear_suggestions (editor);
    for (char **tag = reading->tags; *tag != NULL; tag++) {
      GtkWidget *button;
      if (g_strv_contains ((const char *const *) present, *tag))
        continue;
      button = gtk_button_new_with_label (*tag);
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      gtk_widget_add_css_class (button, "suggestion");
      g_signal_connect_object (button, "clicked", G_CALLBACK (suggested_cb), editor,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (suggestions), button);
      gtk_widget_set_visible (suggestions, TRUE);
    }
  }
  g_object_unref (reading->editor);
  g_free (reading->beginning);
  g_strfreev (reading->tags);
  g_free (reading);
}

static void
suggest (GtkWidget *editor)
{
  CrmFieldRow *row = CRM_FIELD_ROW (get_row (editor));
  Reading *reading = g_new0 (Reading, 1);

  reading->editor = g_object_ref (editor);
  reading->entity = crm_record_form_get_entity (crm_field_row_get_form (row));
  reading->beginning =
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (crm_editor_get_part (editor, "text"))));
  crm_store_read_async (crm_workspace_get_store (crm_field_row_get_workspace (row)), read_func,
                        reading, NULL, NULL, read_cb, reading);
}

static void
changed_cb (GtkWidget *editor, GtkEditable *text)
{
  if (g_strrstr (gtk_editable_get_text (text), ",") != NULL) {
    g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (text), ",", 2);
    gtk_editable_set_text (text, parts[0]);
    take_typed (editor);
  } else if (get_row (editor) != NULL && gtk_widget_has_focus (GTK_WIDGET (text)))
    suggest (editor);
}

static void
leave_cb (GtkWidget *editor)
{
  if (get_row (editor) != NULL)
    take_typed (editor);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  const char *label = crm_field_get_label (crm_field_row_get_description (row));
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *chips = adw_wrap_box_new ();
  GtkWidget *suggestions = adw_wrap_box_new ();
  GtkWidget *text = gtk_text_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (suggestions), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (suggestions), 6);
  gtk_widget_set_visible (suggestions, FALSE);
  gtk_widget_set_size_request (text, 90, -1);
  gtk_text_set_placeholder_text (GTK_TEXT (text), _ ("Add a tag"));
  crm_editor_set_name (text, label);
  adw_wrap_box_append (ADW_WRAP_BOX (chips), text);
  gtk_box_append (GTK_BOX (editor), chips);
  gtk_box_append (GTK_BOX (editor), suggestions);
  crm_editor_set_part (editor, "chips", chips);
  crm_editor_set_part (editor, "suggestions", suggestions);
  crm_editor_set_part (editor, "text", text);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), editor, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "activate", G_CALLBACK (take_typed), editor, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), editor, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (editor, focus);
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  show_tags (editor, value->type == CRM_VALUE_TEXT ? value->text : "");
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  crm_value_set_text (value, g_object_get_data (G_OBJECT (editor), "tags"));
  return TRUE;
}

const CrmFieldEditor crm_tags_editor = {
  .make = make,
  .show = show,
  .read = read_value,
};
