/* The table of a document's lines. */
#include "config.h"

#include "crm-document-lines-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CrmDocumentLines, crm_document_lines, GTK_TYPE_WIDGET)

static CrmLineRow *
find_row_of (CrmDocumentLines *self, gint64 line)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (crm_record_get_id (crm_line_row_get_line (row)) == line)
      return row;
  return NULL;
}

/* --- Going from cell to cell */

static void
focus_cb (gpointer data)
{
  g_autoptr (CrmDocumentLines) self = data;
  CrmLineRow *row = self->focus_line != 0 ? find_row_of (self, self->focus_line) : NULL;

  if (row == NULL)
    return;
  self->focus_line = 0;
  crm_line_row_focus (row, self->focus_field);
}

void
crm_document_lines_focus (CrmDocumentLines *self, gint64 line, const char *field)
{
  guint position;

  self->focus_line = line;
  self->focus_field = g_intern_string (field);
  if (crm_record_list_find (self->list, line, &position))
    gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
  g_idle_add_once (focus_cb, g_object_ref (self));
}

void
crm_document_lines_go_to (CrmDocumentLines *self, guint position, const char *field)
{
  if (position < crm_document_lines_get_n_lines (self))
    crm_document_lines_focus (self, crm_record_list_get_id_at (self->list, position), field);
  else if (self->editable)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- What rows and the entry say */

static void
hint_picked_cb (CrmDocumentLines *self, GtkWidget *below, gint64 product)
{
  CrmLineRow *row = CRM_LINE_ROW (gtk_widget_get_ancestor (below, CRM_TYPE_LINE_ROW));

  if (row == NULL) {
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    crm_document_lines_add (self, product, NULL);
  } else if (crm_line_row_get_line (row) != NULL) {
    CrmRecord *line = crm_line_row_get_line (row);
    crm_line_cell_revert (CRM_LINE_CELL (below));
    crm_document_lines_set_product (self, line, product);
    crm_document_lines_focus (self, crm_record_get_id (line), "quantity");
  }
}

static void
remove_cb (CrmDocumentLines *self, CrmLineRow *row)
{
  crm_document_lines_remove (self, row);
}

static void
dropped_cb (CrmDocumentLines *self, CrmRecord *line, CrmLineRow *row)
{
  guint from;

  if (crm_record_list_find (self->list, crm_record_get_id (line), &from))
    crm_document_lines_move (self, from, crm_line_row_get_position (row));
}

static void
name_typed_cb (CrmDocumentLines *self, CrmLineRow *row)
{
  CrmLineCell *cell = crm_line_row_get_cell (row, "name");
  crm_line_hints_search (self->hints, GTK_WIDGET (cell), crm_line_cell_get_text (cell));
}

static void
name_left_cb (CrmDocumentLines *self)
{
  if (self->hints != NULL)
    crm_line_hints_leave (self->hints);
}

static void
entry_changed_cb (CrmDocumentLines *self)
{
  if (self->hints != NULL)
    crm_line_hints_search (self->hints, GTK_WIDGET (self->entry),
                           gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
entry_left_cb (CrmDocumentLines *self)
{
  name_left_cb (self);
}

static void
entry_activate_cb (CrmDocumentLines *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*name == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  crm_document_lines_add (self, 0, name);
}

static gboolean
key_pressed_cb (CrmDocumentLines *self, guint key, guint code, GdkModifierType state)
{
  return crm_document_lines_press (self, key, state);
}

/* --- Rows */

static void
setup_cb (CrmDocumentLines *self, GtkListItem *item)
{
  GtkWidget *row = crm_line_row_new (self->workspace);

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "name-typed", G_CALLBACK (name_typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "name-left", G_CALLBACK (name_left_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_focusable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
position_cb (GtkListItem *item)
{
  CrmLineRow *row = CRM_LINE_ROW (gtk_list_item_get_child (item));

  if (row != NULL && crm_line_row_get_line (row) != NULL)
    crm_line_row_set_line (row, gtk_list_item_get_item (item), gtk_list_item_get_position (item));
}

static void
bind_cb (CrmDocumentLines *self, GtkListItem *item)
{
  CrmLineRow *row = CRM_LINE_ROW (gtk_list_item_get_child (item));
  CrmRecord *line = gtk_list_item_get_item (item);

  crm_line_row_set_line (row, line, gtk_list_item_get_position (item));
  crm_line_row_set_editable (row, self->editable);
  crm_line_row_set_narrow (row, self->narrow);
  gtk_list_item_set_accessible_label (item, crm_record_get_title (line));
  g_signal_connect (item, "notify::position", G_CALLBACK (position_cb), NULL);
  g_hash_table_add (self->rows, row);
  if (self->focus_line != 0 && crm_record_get_id (line) == self->focus_line)
    g_idle_add_once (focus_cb, g_object_ref (self));
}

static void
unbind_cb (CrmDocumentLines *self, GtkListItem *item)
{
  CrmLineRow *row = CRM_LINE_ROW (gtk_list_item_get_child (item));

  g_signal_handlers_disconnect_by_func (item, position_cb, NULL);
  g_hash_table_remove (self->rows, row);
  crm_line_row_set_line (row, NULL, 0);
}

static void
n_items_cb (CrmDocumentLines *self)
{
  gtk_stack_set_visible_child_name (self->state,
                                    crm_document_lines_get_n_lines (self) > 0 ? "lines" : "empty");
}

static void make_list_cb (gpointer data);

/* It cannot be thrown away while it speaks. */
static void
replaced_cb (CrmDocumentLines *self)
{
  g_idle_add_once (make_list_cb, g_object_ref (self));
}

static void
make_list_cb (gpointer data)
{
  g_autoptr (CrmDocumentLines) self = data;
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) own = NULL;

  if (self->workspace == NULL)
    return;
  all = crm_query_new (crm_entity_find ("document_line"));
  own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, self->document);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->list = crm_record_list_new (crm_workspace_get_store (self->workspace), own);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (n_items_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_no_selection_set_model (self->model, G_LIST_MODEL (self->list));
  n_items_cb (self);
}

static void
set_narrow (CrmDocumentLines *self, gboolean narrow)
{
  GHashTableIter iter;
  gpointer row;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    crm_line_row_set_narrow (row, narrow);
}

static void
narrow_cb (CrmDocumentLines *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (CrmDocumentLines *self)
{
  set_narrow (self, FALSE);
}

static void
crm_document_lines_dispose (GObject *object)
{
  CrmDocumentLines *self = CRM_DOCUMENT_LINES (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_pointer ((GtkWidget **) &self->hints, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DOCUMENT_LINES);
  g_clear_object (&self->model);
  g_clear_object (&self->list);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_document_lines_parent_class)->dispose (object);
}

static void
crm_document_lines_class_init (CrmDocumentLinesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_lines_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-document-lines.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, box);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, head);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, state);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, view);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, empty);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentLines, entry);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
}

static void
crm_document_lines_init (CrmDocumentLines *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->editable = TRUE;
  self->rows = g_hash_table_new (NULL, NULL);
  self->model = gtk_no_selection_new (NULL);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->model));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lines"), -1);
}

/**
 * crm_document_lines_new:
 * @workspace: where the document is
 * @document: its id
 *
 * Returns: (transfer floating): a table that follows the document's lines
 */
GtkWidget *
crm_document_lines_new (CrmWorkspace *workspace, gint64 document)
{
  CrmDocumentLines *self = g_object_new (CRM_TYPE_DOCUMENT_LINES, NULL);

  self->workspace = g_object_ref (workspace);
  self->document = document;
  self->hints = CRM_LINE_HINTS (crm_line_hints_new (workspace));
  gtk_widget_set_parent (GTK_WIDGET (self->hints), GTK_WIDGET (self));
  g_signal_connect_object (self->hints, "picked", G_CALLBACK (hint_picked_cb), self,
                           G_CONNECT_SWAPPED);
  make_list_cb (g_object_ref (self));
  return GTK_WIDGET (self);
}

void
crm_document_lines_set_editable (CrmDocumentLines *self, gboolean editable)
{
  GHashTableIter iter;
  gpointer row;

  self->editable = editable;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    crm_line_row_set_editable (row, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), editable);
  gtk_label_set_text (self->empty, editable ? _ ("No lines yet. Type below what is sold: a product "
                                                 "brings its unit, price and VAT rate.")
                                            : _ ("No lines"));
}

gboolean
crm_document_lines_flush (CrmDocumentLines *self)
{
  GHashTableIter iter;
  gpointer row;
  gboolean done = TRUE;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    done = crm_line_row_commit (row) && done;
  return done;
}

void
crm_document_lines_start_line (CrmDocumentLines *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

guint
crm_document_lines_get_n_lines (CrmDocumentLines *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

CrmLineRow *
crm_document_lines_get_row (CrmDocumentLines *self, guint position)
{
  if (position >= crm_document_lines_get_n_lines (self))
    return NULL;
  return find_row_of (self, crm_record_list_get_id_at (self->list, position));
}
