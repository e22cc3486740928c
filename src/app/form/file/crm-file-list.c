/* The files attached to a record. */
#include "config.h"

#include "crm-file-list.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-file-row.h"
#include "crm-preview-dialog.h"
#include "crm-preview.h"
#include "crm-record-list.h"

struct _CrmFileList {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  CrmRecordList *list; /* owned */

  GtkWidget *box;
  GtkWidget *add;
  GtkWidget *scroller;
  GtkListView *view;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CrmFileList, crm_file_list, GTK_TYPE_WIDGET)

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmFileList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) chosen =
      gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  GSList *files = NULL;

  if (self->workspace == NULL || chosen == NULL)
    return;
  for (guint i = g_list_model_get_n_items (chosen); i > 0; i--)
    files = g_slist_prepend (files, g_list_model_get_item (chosen, i - 1));
  crm_attach_files (self->workspace, crm_subject_make (self->entity, self->id), files, NULL, NULL);
  g_slist_free_full (files, g_object_unref);
}

static void
add_cb (CrmFileList *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Attach Files"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (root), NULL, chosen_cb, g_object_ref (self));
}

static void
activate_cb (CrmFileList *self, guint position)
{
  g_autoptr (CrmRecord) file = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (file == NULL)
    return;
  if (crm_preview_can_show (file))
    adw_dialog_present (crm_preview_dialog_new (self->workspace, file), GTK_WIDGET (self));
  else
    crm_attachment_open (self->workspace, file, GTK_WIDGET (self));
}

static void
show_emptiness (CrmFileList *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
                   !crm_record_list_get_loading (self->list);

  gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (self->scroller, !empty);
}

static void read_files (CrmFileList *self);

static void
replaced_cb (CrmFileList *self)
{
  read_files (self);
}

static void
read_files (CrmFileList *self)
{
  g_autoptr (CrmQuery) query = crm_file_list_make_query (self->entity, self->id);
  g_autoptr (GtkNoSelection) selection = NULL;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->list = crm_record_list_new (crm_workspace_get_store (self->workspace), query);
  g_signal_connect_object (self->list, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (show_emptiness), self,
                           G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  show_emptiness (self);
}

static void
setup_cb (CrmFileList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_file_row_new (self->workspace));
}

static void
bind_cb (CrmFileList *self, GtkListItem *item)
{
  CrmRecord *file = gtk_list_item_get_item (item);

  crm_file_row_set_file (CRM_FILE_ROW (gtk_list_item_get_child (item)), file);
  gtk_list_item_set_accessible_label (item, crm_record_get_title (file));
}

static void
unbind_cb (CrmFileList *self, GtkListItem *item)
{
  crm_file_row_set_file (CRM_FILE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
crm_file_list_dispose (GObject *object)
{
  CrmFileList *self = CRM_FILE_LIST (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FILE_LIST);
  g_clear_object (&self->list);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_file_list_parent_class)->dispose (object);
}

static void
crm_file_list_class_init (CrmFileListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_file_list_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-file-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFileList, box);
  gtk_widget_class_bind_template_child (widget_class, CrmFileList, add);
  gtk_widget_class_bind_template_child (widget_class, CrmFileList, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmFileList, view);
  gtk_widget_class_bind_template_child (widget_class, CrmFileList, empty);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
crm_file_list_init (CrmFileList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
}

/**
 * crm_file_list_new:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer floating): the files attached to it
 */
GtkWidget *
crm_file_list_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  CrmFileList *self = g_object_new (CRM_TYPE_FILE_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->id = id;
  gtk_widget_set_visible (self->add, crm_store_is_writable (crm_workspace_get_store (workspace)));
  read_files (self);
  return GTK_WIDGET (self);
}

/**
 * crm_file_list_make_query:
 * @entity: of a record
 * @id: of a record
 *
 * Returns: (transfer full): the files attached to it
 */
CrmQuery *
crm_file_list_make_query (const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("file"));
  return crm_query_filter_integer (all, "subject", CRM_OP_EQUAL, crm_subject_make (entity, id));
}
