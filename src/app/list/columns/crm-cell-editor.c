/* Editing in place. */
#include "config.h"

#include "crm-cell-editor.h"

#include <glib/gi18n.h>

#include "crm-cell.h"
#include "crm-field-row.h"
#include "crm-list-page-private.h"

#define LEAST_WIDTH 260
/* A row that was far away comes into view within some frames. */
#define MOST_FRAMES 30

typedef enum { GO_NOWHERE, GO_DOWN, GO_RIGHT, GO_LEFT } Way;

typedef struct {
  CrmListPage *page; /* borrowed: it owns this */
  int field;         /* column that was used last; -1: none yet */
  gint64 id;         /* of the record that is edited; 0: none */
  GtkWidget *popover;
  CrmFieldRow *row; /* owned, while @popover is there */
  gulong settled;
  Way way; /* where to go once it is written */
  gint64 below;
  gint64 wanted; /* record whose cell comes into view */
  guint frames;
  guint tick;
} Editor;

static Editor *
get_editor (CrmListPage *page)
{
  return g_object_get_data (G_OBJECT (page), "crm-cell-editor");
}

static CrmRecordList *
get_list (Editor *self)
{
  return crm_list_loader_get_list (self->page->loader);
}

/* --- Cells */

static GtkWidget *
find_cell (GtkWidget *widget, gint64 id, int field)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (crm_is_cell (widget)) {
    CrmRecord *record = crm_cell_get_record (widget);
    return record != NULL && crm_record_get_id (record) == id &&
                   crm_cell_get_field (widget) == field
               ? widget
               : NULL;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_cell (child, id, field);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* The cell below a point; the padding of its row is its own. */
static GtkWidget *
pick_cell (GtkWidget *view, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  for (; widget != NULL && widget != view; widget = gtk_widget_get_parent (widget))
    if (crm_is_cell (widget))
      return widget;
  return child != NULL && crm_is_cell (child) ? child : NULL;
}

static gboolean
can_edit (Editor *self, CrmRecord *record, int field)
{
  g_autoptr (CrmRecordForm) form = NULL;

  if (!crm_store_is_writable (crm_workspace_get_store (self->page->workspace)))
    return FALSE;
  form = crm_record_form_new (self->page->workspace, record);
  return crm_record_form_can_edit (form, field);
}

/* --- Opening and closing */

static void open_at (Editor *self, gint64 id, int field);

static void
focus_record (Editor *self, gint64 id)
{
  guint position;
  if (crm_record_list_find (get_list (self), id, &position))
    gtk_column_view_scroll_to (self->page->column_view, position, NULL, GTK_LIST_SCROLL_FOCUS,
                               NULL);
}

static void
forget (Editor *self)
{
  GtkWidget *popover = g_steal_pointer (&self->popover);

  if (self->row != NULL)
    g_clear_signal_handler (&self->settled, self->row);
  g_clear_object (&self->row);
  self->id = 0;
  if (popover == NULL)
    return;
  g_signal_handlers_disconnect_by_data (popover, self);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_unparent (popover);
}

static int
find_next_field (Editor *self, CrmRecord *record, int field, int step)
{
  g_autoptr (GArray) fields = crm_columns_dup_fields (self->page->columns);
  int at = -1;

  for (int i = 0; i < (int) fields->len; i++)
    if (g_array_index (fields, int, i) == field)
      at = i;
  for (at += step; at >= 0 && at < (int) fields->len; at += step)
    if (can_edit (self, record, g_array_index (fields, int, at)))
      return g_array_index (fields, int, at);
  return -1;
}

static gint64
find_below (Editor *self, gint64 id)
{
  CrmRecordList *list = get_list (self);
  guint position;

  if (!crm_record_list_find (list, id, &position))
    return 0;
  /* Over the headings of groups. */
  while (crm_record_list_get_mark_at (list, ++position) < 0)
    ;
  return crm_record_list_get_id_at (list, position);
}

static void
go (Editor *self)
{
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (self->row));
  gint64 id = self->id;
  gint64 below = self->below;
  int field = self->field;
  Way way = self->way;

  if (way == GO_RIGHT || way == GO_LEFT)
    field = find_next_field (self, record, field, way == GO_RIGHT ? 1 : -1);
  forget (self);
  if (way == GO_DOWN && below != 0)
    open_at (self, below, field);
  else if (field >= 0 && (way == GO_RIGHT || way == GO_LEFT))
    open_at (self, id, field);
  else
    focus_record (self, id);
}

/* The wrong text comes back to the eye, however the editor was left. */
static void
settled_cb (CrmFieldRow *row, gboolean saved, Editor *self)
{
  if (!saved) {
    self->way = GO_NOWHERE;
    gtk_popover_popup (GTK_POPOVER (self->popover));
    gtk_widget_grab_focus (GTK_WIDGET (self->row));
  } else if (self->way != GO_NOWHERE)
    go (self);
  else if (!gtk_widget_get_mapped (self->popover))
    forget (self);
}

static void
closed_cb (Editor *self)
{
  if (crm_field_row_get_problem (self->row) != NULL)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else if (!crm_field_row_is_saving (self->row))
    forget (self);
}

static void
commit (Editor *self, Way way)
{
  self->way = way;
  self->below = find_below (self, self->id);
  if (!crm_field_row_commit (self->row)) {
    self->way = GO_NOWHERE;
    return;
  }
  if (!crm_field_row_is_saving (self->row))
    go (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
        Editor *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->popover));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;
  gboolean is_text = GTK_IS_TEXT_VIEW (focus) && (modifiers & GDK_CONTROL_MASK) == 0;

  /* A chooser within the editor has keys of its own. */
  if (popover != NULL && popover != self->popover &&
      gtk_widget_is_ancestor (popover, self->popover))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (is_text)
      return GDK_EVENT_PROPAGATE;
    commit (self, GO_DOWN);
    return GDK_EVENT_STOP;
  case GDK_KEY_Tab:
    commit (self, GO_RIGHT);
    return GDK_EVENT_STOP;
  case GDK_KEY_ISO_Left_Tab:
    commit (self, GO_LEFT);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape: {
    gint64 id = self->id;
    crm_field_row_revert (self->row);
    forget (self);
    focus_record (self, id);
    return GDK_EVENT_STOP;
  }
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
show_popover (Editor *self, GtkWidget *cell, int field)
{
  GtkWidget *view = GTK_WIDGET (self->page->column_view);
  g_autoptr (CrmRecordForm) form =
      crm_record_form_new (self->page->workspace, crm_cell_get_record (cell));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *list = gtk_list_box_new ();
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (cell, view, &bounds))
    return;
  self->id = crm_record_get_id (crm_cell_get_record (cell));
  self->field = field;
  self->way = GO_NOWHERE;
  self->row = g_object_ref_sink (CRM_FIELD_ROW (crm_field_row_new (form, field)));
  self->settled = g_signal_connect (self->row, "settled", G_CALLBACK (settled_cb), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  gtk_widget_set_size_request (list, MAX ((int) bounds.size.width, LEAST_WIDTH), -1);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), list);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_offset (GTK_POPOVER (self->popover), 0, -(int) bounds.size.height);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                 (int) bounds.size.width,
                                                 (int) bounds.size.height });
  gtk_widget_add_css_class (self->popover, "crm-cell-editor");
  gtk_widget_set_parent (self->popover, view);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (list, keys);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
}

static gboolean
try_open (Editor *self)
{
  GtkWidget *cell = find_cell (GTK_WIDGET (self->page->column_view), self->wanted, self->field);

  if (cell == NULL)
    return FALSE;
  if (can_edit (self, crm_cell_get_record (cell), self->field))
    show_popover (self, cell, self->field);
  return TRUE;
}

static gboolean
tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  Editor *self = data;

  if (!try_open (self) && ++self->frames < MOST_FRAMES)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static GtkColumnViewColumn *
find_column (Editor *self, int field)
{
  GListModel *columns = gtk_column_view_get_columns (self->page->column_view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    if (g_strcmp0 (gtk_column_view_column_get_id (column),
                   self->page->entity->fields[field].name) == 0)
      return column; /* the view holds it */
  }
  return NULL;
}

static void
open_at (Editor *self, gint64 id, int field)
{
  GtkColumnViewColumn *column = find_column (self, field);
  guint position;

  if (column == NULL || !crm_record_list_find (get_list (self), id, &position))
    return;
  gtk_column_view_scroll_to (self->page->column_view, position, column, GTK_LIST_SCROLL_NONE, NULL);
  self->wanted = id;
  self->field = field;
  self->frames = 0;
  if (self->tick == 0)
    self->tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self->page->column_view), tick_cb, self, NULL);
}

/* --- How it begins */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, Editor *self)
{
  GtkWidget *cell = pick_cell (GTK_WIDGET (self->page->column_view), x, y);
  CrmRecord *record = cell != NULL ? crm_cell_get_record (cell) : NULL;
  int field;

  if (record == NULL)
    return;
  field = crm_cell_get_field (cell);
  self->field = field;
  /* The other button asks for the menu, which edits this cell. The record's name opens the record.
   */
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY ||
      n_press != 2 || (self->page->entity->fields[field].flags & CRM_FIELD_TITLE) ||
      !can_edit (self, record, field))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_at (self, crm_record_get_id (record), field);
}

static void
free_editor (gpointer data)
{
  Editor *self = data;
  if (self->tick != 0 && self->page->column_view != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->page->column_view), self->tick);
  forget (self);
  g_free (self);
}

void
crm_cell_editor_add (CrmListPage *page)
{
  Editor *self = g_new0 (Editor, 1);
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->page = page;
  self->field = -1;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (page->column_view), GTK_EVENT_CONTROLLER (gesture));
  g_object_set_data_full (G_OBJECT (page), "crm-cell-editor", self, free_editor);
}

static GtkWidget *
find_first_cell (GtkWidget *widget)
{
  while (widget != NULL && !crm_is_cell (widget))
    widget = gtk_widget_get_first_child (widget);
  return widget;
}

/* That of the row with the focus; where a menu had it, of the first row that is chosen. */
static CrmRecord *
find_meant (Editor *self)
{
  CrmListPage *page = self->page;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_focus = focus != NULL &&
                       gtk_widget_is_ancestor (focus, GTK_WIDGET (page->column_view)) &&
                       gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL;
  GtkWidget *cell = has_focus ? find_first_cell (focus) : NULL;
  guint position;

  if (has_focus)
    return cell != NULL && crm_cell_get_record (cell) != NULL
               ? g_object_ref (crm_cell_get_record (cell))
               : NULL;
  if (page->selection == NULL || !crm_bitset_selection_get_first (page->selection, &position))
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (get_list (self)), position);
}

void
crm_cell_editor_start (CrmListPage *page)
{
  Editor *self = get_editor (page);
  g_autoptr (CrmRecord) record = page->narrow || self->popover != NULL ? NULL : find_meant (self);
  int field = self->field;

  if (record == NULL)
    return;
  if (field < 0 || find_column (self, field) == NULL || !can_edit (self, record, field))
    field = find_next_field (self, record, -1, 1);
  if (field >= 0)
    open_at (self, crm_record_get_id (record), field);
}
