/* A row of the files of a record: a small picture, its name, its size. */
#include "config.h"

#include "crm-file-row.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-date.h"
#include "crm-preview.h"
#include "crm-record-dialog.h"

/* Larger ones are not read for a small picture. */
#define MOST_BYTES (10 * 1024 * 1024)
#define PERCENT 25

struct _CrmFileRow {
  GtkBox parent_instance;

  CrmWorkspace *workspace;     /* owned */
  CrmRecord *file;             /* owned; NULL while unbound */
  GCancellable *cancellable;   /* owned; of the small picture */
  GSimpleActionGroup *actions; /* owned */

  GtkImage *picture;
  GtkLabel *name;
  GtkLabel *facts;
};

G_DEFINE_FINAL_TYPE (CrmFileRow, crm_file_row, GTK_TYPE_BOX)

static void
stop_thumbnail (CrmFileRow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* A picture that comes late belongs to a row that shows another file by now. */
static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFileRow) self = user_data;
  g_autoptr (GdkTexture) texture = crm_preview_draw_finish (CRM_PREVIEW (source), result, NULL);

  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable ||
      texture == NULL)
    return;
  gtk_image_set_from_paintable (self->picture, GDK_PAINTABLE (texture));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFileRow) self = user_data;
  g_autoptr (GBytes) content = crm_attachment_load_finish (CRM_WORKSPACE (source), result, NULL);
  g_autoptr (CrmPreview) preview = NULL;

  if (content == NULL || self->cancellable == NULL ||
      g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  preview = crm_preview_new (content);
  crm_preview_draw_async (preview, 0, PERCENT, self->cancellable, drawn_cb, g_object_ref (self));
}

static void
start_thumbnail (CrmFileRow *self)
{
  gint64 size = crm_record_get_integer (self->file, "size");

  if (!crm_preview_can_show (self->file) || size > MOST_BYTES)
    return;
  self->cancellable = g_cancellable_new ();
  crm_attachment_load_async (self->workspace, self->file, self->cancellable, loaded_cb,
                             g_object_ref (self));
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFileRow *self = user_data;
  crm_attachment_open (self->workspace, self->file, GTK_WIDGET (self));
}

static void
save_as_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFileRow *self = user_data;
  crm_attachment_save_as (self->workspace, self->file, GTK_WIDGET (self));
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFileRow *self = user_data;
  AdwDialog *dialog = crm_record_dialog_new (self->workspace, crm_record_get_entity (self->file),
                                             crm_record_get_id (self->file));

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmFileRow *self = user_data;
  gint64 id = crm_record_get_id (self->file);
  crm_workspace_delete (self->workspace, crm_record_get_entity (self->file), &id, 1);
}

static const GActionEntry entries[] = {
  { "open", open_action },
  { "save-as", save_as_action },
  { "rename", rename_action },
  { "delete", delete_action },
};

static void
crm_file_row_dispose (GObject *object)
{
  CrmFileRow *self = CRM_FILE_ROW (object);

  stop_thumbnail (self);
  g_clear_object (&self->file);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FILE_ROW);

  G_OBJECT_CLASS (crm_file_row_parent_class)->dispose (object);
}

static void
crm_file_row_class_init (CrmFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_file_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, facts);
}

static void
crm_file_row_init (CrmFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "file", G_ACTION_GROUP (self->actions));
}

/**
 * crm_file_row_new:
 * @workspace: where the files are
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
crm_file_row_new (CrmWorkspace *workspace)
{
  CrmFileRow *self = g_object_new (CRM_TYPE_FILE_ROW, NULL);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "delete");

  self->workspace = g_object_ref (workspace);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               crm_store_is_writable (crm_workspace_get_store (workspace)));
  return GTK_WIDGET (self);
}

static char *
dup_facts (CrmFileRow *self, CrmRecord *file)
{
  g_autofree char *size = g_format_size ((guint64) MAX (0, crm_record_get_integer (file, "size")));
  g_autofree char *when = crm_moment_format_relative (crm_record_get_integer (file, "created"),
                                                      crm_workspace_get_now (self->workspace));
  const char *who = crm_record_get_reference_title (
      file, crm_entity_field_index (crm_record_get_entity (file), "author"));

  return who != NULL ? g_strdup_printf ("%s · %s · %s", size, when, who)
                     : g_strdup_printf ("%s · %s", size, when);
}

/**
 * crm_file_row_set_file:
 * @self: a row
 * @file: (nullable): the record of a file
 */
void
crm_file_row_set_file (CrmFileRow *self, CrmRecord *file)
{
  g_autofree char *type = NULL;
  g_autofree char *facts = NULL;
  g_autoptr (GIcon) icon = NULL;

  stop_thumbnail (self);
  g_set_object (&self->file, file);
  if (file == NULL)
    return;
  type = g_content_type_from_mime_type (crm_record_get_text (file, "media_type") != NULL
                                            ? crm_record_get_text (file, "media_type")
                                            : "application/octet-stream");
  icon = g_content_type_get_symbolic_icon (type != NULL ? type : "application/octet-stream");
  facts = dup_facts (self, file);
  gtk_image_set_from_gicon (self->picture, icon);
  gtk_label_set_text (self->name, crm_record_get_title (file));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), crm_record_get_title (file));
  gtk_label_set_text (self->facts, facts);
  start_thumbnail (self);
}
