/* The keys of a document's lines: to the cell above and below, to the hints, and what moves and
 * removes lines. */
#include "config.h"

#include "crm-document-lines-private.h"

static gboolean
hints_key (CrmDocumentLines *self, guint key)
{
  if (crm_line_hints_get_below (self->hints) == NULL)
    return FALSE;
  switch (key) {
  case GDK_KEY_Down:
    crm_line_hints_move (self->hints, 1);
    return TRUE;
  case GDK_KEY_Up:
    crm_line_hints_move (self->hints, -1);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    return crm_line_hints_pick (self->hints);
  case GDK_KEY_Escape:
    crm_line_hints_hide (self->hints);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
row_key (CrmDocumentLines *self, CrmLineRow *row, CrmLineCell *cell, guint key,
         GdkModifierType state)
{
  guint position = crm_line_row_get_position (row);
  const char *field = cell != NULL ? crm_line_cell_get_field (cell) : NULL;
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (cell == NULL || !crm_line_cell_commit (cell))
      return cell != NULL;
    crm_document_lines_go_to (self, position + 1, field);
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    if (!alt && cell == NULL)
      return FALSE;
    if (alt && self->editable) {
      crm_line_row_commit (row);
      if (key == GDK_KEY_Up ? position > 0 : position + 1 < crm_document_lines_get_n_lines (self))
        crm_document_lines_move (self, position, key == GDK_KEY_Up ? position - 1 : position + 1);
      crm_document_lines_focus (self, crm_record_get_id (crm_line_row_get_line (row)), field);
    } else if (key == GDK_KEY_Down)
      crm_document_lines_go_to (self, position + 1, field);
    else if (position > 0)
      crm_document_lines_go_to (self, position - 1, field);
    return TRUE;
  case GDK_KEY_Escape:
    if (cell != NULL)
      crm_line_cell_revert (cell);
    return cell != NULL;
  case GDK_KEY_Delete:
    if (!self->editable || (state & GDK_CONTROL_MASK) == 0 || (state & GDK_SHIFT_MASK) == 0)
      return FALSE;
    crm_document_lines_remove (self, row);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
crm_document_lines_press (CrmDocumentLines *self, guint key, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row;
  GtkWidget *cell;

  if (focus == NULL || hints_key (self, key))
    return focus != NULL;
  row = gtk_widget_get_ancestor (focus, CRM_TYPE_LINE_ROW);
  cell = gtk_widget_get_ancestor (focus, CRM_TYPE_LINE_CELL);
  if (row != NULL)
    return row_key (self, CRM_LINE_ROW (row), (CrmLineCell *) cell, key, state);
  if (key == GDK_KEY_Up && crm_document_lines_get_n_lines (self) > 0) {
    crm_document_lines_go_to (self, crm_document_lines_get_n_lines (self) - 1, "name");
    return TRUE;
  }
  return FALSE;
}
