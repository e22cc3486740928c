/* The saved views that stand below their sections in the sidebar. */
#include "config.h"

#include "crm-sidebar-private.h"

#include <glib/gi18n.h>

#include "crm-drop.h"
#include "crm-saved-view.h"

static gboolean
drop_on_view_func (GtkWidget *row, const CrmDragged *dragged, double x, double y, gboolean take,
                   gpointer data)
{
  CrmSidebar *self = data;
  gint64 id = (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "crm-view"));
  CrmDatabase *reader;
  g_autoptr (CrmRecord) view = NULL;
  g_autoptr (CrmQuery) query = NULL;

  if (self->workspace == NULL)
    return FALSE;
  reader = crm_workspace_get_reader (self->workspace);
  view = crm_record_load (reader, crm_entity_find ("saved_view"), id, NULL);
  if (view != NULL && !crm_record_is_empty (view, "query"))
    query = crm_query_from_text (crm_record_get_text (view, "query"), reader, NULL, NULL);
  return query != NULL &&
         crm_drop_on_query (GTK_WIDGET (self), self->workspace, query, dragged, take);
}

static GtkWidget *
create_view_row (CrmSidebar *self, CrmRecord *view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("starred-symbolic");
  GtkWidget *label = gtk_label_new (crm_record_get_title (view));

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_add_css_class (icon, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "crm-sidebar-view");
  gtk_widget_set_tooltip_text (row, crm_record_get_title (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (view), -1);
  g_object_set_data (G_OBJECT (row), "crm-view", GSIZE_TO_POINTER (crm_record_get_id (view)));
  crm_dragged_add_target (row, drop_on_view_func, self);
  return row;
}

static void
show_fold (CrmSidebarEntry *entry)
{
  const char *name = entry->closed ? _ ("Show Views") : _ ("Hide Views");

  gtk_widget_set_visible (entry->fold, entry->views->len > 0);
  gtk_button_set_icon_name (GTK_BUTTON (entry->fold),
                            entry->closed ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_widget_set_tooltip_text (entry->fold, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  for (guint i = 0; i < entry->views->len; i++)
    gtk_widget_set_visible (entry->views->pdata[i], !entry->closed && !entry->hidden);
}

void
crm_sidebar_remove_views (CrmSidebar *self, CrmSidebarEntry *entry)
{
  for (guint i = 0; entry->views != NULL && i < entry->views->len; i++)
    gtk_list_box_remove (self->list, entry->views->pdata[i]);
  if (entry->views != NULL)
    g_ptr_array_set_size (entry->views, 0);
}

void
crm_sidebar_show_views (CrmSidebar *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  gint64 me = crm_workspace_get_me (self->workspace);

  for (guint i = 0; i < self->entries->len; i++) {
    CrmSidebarEntry *entry = &g_array_index (self->entries, CrmSidebarEntry, i);
    g_autoptr (GPtrArray) views = NULL;
    if (entry->views == NULL)
      continue;
    crm_sidebar_remove_views (self, entry);
    views = crm_saved_views_read (reader, entry->section->entity, me, NULL);
    for (guint j = 0; views != NULL && j < views->len; j++) {
      GtkWidget *row = create_view_row (self, views->pdata[j]);
      gtk_list_box_insert (self->list, row, gtk_list_box_row_get_index (entry->row) + 1 + (int) j);
      g_ptr_array_add (entry->views, row);
    }
    show_fold (entry);
  }
}

static void
fold_cb (GtkWidget *button, CrmSidebar *self)
{
  for (guint i = 0; i < self->entries->len; i++) {
    CrmSidebarEntry *entry = &g_array_index (self->entries, CrmSidebarEntry, i);
    if (entry->fold != button)
      continue;
    entry->closed = !entry->closed;
    show_fold (entry);
  }
}

GtkWidget *
crm_sidebar_create_fold (CrmSidebar *self)
{
  GtkWidget *fold = gtk_button_new_from_icon_name ("pan-down-symbolic");

  gtk_widget_add_css_class (fold, "flat");
  gtk_widget_add_css_class (fold, "crm-sidebar-fold");
  gtk_widget_set_valign (fold, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (fold, FALSE);
  g_signal_connect (fold, "clicked", G_CALLBACK (fold_cb), self);
  return fold;
}
