/* Files that are the value of a field: a logo, a signature. Chosen, dropped, looked at. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-field-editor.h"
#include "crm-preview-dialog.h"
#include "crm-preview.h"

#define PERCENT 50

static CrmRecord *
load_file (CrmFieldRow *row)
{
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  const CrmValue *value = crm_record_get_value (record, crm_field_row_get_field (row));

  if (value->type != CRM_VALUE_INTEGER)
    return NULL;
  return crm_record_load (crm_workspace_get_reader (crm_field_row_get_workspace (row)),
                          crm_field_get_target (crm_field_row_get_description (row)),
                          value->integer, NULL);
}

static void
attach (CrmFieldRow *row, GFile *file)
{
  CrmRecordForm *form = crm_field_row_get_form (row);

  crm_attach_to_field (crm_field_row_get_workspace (row), crm_record_form_get_entity (form),
                       crm_record_get_id (crm_record_form_get_record (form)),
                       crm_field_row_get_description (row), file);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFieldRow) row = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && crm_field_row_get_form (row) != NULL)
    attach (row, file);
}

static void
choose_cb (CrmFieldRow *row)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));

  gtk_file_dialog_set_title (dialog, crm_field_get_label (crm_field_row_get_description (row)));
  gtk_file_dialog_open (dialog, GTK_WINDOW (root), NULL, chosen_cb, g_object_ref (row));
}

static gboolean
drop_cb (CrmFieldRow *row, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL)
    return FALSE;
  attach (row, files->data);
  return TRUE;
}

static void
show_cb (CrmFieldRow *row)
{
  g_autoptr (CrmRecord) file = load_file (row);

  if (file == NULL)
    return;
  if (crm_preview_can_show (file))
    adw_dialog_present (crm_preview_dialog_new (crm_field_row_get_workspace (row), file),
                        GTK_WIDGET (row));
  else
    crm_attachment_open (crm_field_row_get_workspace (row), file, GTK_WIDGET (row));
}

static void
remove_cb (CrmFieldRow *row)
{
  crm_field_row_touch (row);
  crm_field_row_commit (row);
}

/* --- The small picture */

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkImage) picture = user_data;
  g_autoptr (GdkTexture) texture = crm_preview_draw_finish (CRM_PREVIEW (source), result, NULL);

  if (texture == NULL || g_object_get_data (G_OBJECT (picture), "preview") != source)
    return;
  gtk_image_set_from_paintable (picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (picture), TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkImage) picture = user_data;
  g_autoptr (GBytes) content = crm_attachment_load_finish (CRM_WORKSPACE (source), result, NULL);
  CrmPreview *preview;

  if (content == NULL)
    return;
  preview = crm_preview_new (content);
  /* The last one asked for is the one shown. */
  g_object_set_data_full (G_OBJECT (picture), "preview", preview, g_object_unref);
  crm_preview_draw_async (preview, 0, PERCENT, NULL, drawn_cb, g_object_ref (picture));
}

static GtkWidget *
make (CrmFieldRow *row)
{
  const char *label = crm_field_get_label (crm_field_row_get_description (row));
  gboolean editable =
      crm_record_form_can_edit (crm_field_row_get_form (row), crm_field_row_get_field (row));
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *picture = gtk_image_new ();
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *look = crm_editor_make_button ("view-reveal-symbolic", _ ("Look at It"));
  GtkWidget *choose = crm_editor_make_button ("document-open-symbolic", _ ("Choose a File…"));
  GtkWidget *remove = crm_editor_make_button ("edit-clear-symbolic", _ ("Take Away"));
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_image_set_pixel_size (GTK_IMAGE (picture), 48);
  crm_editor_set_name (picture, label);
  gtk_widget_set_visible (picture, FALSE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (editor), picture);
  gtk_box_append (GTK_BOX (editor), name);
  gtk_box_append (GTK_BOX (editor), look);
  gtk_box_append (GTK_BOX (editor), choose);
  gtk_box_append (GTK_BOX (editor), remove);
  crm_editor_set_part (editor, "picture", picture);
  crm_editor_set_part (editor, "label", name);
  crm_editor_set_part (editor, "look", look);
  crm_editor_set_part (editor, "remove", remove);
  gtk_widget_set_visible (choose, editable);
  g_signal_connect_object (look, "clicked", G_CALLBACK (show_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), row, G_CONNECT_SWAPPED);
  if (editable) {
    g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), row, G_CONNECT_SWAPPED);
    gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
  } else
    g_object_unref (target);
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  g_autofree char *text = crm_editor_format (row, value);
  gboolean there = value->type == CRM_VALUE_INTEGER;
  gboolean editable =
      crm_record_form_can_edit (crm_field_row_get_form (row), crm_field_row_get_field (row));
  GtkWidget *picture = crm_editor_get_part (editor, "picture");
  g_autoptr (CrmRecord) file = NULL;

  crm_editor_set_label (crm_editor_get_part (editor, "label"), text);
  gtk_widget_set_visible (crm_editor_get_part (editor, "look"), there);
  gtk_widget_set_visible (crm_editor_get_part (editor, "remove"), there && editable);
  gtk_widget_set_visible (picture, FALSE);
  g_object_set_data (G_OBJECT (picture), "preview", NULL);
  if (!there)
    return;
  file = load_file (row);
  if (file != NULL && crm_preview_can_show (file))
    crm_attachment_load_async (crm_field_row_get_workspace (row), file, NULL, loaded_cb,
                               g_object_ref (picture));
}

/* What can be read here is only that nothing is wanted: a file comes by a change of its own. */
static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  crm_value_clear (value);
  return TRUE;
}

const CrmFieldEditor crm_file_editor = {
  .make = make,
  .show = show,
  .read = read_value,
};
