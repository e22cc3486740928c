/* The cells of a list's columns, and its rows named for those who hear them. */
#include "config.h"

#include "crm-cell.h"
#include "crm-columns-private.h"
#include "crm-group-row.h"
#include "crm-text.h"

/* Of a row's name. */
#define MOST_CHARACTERS 200

static int
find_index (CrmColumns *self, const CrmField *field)
{
  return (int) (field - self->entity->fields);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer user_data)
{
  CrmColumns *self = g_object_get_data (G_OBJECT (factory), "crm-columns");
  gtk_column_view_cell_set_child (
      cell, crm_cell_new (self->workspace, self->entity, GPOINTER_TO_INT (user_data)));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer user_data)
{
  CrmColumns *self = g_object_get_data (G_OBJECT (factory), "crm-columns");
  gpointer item = gtk_column_view_cell_get_item (cell);
  gboolean is_group = CRM_IS_GROUP_HEADER (item);
  GtkWidget *child = crm_group_row_require_child (G_OBJECT (cell), is_group, self->workspace, self);

  /* A heading reaches over the cells that follow it. */
  gtk_widget_set_overflow (gtk_widget_get_parent (child),
                           is_group ? GTK_OVERFLOW_VISIBLE : GTK_OVERFLOW_HIDDEN);
  if (is_group)
    crm_group_row_set_header (CRM_GROUP_ROW (child), item);
  else
    crm_cell_set_record (child, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer user_data)
{
  GtkWidget *child = gtk_column_view_cell_get_child (cell);

  if (CRM_IS_GROUP_ROW (child))
    crm_group_row_set_header (CRM_GROUP_ROW (child), NULL);
  else
    crm_cell_set_record (child, NULL);
}

GtkListItemFactory *
crm_columns_create_factory (CrmColumns *self, const CrmField *field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer index = GINT_TO_POINTER (find_index (self, field));

  g_object_set_data (G_OBJECT (factory), "crm-columns", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), index);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), index);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), index);
  return factory;
}

static void
name_group (GtkColumnViewRow *row, CrmGroupHeader *header)
{
  CrmColumns *self = g_object_get_data (G_OBJECT (row), "crm-columns");
  g_autofree char *text = crm_group_header_dup_description (header, self->workspace, self);
  gtk_column_view_row_set_accessible_label (row, text);
}

static void
group_changed_cb (CrmGroupHeader *header, GtkColumnViewRow *row)
{
  name_group (row, header);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, CrmColumns *self)
{
  gpointer item = gtk_column_view_row_get_item (row);
  g_autofree char *title = NULL;

  gtk_column_view_row_set_selectable (row, !CRM_IS_GROUP_HEADER (item));
  if (CRM_IS_GROUP_HEADER (item)) {
    g_object_set_data (G_OBJECT (row), "crm-columns", self);
    name_group (row, item);
    g_signal_connect (item, "changed", G_CALLBACK (group_changed_cb), row);
    return;
  }
  title = crm_text_one_line (crm_record_get_title (item), MOST_CHARACTERS);
  gtk_column_view_row_set_accessible_label (row, title);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, CrmColumns *self)
{
  gpointer item = gtk_column_view_row_get_item (row);
  if (CRM_IS_GROUP_HEADER (item))
    g_signal_handlers_disconnect_by_data (item, row);
}

void
crm_columns_name_rows (CrmColumns *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (row_unbind_cb), self);
  gtk_column_view_set_row_factory (self->view, factory);
}
