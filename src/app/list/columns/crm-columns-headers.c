/* The headers of a list's columns: what a press on them does, and figures above their figures. */
#include "config.h"

#include "crm-columns-private.h"

#include <glib/gi18n.h>

#include "crm-cell.h"

static char *
describe_header (CrmColumns *self, GtkColumnViewColumn *column)
{
  const CrmField *field = crm_entity_field (self->entity, gtk_column_view_column_get_id (column));
  const char *label = crm_field_get_label (field);

  if (gtk_column_view_column_get_sorter (column) != NULL)
    /* Translators: %s is the name of a column */
    return g_strdup_printf (_ ("Sort by %s"), label);
  if (field->kind == CRM_KIND_NOTE || field->kind == CRM_KIND_TAGS ||
      field->kind == CRM_KIND_SUBJECT)
    /* Translators: %s is the name of a column */
    return g_strdup_printf (_ ("%s has no order to sort by"), label);
  /* Translators: %s is the name of a column */
  return g_strdup_printf (_ ("Too many records to be sorted by %s: narrow the list with a filter"),
                          label);
}

/* The titles of a column view are its own; they stand in its first child in the columns' order. */
void
crm_columns_dress_headers (CrmColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (columns);
       i++, title = gtk_widget_get_next_sibling (title)) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    g_autofree char *text = describe_header (self, column);
    GtkWidget *content = gtk_widget_get_first_child (title);
    gtk_widget_set_tooltip_text (title, text);
    if (content != NULL && crm_cell_is_figure (crm_entity_field (
                               self->entity, gtk_column_view_column_get_id (column)))) {
      gtk_widget_set_halign (content, GTK_ALIGN_END);
      gtk_widget_add_css_class (content, "crm-figure");
    }
  }
}
