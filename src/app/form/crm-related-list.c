/* The records of one relation. */
#include "config.h"

#include "crm-related-list.h"

#include <glib/gi18n.h>

#include "crm-record-list.h"

struct _CrmRelatedList {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRelation relation;
  CrmRecord *record;   /* owned */
  CrmRecordList *list; /* owned */

  GtkWidget *box;
  GtkWidget *add;
  AdwButtonContent *add_content;
  GtkWidget *scroller;
  GtkListView *view;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (CrmRelatedList, crm_related_list, GTK_TYPE_WIDGET)

static void
add_cb (CrmRelatedList *self)
{
  g_autoptr (CrmRecord) draft = crm_relation_make_draft (&self->relation, self->record);
  crm_workspace_new_record (self->workspace, self->relation.entity, draft);
}

static void
activate_cb (CrmRelatedList *self, guint position)
{
  crm_workspace_open_record (self->workspace, self->relation.entity,
                             crm_record_list_get_id_at (self->list, position));
}

static void
show_emptiness (CrmRelatedList *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
                   !crm_record_list_get_loading (self->list);

  gtk_widget_set_visible (GTK_WIDGET (self->empty), empty);
  gtk_widget_set_visible (self->scroller, !empty);
}

static void make_list (CrmRelatedList *self);

static void
replaced_cb (CrmRelatedList *self)
{
  make_list (self);
}

static void
make_list (CrmRelatedList *self)
{
  g_autoptr (CrmQuery) query =
      crm_relation_make_query (&self->relation, crm_record_get_id (self->record));
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

/* --- Rows */

static void
show_record (GtkListItem *item, CrmRecord *record)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *facts = gtk_widget_get_next_sibling (title);
  g_autofree char *text = crm_record_dup_facts (record);

  gtk_label_set_text (GTK_LABEL (title), crm_record_get_title (record));
  gtk_label_set_text (GTK_LABEL (facts), text);
  gtk_widget_set_visible (facts, *text != '\0');
  gtk_list_item_set_accessible_label (item, crm_record_get_title (record));
}

static void
setup_cb (CrmRelatedList *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (int i = 0; i < 2; i++) {
    GtkWidget *label = gtk_label_new (NULL);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    if (i == 1) {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
    }
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_list_item_set_child (item, box);
}

static void
record_changed_cb (GtkListItem *item, CrmRecord *record)
{
  show_record (item, record);
}

static void
bind_cb (CrmRelatedList *self, GtkListItem *item)
{
  CrmRecord *record = gtk_list_item_get_item (item);

  show_record (item, record);
  g_signal_connect_object (record, "changed", G_CALLBACK (record_changed_cb), item,
                           G_CONNECT_SWAPPED);
}

static void
unbind_cb (CrmRelatedList *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static void
crm_related_list_dispose (GObject *object)
{
  CrmRelatedList *self = CRM_RELATED_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_RELATED_LIST);
  g_clear_object (&self->list);
  g_clear_object (&self->record);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_related_list_parent_class)->dispose (object);
}

static void
crm_related_list_class_init (CrmRelatedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_related_list_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-related-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, box);
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, add);
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, add_content);
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, view);
  gtk_widget_class_bind_template_child (widget_class, CrmRelatedList, empty);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
crm_related_list_init (CrmRelatedList *self)
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
 * crm_related_list_new:
 * @workspace: where the records are
 * @relation: which records
 * @record: at which they point
 *
 * Returns: (transfer floating): the list, with a button for one more
 */
GtkWidget *
crm_related_list_new (CrmWorkspace *workspace, const CrmRelation *relation, CrmRecord *record)
{
  CrmRelatedList *self = g_object_new (CRM_TYPE_RELATED_LIST, NULL);
  const char *label = crm_entity_get_label (relation->entity);
  g_autofree char *title = crm_relation_dup_title (relation);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *name = g_strdup_printf (_ ("New: %s"), label);

  self->workspace = g_object_ref (workspace);
  self->relation = *relation;
  self->record = g_object_ref (record);
  adw_button_content_set_label (self->add_content, label);
  gtk_widget_set_tooltip_text (self->add, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_widget_set_visible (self->add, crm_store_is_writable (crm_workspace_get_store (workspace)));
  adw_status_page_set_icon_name (self->empty, relation->entity->icon);
  adw_status_page_set_title (self->empty, escaped);
  adw_status_page_set_description (self->empty, _ ("None yet"));
  make_list (self);
  return GTK_WIDGET (self);
}
